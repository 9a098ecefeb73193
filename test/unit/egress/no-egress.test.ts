import { usedServices } from '../../../constructs/egress';
import type { EnvironmentInput } from '../../../environments';
import { egressNeeds } from '../../../environments/applications';
import { awsEnvironment, layers } from '../../support/applications';
import { contains, NetworkPolicyReader } from '../../support/network-policies';
import { resource, resources, type TerraformJson } from '../../support/terraform-json';
import { told } from '../environments/support';

const MIRROR = { kind: 'mirror', registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/mirror' } as const;
const BEDROCK = { name: 'claude', provider: 'bedrock', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' } as const;

/** Everything on AWS, in a VPC without a way to the internet. */
const CLOSED: Partial<EnvironmentInput> = {
  network: { kind: 'managed', cidr: '10.1.0.0/16', egress: { kind: 'none' } },
  cluster: { kind: 'managed' },
  images: MIRROR,
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
  search: { kind: 'none' },
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.example.com' },
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
  },
  litellm: { models: [BEDROCK] },
};

function closed(input: Partial<EnvironmentInput> = {}) {
  return awsEnvironment({ ...CLOSED, ...input });
}

/** A public address, and one of the endpoints' subnets. */
const PUBLIC = { address: '104.18.6.192' };
const ENDPOINT = { address: '10.1.3.4' };

const APPLICATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  litellm: {
    'app.kubernetes.io/name': 'litellm',
    'app.kubernetes.io/instance': 'litellm',
    'app.kubernetes.io/component': 'proxy',
  },
  openwebui: { 'app.kubernetes.io/instance': 'open-webui', 'app.kubernetes.io/component': 'open-webui' },
};

describe('an environment without a way to the internet', () => {
  let stacks: Readonly<Record<string, TerraformJson>>;
  let policies: NetworkPolicyReader;
  beforeAll(() => {
    stacks = layers(closed());
    policies = new NetworkPolicyReader(closed());
  });

  test('has no gateway, no public address and no route to everywhere in any stack', () => {
    for (const [stack, json] of Object.entries(stacks)) {
      const types = ['aws_internet_gateway', 'aws_egress_only_internet_gateway', 'aws_nat_gateway', 'aws_eip'];
      const found = types.flatMap((type) => resources(json, type));
      const everywhere = Object.entries(json.resource ?? {}).filter(
        ([type, blocks]) => type !== 'helm_release' && JSON.stringify(blocks).includes('0.0.0.0/0'),
      );
      expect({ stack, found, everywhere }).toEqual({ stack, found: [], everywhere: [] });
    }
  });

  test('reaches each AWS service that it uses through an endpoint', () => {
    const services = resources(stacks.network ?? { terraform: {} }, 'aws_vpc_endpoint').map(({ service_name: name }) =>
      String(name).replace('com.amazonaws.eu-central-1.', ''),
    );
    expect(services.sort()).toEqual([
      'bedrock-runtime',
      'ec2',
      'ecr.api',
      'ecr.dkr',
      'eks',
      'eks-auth',
      's3',
      's3',
      'secretsmanager',
    ]);
  });

  test('carries nothing out through an endpoint: into no bucket and with no identity of another account', () => {
    const endpoints = resources(stacks.network ?? { terraform: {} }, 'aws_vpc_endpoint');
    const own = { 'aws:PrincipalAccount': '123456789012' };
    for (const { service_name: service, policy: text } of endpoints) {
      const { Statement } = JSON.parse(String(text)) as {
        readonly Statement: readonly Readonly<Record<string, unknown>>[];
      };
      const conditions = Statement.map(({ Sid, Condition }) => [Sid, Condition]);
      const ofBuckets = [
        ['OwnIdentities', { StringEquals: { ...own, 'aws:ResourceAccount': '123456789012' } }],
        ['ImageLayers', undefined],
      ];
      const expected = String(service).endsWith('.s3') ? ofBuckets : [['OwnIdentities', { StringEquals: own }]];
      expect({ service, conditions }).toEqual({ service, conditions: expected });
      // Layers are only read, and from ECR's bucket alone.
      for (const { Action, Resource } of Statement.filter(({ Sid }) => Sid === 'ImageLayers')) {
        expect(Action).toEqual(['s3:GetObject']);
        expect(Resource).toEqual(['arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*']);
      }
    }
  });

  test('resolves AWS’ names, the mirror’s, and no others', () => {
    const list = resource(
      stacks.network ?? { terraform: {} },
      'aws_route53_resolver_firewall_domain_list',
      'allowed',
    ).domains;
    for (const domain of list as readonly string[]) expect(domain).toMatch(/(amazonaws\.com|api\.aws|internal)\.$/);
  });

  test.each(Object.keys(APPLICATIONS))('lets %s reach the endpoints, and no public address on any port', (name) => {
    const pod = { labels: APPLICATIONS[name] ?? {} };
    expect(policies.allows(pod, ENDPOINT, 443)).toBe(true);
    for (const port of [53, 80, 443, 5432, 6379, 8443]) {
      expect({ port, allowed: policies.allows(pod, PUBLIC, port) }).toEqual({ port, allowed: false });
    }
  });

  test('has no policy with a rule that lets everyone in or out, or a range with public addresses', () => {
    for (const { spec, metadata } of policies.policies) {
      const { ingress = [], egress = [] } = spec as {
        readonly ingress?: readonly { readonly from?: readonly unknown[] }[];
        readonly egress?: readonly { readonly to?: readonly unknown[] }[];
      };
      for (const ends of [...ingress.map(({ from }) => from), ...egress.map(({ to }) => to)]) {
        expect({ policy: metadata.name, isOpen: (ends?.length ?? 0) === 0 }).toEqual({
          policy: metadata.name,
          isOpen: false,
        });
      }
      const ranges = [...JSON.stringify(spec).matchAll(/"cidr":"([\d./]+)"/g)].map(([, range = '']) => range);
      expect(ranges.filter((range) => contains(range, PUBLIC.address))).toEqual([]);
    }
  });
});

describe('private hosts of an environment without a way to the internet', () => {
  const privateHosts = [{ host: '*.corp.example', ranges: ['10.200.0.0/16'] }];
  const models = [
    { name: 'own', provider: 'openai-compatible' as const, model: 'm', apiBase: 'https://llm.corp.example/v1' },
  ];
  const settings = closed({
    network: { kind: 'managed', cidr: '10.1.0.0/16', egress: { kind: 'none', privateHosts } },
    litellm: { models },
  });

  test('are reached by whoever has a connection to one, in their ranges alone', () => {
    const policies = new NetworkPolicyReader(settings);
    const litellm = { labels: APPLICATIONS.litellm ?? {} };
    expect(policies.allows(litellm, { address: '10.200.3.4' }, 443)).toBe(true);
    expect(policies.allows(litellm, { address: '10.201.3.4' }, 443)).toBe(false);
    expect(policies.allows(litellm, PUBLIC, 443)).toBe(false);
  });

  test('are resolved', () => {
    const network = layers(settings).network ?? { terraform: {} };
    const list = resource(network, 'aws_route53_resolver_firewall_domain_list', 'allowed').domains;
    expect(list).toContain('*.corp.example.');
  });
});

describe('usedServices', () => {
  const services = (input: Partial<EnvironmentInput> = {}) => {
    const settings = awsEnvironment({ ...CLOSED, network: { kind: 'managed' }, ...input });
    const { account, network } = settings;
    if (!account || !network) throw new Error('it is on AWS');
    return usedServices({ ...egressNeeds({ ...settings, account }), network, storage: settings.storage });
  };

  test('follow from the models, by their region', () => {
    expect(services()).toContain('bedrock-runtime');
    expect(services({ litellm: { models: [] } })).not.toContain('bedrock-runtime');
    expect(services({ litellm: { models: [{ ...BEDROCK, region: 'us-east-1' }] } })).not.toContain('bedrock-runtime');
  });

  test('follow from the gateway, whose controller is in the cluster without Auto Mode', () => {
    const groups = { kind: 'managed', compute: { kind: 'managed-node-groups' } } as const;
    expect(services()).not.toContain('elasticloadbalancing');
    expect(services({ cluster: groups })).toContain('elasticloadbalancing');
    expect(services({ cluster: groups, gateway: { kind: 'none' } })).not.toContain('elasticloadbalancing');
  });

  test('follow from LiteLLM’s identity', () => {
    const identity = { kind: 'irsa', roleArn: 'arn:aws:iam::123456789012:role/litellm' } as const;
    expect(services()).not.toContain('sts');
    expect(services({ litellm: { identity } })).toContain('sts');
  });

  test('have private addresses for S3 only where there are no public ones', () => {
    expect(services()).not.toContain('s3-interface');
    const network = { kind: 'managed', egress: { kind: 'none' } } as const;
    expect(services({ network })).toContain('s3-interface');
    expect(services({ network, storage: { kind: 'volume' } })).not.toContain('s3-interface');
  });
});

describe('what needs the internet', () => {
  const registry = '333333333333.dkr.ecr.eu-central-1.amazonaws.com/mirror';
  const network = { kind: 'managed', cidr: '10.30.0.0/16', egress: { kind: 'none' } };
  /** The shipped `prod`, made to fit. */
  const fitting = {
    network,
    images: { kind: 'mirror', registry },
    search: { kind: 'none' },
    litellm: { models: [BEDROCK] },
  };
  const first = (changes: object) => told('prod', { ...fitting, ...changes })[0];
  const NO_WAY = 'but network.egress is none, and there is no way to the internet';

  test('is nothing of an environment that is made to fit', () => {
    expect(told('prod', fitting)).toEqual([]);
  });

  test('refuses a NAT gateway, and endpoints that lack a service', () => {
    expect(first({ network: { ...network, nat: 'single' } })).toBe(
      '  network.nat is single, but network.egress is none, and there is no internet to lead to',
    );
    expect(first({ network: { ...network, endpoints: ['s3', 'ecr'] } })).toBe(
      '  network.endpoints lacks s3-interface, ec2, eks, eks-auth, secretsmanager and bedrock-runtime, and with network.egress none there is no other way to them',
    );
  });

  test('refuses images that are not in a registry which the VPC reaches', () => {
    expect(first({ images: undefined })).toBe('  images is upstream, but network.egress is none; it takes mirror');
    expect(
      told('prod', {
        ...fitting,
        images: {
          kind: 'ecr-cache',
          credentials: {
            github: 'arn:aws:secretsmanager:eu-central-1:333333333333:secret:ecr-pullthroughcache/g-AbCdEf',
            dockerHub: 'arn:aws:secretsmanager:eu-central-1:333333333333:secret:ecr-pullthroughcache/d-AbCdEf',
          },
        },
      })[0],
    ).toBe('  images is ecr-cache, but network.egress is none; it takes mirror');
    expect(first({ images: { kind: 'mirror', registry: 'registry.example.com' } })).toBe(
      `  images.registry leads to registry.example.com, ${NO_WAY}`,
    );
    expect(first({ images: { kind: 'mirror', registry: registry.replace('eu-central', 'us-east') } })).toContain(
      NO_WAY,
    );
  });

  test('refuses to search the web, and a gateway on the internet', () => {
    expect(first({ search: undefined })).toBe(
      '  search is in-cluster, but network.egress is none, and SearXNG asks engines on the internet',
    );
    expect(first({ search: { kind: 'external', engine: 'tavily', apiKey: '${KEY}' } })).toBe(
      `  search leads to api.tavily.com, ${NO_WAY}`,
    );
    expect(first({ 'gateway.scheme': 'internet-facing' })).toBe(
      '  gateway.scheme is internet-facing, but network.egress is none, and there are no public subnets',
    );
  });

  const key = { apiKey: '${KEY}' };
  const client = { clientId: 'chat', clientSecret: '${SECRET}' };
  test.each<[string, object, string]>([
    [
      'a model outside AWS',
      { litellm: { models: [{ name: 'gpt', provider: 'openai', model: 'gpt-4o', ...key }] } },
      'litellm.models[0] leads to api.openai.com',
    ],
    [
      'a model of Bedrock in another region',
      { litellm: { models: [{ ...BEDROCK, region: 'us-east-1' }] } },
      'litellm.models[0] leads to bedrock-agent-runtime.us-east-1.amazonaws.com',
    ],
    [
      'a public address',
      { litellm: { models: [{ name: 'm', provider: 'hosted-vllm', model: 'm', apiBase: 'http://104.18.6.192/v1' }] } },
      'litellm.models[0] leads to 104.18.6.192',
    ],
    [
      'a guardrail outside AWS',
      { litellm: { guardrails: [{ name: 'g', provider: 'other', guardrail: 'lakera_v2', ...key }] } },
      'litellm.guardrails[0] leads to api.lakera.ai',
    ],
    [
      'Langfuse’s cloud',
      { litellm: { observability: { langfuse: { publicKey: '${A}', secretKey: '${B}' } } } },
      'litellm.observability.langfuse.host leads to cloud.langfuse.com',
    ],
    [
      'a path that somebody else answers',
      { litellm: { passThrough: [{ path: '/jina', target: 'https://api.jina.ai/v1' }] } },
      'litellm.passThrough[0].target leads to api.jina.ai',
    ],
    [
      'tools elsewhere',
      { litellm: { mcpServers: { tools: { url: 'https://mcp.example.com/mcp' } } } },
      'litellm.mcpServers.tools.url leads to mcp.example.com',
    ],
    ['sign-in elsewhere', { 'openwebui.sso': { github: client } }, 'openwebui.sso leads to api.github.com'],
    [
      'a database elsewhere',
      { 'postgres.elsewhere': { litellm: { url: 'postgresql://u:${P}@db.example.com/l' } } },
      'postgres.elsewhere.litellm.url leads to db.example.com',
    ],
    [
      'a Redis elsewhere',
      { 'redis.litellm': { kind: 'external', url: 'rediss://:${P}@cache.example.com', evictionPolicy: 'allkeys-lru' } },
      'redis.litellm leads to cache.example.com',
    ],
  ])('refuses %s', (_, changes, says) => {
    expect(told('prod', { ...fitting, ...changes })).toContain(`  ${says}, ${NO_WAY}`);
  });

  test('takes what is in a network that the VPC is connected to', () => {
    const privateHosts = ['*.example.com', 'api.openai.com'].map((host) => ({ host, ranges: ['10.200.0.0/16'] }));
    expect(
      told('prod', {
        ...fitting,
        network: { ...network, egress: { kind: 'none', privateHosts } },
        'redis.litellm': { kind: 'external', url: 'rediss://:${P}@cache.example.com', evictionPolicy: 'allkeys-lru' },
        litellm: { models: [{ name: 'gpt', provider: 'openai', model: 'gpt-4o', ...key }] },
      }),
    ).toEqual([]);
  });

  test('refuses a connection string that hides its host', () => {
    expect(told('prod', { ...fitting, 'redis.litellm': { kind: 'external', url: '${REDIS_URL}' } })).toEqual(
      expect.arrayContaining([
        '    write the connection string in parts, or name its host in network.egress.privateHosts',
      ]),
    );
  });
});
