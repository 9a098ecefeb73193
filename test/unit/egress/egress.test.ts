import { allowedConnections, allowedDomains } from '../../../constructs/egress';
import { EgressSettings } from '../../../constructs/network/egress-settings';
import type { EnvironmentInput } from '../../../environments';
import { egressNeeds } from '../../../environments/applications';
import { Applications, awsEnvironment, layers, variable } from '../../support/applications';
import { type Block, resource, resources, type TerraformJson } from '../../support/terraform-json';

/** Everything on AWS, in a VPC of its own. */
const MANAGED: Partial<EnvironmentInput> = {
  network: { kind: 'managed', flowLogRetentionDays: 90 },
  cluster: { kind: 'managed' },
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
};

function networkJson(input: Partial<EnvironmentInput> = {}): TerraformJson {
  const { network } = layers(awsEnvironment({ ...MANAGED, ...input }));
  if (!network) throw new Error('there is no network');
  return network;
}

/** Names that can be resolved, as far as the environment says something else than usual. */
function domains(input: Partial<EnvironmentInput> = {}): readonly string[] {
  const settings = awsEnvironment({ ...MANAGED, ...input });
  if (!settings.account) throw new Error('there is no account');
  return allowedDomains(egressNeeds({ ...settings, account: settings.account }));
}

describe('DnsFirewall', () => {
  let json: TerraformJson;
  const list = (part: string) => resource(json, 'aws_route53_resolver_firewall_domain_list', part);
  const rule = (part: string) => resource(json, 'aws_route53_resolver_firewall_rule', `_${part}_`);
  const address = (type: string, part: string): string =>
    Object.keys(json.resource?.[type] ?? {}).find((name) => name.includes(part)) ?? '';
  beforeAll(() => {
    json = networkJson({
      network: { kind: 'managed', egress: { kind: 'dns-firewall', extraDomains: ['login.example.com'] } },
    });
  });

  test('lets the names on the list through, and whatever they lead on to', () => {
    expect(rule('allow')).toMatchObject({
      action: 'ALLOW',
      priority: 100,
      firewall_domain_redirection_action: 'TRUST_REDIRECTION_DOMAIN',
      firewall_domain_list_id: `\${aws_route53_resolver_firewall_domain_list.${address('aws_route53_resolver_firewall_domain_list', 'allowed')}.id}`,
    });
    expect(list('allowed').domains).toEqual(expect.arrayContaining(['login.example.com.', 'ghcr.io.']));
  });

  test('says of every other name that there is none', () => {
    expect(rule('block')).toMatchObject({ action: 'BLOCK', priority: 200, block_response: 'NXDOMAIN' });
    expect(list('everything').domains).toEqual(['*.']);
  });

  test('writes each name with the final dot that AWS keeps it with, so that no plan shows a change', () => {
    for (const domain of list('allowed').domains as string[]) expect(domain).toMatch(/[^.]\.$/);
  });

  test('never blocks everything for want of its list', () => {
    const association = resource(json, 'aws_route53_resolver_firewall_rule_group_association');
    expect(association.depends_on).toEqual([expect.stringContaining('_allow_'), expect.stringContaining('_block_')]);
    expect(association.vpc_id).toMatch(/^\$\{aws_vpc\./);
    expect(association.priority).toBeGreaterThan(100);
    expect(association.priority).toBeLessThan(9900);
  });

  test('logs what was asked for, under a key of its own, as long as flow logs', () => {
    const logs = resource(json, 'aws_cloudwatch_log_group', 'egress');
    expect(logs).toMatchObject({ name: '/inferencehub/test-dns-queries', retention_in_days: 365 });
    expect(logs.kms_key_id).toMatch(/^\$\{aws_kms_key\.egress_key/);
    expect(resource(json, 'aws_route53_resolver_query_log_config').destination_arn).toMatch(
      /^\$\{aws_cloudwatch_log_group\.egress/,
    );
    expect(resource(json, 'aws_route53_resolver_query_log_config_association').resource_id).toMatch(/^\$\{aws_vpc\./);
  });
});

describe('allowedConnections', () => {
  const allowed = (input: Partial<EnvironmentInput>) => {
    const settings = awsEnvironment({ ...MANAGED, ...input });
    if (!settings.account || !settings.network) throw new Error('it is on AWS');
    return allowedConnections(settings.network, egressNeeds({ ...settings, account: settings.account }));
  };

  test('are none where no firewall asks for them', () => {
    expect(allowed({})).toBeUndefined();
  });

  test('are the names that can be resolved, and the ports of data stores elsewhere', () => {
    const egress = { kind: 'network-firewall' as const, extraDomains: ['login.example.com'], extraPorts: [8443] };
    const connections = allowed({
      network: { kind: 'managed', egress },
      postgres: {
        kind: 'external',
        openwebui: { url: 'postgresql://u:${P}@db.example.com:5433/o' },
        litellm: { url: 'postgresql://u:${P}@db.example.com/l' },
      },
      redis: {
        openwebui: {
          kind: 'external',
          url: 'redis://:${P}@primary',
          topology: { kind: 'sentinel', nodes: ['one.example.com:26379'] },
        },
        litellm: { kind: 'external', url: 'rediss://:${P}@cache.example.com:6390' },
      },
    });
    expect(connections?.domains).toEqual(expect.arrayContaining(['login.example.com', 'db.example.com', 'ghcr.io']));
    expect(connections?.ports).toEqual([5432, 5433, 6379, 6390, 8443, 26379]);
  });

  test('are filtered by name as well: what looks names up does not pass the firewall', () => {
    const json = networkJson({ network: { kind: 'managed', egress: { kind: 'network-firewall' } } });
    expect(resources(json, 'aws_route53_resolver_firewall_rule_group_association')).toHaveLength(1);
    expect(resources(json, 'aws_networkfirewall_firewall')).toHaveLength(1);
  });
});

describe('egress settings', () => {
  const firewalls = (json: TerraformJson): readonly Block[] =>
    resources(json, 'aws_route53_resolver_firewall_rule_group_association');

  test('filter names by default', () => {
    expect(firewalls(networkJson())).toHaveLength(1);
  });

  test('leave every name open when told so', () => {
    expect(firewalls(networkJson({ network: { kind: 'managed', egress: { kind: 'open' } } }))).toEqual([]);
  });

  test('leave an adopted VPC as it is', () => {
    const { network } = layers(awsEnvironment());
    expect(firewalls(network ?? { terraform: {} })).toEqual([]);
  });

  test.each(['https://example.com', 'example', '*example.com', 'a.*.example.com', 'Example.com', 'example.com.'])(
    'refuse %j as a domain',
    (domain) => {
      expect(EgressSettings.safeParse({ kind: 'dns-firewall', extraDomains: [domain] }).success).toBe(false);
    },
  );

  test('take a name, and all names below one', () => {
    const extraDomains = ['login.example.com', '*.example.com'];
    expect(EgressSettings.safeParse({ kind: 'dns-firewall', extraDomains }).success).toBe(true);
  });
});

describe('allowedDomains', () => {
  const none = { search: { kind: 'none' as const } };

  test('are AWS in the region, and the registries of what runs, where nothing else is named', () => {
    expect(domains(none)).toEqual([
      '*.cache.amazonaws.com',
      '*.eu-central-1.amazonaws.com',
      '*.eu-central-1.api.aws',
      '*.eu-central-1.compute.internal',
      '*.eu-central-1.eks.amazonaws.com',
      '*.eu-central-1.rds.amazonaws.com',
      'auth.docker.io',
      'docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com',
      'ghcr.io',
      'index.docker.io',
      'pkg-containers.githubusercontent.com',
      'production.cloudflare.docker.com',
      'production.cloudfront.docker.com',
      'registry-1.docker.io',
      'sts.amazonaws.com',
    ]);
  });

  const more = (input: Partial<EnvironmentInput>) => {
    const usual = domains(none);
    return domains({ ...none, ...input }).filter((domain) => !usual.includes(domain));
  };
  const key = { apiKey: '${KEY}' };

  test('follow from the models', () => {
    const models = [
      { name: 'a', provider: 'openai' as const, model: 'gpt-4o', ...key },
      { name: 'b', provider: 'anthropic' as const, model: 'claude', ...key },
      { name: 'c', provider: 'gemini' as const, model: 'gemini', ...key },
      {
        name: 'd',
        provider: 'azure' as const,
        deployment: 'x',
        apiBase: 'https://corp.openai.azure.com',
        apiVersion: '2024-10-21',
        ...key,
      },
      { name: 'e', provider: 'bedrock' as const, model: 'amazon.nova-lite-v1:0' },
      { name: 'f', provider: 'bedrock' as const, model: 'amazon.nova-lite-v1:0', region: 'us-east-1' },
      { name: 'g', provider: 'openai-compatible' as const, model: 'm', apiBase: 'https://llm.corp.example/v1' },
    ];
    expect(more({ litellm: { models } })).toEqual([
      'api.anthropic.com',
      'api.openai.com',
      'bedrock-agent-runtime.us-east-1.amazonaws.com',
      'bedrock-runtime.us-east-1.amazonaws.com',
      'corp.openai.azure.com',
      'generativelanguage.googleapis.com',
      'llm.corp.example',
    ]);
  });

  test('have no name that is resolved inside the cluster, and no address', () => {
    const models = ['http://vllm.models.svc.cluster.local:8000', 'http://vllm.models.svc:8000', 'http://10.1.2.3'].map(
      (apiBase) => ({ name: apiBase, provider: 'hosted-vllm' as const, model: 'm', apiBase }),
    );
    expect(more({ litellm: { models } })).toEqual([]);
  });

  test('follow from data stores elsewhere, with their replicas, Sentinels and nodes', () => {
    expect(
      more({
        postgres: {
          kind: 'external',
          openwebui: { url: '${WHOLE}' },
          litellm: { url: 'postgresql://u:${P}@db.example.com/l', readerUrl: 'postgresql://u:${P}@ro.example.com/l' },
        },
        redis: {
          openwebui: {
            kind: 'external',
            url: 'redis://:${P}@primary',
            topology: { kind: 'sentinel', nodes: ['one.example.com:26379'] },
          },
          litellm: {
            kind: 'external',
            url: 'rediss://:${P}@seed.example.com',
            topology: { kind: 'cluster', nodes: ['two.example.com:6379'] },
          },
        },
      }),
    ).toEqual(['db.example.com', 'one.example.com', 'ro.example.com', 'seed.example.com', 'two.example.com']);
  });

  test('follow from the search', () => {
    expect(more({ search: { kind: 'external', engine: 'tavily', apiKey: '${KEY}' } })).toEqual(['api.tavily.com']);
    expect(
      more({ search: { kind: 'external', engine: 'searxng', queryUrl: 'https://search.example.com/search' } }),
    ).toEqual(['search.example.com']);
    expect(more({ search: { kind: 'in-cluster', engines: ['wikipedia', 'brave'] } })).toEqual([
      '*.wikipedia.org',
      'search.brave.com',
    ]);
  });

  test('follow from what runs in the cluster', () => {
    const redis: EnvironmentInput['redis'] = { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } };
    expect(more({ redis })).toEqual(['*.quay.io', 'quay.io', 'quayio-production-s3.s3.amazonaws.com']);
    expect(
      more({
        cluster: { kind: 'managed', compute: { kind: 'managed-node-groups' } },
        gateway: { kind: 'alb', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' },
      }),
    ).toEqual(['d5l0dvt14r5h8.cloudfront.net', 'public.ecr.aws']);
    expect(more({ openwebui: { values: { image: { repository: 'mirror.corp.example/open-webui' } } } })).toEqual([
      'mirror.corp.example',
    ]);
  });

  test('follow from where else calls and traces go', () => {
    const langfuse = { host: 'https://traces.example.com', publicKey: '${A}', secretKey: '${B}' };
    expect(
      more({
        litellm: {
          observability: { langfuse },
          models: [
            {
              name: 'v',
              provider: 'vertex',
              model: 'gemini',
              project: 'p',
              location: 'europe-west4',
              credentials: '${C}',
            },
            { name: 'o', provider: 'other', model: 'cohere/rerank-v3.5', ...key },
          ],
          guardrails: [{ name: 'g', provider: 'other', guardrail: 'lakera_v2', ...key }],
          passThrough: [{ path: '/jina', target: 'https://api.jina.ai/v1' }],
          mcpServers: { tools: { url: 'https://mcp.example.com/mcp' } },
        },
      }),
    ).toEqual([
      'api.cohere.ai',
      'api.cohere.com',
      'api.jina.ai',
      'api.lakera.ai',
      'europe-west4-aiplatform.googleapis.com',
      'mcp.example.com',
      'oauth2.googleapis.com',
      'traces.example.com',
    ]);
  });

  test('are those of a multi-region of Vertex AI', () => {
    const vertex = {
      name: 'v',
      provider: 'vertex' as const,
      model: 'gemini-2.5-pro',
      project: 'p',
      credentials: '${C}',
    };
    const hosts = more({ litellm: { models: [{ ...vertex, location: 'eu' }] } });
    expect(hosts).toEqual(['aiplatform.eu.rep.googleapis.com', 'oauth2.googleapis.com']);
  });

  test("are a guardrail's addresses among its parameters", () => {
    const parameters = {
      presidio_analyzer_api_base: 'https://analyze.example.com',
      presidio_anonymizer_api_base: 'https://hide.example.com',
    };
    const guardrails = [{ name: 'g', provider: 'other' as const, guardrail: 'presidio', parameters }];
    expect(more({ litellm: { guardrails } })).toEqual(['analyze.example.com', 'hide.example.com']);
  });

  test('are all of Google where any provider is Google', () => {
    const oidc = {
      clientId: 'c',
      clientSecret: '${S}',
      providerUrl: 'https://accounts.google.com/.well-known/openid-configuration',
    };
    expect(more({ openwebui: { sso: { oidc } } })).toEqual(
      expect.arrayContaining(['accounts.google.com', 'oauth2.googleapis.com', 'www.googleapis.com']),
    );
  });

  test('follow from where users sign in', () => {
    const client = { clientId: 'chat', clientSecret: '${SECRET}' };
    const providerUrl = 'https://login.example.com/.well-known/openid-configuration';
    expect(
      more({ openwebui: { sso: { oidc: { ...client, providerUrl }, microsoft: { ...client, tenantId: 't' } } } }),
    ).toEqual(['graph.microsoft.com', 'login.example.com', 'login.microsoftonline.com']);
  });
});

describe('a search whose results cannot be looked up', () => {
  const bypass = (input: Partial<EnvironmentInput>) =>
    variable(
      new Applications(awsEnvironment({ ...MANAGED, ...input })).openwebui['open-webui'],
      'BYPASS_WEB_SEARCH_WEB_LOADER',
    );

  test('is content with what the search says of them', () => {
    expect(bypass({})).toMatchObject({ value: 'True' });
  });

  test('reads them where every name can be resolved', () => {
    expect(bypass({ network: { kind: 'managed', egress: { kind: 'open' } } })).toBeUndefined();
  });
});
