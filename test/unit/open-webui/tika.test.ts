import { imagesOf } from '../../../operations/images';
import { OpenWebUiSettings } from '../../../constructs/open-webui/settings';
import type { EnvironmentInput } from '../../../environments';
import { egressNeeds } from '../../../environments/applications';
import { allowedDomains } from '../../../constructs/egress/allowed-domains';
import { Applications, awsEnvironment, environment, variable } from '../../support/applications';
import { dependencies, manifest, releaseValues } from '../../support/helm-release';
import { type End, NetworkPolicyReader } from '../../support/network-policies';
import { told } from '../environments/support';

type Tika = NonNullable<NonNullable<EnvironmentInput['openwebui']>['tika']>;

const having = (tika: Tika) => environment({ search: { kind: 'none' }, openwebui: { tika } });
const TIKA: End = { labels: { 'app.kubernetes.io/name': 'tika', 'app.kubernetes.io/instance': 'tika' } };
const app = (name: string, more: object = {}): End => ({
  labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name, ...more },
});

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly {
    readonly image: string;
    readonly securityContext: object;
    readonly volumeMounts: readonly object[];
    readonly resources: object;
    readonly readinessProbe: object;
  }[];
  readonly volumes: readonly object[];
}

describe('Tika in the cluster', () => {
  let apps: Applications;
  const deployment = () => manifest(apps.json, 'tika', 'Deployment', 'tika').spec;
  const pod = () => (deployment() as { template: { spec: Pod } }).template.spec;
  const container = () => pod().containers[0];

  beforeAll(() => {
    apps = new Applications(having({ kind: 'in-cluster', replicas: 2, resources: { cpu: 1, memoryGib: 3 } }));
  });

  test('is where Open WebUI has documents taken apart', () => {
    const variables = apps.openwebui['open-webui'];
    expect(variable(variables, 'CONTENT_EXTRACTION_ENGINE')).toMatchObject({ value: 'tika' });
    expect(variable(variables, 'TIKA_SERVER_URL')).toMatchObject({
      value: 'http://tika.inferencehub.svc.cluster.local:9998',
    });
    expect(manifest(apps.json, 'tika', 'Service', 'tika').spec).toMatchObject({ ports: [{ port: 9998 }] });
  });

  test('is of the release whose answers Open WebUI understands', () => {
    expect(container()?.image).toMatch(/^docker\.io\/apache\/tika:3\.\d+\.\d+\.\d+-full$/);
    expect(imagesOf(apps.settings)).toContainEqual(
      expect.objectContaining({ pulledFrom: container()?.image, usedBy: ['tika'] }),
    );
  });

  test('runs without root, without a token, and writes to scratch space alone', () => {
    expect(pod()).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container()?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(container()?.volumeMounts).toEqual([{ name: 'scratch', mountPath: '/tmp' }]);
    expect(pod().volumes).toEqual([{ name: 'scratch', emptyDir: { sizeLimit: '2Gi' } }]);
  });

  test('has the pods and resources that the environment says, and a budget for more than one', () => {
    expect(deployment()).toMatchObject({ replicas: 2 });
    expect(container()?.resources).toEqual({ requests: { cpu: '1', memory: '3Gi' }, limits: { memory: '3Gi' } });
    expect(manifest(apps.json, 'tika', 'PodDisruptionBudget', 'tika').spec).toMatchObject({ maxUnavailable: 1 });
    const single = new Applications(having({ kind: 'in-cluster' }));
    expect(JSON.stringify(releaseValues(single.json, 'tika'))).not.toContain('PodDisruptionBudget');
  });

  test('starts after the policies that close it off', () => {
    expect(dependencies(apps.json, 'tika')).toEqual([expect.stringMatching(/^helm_release\.manifests_/)]);
  });

  test('is told among the connections, with the reason why it is not encrypted', () => {
    const wiring = apps.json.output?.wiring?.value as { openwebui: { use: string }[] };
    expect(wiring.openwebui.find(({ use }) => use === 'documents')).toEqual({
      use: 'documents',
      variant: 'in-cluster (Tika)',
      endpoint: 'http://tika.inferencehub.svc.cluster.local:9998',
      tls: 'none',
      plainHop: 'tika',
      passwordFrom: 'none',
    });
  });

  test('is reached by Open WebUI alone, and reaches nothing', () => {
    const reader = new NetworkPolicyReader(apps.settings);
    const litellm = app('litellm', { 'app.kubernetes.io/component': 'proxy' });
    const openwebui = app('open-webui', { 'app.kubernetes.io/component': 'open-webui' });
    expect(reader.allows(openwebui, TIKA, 9998)).toBe(true);
    expect(reader.allows(litellm, TIKA, 9998)).toBe(false);
    const dns: End = { labels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' };
    expect(reader.allows(TIKA, dns, 53, 'UDP')).toBe(false);
    for (const address of ['203.0.113.9', '10.0.0.5', '169.254.169.254']) {
      expect(reader.allows(TIKA, { address }, 443)).toBe(false);
    }
    expect(reader.allows(TIKA, litellm, 4000)).toBe(false);
  });

  test('comes from Docker Hub, whose names and credentials it takes', () => {
    const outside = (tika?: Tika) =>
      awsEnvironment({
        postgres: {
          kind: 'external',
          openwebui: { url: 'postgresql://chat:${A}@db.corp.example/chat' },
          litellm: { url: 'postgresql://llm:${B}@db.corp.example/llm' },
        },
        redis: {
          openwebui: { kind: 'external', url: 'rediss://:${C}@one.corp.example:6379', evictionPolicy: 'noeviction' },
          litellm: { kind: 'external', url: 'rediss://:${D}@two.corp.example:6379', evictionPolicy: 'allkeys-lru' },
        },
        openwebui: { tika },
      });
    const domains = (tika?: Tika) => {
      const settings = outside(tika);
      if (!settings.account) throw new Error('it has an account');
      return allowedDomains(egressNeeds({ ...settings, account: settings.account }));
    };
    expect(domains({ kind: 'in-cluster' })).toContain('registry-1.docker.io');
    expect(domains()).not.toContain('registry-1.docker.io');
  });
});

describe('Tika elsewhere', () => {
  test('is called where it is, and nothing is installed', () => {
    const { json } = new Applications(having({ kind: 'external', url: 'https://tika.corp.example' }));
    expect(JSON.stringify(json)).not.toContain('apache/tika');
    const wiring = json.output?.wiring?.value as { openwebui: { use: string }[] };
    expect(wiring.openwebui.find(({ use }) => use === 'documents')).toEqual({
      use: 'documents',
      variant: 'external (Tika)',
      endpoint: 'https://tika.corp.example',
      tls: 'TLS',
      passwordFrom: 'none',
    });
  });

  test('refuses what is no address', () => {
    expect(OpenWebUiSettings.safeParse({ tika: { kind: 'external', url: 'tika:9998' } }).success).toBe(false);
    expect(OpenWebUiSettings.safeParse({ tika: { kind: 'external' } }).success).toBe(false);
  });

  test('refuses the chart’s own', () => {
    expect(told('prod', { openwebui: { values: { tika: { enabled: true } } } })[0]).toContain('openwebui.values.tika');
  });
});
