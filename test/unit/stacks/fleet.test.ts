import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { boundaryPolicies, deploymentPolicies } from '../../../access/iam-policy/deployment-policies';
import { excepts, projectExceptions } from '../../../policy/exceptions';
import { checkOwnRules } from '../../../policy/own-rules';
import { readEnvironments, type SynthesizedEnvironment } from '../../../policy/synthesized';
import { type Environment, loadEnvironments } from '../../../environments';
import { environmentStacks } from '../../../stacks';
import { releaseValues, manifest } from '../../support/helm-release';
import { policy, resource, resources, type TerraformJson } from '../../support/terraform-json';

const PROJECT = join(__dirname, '..', '..', '..');
const FLEET = join(PROJECT, 'docs', 'recipes', 'fleet');
const MEMBERS = ['eu-dev', 'eu-staging', 'us-staging', 'eu-prod', 'us-prod'];
const NETWORK = '100000000001';
const PROD = '300000000003';

describe('the fleet', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
  let environments: Environment[];
  let synthesized: readonly SynthesizedEnvironment[];

  beforeAll(() => {
    environments = loadEnvironments(MEMBERS.map((name) => join(FLEET, `${name}.ts`)).join(','), {
      directory: join(PROJECT, 'environments'),
    });
    const app = new App({ outdir });
    for (const environment of environments) environmentStacks(app, environment);
    app.synth();
    synthesized = readEnvironments(outdir, environments);
  }, 120_000);
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  const environmentOf = (name: string) => {
    const found = synthesized.find((one) => one.name === name);
    if (!found) throw new Error(`no environment ${name}`);
    return found;
  };
  const stack = (name: string) => {
    const found = synthesized.flatMap(({ stacks }) => stacks).find((one) => one.name === name);
    return (found?.json ?? {}) as TerraformJson;
  };

  test('has five environments in two workload accounts and two regions, each with a range and states of its own', () => {
    expect(environments.map(({ name }) => name)).toEqual(MEMBERS);
    expect(new Set(environments.map(({ account }) => account?.id))).toEqual(new Set(['200000000002', PROD]));
    expect(new Set(environments.map(({ account }) => account?.region)).size).toBe(2);
    const ranges = environments.map(({ network }) => network?.kind === 'managed' && network.cidr);
    expect(new Set(ranges).size).toBe(5);
    const keys = synthesized.flatMap(({ stacks }) =>
      stacks.map(({ json }) => {
        const { s3 } = json.terraform?.backend as { s3: { bucket: string; key: string } };
        return `${s3.bucket}/${s3.key}`;
      }),
    );
    expect(new Set(keys).size).toBe(30);
  });

  test('works in no account but those that are named, with every provider and every state', () => {
    const accounts = environmentOf('eu-prod').stacks.map(({ name, json }) => [
      name,
      (json.provider?.aws ?? []).map(({ alias = '', allowed_account_ids: ids }) => [alias, ids]),
      (json.terraform?.backend as { s3: { allowed_account_ids?: unknown } }).s3.allowed_account_ids,
    ]);
    expect(accounts.sort()).toEqual([
      ['eu-prod-apps', [['', [PROD]]], [PROD]],
      ['eu-prod-cluster', [['', [PROD]]], [PROD]],
      ['eu-prod-cluster-data', [['', [PROD]]], [PROD]],
      ['eu-prod-managed-data', [['', [PROD]]], [PROD]],
      [
        'eu-prod-network',
        [
          ['', [NETWORK]],
          ['workload', [PROD]],
        ],
        [PROD],
      ],
      [
        'eu-prod-platform',
        [
          ['', [PROD]],
          ['dns', [NETWORK]],
        ],
        [PROD],
      ],
    ]);
  });

  test("keeps to the project's own rules, every member", () => {
    const exceptions = projectExceptions(PROJECT, false).optional;
    const { outcomes } = checkOwnRules(synthesized);
    const failures = outcomes.filter(({ problem }) => problem !== undefined);
    expect(failures.filter((failure) => !exceptions.some((one) => excepts(one, failure)))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(500);
  });

  describe('a network of another account', () => {
    let json: TerraformJson;
    beforeAll(() => {
      json = stack('eu-prod-network');
    });

    test('is shared, every subnet of it, with the account of the environment alone', () => {
      expect(resource(json, 'aws_ram_resource_share').allow_external_principals).toBe(false);
      expect(resource(json, 'aws_ram_principal_association').principal).toBe(PROD);
      expect(resources(json, 'aws_ram_resource_association')).toHaveLength(9);
    });

    test("gives the workload account's view of a subnet the tags that load balancers look for, once it is shared", () => {
      const tags = resources(json, 'aws_ec2_tag');
      expect(new Set(tags.map(({ provider }) => provider))).toEqual(new Set(['aws.workload']));
      expect(tags.filter(({ key }) => key === 'kubernetes.io/role/internal-elb')).toHaveLength(3);
      expect(tags.filter(({ key }) => key === 'kubernetes.io/role/elb')).toHaveLength(3);
      for (const tag of tags) {
        expect(tag.depends_on).toContainEqual(expect.stringMatching(/^aws_ram_resource_association\./));
        expect(tag.depends_on).toContainEqual(expect.stringMatching(/^aws_ram_principal_association\./));
      }
    });

    test('lets the identities of those who use it through its endpoints, and no others', () => {
      const { Statement } = policy(resource(json, 'aws_vpc_endpoint', 'secretsmanager').policy);
      expect(Statement[0]?.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': PROD } });
    });

    test('keeps its flow logs and their key in its own account', () => {
      expect(JSON.stringify(policy(resource(json, 'aws_kms_key', 'flow-logs').policy))).not.toContain(PROD);
    });
  });

  describe('host names in a zone of another account', () => {
    let json: TerraformJson;
    beforeAll(() => {
      json = stack('eu-prod-platform');
    });

    test('have a certificate in the account of the load balancer, proven in the zone', () => {
      const certificate = resource(json, 'aws_acm_certificate');
      expect(certificate).toMatchObject({ domain_name: 'chat.ai.example.com', validation_method: 'DNS' });
      expect(certificate).not.toHaveProperty('provider');
      const proof = resource(json, 'aws_route53_record');
      expect(proof).toMatchObject({ provider: 'aws.dns', zone_id: 'Z0FLEETEXAMPLE000000' });
      expect(proof.name).toContain('["chat.ai.example.com"]}');
      const params = manifest(json, 'alb-gateway', 'IngressClassParams').spec as Record<string, unknown>;
      expect(JSON.stringify(params)).toContain('aws_acm_certificate_validation.');
    });

    test('have their records kept by ExternalDNS, in that zone, of this load balancer, with a mark of their own', () => {
      const values = releaseValues(json, 'external-dns');
      expect(values).toMatchObject({
        sources: ['ingress'],
        policy: 'sync',
        registry: 'txt',
        txtOwnerId: 'eu-prod-inferencehub-300000000003',
        domainFilters: ['ai.example.com'],
      });
      expect(values.extraArgs).toEqual(
        expect.arrayContaining([
          '--zone-id-filter=Z0FLEETEXAMPLE000000',
          '--ingress-class=eu-prod-alb',
          `--aws-assume-role=arn:aws:iam::${NETWORK}:role/inferencehub-dns`,
        ]),
      );
    });

    test('give ExternalDNS one right: to take the role of the zone', () => {
      const { Statement } = policy(resource(json, 'aws_iam_role_policy', 'external-dns').policy);
      expect(Statement).toEqual([
        {
          Sid: 'TakeZoneRole',
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Resource: [`arn:aws:iam::${NETWORK}:role/inferencehub-dns`],
        },
      ]);
    });
  });

  test('has its deployment policies apart, by account', () => {
    const settings = environments.find(({ name }) => name === 'eu-prod');
    if (!settings?.account) throw new Error('no account');
    const policies = deploymentPolicies({
      environment: environmentOf('eu-prod'),
      account: settings.account,
      state: settings.state,
    });
    const text = (part: string) =>
      JSON.stringify(
        policies.filter(({ name }) => name.startsWith(`eu-prod-deploy${part}`)).map(({ document }) => document),
      );
    expect(text('-in-')).toContain('ec2:CreateVpc');
    expect(text('-in-')).toContain('hostedzone/Z0FLEETEXAMPLE000000');
    expect(text('-in-')).not.toContain('eks:CreateCluster');
    expect(text('-1')).not.toContain('ec2:CreateVpc');
    const own = JSON.stringify(policies.filter(({ name }) => !name.includes('-in-')));
    expect(own).toContain(`"Resource":["arn:aws:iam::${NETWORK}:role/inferencehub-dns"`);
    expect(own).toContain('arn:aws:ec2:eu-central-1:*:subnet/*');
  });

  test('bounds its roles by a policy of the account that each is in', () => {
    const roles = environmentOf('eu-prod').ofTypes('aws_iam_role');
    for (const role of roles) {
      const account = role.stack.name === 'eu-prod-network' ? NETWORK : PROD;
      expect(role.text('permissions_boundary')).toBe(`arn:aws:iam::${account}:policy/eu-prod-boundary`);
    }
    const boundaries = boundaryPolicies(environmentOf('eu-prod'), { id: PROD, region: 'eu-central-1' });
    expect(boundaries.map(({ name, account, setting, used }) => [name, account, setting, used])).toEqual([
      ['eu-prod-boundary', PROD, 'account.permissionsBoundaryArn', true],
      ['eu-prod-boundary', NETWORK, 'network.owner.permissionsBoundaryArn', true],
    ]);
    // What flow logs need, and nothing of the workload's.
    expect(JSON.stringify(boundaries[1])).not.toContain('secretsmanager');
  });
});
