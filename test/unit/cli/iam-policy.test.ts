import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  deploymentPolicies,
  type DeploymentPolicy,
  type IamStatement,
  POLICY_LIMIT,
  typesOf,
} from '../../../cli/iam-policy/deployment-policies';
import { RIGHTS } from '../../../cli/iam-policy/rights';
import { readEnvironments, SynthesizedEnvironment } from '../../../cli/policy/synthesized';
import { loadEnvironments } from '../../../environments';
import type { Environment } from '../../../environments/schema';
import { environmentStacks } from '../../../stacks';

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

  test("reaches roles, databases, caches and secrets of the environment's own name alone", () => {
    const own: Readonly<Record<string, RegExp>> = {
      Roles: /:role\/prod-\*$/,
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
    const arns = Object.values(statement('prod', 'RolePolicies').Condition?.ArnEquals ?? {}).flat();
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

  test('destroys networks and keys only if they have the tag of the environment', () => {
    for (const sid of ['NetworkOfOurs', 'KeysOfOurs']) {
      expect(statement('prod', sid).Condition).toEqual({ StringEquals: { 'aws:ResourceTag/Environment': 'prod' } });
    }
    expect(statement('prod', 'NetworkOfOurs').Action).toContain('ec2:DeleteVpc');
    expect(statement('prod', 'KeysOfOurs').Action).toContain('kms:ScheduleKeyDeletion');
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
    expect(list?.Condition).toEqual({ StringLike: { 's3:prefix': ['inferencehub/small-*'] } });
    expect(objects?.Resource).toContain('arn:aws:s3:::states/inferencehub/small-*.tfstate');
    expect(lock).toMatchObject({
      Action: expect.arrayContaining(['s3:DeleteObject']) as unknown,
      Resource: ['arn:aws:s3:::states/inferencehub/small-*.tfstate.tflock'],
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
    expect(state?.Resource).toContain('arn:aws:s3:::example-inferencehub-prod-state/inferencehub/prod-*.tfstate');
  });
});
