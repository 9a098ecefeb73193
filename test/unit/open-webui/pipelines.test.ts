import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { imagesOf } from '../../../operations/images';
import { allowedDomains } from '../../../constructs/egress/allowed-domains';
import type { EnvironmentInput } from '../../../environments';
import { egressNeeds } from '../../../environments/applications';
import { Applications, awsEnvironment, environment, named, variable } from '../../support/applications';
import { dependencies, manifest } from '../../support/helm-release';
import { type End, NetworkPolicyReader } from '../../support/network-policies';
import { told } from '../environments/support';

type Settings = NonNullable<NonNullable<EnvironmentInput['openwebui']>['pipelines']>;

const SHA256 = 'a'.repeat(64);
const FILE = { url: 'https://raw.githubusercontent.com/example/pipes/0123abc/my_pipe.py', sha256: SHA256 };
const IMAGE = { tag: 'git-0123abc' };

const having = (pipelines: Settings, networkPolicies: EnvironmentInput['networkPolicies'] = {}) =>
  environment({ search: { kind: 'none' }, openwebui: { pipelines }, networkPolicies });
const app = (name: string, more: object = {}): End => ({
  labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name, ...more },
});
const PIPELINES = app('pipelines');
const OPEN_WEBUI = app('open-webui', { 'app.kubernetes.io/component': 'open-webui' });
const LITELLM = app('litellm', { 'app.kubernetes.io/component': 'proxy' });

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly securityContext: object;
}
interface Pod {
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly initContainers: readonly [Container];
  readonly containers: readonly [Container];
}

describe('Pipelines', () => {
  let apps: Applications;
  const deployment = () =>
    manifest(apps.json, 'pipelines', 'Deployment').spec as { strategy: object; template: { spec: Pod } };
  const pod = () => deployment().template.spec;

  beforeAll(() => {
    apps = new Applications(
      having({
        image: IMAGE,
        urls: [FILE],
        pypi: true,
        secretEnv: { LANGFUSE_SECRET_KEY: '${LANGFUSE_SECRET_KEY}' },
        storageGib: 5,
      }),
    );
  });

  test('come after LiteLLM among the servers of Open WebUI, each with its own key', () => {
    const variables = apps.openwebui['open-webui'];
    expect(variable(variables, 'OPENAI_API_BASE_URLS')).toMatchObject({
      value:
        'http://litellm.inferencehub.svc.cluster.local:4000/v1;http://pipelines.inferencehub.svc.cluster.local:9099',
    });
    expect(named(variables, 'OPENAI_API_KEYS')).toEqual([
      { name: 'OPENAI_API_KEYS', secret: 'open-webui-environment', key: 'openai-api-keys' },
    ]);
    expect(apps.secret('open-webui-environment')['openai-api-keys']).toMatch(/^\{\{ \.\w+ \}\};\{\{ \.\w+ \}\}$/);
    expect(named(variables, 'OPENAI_API_BASE_URL')).toEqual([]);
    expect(named(variables, 'OPENAI_API_KEY')).toEqual([]);
  });

  test('leave embeddings, speech and images with LiteLLM', () => {
    const variables = apps.openwebui['open-webui'];
    expect(variable(variables, 'RAG_OPENAI_API_BASE_URL')).toMatchObject({
      value: 'http://litellm.inferencehub.svc.cluster.local:4000/v1',
    });
    expect(variable(variables, 'RAG_OPENAI_API_KEY')).toMatchObject({ key: 'litellm-key' });
  });

  test('leave one server where there are none', () => {
    const variables = new Applications(environment()).openwebui['open-webui'];
    expect(named(variables, 'OPENAI_API_BASE_URL')).toHaveLength(1);
    expect(named(variables, 'OPENAI_API_BASE_URLS')).toEqual([]);
  });

  test('are shown a key that is generated, never the one that the image brings', () => {
    const [{ env }] = pod().containers;
    expect(env.filter(({ name }) => name === 'PIPELINES_API_KEY')).toEqual([
      { name: 'PIPELINES_API_KEY', valueFrom: { secretKeyRef: { name: 'pipelines', key: 'PIPELINES_API_KEY' } } },
    ]);
    expect(env.find(({ name }) => name === 'LANGFUSE_SECRET_KEY')).not.toHaveProperty('value');
    expect(Object.keys(apps.secret('pipelines')).sort()).toEqual(['LANGFUSE_SECRET_KEY', 'PIPELINES_API_KEY']);
    expect(JSON.stringify(apps.json)).not.toContain('0p3n-w3bu');
  });

  test('run without root, without a token, and write to their mounts alone', () => {
    const { securityContext, automountServiceAccountToken, initContainers, containers } = pod();
    expect(automountServiceAccountToken).toBe(false);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [...initContainers, ...containers]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      });
    }
  });

  test('run an image of one commit, which is listed', () => {
    expect(pod().containers[0].image).toBe('ghcr.io/open-webui/pipelines:git-0123abc');
    expect(imagesOf(apps.settings)).toContainEqual(
      expect.objectContaining({ image: 'ghcr.io/open-webui/pipelines:git-0123abc', usedBy: ['pipelines'] }),
    );
    const digest = `sha256:${'0'.repeat(64)}`;
    const pinned = new Applications(having({ image: { tag: 'main', digest } }));
    expect(JSON.stringify(pinned.values('pipelines'))).toContain(`ghcr.io/open-webui/pipelines:main@${digest}`);
  });

  test('keep what administrators set on a volume, which one pod at a time has', () => {
    expect(manifest(apps.json, 'pipelines', 'PersistentVolumeClaim').spec).toMatchObject({
      resources: { requests: { storage: '5Gi' } },
    });
    expect(deployment().strategy).toEqual({ type: 'Recreate' });
    const held = Object.values(apps.json.resource?.helm_release ?? {}).find(({ name }) => name === 'pipelines');
    expect(held).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test('install packages only where they may', () => {
    const index = (settings: Settings) => {
      const spec = manifest(new Applications(having(settings)).json, 'pipelines', 'Deployment').spec as {
        template: { spec: Pod };
      };
      return spec.template.spec.containers[0].env.find(({ name }) => name === 'PIP_NO_INDEX')?.value;
    };
    expect(index({ image: IMAGE })).toBe('1');
    expect(index({ image: IMAGE, pypi: true })).toBeUndefined();
  });

  test('start after the Secret and the policies', () => {
    expect(dependencies(apps.json, 'pipelines')).toEqual([expect.stringMatching(/^helm_release\.manifests_/)]);
  });

  test('are told among the connections', () => {
    const wiring = apps.json.output?.wiring?.value as { openwebui: { use: string }[] };
    expect(wiring.openwebui.find(({ use }) => use === 'pipelines')).toMatchObject({
      endpoint: 'http://pipelines.inferencehub.svc.cluster.local:9099',
      tls: 'none',
      plainHop: 'pipelines',
      passwordFrom: expect.stringContaining('pipelines-key') as string,
    });
  });
});

describe('network policies of Pipelines', () => {
  const internet: End = { address: '203.0.113.9' };

  test('let Open WebUI in, and nobody else', () => {
    const reader = new NetworkPolicyReader(having({ image: IMAGE, urls: [FILE] }));
    expect(reader.allows(OPEN_WEBUI, PIPELINES, 9099)).toBe(true);
    expect(reader.allows(LITELLM, PIPELINES, 9099)).toBe(false);
    expect(reader.allows(PIPELINES, LITELLM, 4000)).toBe(false);
    expect(reader.allows(PIPELINES, internet, 443)).toBe(true);
    expect(reader.allows(PIPELINES, internet, 80)).toBe(false);
  });

  test('keep them from everything where they load nothing', () => {
    const reader = new NetworkPolicyReader(having({ image: IMAGE }));
    expect(reader.allows(PIPELINES, internet, 443)).toBe(false);
  });

  test('let them reach what the environment adds', () => {
    const extraEgress = [{ from: 'pipelines' as const, ranges: ['10.9.0.0/16'], ports: [8443] }];
    const reader = new NetworkPolicyReader(having({ image: IMAGE }, { extraEgress }));
    expect(reader.allows(PIPELINES, { address: '10.9.1.2' }, 8443)).toBe(true);
    expect(reader.allows(PIPELINES, { address: '10.9.1.2' }, 443)).toBe(false);
  });

  test('have the names resolved that they load from', () => {
    const domains = (pipelines: Settings) => {
      const settings = awsEnvironment({ openwebui: { pipelines } });
      if (!settings.account) throw new Error('it has an account');
      return allowedDomains(egressNeeds({ ...settings, account: settings.account }));
    };
    expect(domains({ image: IMAGE, urls: [FILE], pypi: true })).toEqual(
      expect.arrayContaining(['files.pythonhosted.org', 'pypi.org', 'raw.githubusercontent.com']),
    );
    expect(domains({ image: IMAGE })).not.toContain('pypi.org');
  });
});

describe('the settings of Pipelines', () => {
  const problems = (pipelines: object) => told('prod', { openwebui: { pipelines } }).join('\n');

  test.each(['main', 'latest', 'dev', 'git-', 'git-main'])('refuse the tag %s, which moves', (tag) => {
    expect(problems({ image: { tag } })).toContain('openwebui.pipelines.image.tag');
  });

  test('refuse to choose an image by themselves', () => {
    expect(problems({})).toContain('openwebui.pipelines.image');
  });

  test.each([
    ['a page about a file', 'https://github.com/example/pipes/blob/main/my_pipe.py'],
    ['a folder', 'https://raw.githubusercontent.com/example/pipes/main/'],
    ['a connection that is not encrypted', 'http://files.corp.example/my_pipe.py'],
  ])('refuse %s', (_, url) => {
    expect(problems({ image: IMAGE, urls: [{ ...FILE, url }] })).toContain('openwebui.pipelines.urls[0].url');
  });

  test('refuse a file of which nobody said what is in it', () => {
    expect(problems({ image: IMAGE, urls: [{ url: FILE.url }] })).toContain('openwebui.pipelines.urls[0].sha256');
  });

  test('refuse two files of one name', () => {
    const other = { ...FILE, url: 'https://raw.githubusercontent.com/else/pipes/0123abc/my_pipe.py' };
    expect(problems({ image: IMAGE, urls: [FILE, other] })).toContain('my_pipe.py');
  });

  test('refuse a variable that the platform sets', () => {
    expect(problems({ image: IMAGE, secretEnv: { PIPELINES_API_KEY: '${KEY}' } })).toContain(
      'openwebui.pipelines.secretEnv.PIPELINES_API_KEY',
    );
  });

  test('refuse the chart’s own', () => {
    expect(told('prod', { openwebui: { values: { pipelines: { enabled: true } } } })[0]).toContain(
      'openwebui.values.pipelines.enabled is protected',
    );
  });

  test('refuse to load from the internet where there is none', () => {
    const refused = told('prod', {
      network: { kind: 'managed', cidr: '10.30.0.0/16', egress: { kind: 'none' } },
      openwebui: { pipelines: { image: IMAGE, urls: [FILE], pypi: true } },
    }).join('\n');
    expect(refused).toContain('openwebui.pipelines.urls[0].url leads to raw.githubusercontent.com');
    expect(refused).toContain('openwebui.pipelines.pypi leads to pypi.org');
  });
});

describe('the script that loads files', () => {
  const CONTENT = 'class Pipeline: pass\n';
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
    mkdirSync(join(folder, 'files'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'files', 'former.py'), '');
    writeFileSync(
      join(folder, 'bin', 'curl'),
      `#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\nprintf '${CONTENT.replace('\n', '\\n')}' > "$2"\n`,
    );
    chmodSync(join(folder, 'bin', 'curl'), 0o755);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs what the container would, with its folders elsewhere and a download that always brings the same. */
  function load(urls: Settings['urls']): number | null {
    const { spec } = manifest(new Applications(having({ image: IMAGE, urls })).json, 'pipelines', 'Deployment');
    const [program = '', ...given] =
      (spec as { template: { spec: Pod } }).template.spec.initContainers[0].command ?? [];
    const moved = given.map((text) =>
      text.replaceAll('/app/pipelines', join(folder, 'files')).replaceAll('/tmp/loaded', join(folder, 'loaded')),
    );
    const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`, PYTHONUSERBASE: join(folder, 'packages') };
    return spawnSync(program, moved, { env }).status;
  }
  const files = () => readdirSync(join(folder, 'files'));

  test('brings the files that were named, and takes others away', () => {
    const sha256 = createHash('sha256').update(CONTENT).digest('hex');
    expect(load([{ ...FILE, sha256 }])).toBe(0);
    expect(files()).toEqual([basename(FILE.url)]);
    expect(existsSync(join(folder, 'packages'))).toBe(true);
  });

  test('brings nothing that is not what was read', () => {
    expect(load([FILE])).not.toBe(0);
    expect(files()).toEqual([]);
  });

  test('leaves what administrators uploaded where no file was named', () => {
    expect(load([])).toBe(0);
    expect(files()).toEqual(['former.py']);
  });
});
