import type { PlainHop } from '../../../constructs/wiring/plain-hop';
import type { Environment, EnvironmentInput } from '../../../environments';
import { PLAIN_HOPS } from '../../../environments/applications';
import { awsEnvironment, Applications, environment } from '../../support/applications';
import { NetworkPolicyReader } from '../../support/network-policies';

const EVERYONE: Partial<EnvironmentInput> = {
  networkPolicies: { callers: ['team-a'], metricsReaders: ['observability'] },
  openwebui: { tika: { kind: 'in-cluster' }, pipelines: { image: { tag: 'git-0123abc' } } },
  litellm: { metrics: true, models: [{ name: 'claude', provider: 'anthropic', model: 'claude', apiKey: '${KEY}' }] },
};
const GATEWAY: EnvironmentInput['gateway'] = {
  kind: 'alb',
  hosts: { openwebui: 'chat.example.com', litellm: 'llm.example.com' },
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a',
};
const ENVOY: EnvironmentInput['gateway'] = {
  kind: 'envoy',
  hosts: { openwebui: 'chat.example.com' },
  tlsSecret: 'chat-tls',
  dns: { kind: 'route53', zoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' },
};
const ENVIRONMENTS: readonly (readonly [string, Environment])[] = [
  ['in one cluster', environment(EVERYONE)],
  [
    'behind a load balancer, in split shape',
    awsEnvironment({ ...EVERYONE, gateway: GATEWAY, litellm: { ...EVERYONE.litellm, shape: 'split' } }),
  ],
  ['behind Envoy, with records of its own', awsEnvironment({ ...EVERYONE, gateway: ENVOY })],
];

/** What speaks TLS on its port: data stores, webhooks, and Envoy with whoever calls it and with its controller. */
const ENCRYPTED = [
  { group: /-postgresql(-pooler-rw)?$/, ports: [5432, 8000] },
  { group: /-valkey$/, ports: [6379] },
  { group: /^(external-secrets|cert-manager)-webhook$/, ports: [10_250] },
  { group: /^cloudnative-pg$/, ports: [9443] },
  { group: /^envoy-gateway$/, ports: [9443, 18_000] },
  { group: /^envoy$/, ports: [10_443] },
];

/** Every port that a network policy opens on a group of pods: `group port`. */
function openPorts(settings: Environment): string[] {
  const policies = new NetworkPolicyReader(settings).policies;
  const ports = policies.flatMap(({ metadata, spec }) =>
    ((spec as { ingress?: { ports?: { port?: number }[] }[] }).ingress ?? []).flatMap(({ ports: open = [] }) =>
      open.map(({ port }) => `${metadata.name.replace(/^(data|apps)-/, '')} ${String(port)}`),
    ),
  );
  return [...new Set(ports)];
}

function hopsOf(open: string): string[] {
  const [group = '', port] = open.split(' ');
  return Object.entries<PlainHop>(PLAIN_HOPS)
    .filter(([, { pods = [] }]) => pods.some((pod) => pod.group.test(group) && pod.port === Number(port)))
    .map(([name]) => name);
}

function isEncrypted(open: string): boolean {
  const [name = '', port] = open.split(' ');
  return ENCRYPTED.some(({ group, ports }) => group.test(name) && ports.includes(Number(port)));
}

describe('PLAIN_HOPS', () => {
  test.each(ENVIRONMENTS)('names every port in our namespaces that does not speak TLS, %s', (_, settings) => {
    const ports = openPorts(settings);
    expect(ports.length).toBeGreaterThan(5);
    for (const open of ports) {
      expect({ open, hops: hopsOf(open).length }).toEqual({ open, hops: isEncrypted(open) ? 0 : 1 });
    }
  });

  test('names no port that is not there', () => {
    const ports = ENVIRONMENTS.flatMap(([, settings]) => openPorts(settings));
    for (const { pods = [] } of Object.values<PlainHop>(PLAIN_HOPS)) {
      for (const { group, port } of pods) {
        expect(ports.filter((open) => group.test(open.split(' ')[0] ?? '') && open.endsWith(` ${port}`))).not.toEqual(
          [],
        );
      }
    }
  });

  test('is what each connection without TLS falls under, and no other connection', () => {
    const chosen = environment({
      redis: { openwebui: { kind: 'in-cluster', tls: false }, litellm: { kind: 'in-cluster' } },
      litellm: {
        models: [{ name: 'llama', provider: 'ollama', model: 'llama3', apiBase: 'http://ollama.corp:11434' }],
      },
    });
    for (const settings of [chosen, ...ENVIRONMENTS.map(([, one]) => one)]) {
      const wiring = new Applications(settings).json.output?.wiring?.value as Record<
        string,
        { use: string; tls: string; plainHop?: string }[]
      >;
      const connections = Object.values(wiring).flat();
      expect(connections.length).toBeGreaterThan(5);
      for (const { use, tls, plainHop } of connections) {
        const known = plainHop !== undefined && plainHop in PLAIN_HOPS;
        expect({ use, named: known }).toEqual({ use, named: tls === 'none' });
      }
    }
  });
});
