import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { excepts, projectExceptions } from '../../policy/exceptions';
import { checkOwnRules } from '../../policy/own-rules';
import { RULES } from '../../policy/rules';
import { type Block, readEnvironments, type StackJson, SynthesizedEnvironment } from '../../policy/synthesized';
import { loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import type { EnvironmentInput } from '../../environments';
import type { Outcome } from '../../policy/outcome';
import { awsEnvironment } from '../support/applications';
import { BAD_EXAMPLES } from './bad-examples';

const IDS = RULES.map(({ id }) => id);

/** Everything on AWS, on nodes of its own. */
const MANAGED: Partial<EnvironmentInput> = {
  cluster: { kind: 'managed', compute: { kind: 'managed-node-groups' } },
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
};
const GATEWAY = { kind: 'alb', hosts: { openwebui: 'chat.example.com' } } as const;
const CREDENTIALS = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache';

function problemsOf(id: string, stack: StackJson, isProtected = true): string[] {
  const environment = new SynthesizedEnvironment('test', isProtected, { 'test-data': stack });
  const rules = RULES.filter((rule) => rule.id === id);
  return checkOwnRules([environment], rules).outcomes.flatMap(({ problem }) => problem ?? []);
}

describe('the policy rules', () => {
  test('have an id each, and a bad example each', () => {
    expect(new Set(IDS).size).toBe(IDS.length);
    expect(Object.keys(BAD_EXAMPLES).sort()).toEqual([...IDS].sort());
  });

  test.each(IDS)('%s refuses its bad example', (id) => {
    expect(problemsOf(id, BAD_EXAMPLES[id] ?? {})).not.toEqual([]);
  });
});

describe('the shipped environments', () => {
  const output = mkdtempSync(join(tmpdir(), 'policy-test-'));
  const exceptions = projectExceptions(join(__dirname, '../..'), true).needed;
  let environments: SynthesizedEnvironment[];

  beforeAll(() => {
    const app = new App({ outdir: output });
    const settings = loadEnvironments();
    settings.forEach((environment) => environmentStacks(app, environment));
    app.synth();
    environments = readEnvironments(output, settings);
  });

  afterAll(() => {
    rmSync(output, { recursive: true, force: true });
  });

  test.each(IDS)('%s has something to look at, and nothing to find', (id) => {
    const rules = RULES.filter((rule) => rule.id === id);
    const { outcomes } = checkOwnRules(environments, rules);
    const failures = outcomes.filter(({ problem }) => problem !== undefined);
    expect(outcomes).not.toEqual([]);
    expect(failures.filter((failure) => !exceptions.some((exception) => excepts(exception, failure)))).toEqual([]);
  });

  /** prod as cdktf wrote it, changed. */
  function prodWith(stack: string, change: (resources: Record<string, Record<string, Block>>) => void) {
    const prod = environments.find(({ name }) => name === 'prod');
    const stacks = Object.fromEntries((prod?.stacks ?? []).map(({ name, json }) => [name, structuredClone(json)]));
    change(stacks[stack]?.resource as Record<string, Record<string, Block>>);
    return new SynthesizedEnvironment('prod', true, stacks);
  }

  /** The id of the one resource of a type whose id begins so. */
  function idOf(resources: Record<string, Block> | undefined, start: string): string {
    return Object.keys(resources ?? {}).find((id) => id.startsWith(start)) ?? '';
  }

  /** Allows something more in the policy of the one resource of a type whose id begins so. */
  function addTo(resources: Record<string, Block> | undefined, start: string, argument: string, statement: object) {
    const block = resources?.[idOf(resources, start)];
    const document = JSON.parse(String(block?.[argument])) as { Statement: object[] };
    document.Statement.push({ Effect: 'Allow', ...statement });
    Object.assign(block ?? {}, { [argument]: JSON.stringify(document) });
  }

  test.each<[string, string, string, (resources: Record<string, Record<string, Block>>) => void]>([
    [
      'RDS.46',
      'a route from the database subnets to the internet',
      'prod-network',
      ({ aws_route, aws_route_table }) => {
        const table = idOf(aws_route_table, 'network_database-routes');
        Object.assign(aws_route ?? {}, { out: { route_table_id: `\${aws_route_table.${table}.id}` } });
      },
    ],
    [
      'HUB-EC2.1',
      'a range that may reach the database',
      'prod-cluster-data',
      ({ aws_vpc_security_group_ingress_rule: rules }) => {
        const own = rules?.[idOf(rules, 'postgres')];
        Object.assign(rules ?? {}, { wide: { security_group_id: own?.security_group_id, cidr_ipv4: '10.0.0.0/8' } });
      },
    ],
    [
      'EC2.6',
      'a VPC without flow logs',
      'prod-network',
      (resources) => {
        delete resources.aws_flow_log;
      },
    ],
    [
      'RDS.15',
      'a database of one instance',
      'prod-managed-data',
      ({ aws_rds_cluster_instance }) => {
        const id = idOf(aws_rds_cluster_instance, 'postgres_reader');
        Object.assign(aws_rds_cluster_instance?.[id] ?? {}, { cluster_identifier: 'another' });
      },
    ],
    [
      'S3.5',
      'a bucket that takes plain HTTP',
      'prod-managed-data',
      (resources) => {
        delete resources.aws_s3_bucket_policy;
      },
    ],
    [
      'IAM.21',
      'a key that anyone may do anything with',
      'prod-managed-data',
      ({ aws_kms_key }) => {
        const id = idOf(aws_kms_key, 'secrets-key');
        const policy = String(aws_kms_key?.[id]?.policy).replace('"kms:Decrypt"', '"kms:*"');
        Object.assign(aws_kms_key?.[id] ?? {}, { policy });
      },
    ],
    [
      'HUB-IAM.3',
      'a key that another account may use',
      'prod-managed-data',
      ({ aws_kms_key }) => {
        const key = aws_kms_key?.[idOf(aws_kms_key, 'secrets-key')];
        Object.assign(key ?? {}, { policy: String(key?.policy).replaceAll('333333333333:root', '999999999999:root') });
      },
    ],
    [
      'HUB-IAM.3',
      'a bucket that another account may read',
      'prod-managed-data',
      ({ aws_s3_bucket_policy }) => {
        addTo(aws_s3_bucket_policy, 'storage', 'policy', {
          Principal: { AWS: 'arn:aws:iam::999999999999:root' },
          Action: ['s3:GetObject'],
          Resource: ['arn:aws:s3:::files/*'],
        });
      },
    ],
    [
      'HUB-IAM.3',
      'a role that another account may take',
      'prod-apps',
      ({ aws_iam_role }) => {
        addTo(aws_iam_role, 'litellm', 'assume_role_policy', {
          Principal: { AWS: '999999999999' },
          Action: ['sts:AssumeRole'],
        });
      },
    ],
    [
      'HUB-IAM.3',
      'a key for everybody but one account',
      'prod-cluster',
      ({ aws_kms_key }) => {
        const key = aws_kms_key?.[idOf(aws_kms_key, 'cluster_disks')];
        Object.assign(key ?? {}, {
          policy: String(key?.policy)
            .replaceAll('"StringEquals":{"aws:PrincipalAccount"', '"StringNotEquals":{"aws:PrincipalAccount"')
            .replaceAll('"ArnEquals"', '"ArnNotEquals"'),
        });
      },
    ],
    [
      'HUB-IAM.2',
      'External Secrets reading every secret',
      'prod-cluster-data',
      ({ aws_iam_role_policy }) => {
        addTo(aws_iam_role_policy, 'secrets_reading', 'policy', {
          Action: ['secretsmanager:GetSecretValue'],
          Resource: ['arn:aws:secretsmanager:eu-central-1:333333333333:secret:*'],
        });
      },
    ],
    [
      'HUB-IAM.2',
      'LiteLLM calling every model',
      'prod-apps',
      ({ aws_iam_role_policy }) => {
        addTo(aws_iam_role_policy, 'litellm', 'policy', {
          Action: ['bedrock:InvokeModel'],
          Resource: ['arn:aws:bedrock:eu-central-1::foundation-model/*'],
        });
      },
    ],
    [
      'HUB-IAM.2',
      'a role that may take every other',
      'prod-apps',
      ({ aws_iam_role_policy }) => {
        addTo(aws_iam_role_policy, 'litellm', 'policy', {
          Action: ['sts:AssumeRole'],
          Resource: ['arn:aws:iam::333333333333:role/*'],
        });
      },
    ],
    [
      'HUB-IAM.5',
      'a role that may hand itself to any service',
      'prod-apps',
      ({ aws_iam_role_policy }) => {
        addTo(aws_iam_role_policy, 'litellm', 'policy', {
          Action: ['iam:PassRole'],
          Resource: ['arn:aws:iam::333333333333:role/prod-litellm'],
        });
      },
    ],
  ])('%s would find %s', (id, _, stack, change) => {
    const { outcomes } = checkOwnRules(
      [prodWith(stack, change)],
      RULES.filter((rule) => rule.id === id),
    );
    expect(outcomes.filter(({ problem }) => problem !== undefined)).not.toEqual([]);
  });

  test('need every exception from a rule of our own', () => {
    const failures = checkOwnRules(environments).outcomes.filter(({ problem }) => problem !== undefined);
    const own = exceptions.filter(({ check }) => IDS.includes(check));
    expect(own.filter((exception) => !failures.some((failure) => excepts(exception, failure)))).toEqual([]);
  });
});

describe('environments with settings that no shipped one has', () => {
  const exceptions = projectExceptions(join(__dirname, '../..'), true);
  const settings: readonly Partial<EnvironmentInput>[] = [
    {
      gateway: {
        ...GATEWAY,
        waf: { kind: 'managed' },
        dns: { kind: 'route53', zoneId: 'Z0123456789ABCDEF', zoneName: 'example.com' },
      },
      litellm: { models: [{ name: 'rank', provider: 'bedrock', model: 'cohere.rerank-v3-5:0', mode: 'rerank' }] },
    },
    {
      ...MANAGED,
      network: { kind: 'managed', cidr: '10.1.0.0/16', egress: { kind: 'none' } },
      images: { kind: 'mirror', registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/mirror' },
      litellm: { database: { authentication: 'iam' }, redis: { authentication: 'iam' }, requestLogs: false },
    },
    {
      ...MANAGED,
      network: { kind: 'managed', cidr: '10.1.0.0/16', egress: { kind: 'network-firewall' } },
      gateway: {
        ...GATEWAY,
        dns: {
          kind: 'route53',
          zoneId: 'Z0123456789ABCDEF',
          zoneName: 'example.com',
          assumeRoleArn: 'arn:aws:iam::999999999999:role/dns',
        },
      },
      images: {
        kind: 'ecr-cache',
        credentials: { github: `${CREDENTIALS}/g-AbCdEf`, dockerHub: `${CREDENTIALS}/d-AbCdEf` },
      },
    },
  ];
  const output = mkdtempSync(join(tmpdir(), 'policy-test-'));
  let failures: readonly Outcome[];
  beforeAll(() => {
    const app = new App({ outdir: output });
    const named = settings.map((input, index) => ({ ...awsEnvironment(input), name: `settings${index}` }));
    named.forEach((environment) => environmentStacks(app, environment));
    app.synth();
    const environments = readEnvironments(output, named);
    failures = checkOwnRules(environments).outcomes.filter(({ problem }) => problem !== undefined);
  });

  afterAll(() => {
    rmSync(output, { recursive: true, force: true });
  });

  test('keep to the rules of our own', () => {
    const all = [...exceptions.needed, ...exceptions.optional];
    expect(failures.filter((failure) => !all.some((exception) => excepts(exception, failure)))).toEqual([]);
  });

  test('need every exception that names a setting', () => {
    expect(exceptions.optional.length).toBeGreaterThan(0);
    expect(exceptions.optional.filter((one) => !failures.some((failure) => excepts(one, failure)))).toEqual([]);
  });
});

describe('EKS.1', () => {
  test('takes a public endpoint with a list of ranges', () => {
    const vpc_config = { endpoint_public_access: true, public_access_cidrs: ['203.0.113.0/24'] };
    expect(problemsOf('EKS.1', { resource: { aws_eks_cluster: { one: { vpc_config } } } })).toEqual([]);
  });

  test('refuses a public endpoint that is not spoken of, because AWS opens it', () => {
    const vpc_config = { endpoint_private_access: true };
    expect(problemsOf('EKS.1', { resource: { aws_eks_cluster: { one: { vpc_config } } } })).toHaveLength(1);
  });
});

describe('EC2.18', () => {
  test('refuses the internet in the list of a for_each', () => {
    const rule = { for_each: '${toset(["10.0.0.0/8","0.0.0.0/0"])}', cidr_ipv4: '${each.value}' };
    expect(problemsOf('EC2.18', { resource: { aws_vpc_security_group_ingress_rule: { rule } } })).toHaveLength(1);
  });

  test('refuses the internet by IPv6, and in rules inside the group', () => {
    const group = { ingress: [{ ipv6_cidr_blocks: ['::/0'] }] };
    expect(problemsOf('EC2.18', { resource: { aws_security_group: { group } } })).toHaveLength(1);
  });

  test('leaves egress alone', () => {
    const rule = { type: 'egress', cidr_blocks: ['0.0.0.0/0'] };
    expect(problemsOf('EC2.18', { resource: { aws_security_group_rule: { rule } } })).toEqual([]);
  });
});

describe('HUB-Terraform.1', () => {
  const cache = (policy: string, group: object): StackJson => ({
    resource: {
      aws_elasticache_replication_group: {
        cache: { parameter_group_name: '${aws_elasticache_parameter_group.parameters.name}', ...group },
      },
      aws_elasticache_parameter_group: { parameters: { parameter: [{ name: 'maxmemory-policy', value: policy }] } },
    },
  });

  test('refuses sessions that a change of a name would throw away', () => {
    expect(problemsOf('HUB-Terraform.1', cache('noeviction', {}))).toEqual([
      expect.stringContaining('prevent_destroy is off'),
    ]);
    expect(problemsOf('HUB-Terraform.1', cache('noeviction', { lifecycle: { prevent_destroy: true } }))).toEqual([]);
  });

  test('leaves a cache alone, and everything where nothing is protected', () => {
    expect(problemsOf('HUB-Terraform.1', cache('allkeys-lru', {}))).toEqual([]);
    expect(problemsOf('HUB-Terraform.1', cache('noeviction', {}), false)).toEqual([]);
  });
});

describe('HUB-EC2.1', () => {
  const store = (rule: object, egress: object): StackJson => ({
    resource: {
      aws_elasticache_replication_group: { cache: { security_group_ids: ['${aws_security_group.group.id}'] } },
      aws_security_group: { group: {} },
      aws_vpc_security_group_ingress_rule: { rule: { security_group_id: '${aws_security_group.group.id}', ...rule } },
      aws_vpc_security_group_egress_rule: { rule: egress as never },
    },
  });
  const byReference = { referenced_security_group_id: '${aws_security_group.nodes.id}' };

  test('takes a group that lets another group in', () => {
    expect(problemsOf('HUB-EC2.1', store(byReference, {}))).toEqual([]);
  });

  test('refuses one that lets anything out', () => {
    const out = { security_group_id: '${aws_security_group.group.id}', cidr_ipv4: '10.0.0.0/8' };
    expect(problemsOf('HUB-EC2.1', store(byReference, out))).toEqual([expect.stringContaining('lets traffic out')]);
  });
});

describe('the rules of a data store’s group in the stack that knows its clients', () => {
  const output = 'cross-stack-output-group';
  const problems = (id: string, rule: object) => {
    const environment = new SynthesizedEnvironment('test', true, {
      'test-cluster': {
        resource: { aws_eks_addon: { cni: { configuration_values: '{"env":{"ENABLE_POD_ENI":"true"}}' } } },
      },
      'test-managed-data': {
        output: { [output]: { value: '${aws_security_group.group.id}' } },
        resource: {
          aws_rds_cluster: { database: { vpc_security_group_ids: ['${aws_security_group.group.id}'] } },
          aws_security_group: { group: {} },
        },
      },
      'test-cluster-data': {
        resource: {
          aws_security_group: { client: {} },
          aws_vpc_security_group_ingress_rule: {
            rule: {
              security_group_id: `\${data.terraform_remote_state.cross-stack-reference-input-test-managed-data.outputs.${output}}`,
              ...rule,
            },
          },
        },
      },
    });
    const rules = RULES.filter((one) => one.id === id);
    return checkOwnRules([environment], rules).outcomes.flatMap(({ problem }) => problem ?? []);
  };
  const client = { referenced_security_group_id: '${aws_security_group.client.id}' };

  test('are found there, and taken where they let one client in', () => {
    expect(problems('HUB-EC2.1', client)).toEqual([]);
    expect(problems('HUB-EC2.2', client)).toEqual([]);
  });

  test('are refused there, for a range and for a group that is no client’s', () => {
    expect(problems('HUB-EC2.1', { cidr_ipv4: '10.0.0.0/8' })).toEqual([
      expect.stringContaining('ranges of addresses'),
    ]);
    expect(problems('HUB-EC2.2', { referenced_security_group_id: 'sg-of-the-cluster' })).toEqual([
      expect.stringContaining('lets in a group that is not that of one client'),
    ]);
  });
});

describe('HUB-EC2.3', () => {
  const endpoint = (service: string, others: StackJson['resource'] = {}): StackJson => ({
    resource: { aws_vpc_endpoint: { one: { service_name: `com.amazonaws.eu-central-1.${service}` } }, ...others },
  });

  test('takes an endpoint of S3 without a policy where there is a way to the internet, and one of STS', () => {
    expect(problemsOf('HUB-EC2.3', endpoint('s3', { aws_internet_gateway: { way: {} } }))).toEqual([]);
    expect(problemsOf('HUB-EC2.3', endpoint('sts'))).toEqual([]);
  });

  test('refuses every other', () => {
    expect(problemsOf('HUB-EC2.3', endpoint('s3'))).toHaveLength(1);
    expect(problemsOf('HUB-EC2.3', endpoint('ecr.api', { aws_internet_gateway: { way: {} } }))).toHaveLength(1);
  });
});

describe('RDS.46', () => {
  test('follows a subnet into the stack that makes it', () => {
    const id =
      '${data.terraform_remote_state.cross-stack-reference-input-test-network.outputs.cross-stack-output-subnet}';
    const environment = new SynthesizedEnvironment('test', true, {
      'test-data': { resource: { aws_elasticache_subnet_group: { group: { subnet_ids: [id] } } } },
      'test-network': {
        output: { 'cross-stack-output-subnet': { value: '${aws_subnet.database.id}' } },
        resource: { aws_subnet: { database: {} } },
      },
    });
    const rules = RULES.filter((rule) => rule.id === 'RDS.46');
    expect(checkOwnRules([environment], rules).outcomes).toEqual([
      expect.objectContaining({
        subject: 'test-network/aws_subnet.database',
        problem: expect.stringContaining('no route table') as unknown,
      }),
    ]);
  });
});

describe('the rules on policy documents', () => {
  const withPolicy = (type: string, statement: object): StackJson => ({
    resource: { [type]: { one: { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] }) } } },
  });

  test('let a key speak of itself as *', () => {
    const statement = { Action: ['kms:Decrypt'], Resource: '*' };
    expect(problemsOf('HUB-IAM.2', withPolicy('aws_kms_key', statement))).toEqual([]);
    expect(problemsOf('HUB-IAM.2', withPolicy('aws_iam_policy', statement))).toHaveLength(1);
  });

  test('refuse every object of a service, which is * in other words', () => {
    const statement = { Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::*' };
    expect(problemsOf('HUB-IAM.2', withPolicy('aws_iam_policy', statement))).toHaveLength(1);
  });

  test('refuse a policy that names what it does not mean', () => {
    const statement = { NotAction: ['iam:*'], Resource: 'arn:aws:s3:::bucket' };
    expect(problemsOf('IAM.1', withPolicy('aws_iam_policy', statement))).toHaveLength(1);
  });

  test('read the data source of Terraform too, and only once', () => {
    const stack: StackJson = {
      data: { aws_iam_policy_document: { all: { statement: [{ actions: ['*'], resources: ['*'] }] } } },
      resource: { aws_iam_policy: { one: { policy: '${data.aws_iam_policy_document.all.json}' } } },
    };
    expect(problemsOf('IAM.1', stack)).toHaveLength(1);
    expect(problemsOf('HUB-IAM.1', stack)).toEqual([]);
  });

  test('read what a data source of Terraform is put together from', () => {
    const put = (documents: object): StackJson => ({ data: { aws_iam_policy_document: { all: documents as Block } } });
    const everything = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    for (const argument of ['source_policy_documents', 'override_policy_documents']) {
      expect(problemsOf('IAM.1', put({ [argument]: [everything] }))).toHaveLength(1);
      expect(problemsOf('HUB-IAM.1', put({ [argument]: ['${file("policy.json")}'] }))).toHaveLength(1);
      expect(problemsOf('HUB-IAM.1', put({ [argument]: ['${data.aws_iam_policy_document.all.json}'] }))).toEqual([]);
    }
    const dynamic = { statement: { for_each: '${var.statements}', content: { actions: ['${statement.value}'] } } };
    expect(problemsOf('HUB-IAM.1', put({ dynamic }))).toHaveLength(1);
  });

  test.each(['policy', 'policy_document', 'assume_role_policy', 'repository_policy', 'access_policies'])(
    'refuse a policy in %s that nobody can read here',
    (argument) => {
      const stack: StackJson = { resource: { aws_thing: { one: { [argument]: '${jsonencode(local.policy)}' } } } };
      expect(problemsOf('HUB-IAM.1', stack)).toHaveLength(1);
    },
  );

  test('refuse an action that is a pattern, or that nobody can read here', () => {
    for (const Action of ['s3:Get*', 's3:GetObjec?', '${var.action}']) {
      expect(
        problemsOf('IAM.21', withPolicy('aws_iam_policy', { Action, Resource: 'arn:aws:s3:::files/*' })),
      ).toHaveLength(1);
    }
  });

  test('say nothing of statements that deny', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: ['s3:*'], Resource: '*' };
    const ids = ['IAM.1', 'IAM.21', 'HUB-IAM.2', 'HUB-IAM.3'];
    expect(ids.flatMap((id) => problemsOf(id, withPolicy('aws_s3_bucket_policy', statement)))).toEqual([]);
  });

  /** The same in the account 111111111111, with something that the policy may refer to. */
  const inAccount = (statement: object, data: StackJson['data'] = {}): StackJson => ({
    ...withPolicy('aws_kms_key', statement),
    provider: { aws: [{ allowed_account_ids: ['111111111111'] }] },
    data,
  });
  const OWN = '111111111111';
  const FOREIGN = '999999999999';

  test.each([
    ['an account', { StringEquals: { 'aws:PrincipalAccount': OWN } }],
    ['an account, in another case', { StringEqualsIgnoreCase: { 'AWS:principalaccount': [OWN] } }],
    ['a role', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/team/*` } }],
    ['what a service works for', { ArnEquals: { 'aws:SourceArn': `arn:aws:eks:eu-central-1:${OWN}:cluster/one` } }],
    ['one of several', { Bool: { 'aws:SecureTransport': 'true' }, StringLike: { 'aws:SourceAccount': OWN } }],
  ])('take everyone of %s for nobody else', (_, Condition) => {
    expect(problemsOf('HUB-IAM.3', inAccount({ Principal: '*', Condition }))).toEqual([]);
    expect(problemsOf('HUB-IAM.3', inAccount({ Principal: { AWS: ['*'] }, Condition }))).toEqual([]);
  });

  test.each([
    ['everybody but an account', { StringNotEquals: { 'aws:PrincipalAccount': FOREIGN } }],
    ['whoever has no account to speak of', { StringEqualsIfExists: { 'aws:PrincipalAccount': OWN } }],
    ['whoever has none of the values', { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': OWN } }],
    ['requests with or without an account', { Null: { 'aws:PrincipalAccount': 'false' } }],
    ['another account', { StringEquals: { 'aws:PrincipalAccount': FOREIGN } }],
    ['another account beside ours', { StringEquals: { 'aws:PrincipalAccount': [OWN, FOREIGN] } }],
    ['accounts by a pattern', { StringLike: { 'aws:PrincipalAccount': '*' } }],
    ['roles of every account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } }],
    ['an organization, which has other accounts', { StringEquals: { 'aws:PrincipalOrgID': 'o-0123456789' } }],
    ['things of our account', { StringEquals: { 'aws:ResourceAccount': OWN } }],
    ['no value', { StringEquals: { 'aws:PrincipalAccount': [] } }],
  ])('refuse everyone with a condition on %s', (_, Condition) => {
    expect(problemsOf('HUB-IAM.3', inAccount({ Principal: '*', Condition }))).toEqual([
      expect.stringContaining('everyone'),
    ]);
  });

  test.each([
    { AWS: `arn:aws:iam::${FOREIGN}:root` },
    { AWS: [`arn:aws:iam::${OWN}:root`, `arn:aws:iam::${FOREIGN}:role/one`] },
    { AWS: FOREIGN },
    { AWS: `arn:aws:sts::${FOREIGN}:assumed-role/one/session` },
    { AWS: 'AROAEXAMPLEEXAMPLE' },
    { AWS: '${var.somebody}' },
    { AWS: '${data.aws_elb_service_account.main.arn}' },
    { Federated: `arn:aws:iam::${FOREIGN}:oidc-provider/token.example.com` },
    { Federated: 'accounts.google.com' },
    { CanonicalUser: '79a59d' },
    { Service: '*' },
  ])('refuse %j, which is not of an account of the environment', (Principal) => {
    const data = { aws_elb_service_account: { main: {} } };
    expect(problemsOf('HUB-IAM.3', inAccount({ Principal }, data))).toHaveLength(1);
  });

  test.each([
    { AWS: `arn:aws:iam::${OWN}:root` },
    { AWS: [OWN, `arn:aws-us-gov:iam::${OWN}:role/path/one`] },
    { AWS: '${aws_iam_role.one.arn}' },
    { AWS: '${data.aws_iam_role.one.arn}' },
    { AWS: 'arn:aws:iam::${data.aws_caller_identity.me.account_id}:root' },
    { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.example.com` },
    { Service: ['logs.eu-central-1.amazonaws.com'] },
  ])('take %j, which is', (Principal) => {
    const stack = inAccount({ Principal }, { aws_iam_role: { one: {} }, aws_caller_identity: { me: {} } });
    const withRole = { ...stack, resource: { ...stack.resource, aws_iam_role: { one: {} } } };
    expect(problemsOf('HUB-IAM.3', withRole)).toEqual([]);
  });

  test('take every account that the environment’s Terraform works in for its own', () => {
    const stack = inAccount({ Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` } });
    const aws = [{ allowed_account_ids: [OWN] }, { alias: 'network', allowed_account_ids: [FOREIGN] }];
    expect(problemsOf('HUB-IAM.3', { ...stack, provider: { aws } })).toEqual([]);
  });

  test.each([
    'arn:aws:secretsmanager:eu-central-1:111111111111:secret:*',
    'arn:aws:secretsmanager:eu-central-1:111111111111:secret:*/master-key',
    'arn:aws:secretsmanager:eu-central-1:${data.aws_caller_identity.me.account_id}:secret:*',
    'arn:aws:bedrock:*::foundation-model/*',
    'arn:aws:bedrock:eu-central-1:111111111111:inference-profile/?*',
    'arn:aws:iam::111111111111:role/*',
    'arn:aws:iam::111111111111:*/deploy',
    'arn:aws:iam::*:role/deploy',
    'arn:aws:*:eu-central-1:111111111111:key/1',
    'arn:aws:kms:eu-central-1:111111111111:key/*',
    'arn:aws:logs:eu-central-1:111111111111:log-group:*:log-stream:one',
    'arn:aws:rds-db:eu-central-1:111111111111:dbuser:*/litellm',
    'arn:aws:rds-db:eu-central-1:111111111111:dbuser:cluster-1/*',
    'arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/*/*',
    'arn:aws:sqs:eu-central-1:111111111111:*',
    'arn:aws:s3:::*-files/*',
    '*-files',
  ])('refuse %s, which is everything of a kind', (resource) => {
    const statement = { Action: ['some:Action'], Resource: [resource] };
    expect(problemsOf('HUB-IAM.2', withPolicy('aws_iam_policy', statement))).toHaveLength(1);
  });

  test.each([
    'arn:aws:s3:::files/*',
    '${aws_s3_bucket.files.arn}/logs/*',
    '${aws_cloudwatch_log_group.logs.arn}:*',
    'arn:aws:secretsmanager:eu-central-1:111111111111:secret:prod/litellm/*',
    'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0',
    'arn:aws:ecr:eu-central-1:111111111111:repository/ghcr/*',
    'arn:aws:iam::111111111111:role/aws-service-role/elasticloadbalancing.amazonaws.com/*',
    'arn:aws:rds-db:eu-central-1:111111111111:dbuser:${aws_rds_cluster.one.cluster_resource_id}/litellm',
    'arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/chat/*',
  ])('take %s, which names something', (resource) => {
    const statement = { Action: ['some:Action'], Resource: [resource] };
    expect(problemsOf('HUB-IAM.2', withPolicy('aws_iam_policy', statement))).toEqual([]);
  });

  describe('of everything of a kind', () => {
    const groups = { Resource: ['arn:aws:ec2:eu-central-1:111111111111:security-group/*'] };
    const tag = (kind: string, value = 'one') => ({ [`aws:${kind}Tag/cluster`]: value });
    const problems = (Action: string, Condition: object) =>
      problemsOf('HUB-IAM.2', withPolicy('aws_iam_policy', { ...groups, Action: [Action], Condition }));

    test('take what has our tag', () => {
      expect(problems('ec2:DeleteSecurityGroup', { StringEquals: tag('Resource') })).toEqual([]);
      expect(problems('ec2:DeleteSecurityGroup', { StringLike: tag('Resource', '*') })).toHaveLength(1);
      expect(problems('ec2:DeleteSecurityGroup', { StringNotEquals: tag('Resource') })).toHaveLength(1);
    });

    test('take what is made with our tag', () => {
      expect(problems('ec2:CreateSecurityGroup', { StringEquals: tag('Request') })).toEqual([]);
      const making = { StringEquals: { ...tag('Request'), 'ec2:CreateAction': 'CreateSecurityGroup' } };
      expect(problems('ec2:CreateTags', making)).toEqual([]);
    });

    test('refuse to put the tag on what is there already', () => {
      expect(problems('ec2:CreateTags', { StringEquals: tag('Request') })).toHaveLength(1);
      expect(problems('kms:TagResource', { StringEquals: tag('Request') })).toHaveLength(1);
    });
  });

  describe('on handing on a role', () => {
    const problems = (Action: string, Condition?: object) =>
      problemsOf('HUB-IAM.5', withPolicy('aws_iam_policy', { Action, Resource: 'arn:aws:iam::1:role/one', Condition }));

    test('take it where the service is named', () => {
      expect(problems('iam:PassRole', { StringEquals: { 'iam:PassedToService': 'eks.amazonaws.com' } })).toEqual([]);
    });

    test('refuse it to every service, however it is written', () => {
      expect(problems('IAM:passrole')).toHaveLength(1);
      expect(problems('iam:PassRole', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } })).toHaveLength(1);
      expect(
        problems('iam:PassRole', { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
      ).toHaveLength(1);
    });
  });

  describe('on identities of another provider', () => {
    const GITHUB = 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com';
    const problems = (Condition: object, Federated = GITHUB) =>
      problemsOf(
        'HUB-IAM.6',
        withPolicy('aws_kms_key', { Principal: { Federated }, Action: 'sts:AssumeRole', Condition }),
      );
    const subject = 'token.actions.githubusercontent.com:sub';

    test('take a subject, and a pattern that begins with one', () => {
      expect(problems({ StringEquals: { [subject]: 'repo:example/platform:environment:prod' } })).toEqual([]);
      expect(problems({ StringLike: { [subject]: 'repo:example/platform:*' } })).toEqual([]);
    });

    test('leave it to a SAML provider, which says itself who has which role', () => {
      const saml = 'arn:aws:iam::111111111111:saml-provider/corp';
      expect(problems({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, saml)).toEqual([]);
    });

    test('refuse everybody whom the provider knows', () => {
      expect(
        problems({ StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }),
      ).toHaveLength(1);
      expect(problems({ StringLike: { [subject]: '*' } })).toHaveLength(1);
      expect(problems({})).toHaveLength(1);
    });
  });

  test('take an endpoint that leads everyone to what it names for a bound, and to everything for none', () => {
    const leading = (resource: string) =>
      withPolicy('aws_vpc_endpoint', { Principal: '*', Action: ['s3:GetObject'], Resource: resource });
    expect(problemsOf('HUB-IAM.3', leading('arn:aws:s3:::layers/*'))).toEqual([]);
    expect(problemsOf('HUB-IAM.3', leading('*'))).toHaveLength(1);
  });
});

describe('HUB-IAM.4', () => {
  const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

  test.each<[string, StackJson]>([
    ['in a role', { resource: { aws_iam_role: { one: { managed_policy_arns: [ADMINISTRATOR] } } } }],
    [
      'in a list',
      { resource: { aws_iam_role_policy_attachments_exclusive: { one: { policy_arns: [ADMINISTRATOR] } } } },
    ],
    ['to a group', { resource: { aws_iam_group_policy_attachment: { one: { policy_arn: ADMINISTRATOR } } } }],
    [
      'by its name',
      {
        data: { aws_iam_policy: { all: { name: 'AdministratorAccess' } } },
        resource: { aws_iam_role_policy_attachment: { one: { policy_arn: '${data.aws_iam_policy.all.arn}' } } },
      },
    ],
  ])('refuses one that is attached %s', (_, stack) => {
    expect(problemsOf('HUB-IAM.4', stack)).toEqual([expect.stringContaining('AdministratorAccess')]);
  });

  test.each([
    ['job-function/SystemAdministrator', 1],
    ['AmazonS3FullAccess', 1],
    ['ReadOnlyAccess', 1],
    ['SecretsManagerReadWrite', 1],
    ['AmazonEKSWorkerNodeMinimalPolicy', 0],
    ['AmazonEC2ContainerRegistryPullOnly', 0],
    ['service-role/AmazonRDSEnhancedMonitoringRole', 0],
  ])('of %s finds %i', (policy, found) => {
    const one = { policy_arn: `arn:aws:iam::aws:policy/${policy}` };
    expect(problemsOf('HUB-IAM.4', { resource: { aws_iam_role_policy_attachment: { one } } })).toHaveLength(found);
  });
});

describe('HUB-Secrets.1', () => {
  test.each(['random_password', 'tls_private_key', 'aws_iam_access_key'])('refuses the resource %s', (type) => {
    expect(problemsOf('HUB-Secrets.1', { resource: { [type]: { one: {} } } })).toHaveLength(1);
  });

  test('refuses to read a secret into the state', () => {
    const data = { aws_secretsmanager_secret_version: { one: { secret_id: 'prod/litellm/master-key' } } };
    expect(problemsOf('HUB-Secrets.1', { data })).toHaveLength(1);
  });

  test('refuses a password inside a block', () => {
    const user = { authentication_mode: { type: 'password', passwords: ['in the state'] } };
    expect(problemsOf('HUB-Secrets.1', { resource: { aws_elasticache_user: { user } } })).toHaveLength(1);
  });

  test('takes a write-only argument', () => {
    const version = { secret_string_wo: '${ephemeral.random_password.one.result}', secret_string_wo_version: 1 };
    expect(problemsOf('HUB-Secrets.1', { resource: { aws_secretsmanager_secret_version: { version } } })).toEqual([]);
  });
});

describe('the rules on Helm values', () => {
  const releasing = (values: string): StackJson => ({ resource: { helm_release: { app: { values: [values] } } } });

  test.each([
    ['no tag', '{"image":"valkey/valkey"}'],
    ['a tag that moves', '{"pod":[{"image":"registry:5000/valkey:main-stable"}]}'],
  ])('refuse an image with %s', (_, values) => {
    expect(problemsOf('CKV_K8S_14', releasing(values))).toHaveLength(1);
  });

  test.each([
    ['a version', '{"image":"registry:5000/valkey:8.1.3-alpine"}'],
    ['a digest', '{"image":"valkey/valkey@sha256:0123"}'],
    ['the chart’s own', '{"image":{"tag":""}}'],
  ])('take an image with %s', (_, values) => {
    expect(problemsOf('CKV_K8S_14', releasing(values))).toEqual([]);
  });

  test('read values in which a reference to a number stands bare', () => {
    const values = '{"port":${aws_rds_cluster.database.port},"tag":"latest"}';
    expect(problemsOf('CKV_K8S_14', releasing(values))).toHaveLength(1);
  });

  test('refuse a load balancer that lets everyone in', () => {
    const values = '{"annotations":{"alb.ingress.kubernetes.io/inbound-cidrs":"10.0.0.0/8, 0.0.0.0/0"}}';
    expect(problemsOf('HUB-ELB.1', releasing(values))).toHaveLength(1);
  });

  describe('take a load balancer on the internet', () => {
    const RANGES = { 'alb.ingress.kubernetes.io/inbound-cidrs': '203.0.113.0/24' };
    const ingressClass = {
      kind: 'IngressClass',
      metadata: { name: 'web' },
      spec: { parameters: { kind: 'IngressClassParams', name: 'parameters' } },
    };
    const parameters = {
      kind: 'IngressClassParams',
      metadata: { name: 'parameters' },
      spec: { scheme: 'internet-facing' },
    };
    const ingress = (annotations: object) => ({
      kind: 'Ingress',
      metadata: { name: 'chat', annotations },
      spec: { ingressClassName: 'web' },
    });
    const envoy = (ranges: object) => ({
      kind: 'EnvoyProxy',
      spec: { envoyService: { annotations: { 'aws-load-balancer-scheme': 'internet-facing' }, ...ranges } },
    });
    const problems = (...resources: object[]) => problemsOf('HUB-ELB.1', releasing(JSON.stringify({ resources })));

    test('whose every Ingress names the ranges that may connect', () => {
      expect(problems(ingressClass, parameters, ingress(RANGES))).toEqual([]);
    });

    test('but not when one of them leaves it open, or none is there', () => {
      expect(problems(ingressClass, parameters, ingress(RANGES), ingress({}))).toHaveLength(1);
      expect(problems(ingressClass, parameters)).toHaveLength(1);
      expect(problems({ ...ingressClass, metadata: { name: 'other' } }, parameters, ingress(RANGES))).toHaveLength(1);
    });

    test('whose Service names them, and not with an empty list', () => {
      expect(problems(envoy({ loadBalancerSourceRanges: ['203.0.113.0/24'] }))).toEqual([]);
      expect(problems(envoy({ loadBalancerSourceRanges: [] }))).toHaveLength(1);
    });

    test('but not where the ranges are those of another Service', () => {
      const other = { kind: 'Service', spec: { loadBalancerSourceRanges: ['203.0.113.0/24'] } };
      expect(problems(envoy({}), other)).toHaveLength(1);
    });
  });
});

describe('an environment without protection', () => {
  test('may lose its data', () => {
    expect(problemsOf('RDS.7', BAD_EXAMPLES['RDS.7'] ?? {}, false)).toEqual([]);
  });

  test('is open to nobody all the same', () => {
    expect(problemsOf('EC2.18', BAD_EXAMPLES['EC2.18'] ?? {}, false)).toHaveLength(1);
  });
});
