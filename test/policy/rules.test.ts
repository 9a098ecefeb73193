import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { excepts, projectExceptions } from '../../cli/policy/exceptions';
import { checkOwnRules } from '../../cli/policy/own-rules';
import { RULES } from '../../cli/policy/rules';
import { type Block, readEnvironments, type StackJson, SynthesizedEnvironment } from '../../cli/policy/synthesized';
import { loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import { BAD_EXAMPLES } from './bad-examples';

const IDS = RULES.map(({ id }) => id);

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
      'prod-data',
      ({ aws_security_group, aws_vpc_security_group_ingress_rule }) => {
        const group = idOf(aws_security_group, 'postgres');
        const rule = { security_group_id: `\${aws_security_group.${group}.id}`, cidr_ipv4: '10.0.0.0/8' };
        Object.assign(aws_vpc_security_group_ingress_rule ?? {}, { wide: rule });
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
      'prod-data',
      ({ aws_rds_cluster_instance }) => {
        const id = idOf(aws_rds_cluster_instance, 'postgres_server_reader');
        Object.assign(aws_rds_cluster_instance?.[id] ?? {}, { cluster_identifier: 'another' });
      },
    ],
    [
      'S3.5',
      'a bucket that takes plain HTTP',
      'prod-data',
      (resources) => {
        delete resources.aws_s3_bucket_policy;
      },
    ],
    [
      'IAM.21',
      'a key that anyone may do anything with',
      'prod-platform',
      ({ aws_kms_key }) => {
        const id = idOf(aws_kms_key, 'secrets-key');
        const policy = String(aws_kms_key?.[id]?.policy).replace('"kms:Decrypt"', '"kms:*"');
        Object.assign(aws_kms_key?.[id] ?? {}, { policy });
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

  test('say nothing of statements that deny', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: ['s3:*'], Resource: '*' };
    const ids = ['IAM.1', 'IAM.21', 'HUB-IAM.2', 'HUB-IAM.3'];
    expect(ids.flatMap((id) => problemsOf(id, withPolicy('aws_s3_bucket_policy', statement)))).toEqual([]);
  });

  test('take everyone of one account for nobody else', () => {
    const statement = { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '111111111111' } } };
    expect(problemsOf('HUB-IAM.3', withPolicy('aws_vpc_endpoint', statement))).toEqual([]);
  });

  test('take an endpoint that leads everyone to what it names for a bound, and to everything for none', () => {
    const leading = (resource: string) =>
      withPolicy('aws_vpc_endpoint', { Principal: '*', Action: ['s3:GetObject'], Resource: resource });
    expect(problemsOf('HUB-IAM.3', leading('arn:aws:s3:::layers/*'))).toEqual([]);
    expect(problemsOf('HUB-IAM.3', leading('*'))).toHaveLength(1);
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
