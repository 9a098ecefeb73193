import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  deploymentPolicies,
  type DeploymentPolicy,
  POLICY_LIMIT,
  typesOf,
} from '../../../access/iam-policy/deployment-policies';
import { RIGHTS } from '../../../access/iam-policy/rights';
import { TAGGED_AT_BIRTH } from '../../../access/iam-policy/scopes';
import type { IamStatement } from '../../../access/iam-policy/statement';
import { readEnvironments, SynthesizedEnvironment } from '../../../policy/synthesized';
import { loadEnvironments } from '../../../environments';
import type { Environment } from '../../../environments/schema';
import { environmentStacks } from '../../../stacks';
import { allows } from '../../support/iam-decision';

const ACCOUNT = { id: '111111111111', region: 'eu-central-1' };

describe('deploymentPolicies', () => {
  let environments: Environment[];
  let synthesized: readonly SynthesizedEnvironment[];
  const outdir = mkdtempSync(join(tmpdir(), 'iam-policy-'));
  beforeAll(() => {
    environments = loadEnvironments();
    const app = new App({ outdir });
    for (const environment of environments) environmentStacks(app, environment);
    app.synth();
    synthesized = readEnvironments(outdir, environments);
  });
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  function policiesOf(name: string, planOnly = false): DeploymentPolicy[] {
    const settings = environments.find((one) => one.name === name);
    const environment = synthesized.find((one) => one.name === name);
    if (!settings?.account || !environment) throw new Error(`no environment ${name} on AWS`);
    return deploymentPolicies({ environment, account: settings.account, state: settings.state, planOnly });
  }
  const statementsOf = (name: string) => policiesOf(name).flatMap(({ document }) => document.Statement);
  function statement(name: string, sid: string): IamStatement {
    const found = statementsOf(name).find(({ Sid }) => Sid === sid);
    if (!found) throw new Error(`${name} has no statement ${sid}`);
    return found;
  }

  test('knows every type in the shipped environments', () => {
    const types = synthesized.flatMap(typesOf);
    expect(types).toContain('aws_eks_cluster');
    expect(types).toContain('ephemeral.random_password');
    expect(types.filter((type) => !RIGHTS[type])).toEqual([]);
  });

  test('refuses a type that it does not know', () => {
    const environment = new SynthesizedEnvironment('odd', true, {
      'odd-data': { resource: { aws_sqs_queue: { jobs: { name: 'odd-jobs' } } } },
    });
    expect(() =>
      deploymentPolicies({ environment, account: ACCOUNT, state: { kind: 'local', directory: '.' } }),
    ).toThrow('it is not known what aws_sqs_queue of odd takes');
  });

  test('gives only what is needed for what is there', () => {
    const environment = new SynthesizedEnvironment('small', true, {
      'small-data': {
        resource: { aws_s3_bucket_versioning: { v: {} }, aws_s3_bucket: { b: { bucket: 'small-files' } } },
      },
    });
    const policies = deploymentPolicies({ environment, account: ACCOUNT, state: { kind: 'local', directory: '.' } });
    const services = policies
      .flatMap(({ document }) => document.Statement)
      .flatMap(({ Action }) => Action.map((action) => action.split(':')[0]));
    expect(new Set(services)).toEqual(new Set(['s3']));
  });

  test('fits into managed policies of IAM', () => {
    for (const name of ['dev', 'staging', 'prod', 'external']) {
      const policies = policiesOf(name);
      // A role takes ten.
      expect(policies.length).toBeLessThanOrEqual(10);
      for (const { document } of policies) expect(JSON.stringify(document).length).toBeLessThanOrEqual(POLICY_LIMIT);
    }
  });

  test('gives no action by wildcard, and all resources only where a condition stands beside it', () => {
    for (const { Sid, Action, Resource, Condition } of statementsOf('prod')) {
      for (const action of Action) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z0-9]+$/);
      if (Resource.includes('*')) expect({ Sid, Condition }).toEqual({ Sid, Condition: expect.anything() as unknown });
    }
  });

  test("reaches databases, caches and secrets of the environment's own name alone", () => {
    const own: Readonly<Record<string, RegExp>> = {
      Databases: /^arn:aws:rds:eu-central-1:333333333333:[a-z-]+:prod-\*$/,
      Caches: /^arn:aws:elasticache:eu-central-1:333333333333:[a-z]+:prod-\*$/,
      Secrets: /:secret:prod\/\*$/,
      Clusters: /:cluster\/prod-cluster$/,
      Buckets: /:::prod-inferencehub-333333333333-eu-central-1$/,
    };
    for (const [sid, pattern] of Object.entries(own)) {
      for (const resource of statement('prod', sid).Resource) expect(resource).toMatch(pattern);
    }
  });

  test('reaches the roles that are in the stacks, and no other whose name begins alike', () => {
    const made = ['prod-eks-control-plane', 'prod-eks-node', 'prod-external-secrets', 'prod-litellm'];
    for (const sid of ['Roles', 'BoundedRoles', 'RolePolicies', 'PassRole']) {
      const roles = statement('prod', sid).Resource;
      expect(roles).toEqual(expect.arrayContaining(made.map((name) => `arn:aws:iam::333333333333:role/${name}`)));
      expect(roles.join(' ')).not.toMatch(/[*?]/);
    }
    // The pipeline's own, which would else write its own rights, or let any branch take it.
    for (const role of ['prod-run-apply', 'prod-run-plan', 'prod-admin', 'inferencehub-deploy']) {
      const reached = statementsOf('prod')
        .flatMap(({ Action }) => Action)
        .filter((action) => /^(iam|sts):/.test(action))
        .filter((action) =>
          allows(statementsOf('prod'), {
            action,
            resource: `arn:aws:iam::333333333333:role/${role}`,
            context: { 'iam:PermissionsBoundary': 'arn:aws:iam::333333333333:policy/prod-boundary' },
          }),
        );
      expect({ role, reached }).toEqual({ role, reached: [] });
    }
  });

  test('passes roles to the services that get one, and to no other', () => {
    expect(statement('prod', 'PassRole').Condition).toEqual({
      StringEquals: {
        'iam:PassedToService': [
          'eks.amazonaws.com',
          'monitoring.rds.amazonaws.com',
          'pods.eks.amazonaws.com',
          'vpc-flow-logs.amazonaws.com',
        ],
      },
    });
    expect(statement('external', 'PassRole').Condition).toEqual({
      StringEquals: { 'iam:PassedToService': ['pods.eks.amazonaws.com'] },
    });
  });

  test("attaches no policies but those of AWS' that are in the stacks", () => {
    const arns = Object.values(statement('prod', 'RolePolicies').Condition?.ArnEquals?.['iam:PolicyARN'] ?? []).flat();
    expect(arns).toContain('arn:aws:iam::aws:policy/AmazonEKSClusterPolicy');
    expect(arns).not.toContain('arn:aws:iam::aws:policy/AdministratorAccess');
    for (const arn of arns) expect(arn).toMatch(/^arn:aws:iam::aws:policy\//);
  });

  test('reads the values of those entries alone that a server is told, and decrypts only for Secrets Manager', () => {
    const entries = ['litellm/cache-redis', 'litellm/coordination-redis', 'openwebui/redis'];
    expect(statement('prod', 'SecretsToRead')).toMatchObject({
      Action: ['secretsmanager:GetSecretValue'],
      Resource: entries.map((entry) => `arn:aws:secretsmanager:eu-central-1:333333333333:secret:prod/${entry}-??????`),
    });
    expect(statementsOf('prod').filter(({ Action }) => Action.includes('secretsmanager:GetSecretValue'))).toHaveLength(
      1,
    );
    expect(statement('prod', 'KeysOfSecrets')).toMatchObject({
      Action: expect.arrayContaining(['kms:Decrypt']) as unknown,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
    });
  });

  describe('on networks and keys, whose ids come by chance', () => {
    const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:333333333333:${resource}`;
    const OURS = { 'aws:ResourceTag/Environment': 'prod' };
    const NAMED = { ...OURS, 'aws:ResourceTag/Name': 'prod-postgresql' };
    const FOREIGN = [{}, { 'aws:ResourceTag/Environment': 'payments' }, { 'aws:ResourceTag/Name': 'payments' }];
    const BECOMES_OURS = { 'aws:RequestTag/Environment': 'prod', 'aws:TagKeys': ['Environment'] };
    const may = (action: string, resource: string, context = {}, name = 'prod') =>
      allows(statementsOf(name), { action, resource, context: { 'aws:RequestedRegion': 'eu-central-1', ...context } });

    test.each([
      ['ec2:DeleteVpc', 'vpc/vpc-1'],
      ['ec2:ModifyVpcAttribute', 'vpc/vpc-1'],
      ['ec2:ModifySubnetAttribute', 'subnet/subnet-1'],
      ['ec2:ModifyVpcEndpoint', 'vpc-endpoint/vpce-1'],
      ['ec2:CreateVpcEndpoint', 'route-table/rtb-1'],
      ['ec2:AssociateRouteTable', 'subnet/subnet-1'],
      ['ec2:DisassociateRouteTable', 'subnet/subnet-1'],
      ['ec2:ReplaceRouteTableAssociation', 'route-table/rtb-1'],
      ['ec2:AttachInternetGateway', 'vpc/vpc-1'],
      ['ec2:DetachInternetGateway', 'internet-gateway/igw-1'],
      ['ec2:DisassociateAddress', 'elastic-ip/eipalloc-1'],
      ['ec2:CreateRoute', 'route-table/rtb-1'],
      ['ec2:AuthorizeSecurityGroupIngress', 'security-group/sg-1'],
      ['ec2:ModifySecurityGroupRules', 'security-group/sg-1'],
      ['ec2:DeleteSecurityGroup', 'security-group/sg-1'],
    ])('%s changes what has the tag of the environment, and nothing else', (action, resource) => {
      expect(may(action, arn('ec2', resource), NAMED)).toBe(true);
      for (const tags of FOREIGN) expect(may(action, arn('ec2', resource), tags)).toBe(false);
    });

    test.each(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:UntagResource', 'kms:CreateGrant'])(
      '%s changes keys that have the tag, and no others',
      (action) => {
        expect(may(action, arn('kms', 'key/1'), OURS)).toBe(true);
        for (const tags of FOREIGN) expect(may(action, arn('kms', 'key/1'), tags)).toBe(false);
      },
    );

    test('nobody can put that tag on what is there already', () => {
      for (const resource of ['vpc/vpc-1', 'subnet/subnet-1', 'route-table/rtb-1', 'vpc-endpoint/vpce-1']) {
        for (const tags of FOREIGN) {
          expect(may('ec2:CreateTags', arn('ec2', resource), { ...tags, ...BECOMES_OURS })).toBe(false);
          expect(may('ec2:DeleteTags', arn('ec2', resource), tags)).toBe(false);
        }
      }
      const payments = { 'aws:ResourceTag/Environment': 'payments', ...BECOMES_OURS };
      expect(may('kms:TagResource', arn('kms', 'key/1'), payments)).toBe(false);
      expect(
        may('kms:TagResource', arn('kms', 'key/1'), { 'kms:ResourceAliases': ['alias/cards'], ...BECOMES_OURS }),
      ).toBe(false);
    });

    test('what is made has it from the beginning, and keeps it', () => {
      const born = { ...BECOMES_OURS, 'ec2:CreateAction': 'CreateVpc' };
      expect(may('ec2:CreateTags', arn('ec2', 'vpc/vpc-1'), born)).toBe(true);
      expect(may('ec2:CreateTags', arn('ec2', 'vpc/vpc-1'), { ...OURS, 'aws:TagKeys': ['team'] })).toBe(true);
      expect(may('kms:CreateKey', '*', BECOMES_OURS)).toBe(true);
      expect(may('kms:CreateKey', '*')).toBe(false);
      expect(may('kms:TagResource', arn('kms', 'key/1'), BECOMES_OURS)).toBe(true);
      expect(may('kms:TagResource', arn('kms', 'key/1'), { ...OURS, 'aws:RequestTag/team': 'x' })).toBe(true);
      expect(may('kms:TagResource', arn('kms', 'key/1'), { 'aws:RequestTag/team': 'x' })).toBe(false);
    });

    test('everything that EC2 makes for it may be tagged while it is made', () => {
      for (const name of ['dev', 'prod']) {
        const making = new Set(statementsOf(name).flatMap(({ Action }) => Action));
        const born = [...making].filter((action) =>
          /^ec2:(Create(?!Tags|Route$|LaunchTemplateVersion)|Allocate|Authorize|Run)/.test(action),
        );
        expect(born.length).toBeGreaterThan(8);
        for (const action of born) expect(TAGGED_AT_BIRTH).toContain(action.replace('ec2:', ''));
      }
    });

    test("a VPC's default group, which has no tag, can be closed and marked; nothing can be opened in it", () => {
      const group = arn('ec2', 'security-group/sg-1');
      const marked = { 'aws:ResourceTag/Environment': 'prod' };
      for (const tags of [{}, marked]) {
        expect(may('ec2:RevokeSecurityGroupIngress', group, tags)).toBe(true);
        expect(may('ec2:CreateTags', group, { ...tags, ...BECOMES_OURS })).toBe(true);
        expect(may('ec2:CreateTags', group, { ...tags, 'aws:TagKeys': ['Name'] })).toBe(false);
        expect(may('ec2:AuthorizeSecurityGroupIngress', group, tags)).toBe(false);
      }
      const payments = { 'aws:ResourceTag/Environment': 'payments' };
      expect(may('ec2:RevokeSecurityGroupIngress', group, payments)).toBe(false);
      expect(may('ec2:CreateTags', group, { ...payments, ...BECOMES_OURS })).toBe(false);
    });

    test('interfaces that services left in the VPC can be removed, which have no tags, and no others', () => {
      for (const action of ['ec2:DetachNetworkInterface', 'ec2:DeleteNetworkInterface']) {
        const left = arn('ec2', 'network-interface/eni-1');
        expect(may(action, left)).toBe(true);
        expect(may(action, left, { 'aws:ResourceTag/Environment': 'payments' })).toBe(false);
        expect(may(action, left, { 'aws:ResourceTag/eks:eni:owner': 'amazon-vpc-cni' })).toBe(false);
        // No network is made there.
        expect(may(action, left.replace('333333333333', '444444444444'), {}, 'external')).toBe(false);
      }
    });

    test('a new rule needs no tag, and a rule is nothing without its group', () => {
      expect(may('ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group-rule/sgr-1'))).toBe(true);
    });
  });

  test('gives the key of the cluster to EKS, which does not say that it is a service', () => {
    // What RDS and ElastiCache are given a key by says so.
    const request = { action: 'kms:CreateGrant', resource: 'arn:aws:kms:eu-central-1:333333333333:key/1' };
    const ours = { 'aws:ResourceTag/Environment': 'prod' };
    expect(allows(statementsOf('prod'), { ...request, context: ours })).toBe(true);
    expect(allows(statementsOf('prod'), request)).toBe(false);
    expect(allows(statementsOf('prod'), { ...request, context: { 'kms:GrantIsForAWSResource': 'true' } })).toBe(true);
    expect(statement('prod', 'KeysForEks').Condition).toEqual({ StringEquals: ours });
    // A cluster that is there has its key.
    expect(statementsOf('external').some(({ Sid }) => Sid === 'KeysForEks')).toBe(false);
  });

  test("makes a cluster with RDS' own options for Aurora PostgreSQL, which RDS asks for too", () => {
    const on = (resource: string) =>
      allows(statementsOf('prod'), {
        action: 'rds:CreateDBCluster',
        resource: `arn:aws:rds:eu-central-1:333333333333:${resource}`,
      });
    expect(on('og:default:aurora-postgresql-17')).toBe(true);
    expect(on('og:payments')).toBe(false);
  });

  test("keeps to the environment's own states in the bucket, in a policy of its own", () => {
    const environment = new SynthesizedEnvironment('small', true, { 'small-data': {} });
    const policies = deploymentPolicies({
      environment,
      account: ACCOUNT,
      state: { kind: 's3', bucket: 'states', region: 'eu-central-1', keyPrefix: 'inferencehub' },
    });
    expect(policies.map(({ name }) => name)).toEqual(['small-state']);
    const [list, objects, lock] = policies[0]?.document.Statement ?? [];
    expect(list?.Condition).toEqual({ StringLike: { 's3:prefix': ['inferencehub/small-data.tfstate*'] } });
    expect(objects?.Resource).toEqual(['arn:aws:s3:::states/inferencehub/small-data.tfstate']);
    expect(lock).toMatchObject({
      Action: expect.arrayContaining(['s3:DeleteObject']) as unknown,
      Resource: ['arn:aws:s3:::states/inferencehub/small-data.tfstate.tflock'],
    });
  });

  test('gives a role that only plans what reads, and the lock of the state', () => {
    const policies = policiesOf('prod', true);
    const names = policies.map(({ name }) => name);
    expect(names.pop()).toBe('prod-plan-state');
    expect(names).toEqual(names.map((_, index) => `prod-plan-${index + 1}`));
    const statements = policies.flatMap(({ document }) => document.Statement);
    const writing = statements
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(Get|List|Describe)|^kms:Decrypt$/.test(action));
    expect(writing.sort()).toEqual(['kms:Encrypt', 'kms:GenerateDataKey', 's3:DeleteObject', 's3:PutObject']);
    const touching = statements.filter(({ Action }) => Action.some((action) => /^s3:(Put|Delete)/.test(action)));
    for (const { Resource } of touching) for (const resource of Resource) expect(resource).toMatch(/\.tflock$/);
  });

  test('takes the role instead, where the state has one', () => {
    const role = 'arn:aws:iam::222222222222:role/states';
    const [policy] = deploymentPolicies({
      environment: new SynthesizedEnvironment('small', true, { 'small-data': {} }),
      account: ACCOUNT,
      state: { kind: 's3', bucket: 'states', region: 'eu-central-1', keyPrefix: 'x', assumeRoleArn: role },
    });
    expect(policy?.document.Statement).toMatchObject([{ Action: ['sts:AssumeRole'], Resource: [role] }]);
  });

  test('gives the role that deploys the rights on the state, where that role works on it', () => {
    const state = statementsOf('prod').find(({ Sid }) => Sid === 'State');
    const states = 'arn:aws:s3:::example-inferencehub-prod-state/inferencehub';
    expect(state?.Resource).toContain(`${states}/prod-network.tfstate`);
    // Of an environment whose name begins alike.
    const theirs = { action: 's3:PutObject', resource: `${states}/prod-eu-network.tfstate` };
    expect(allows(statementsOf('prod'), theirs)).toBe(false);
  });
});
