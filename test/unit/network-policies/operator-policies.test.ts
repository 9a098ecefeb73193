import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, EnvironmentInput } from '../../../environments';
import { loadEnvironments } from '../../../environments';
import { awsEnvironment, environment, layers, MANAGED } from '../../support/applications';
import type { Manifest } from '../../support/helm-release';
import { type End, NetworkPolicyReader } from '../../support/network-policies';
import { resources } from '../../support/terraform-json';

interface Workload {
  readonly pods: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Ports of the pods' containers; of operators alone. */
  readonly ports?: Readonly<Record<string, readonly number[]>>;
}

const { workloads: WORKLOADS } = JSON.parse(readFileSync(join(__dirname, 'rendered-labels.json'), 'utf8')) as {
  readonly workloads: Readonly<Record<string, Workload>>;
};

/** A pod as its chart renders it. */
function pod(namespace: string, workload: string, name: string): End {
  const labels = WORKLOADS[workload]?.pods[name];
  if (!labels) throw new Error(`${workload} has no ${name}`);
  return { labels, namespace };
}

const CLOUD_NATIVE_PG = pod('cnpg-system', 'cloudnative-pg', 'cloudnative-pg');
const SECRETS = pod('external-secrets', 'external-secrets', 'external-secrets');
const CERT_MANAGER = pod('cert-manager', 'cert-manager', 'cert-manager');
const CERT_MANAGER_WEBHOOK = pod('cert-manager', 'cert-manager', 'cert-manager-webhook');
const CA_INJECTOR = pod('cert-manager', 'cert-manager', 'cert-manager-cainjector');
const STARTUP_CHECK = pod('cert-manager', 'cert-manager', 'cert-manager-startupapicheck');
const ENVOY_GATEWAY = pod('envoy-gateway-system', 'envoy-gateway', 'envoy-gateway');
const CERTGEN = pod('envoy-gateway-system', 'envoy-gateway', 'envoy-gateway-gateway-helm-certgen');
const EXTERNAL_DNS = pod('external-dns', 'external-dns', 'external-dns');
const RELOADER = pod('reloader', 'reloader', 'reloader-reloader');
/** Labels that Envoy Gateway gives its proxies, and CloudNativePG its instances. */
const PROXY: End = {
  labels: {
    'app.kubernetes.io/name': 'envoy',
    'app.kubernetes.io/component': 'proxy',
    'app.kubernetes.io/managed-by': 'envoy-gateway',
    'gateway.envoyproxy.io/owning-gateway-name': 'inferencehub',
    'gateway.envoyproxy.io/owning-gateway-namespace': 'inferencehub',
  },
  namespace: 'envoy-gateway-system',
};
const INSTANCE: End = { labels: { 'cnpg.io/cluster': 'infra-postgresql', 'cnpg.io/podRole': 'instance' } };
const app = (name: string, component: string): End => ({
  labels: {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/component': component,
  },
});
const LITELLM = app('litellm', 'proxy');
const OPEN_WEBUI = app('open-webui', 'open-webui');
const PROMETHEUS: End = { labels: { app: 'prometheus' }, namespace: 'monitoring' };
const STRANGER: End = { labels: { app: 'stranger' }, namespace: 'team-a' };
const DNS: End = { labels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' };
const INTERNET: End = { address: '203.0.113.9' };
const NEIGHBOUR: End = { address: '10.30.99.99' };
/** In a private subnet of 10.30.0.0/16, where EKS has its interfaces and AWS' services their endpoints. */
const PRIVATE_SUBNET: End = { address: '10.30.0.5' };
const SERVICE_ADDRESS: End = { address: '172.20.0.1' };

/** Whatever an operator may want to reach. */
const SERVERS = {
  kubernetes: { end: SERVICE_ADDRESS, port: 443 },
  'pod identity': { end: { address: '169.254.170.23' }, port: 80 },
  metadata: { end: { address: '169.254.169.254' }, port: 80 },
  internet: { end: INTERNET, port: 443 },
  'internet, plain': { end: INTERNET, port: 80 },
  database: { end: { address: '10.30.40.5' }, port: 5432 },
  'postgres status': { end: INSTANCE, port: 8000 },
  postgres: { end: INSTANCE, port: 5432 },
  litellm: { end: LITELLM, port: 4000 },
  openwebui: { end: OPEN_WEBUI, port: 8080 },
  xds: { end: ENVOY_GATEWAY, port: 18_000 },
  'certificates webhook': { end: CERT_MANAGER_WEBHOOK, port: 10_250 },
  stranger: { end: STRANGER, port: 8080 },
} as const;

const READERS = { metricsReaders: ['monitoring'] };
const ENVOY = {
  kind: 'envoy' as const,
  hosts: { openwebui: 'chat.example.com' },
  tlsSecret: 'chat-tls',
};
const RECORDS = { kind: 'route53' as const, zoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' };

const VARIANTS: readonly (readonly [string, Environment])[] = [
  ...loadEnvironments().map((one) => [one.name, one] as const),
  ['every operator, on node groups', awsEnvironment({ gateway: { ...ENVOY, dns: RECORDS } })],
  ['every operator behind a kubeconfig', environment({ gateway: ENVOY })],
];

describe.each(VARIANTS)('the namespaces of %s', (_, settings) => {
  let reader: NetworkPolicyReader;
  beforeAll(() => {
    reader = new NetworkPolicyReader(settings);
  });

  test('are all closed to a pod that nobody described, in both directions', () => {
    expect(reader.namespaces.length).toBeGreaterThan(2);
    for (const namespace of reader.namespaces) {
      const nobody: End = { labels: { app: 'nobody' }, namespace };
      expect({ namespace, out: reader.allows(nobody, INTERNET, 443) }).toEqual({ namespace, out: false });
      expect({ namespace, dns: reader.allows(nobody, DNS, 53, 'UDP') }).toEqual({ namespace, dns: false });
      expect({ namespace, in: reader.allows(INTERNET, nobody, 443) }).toEqual({ namespace, in: false });
      expect({ namespace, in: reader.allows(STRANGER, nobody, 443) }).toEqual({ namespace, in: false });
    }
  });

  test('are closed before an operator is in them, and opened after it has gone', () => {
    const releases = resources(reader.layers.platform ?? { terraform: {} }, 'helm_release');
    const operators = releases.filter(({ repository, namespace }) => repository && namespace !== 'kube-system');
    expect(operators.length).toBeGreaterThan(1);
    for (const { name, depends_on } of operators) {
      expect({ name, after: depends_on }).toEqual({
        name,
        after: expect.arrayContaining([expect.stringMatching(/^helm_release\..*network-policies/)]) as unknown,
      });
    }
  });
});

describe('OperatorPolicies in an environment behind a kubeconfig', () => {
  let reader: NetworkPolicyReader;
  beforeAll(() => {
    reader = new NetworkPolicyReader(environment({ gateway: ENVOY, networkPolicies: READERS }));
  });
  const reachable = (from: End) => reader.reachable(from, SERVERS);

  test.each([
    ['External Secrets', SECRETS],
    ['cert-manager', CERT_MANAGER],
    ["cert-manager's webhook", CERT_MANAGER_WEBHOOK],
    ["cert-manager's injector", CA_INJECTOR],
    ["cert-manager's check of its own start", STARTUP_CHECK],
    ["Envoy Gateway's controller", ENVOY_GATEWAY],
    ['the job that makes its certificates', CERTGEN],
    ['Reloader', RELOADER],
  ])('let %s reach the Kubernetes API and DNS, and nothing else', (_, operator) => {
    expect(reachable(operator)).toEqual(['kubernetes']);
    expect(reader.allows(operator, { address: '172.18.0.2' }, 6443)).toBe(true);
    expect(reader.allows(operator, INTERNET, 6443)).toBe(false);
    expect(reader.allows(operator, DNS, 53, 'UDP')).toBe(true);
  });

  test('let CloudNativePG ask its instances besides', () => {
    expect(reachable(CLOUD_NATIVE_PG)).toEqual(['kubernetes', 'postgres status', 'postgres']);
  });

  test("let Envoy's proxies reach their controller and what has a host name, and not the Kubernetes API", () => {
    expect(reachable(PROXY)).toEqual(['openwebui', 'xds']);
  });

  test.each([
    ['cert-manager', CERT_MANAGER_WEBHOOK, 10_250],
    ['CloudNativePG', CLOUD_NATIVE_PG, 9443],
    ['Envoy Gateway', ENVOY_GATEWAY, 9443],
  ])('let the webhook of %s be called from wherever the Kubernetes API is: a node, a pod, outside', (_, to, port) => {
    const konnectivity: End = { labels: { 'k8s-app': 'konnectivity-agent' }, namespace: 'kube-system' };
    for (const from of [INTERNET, NEIGHBOUR, konnectivity]) expect(reader.allows(from, to, port)).toBe(true);
    for (const from of [INTERNET, NEIGHBOUR, STRANGER]) expect(reader.allows(from, to, 8081)).toBe(false);
  });

  test('let whatever stands before Envoy in, on the ports of its listeners alone', () => {
    for (const from of [INTERNET, NEIGHBOUR]) {
      for (const port of [10_080, 10_443]) expect(reader.allows(from, PROXY, port)).toBe(true);
      for (const port of [80, 443, 19_001]) expect(reader.allows(from, PROXY, port)).toBe(false);
    }
    const plain = new NetworkPolicyReader(
      environment({ protection: false, gateway: { ...ENVOY, tlsSecret: undefined } }),
    );
    expect(plain.allows(INTERNET, PROXY, 10_080)).toBe(true);
    expect(plain.allows(INTERNET, PROXY, 10_443)).toBe(false);
  });

  test.each([
    [SECRETS, 8080],
    [CERT_MANAGER, 9402],
    [CERT_MANAGER_WEBHOOK, 9402],
    [CA_INJECTOR, 9402],
    [CLOUD_NATIVE_PG, 8080],
    [ENVOY_GATEWAY, 19_001],
    [PROXY, 19_001],
    [RELOADER, 9090],
  ])('let the namespaces that are named read the metrics of %j', (operator, port) => {
    expect(reader.allows(PROMETHEUS, operator, port)).toBe(true);
    expect(reader.allows(STRANGER, operator, port)).toBe(false);
    expect(reader.allows(NEIGHBOUR, operator, port)).toBe(false);
  });

  test("keep the proxies of other namespaces' Gateways from the applications and from their controller", () => {
    const other: End = {
      labels: { 'gateway.envoyproxy.io/owning-gateway-namespace': 'team-a' },
      namespace: 'envoy-gateway-system',
    };
    expect(reachable(other)).toEqual([]);
  });
});

describe('a network policy engine that goes by addresses', () => {
  test('holds operators, and PostgreSQL in the cluster, to where the environment says that the API is', () => {
    const kubernetesApi = { ranges: ['198.51.100.10/32'], ports: [16_443] };
    const reader = new NetworkPolicyReader(
      environment({ networkPolicies: { engine: { kind: 'standard', kubernetesApi } } }),
    );
    for (const from of [SECRETS, CLOUD_NATIVE_PG, INSTANCE]) {
      expect(reader.allows(from, { address: '198.51.100.10' }, 16_443)).toBe(true);
      expect(reader.allows(from, { address: '198.51.100.10' }, 443)).toBe(false);
      expect(reader.allows(from, SERVICE_ADDRESS, 16_443)).toBe(false);
    }
  });
});

describe('Cilium', () => {
  const engine = { kind: 'cilium' as const };
  const policiesOf = (settings: Environment) => {
    const objects = Object.values(layers(settings)).flatMap((json) =>
      resources(json, 'helm_release')
        .filter(({ repository }) => repository === undefined)
        .flatMap(({ values }) => {
          const [text = '{}'] = values as readonly string[];
          return (JSON.parse(text) as { resources?: readonly Manifest[] }).resources ?? [];
        }),
    );
    return (name: string) =>
      objects.find(({ kind, metadata }) => kind === 'CiliumNetworkPolicy' && metadata.name === name);
  };

  test('is told by name where the Kubernetes API is, and no address', () => {
    const settings = environment({ networkPolicies: { engine } });
    const policyOf = policiesOf(settings);
    for (const name of ['reloader', 'external-secrets', 'cloudnative-pg', 'data-infra-postgresql']) {
      expect(policyOf(name)).toMatchObject({
        apiVersion: 'cilium.io/v2',
        spec: {
          egress: [
            {
              toEntities: ['kube-apiserver'],
              toPorts: [
                {
                  ports: [
                    { port: '443', protocol: 'TCP' },
                    { port: '6443', protocol: 'TCP' },
                  ],
                },
              ],
            },
          ],
        },
      });
    }
    expect(policyOf('reloader')).toMatchObject({
      metadata: { namespace: 'reloader' },
      spec: { endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'reloader' } } },
    });
    const reader = new NetworkPolicyReader(settings);
    expect(reader.allows(RELOADER, SERVICE_ADDRESS, 443)).toBe(false);
    expect(reader.allows(RELOADER, DNS, 53, 'UDP')).toBe(true);
    expect(policyOf('apps-open-webui')).toBeUndefined();
  });

  test('is told by name where pods get their credentials on EKS, and lets webhooks be called from everywhere', () => {
    const settings = awsEnvironment({ networkPolicies: { engine } });
    const [api, agent] = (policiesOf(settings)('external-secrets')?.spec as { egress: readonly [object, object] })
      .egress;
    expect(api).toEqual({
      toEntities: ['kube-apiserver'],
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    });
    expect(agent).toEqual({ toEntities: ['host'], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] });
    const reader = new NetworkPolicyReader(settings);
    expect(reader.allows(INTERNET, CLOUD_NATIVE_PG, 9443)).toBe(true);
    expect(reader.allows(SECRETS, INTERNET, 80)).toBe(false);
  });

  test('has no policy of its kind elsewhere', () => {
    const policyOf = policiesOf(awsEnvironment());
    expect(['reloader', 'external-secrets', 'apps-open-webui'].map(policyOf)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('OperatorPolicies in an environment on EKS', () => {
  let reader: NetworkPolicyReader;
  beforeAll(() => {
    const input = { ...MANAGED, gateway: { ...ENVOY, dns: RECORDS }, networkPolicies: READERS };
    reader = new NetworkPolicyReader(awsEnvironment(input));
  });

  test("let External Secrets read at Secrets Manager's endpoint with its role, and reach nothing outside", () => {
    expect(reader.reachable(SECRETS, SERVERS)).toEqual(['pod identity']);
    expect(reader.allows(SECRETS, PRIVATE_SUBNET, 443)).toBe(true);
  });

  test.each<[string, Partial<EnvironmentInput>]>([
    ['has no such endpoint', { ...MANAGED, network: { kind: 'managed', cidr: '10.30.0.0/16', endpoints: ['s3'] } }],
    ['was adopted', {}],
  ])('let it read at public addresses where the VPC %s', (_, input) => {
    const outside = new NetworkPolicyReader(awsEnvironment(input));
    expect(outside.allows(SECRETS, INTERNET, 443)).toBe(true);
    expect(outside.allows(SECRETS, INTERNET, 80)).toBe(false);
  });

  test('let ExternalDNS change records with its role', () => {
    expect(reader.reachable(EXTERNAL_DNS, SERVERS)).toEqual(['pod identity', 'internet']);
    expect(reader.allows(PROMETHEUS, EXTERNAL_DNS, 7979)).toBe(true);
    expect(reader.allows(STRANGER, EXTERNAL_DNS, 7979)).toBe(false);
  });

  test.each([['Envoy Gateway', ENVOY_GATEWAY, 9443]])(
    "let the webhook of %s be called from EKS' interfaces in the private subnets alone",
    (_, to, port) => {
      expect(reader.allows(PRIVATE_SUBNET, to, port)).toBe(true);
      for (const from of [INTERNET, NEIGHBOUR, STRANGER]) expect(reader.allows(from, to, port)).toBe(false);
    },
  );

  test('let an internal load balancer reach Envoy from the private subnets, and nobody else', () => {
    expect(reader.allows(PRIVATE_SUBNET, PROXY, 10_443)).toBe(true);
    for (const from of [INTERNET, NEIGHBOUR, STRANGER]) expect(reader.allows(from, PROXY, 10_443)).toBe(false);
  });

  test("know the API by its Service's address, and by EKS' interfaces in the private subnets, on port 443 alone", () => {
    const own = reader.policies.find(({ metadata }) => metadata.name === 'reloader');
    const [, api] = (own?.spec as { egress: readonly { to: readonly { ipBlock?: { cidr: string } }[] }[] }).egress;
    expect(api?.to[0]?.ipBlock?.cidr).toMatch(/^\$\{.*api-address.*\}\/32$/);
    expect(reader.allows(RELOADER, PRIVATE_SUBNET, 443)).toBe(true);
    expect(reader.allows(RELOADER, PRIVATE_SUBNET, 6443)).toBe(false);
    expect(reader.allows(RELOADER, NEIGHBOUR, 443)).toBe(false);
  });

  test('take any private address for one of the subnets of a VPC that was adopted', () => {
    const adopted = new NetworkPolicyReader(awsEnvironment({ gateway: ENVOY }));
    expect(adopted.allows(NEIGHBOUR, ENVOY_GATEWAY, 9443)).toBe(true);
    expect(adopted.allows(NEIGHBOUR, PROXY, 10_443)).toBe(true);
    expect(adopted.allows(RELOADER, SERVICE_ADDRESS, 443)).toBe(true);
    expect(adopted.allows(INTERNET, PROXY, 10_443)).toBe(false);
  });

  test('leave no way out where the environment has none', () => {
    const closed = new NetworkPolicyReader(
      awsEnvironment({ ...MANAGED, network: { kind: 'managed', cidr: '10.30.0.0/16', egress: { kind: 'none' } } }),
    );
    expect(closed.reachable(SECRETS, SERVERS)).toEqual(['pod identity']);
    expect(closed.allows(SECRETS, PRIVATE_SUBNET, 443)).toBe(true);
  });
});

describe('the policies of operators', () => {
  test('let nobody in on a port that the chart gives no container', () => {
    const gateway = { ...ENVOY, dns: RECORDS };
    const redis = { openwebui: { kind: 'in-cluster' as const }, litellm: { kind: 'in-cluster' as const } };
    const input = { gateway, redis, postgres: { kind: 'in-cluster' as const }, networkPolicies: READERS };
    const { policies, namespaces } = new NetworkPolicyReader(awsEnvironment(input));
    const open = Object.values(WORKLOADS).flatMap(({ pods, ports = {} }) =>
      Object.entries(ports).flatMap(([name, known]) =>
        policies
          .filter(({ metadata, spec }) => {
            const { podSelector } = spec as { podSelector: { matchLabels?: Readonly<Record<string, string>> } };
            const labels = Object.entries(podSelector.matchLabels ?? {});
            return metadata.namespace !== 'inferencehub' && labels.every(([key, value]) => pods[name]?.[key] === value);
          })
          .flatMap(({ spec }) => (spec as { ingress?: { ports: { port: number }[] }[] }).ingress ?? [])
          .flatMap((rule) => rule.ports.map(({ port }) => ({ name, port, known: known.includes(port) }))),
      ),
    );
    expect(namespaces).toHaveLength(7);
    expect(open.length).toBeGreaterThan(10);
    expect(open.filter(({ known }) => !known)).toEqual([]);
  });
});

describe('extra egress of operators', () => {
  test.each([
    ['external-secrets', SECRETS, RELOADER],
    ['cert-manager', CERT_MANAGER, CA_INJECTOR],
    ['envoy-gateway', PROXY, ENVOY_GATEWAY],
  ] as const)('opens what it says from %s, for the pods that call others', (from, source, sibling) => {
    const reader = new NetworkPolicyReader(
      environment({
        gateway: ENVOY,
        networkPolicies: { extraEgress: [{ from, ranges: ['203.0.113.0/24'], ports: [8443] }] },
      }),
    );
    expect(reader.allows(source, INTERNET, 8443)).toBe(true);
    expect(reader.allows(source, INTERNET, 443)).toBe(false);
    expect(reader.allows(sibling, INTERNET, 8443)).toBe(false);
  });
});
