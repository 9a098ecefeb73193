import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../../environments';
import { awsEnvironment, environment, layers } from '../../support/applications';
import { type Manifest, releaseValues } from '../../support/helm-release';
import { type Block, resources, type TerraformJson } from '../../support/terraform-json';

/** What some may do: in one namespace, or everywhere. */
interface Right {
  readonly to: readonly string[];
  readonly in?: string;
  /** Verbs, by what they are for. */
  readonly may: Readonly<Record<string, string>>;
}

const RENDERED = JSON.parse(readFileSync(join(__dirname, 'rendered-rights.json'), 'utf8')) as {
  readonly operators: Readonly<Record<string, { version: string; values: object; rights: readonly Right[] }>>;
  readonly cloudNativePgByItsChart: { readonly rights: readonly Right[] };
};

const ENVOY = { kind: 'envoy' as const, hosts: { openwebui: 'chat.example.com' }, tlsSecret: 'chat-tls' };
const RECORDS = { kind: 'route53' as const, zoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' };
const EVERY_OPERATOR = {
  redis: { openwebui: { kind: 'in-cluster' as const, tls: true }, litellm: { kind: 'in-cluster' as const } },
  gateway: { ...ENVOY, dns: RECORDS },
};

/** Values that say how pods run; no chart makes a right of them. */
const OF_PODS = [
  'resources',
  'topologySpreadConstraints',
  'image',
  'images',
  'replicaCount',
  'replicas',
  'podDisruptionBudget',
  'containerSecurityContext',
  'enableHA',
];

function withoutPods(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(withoutPods);
  if (typeof values !== 'object' || values === null) return values;
  const kept = Object.entries(values).filter(([name]) => !OF_PODS.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutPods(value)]));
}

/** The releases of other people's charts. */
function operators(platform: TerraformJson): readonly Block[] {
  return resources(platform, 'helm_release').filter(({ repository }) => repository !== undefined);
}

/** The rights that objects of ours give, as the extract writes those of charts. */
function ownRights(platform: TerraformJson): Right[] {
  const objects = resources(platform, 'helm_release')
    .filter(({ repository }) => repository === undefined)
    .flatMap(({ values }) => (JSON.parse((values as string[])[0] ?? '') as { resources: Manifest[] }).resources);
  return objects
    .filter(({ kind }) => kind.endsWith('RoleBinding'))
    .map((binding) => {
      const { kind, name } = binding.roleRef as { kind: string; name: string };
      const { namespace } = binding.metadata;
      const role = objects.find(
        ({ kind: one, metadata }) => one === kind && metadata.name === name && metadata.namespace === namespace,
      );
      const rules = role?.rules as Readonly<Record<'apiGroups' | 'resources' | 'verbs' | 'resourceNames', string[]>>[];
      const may = rules.flatMap(({ apiGroups, resources: kinds, verbs, resourceNames = [''] }) =>
        apiGroups.flatMap((group) =>
          kinds.flatMap((one) =>
            resourceNames.map((which) => {
              const what = `${group && `${group}/`}${one}${which && `[${which}]`}`;
              return [what, [...verbs].sort().join(' ')] as const;
            }),
          ),
        ),
      );
      const subjects = binding.subjects as readonly { name: string; namespace?: string }[];
      const to = subjects.map((subject) => [subject.namespace ?? [], subject.name].flat().join('/'));
      return { to, ...(namespace === undefined ? {} : { in: namespace }), may: Object.fromEntries(may) };
    });
}

/** What makes pods, which read any Secret of their namespace. */
const MAKES_PODS = [
  'pods',
  'pods/exec',
  ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((kind) => `apps/${kind}`),
  ...['cronjobs', 'jobs'].map((kind) => `batch/${kind}`),
];

/** Whether who has a right can read Secrets by it: directly, by a pod, as somebody else or by giving itself more. */
function opensSecrets(right: string, verbs: string): boolean {
  const has = (...wanted: string[]) => [...wanted, '*'].some((verb) => verbs.split(' ').includes(verb));
  const what = right.replace(/\[.*\]$/, '');
  if (what.endsWith('*')) return true;
  if (what === 'secrets') return has('get', 'list', 'watch');
  if (what === 'serviceaccounts') return has('impersonate');
  if (what.startsWith('rbac.authorization.k8s.io/')) return has('bind', 'escalate');
  return [...MAKES_PODS, 'serviceaccounts/token'].includes(what) && has('create');
}

/** Who can read Secrets of namespaces that are neither theirs nor the applications', and why they have to. */
const READERS_OF_EVERYTHING: Readonly<Record<string, string>> = {
  'cert-manager/cert-manager':
    'its chart has no roles of one namespace: it writes certificates wherever one is asked for',
  'cert-manager/cert-manager-cainjector':
    "it gives webhooks their authority's certificate, from a Secret that they name",
};

describe('the operators', () => {
  let platform: TerraformJson;
  let rights: readonly Right[];
  beforeAll(() => {
    platform = layers(awsEnvironment(EVERY_OPERATOR)).platform ?? { terraform: {} };
    const rendered = Object.values(RENDERED.operators).flatMap((operator) => operator.rights);
    rights = [...rendered, ...ownRights(platform)];
  });

  test("can read no Secret outside the applications' namespace and their own, but for those with a reason", () => {
    const readers = rights
      .filter(({ may }) => Object.entries(may).some(([what, verbs]) => opensSecrets(what, verbs)))
      .flatMap(({ to, in: where }) => to.filter((one) => where !== 'inferencehub' && where !== one.split('/')[0]));
    expect([...new Set(readers)].sort()).toEqual(Object.keys(READERS_OF_EVERYTHING));
  });

  test('get their rights for themselves: nothing is added to the roles that people have', () => {
    expect(rights.flatMap(({ to }) => to).filter((one) => !one.includes('/'))).toEqual([]);
  });

  test('are those whose rights were rendered, from these versions and values', () => {
    const found = operators(platform).map(({ name, version }) => [name, version]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(RENDERED.operators).map(([name, { version }]) => [name, version])),
    );
    for (const [name, { values }] of Object.entries(RENDERED.operators)) {
      // Where they differ: `helm template` the chart with the new ones, and write its roles into rendered-rights.json.
      expect({ name, values: withoutPods(releaseValues(platform, name)) }).toEqual({ name, values });
    }
  });

  test.each(loadEnvironments().map((one) => [one.name, one] as const))('of %s are among them', (_, settings) => {
    const names = operators(layers(settings).platform ?? { terraform: {} }).map(({ name }) => name);
    expect(Object.keys(RENDERED.operators)).toEqual(expect.arrayContaining(names));
  });

  test('watch the namespace that the environment names', () => {
    const { platform: named = { terraform: {} } } = layers(environment({ namespace: 'models', gateway: ENVOY }));
    expect(releaseValues(named, 'external-secrets')).toMatchObject({ scopedRBAC: true, scopedNamespace: 'models' });
    expect(releaseValues(named, 'cloudnative-pg')).toMatchObject({
      additionalEnv: [{ name: 'WATCH_NAMESPACE', value: 'models' }],
    });
    expect(releaseValues(named, 'envoy-gateway')).toMatchObject({
      config: {
        envoyGateway: {
          provider: { kubernetes: { watch: { type: 'Namespaces', namespaces: ['models', 'envoy-gateway-system'] } } },
        },
      },
    });
    expect(new Set(ownRights(named).flatMap(({ in: where }) => where ?? []))).toEqual(
      new Set(['models', 'cnpg-system']),
    );
  });

  test('wait for the namespace in which they get rights, and for the rights', () => {
    const waits = (name: string) => operators(platform).find((one) => one.name === name)?.depends_on;
    for (const name of ['external-secrets', 'cloudnative-pg', 'envoy-gateway', 'reloader']) {
      const rightsOrNamespace =
        name === 'cloudnative-pg' ? /^helm_release\..*rights/ : /^kubernetes_namespace_v1\.namespace_/;
      expect({ name, waits: waits(name) }).toEqual({
        name,
        waits: expect.arrayContaining([expect.stringMatching(rightsOrNamespace)]) as unknown,
      });
    }
  });
});

describe("CloudNativePG's operator", () => {
  const [ofTheCluster, ofANamespace] = RENDERED.cloudNativePgByItsChart.rights;
  let own: readonly Right[];
  beforeAll(() => {
    const rights = ownRights(layers(environment()).platform ?? { terraform: {} });
    own = rights.filter(({ to }) => to.includes('cnpg-system/cloudnative-pg'));
  });
  const within = (namespace?: string) => own.filter((right) => right.in === namespace).map(({ may }) => may);

  test('may do in the namespace that it watches and in its own what its chart lets it do in its own alone', () => {
    expect(within('inferencehub')).toEqual([ofANamespace?.may]);
    expect(within('cnpg-system')).toEqual([ofANamespace?.may]);
  });

  test('may do outside of them what its chart says, to its own webhooks alone', () => {
    const [may = {}] = within();
    const unnamed = Object.entries(may).map(([what, verbs]) => [what.replace(/\[.*\]$/, ''), verbs]);
    expect(Object.fromEntries(unnamed)).toEqual(ofTheCluster?.may);
    expect(Object.keys(may).filter((what) => what.startsWith('admissionregistration'))).toEqual([
      'admissionregistration.k8s.io/mutatingwebhookconfigurations[cnpg-mutating-webhook-configuration]',
      'admissionregistration.k8s.io/validatingwebhookconfigurations[cnpg-validating-webhook-configuration]',
    ]);
  });
});
