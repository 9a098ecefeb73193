import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  boundaryPolicies,
  type BoundaryPolicy,
  deploymentPolicies,
  POLICY_LIMIT,
} from '../../../access/iam-policy/deployment-policies';
import type { IamStatement } from '../../../access/iam-policy/statement';
import { readEnvironments, SynthesizedEnvironment } from '../../../policy/synthesized';
import type { Environment } from '../../../environments/schema';
import { environmentStacks } from '../../../stacks';
import { allows } from '../../support/iam-decision';
import { environment, type ShippedName } from '../environments/support';

const BOUNDARY = 'arn:aws:iam::333333333333:policy/prod-boundary';
const role = (name: string) => `arn:aws:iam::333333333333:role/${name}`;
const bounded = { 'iam:PermissionsBoundary': BOUNDARY };

/** Environments that have every kind of role between them. */
const VARIANTS: readonly (readonly [ShippedName, Readonly<Record<string, unknown>>])[] = [
  ['prod', {}],
  // Node groups and their add-ons, with load balancers by the controller of our own.
  [
    'prod',
    {
      'cluster.compute': { kind: 'managed-node-groups' },
      'gateway.certificateArn': undefined,
      'gateway.dns': { kind: 'route53', zoneId: 'Z0123456789ABCDEF', zoneName: 'example.com' },
      'account.permissionsBoundaryArn': undefined,
    },
  ],
  ['staging', { 'litellm.redis': undefined }],
  ['dev', {}],
  ['external', {}],
];

describe('a permissions boundary', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'iam-boundary-'));
  let all: { settings: Environment; synthesized: SynthesizedEnvironment; boundary: BoundaryPolicy }[];
  let boundary: readonly IamStatement[];
  let deploying: readonly IamStatement[];
  beforeAll(() => {
    all = VARIANTS.map(([name, changes], index) => {
      const settings = environment(name, changes);
      const folder = join(outdir, String(index));
      const app = new App({ outdir: folder });
      environmentStacks(app, settings);
      app.synth();
      const [synthesized] = readEnvironments(folder, [settings]);
      if (!synthesized || !settings.account) throw new Error(`${name} is not on AWS`);
      const [first] = boundaryPolicies(synthesized, settings.account);
      if (!first) throw new Error(`${name} has no boundary`);
      return { settings, synthesized, boundary: first };
    });
    boundary = all[0]?.boundary.document.Statement ?? [];
    deploying = statementsOf(0);
  });
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  function statementsOf(index: number): IamStatement[] {
    const one = all[index];
    if (!one?.settings.account) throw new Error('no such environment');
    const { account, state } = one.settings;
    return deploymentPolicies({ environment: one.synthesized, account, state }).flatMap(
      ({ document }) => document.Statement,
    );
  }

  test('is on every role of an environment that names one, in each stack', () => {
    const roles = all[0]?.synthesized.ofTypes('aws_iam_role') ?? [];
    expect(new Set(roles.map(({ stack }) => stack.name)).size).toBeGreaterThan(3);
    for (const one of roles) expect(one.text('permissions_boundary')).toBe(BOUNDARY);
  });

  test('is on no role of one that names none', () => {
    for (const one of all[1]?.synthesized.ofTypes('aws_iam_role') ?? []) {
      expect(one.text('permissions_boundary')).toBe('');
    }
  });

  test('has room for every action that the roles have by policies of their own', () => {
    for (const {
      synthesized,
      boundary: { document },
    } of all) {
      for (const policy of synthesized.ofTypes('aws_iam_role_policy')) {
        const { Statement } = JSON.parse(policy.text('policy')) as { Statement: readonly IamStatement[] };
        for (const { Action, Resource, Condition } of Statement) {
          for (const action of Action) {
            // What is a reference yet is not compared, nor what the role's own policy asks for besides.
            const literal = Resource.filter((one) => !one.includes('${') && !one.includes('*'));
            const found = document.Statement.filter((one) =>
              allows([{ ...one, Resource: ['*'], Condition: undefined }], { action, resource: '' }),
            );
            expect({ action, Condition, found: found.length }).not.toMatchObject({ found: 0 });
            for (const resource of literal) {
              const reached = found.some((one) => allows([{ ...one, Condition: undefined }], { action, resource }));
              expect({ action, resource, reached }).toEqual({ action, resource, reached: true });
            }
          }
        }
      }
    }
  });

  test("has room for AWS' own policies, and for keys whose own policies let a role in", () => {
    const key = 'arn:aws:kms:eu-central-1:333333333333:key/1';
    expect(allows(boundary, { action: 'kms:Encrypt', resource: key })).toBe(true);
    const inRegion = { 'aws:RequestedRegion': 'eu-central-1' };
    expect(allows(boundary, { action: 'ec2:RunInstances', resource: '*', context: inRegion })).toBe(true);
    expect(
      allows(boundary, { action: 'ec2:RunInstances', resource: '*', context: { 'aws:RequestedRegion': 'us-east-1' } }),
    ).toBe(false);
    expect(allows(boundary, { action: 'elasticloadbalancing:CreateListener', resource: '*', context: inRegion })).toBe(
      true,
    );
  });

  test('gives nobody a right to give rights', () => {
    for (const action of [
      'iam:PutRolePolicy',
      'iam:CreateRole',
      'iam:AttachRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:CreatePolicyVersion',
      'iam:CreateUser',
      'kms:PutKeyPolicy',
      'organizations:LeaveOrganization',
      'lambda:CreateFunction',
    ]) {
      for (const one of all)
        expect(allows(one.boundary.document.Statement, { action, resource: role('prod-litellm') })).toBe(false);
    }
  });

  test("hands EC2 the nodes' role and no other, though AWS' policy for Auto Mode would", () => {
    const pass = (name: string, service = 'ec2.amazonaws.com') =>
      allows(boundary, { action: 'iam:PassRole', resource: role(name), context: { 'iam:PassedToService': service } });
    expect(pass('prod-eks-node')).toBe(true);
    expect(pass('prod-eks-node', 'lambda.amazonaws.com')).toBe(false);
    expect(pass('administrator')).toBe(false);
    expect(pass('prod-run-apply')).toBe(false);
  });

  test("takes no role of another account that the environment's own do not", () => {
    const zone = 'arn:aws:iam::100000000001:role/inferencehub-dns';
    expect(allows(boundary, { action: 'sts:AssumeRole', resource: zone })).toBe(false);
  });

  test("reads the environment's own entries and those that it adopts, and no other's", () => {
    const read = (name: string) =>
      allows(boundary, {
        action: 'secretsmanager:GetSecretValue',
        resource: `arn:aws:secretsmanager:eu-central-1:333333333333:secret:${name}`,
      });
    expect(read('prod/litellm/master-key-AbCdEf')).toBe(true);
    expect(read('ai-platform/anthropic-AbCdEf')).toBe(true);
    expect(read('prod-eu/litellm/master-key-AbCdEf')).toBe(false);
    expect(read('payments/card-key-AbCdEf')).toBe(false);
    const file = { action: 's3:GetObject', resource: 'arn:aws:s3:::payments/cards.csv' };
    expect(allows(boundary, file)).toBe(false);
  });

  test("puts the environment's tag on nothing that is another's", () => {
    const tag = (context: Readonly<Record<string, string>>) =>
      allows(boundary, {
        action: 'ec2:CreateTags',
        resource: 'arn:aws:ec2:eu-central-1:333333333333:vpc/vpc-1',
        context: { 'aws:RequestedRegion': 'eu-central-1', ...context },
      });
    expect(tag({ 'aws:RequestTag/Environment': 'prod' })).toBe(false);
    expect(tag({ 'aws:RequestTag/Environment': 'prod', 'aws:ResourceTag/Environment': 'other' })).toBe(false);
    expect(tag({ 'aws:RequestTag/Environment': 'prod', 'ec2:CreateAction': 'CreateSecurityGroup' })).toBe(true);
    expect(tag({ 'aws:RequestTag/Environment': 'prod', 'aws:ResourceTag/Environment': 'prod' })).toBe(true);
    expect(tag({ 'aws:RequestTag/kubernetes.io/cluster/prod-cluster': 'owned' })).toBe(true);
  });

  test('fits into one managed policy, in whatever way the nodes run', () => {
    for (const one of all) expect(JSON.stringify(one.boundary.document).length).toBeLessThanOrEqual(POLICY_LIMIT);
    expect(all[0]?.boundary).toMatchObject({
      name: 'prod-boundary',
      account: '333333333333',
      setting: 'account.permissionsBoundaryArn',
      used: true,
    });
    expect(all[1]?.boundary).toMatchObject({ name: 'prod-boundary', account: '333333333333', used: false });
  });

  describe('for the role that deploys', () => {
    const writes = [
      ['iam:CreateRole', {}],
      ['iam:PutRolePolicy', {}],
      ['iam:UpdateAssumeRolePolicy', {}],
      ['iam:AttachRolePolicy', { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy' }],
      ['iam:PutRolePermissionsBoundary', {}],
    ] as const;

    test.each(writes)('is the condition of %s', (action, context) => {
      const resource = role('prod-eks-control-plane');
      expect(allows(deploying, { action, resource, context: { ...context, ...bounded } })).toBe(true);
      expect(allows(deploying, { action, resource, context })).toBe(false);
      const other = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
      expect(allows(deploying, { action, resource, context: { ...context, ...other } })).toBe(false);
    });

    test('is nothing that it could take off, replace or rewrite', () => {
      for (const action of [
        'iam:DeleteRolePermissionsBoundary',
        'iam:CreatePolicyVersion',
        'iam:SetDefaultPolicyVersion',
        'iam:DeletePolicy',
        'iam:CreatePolicy',
      ]) {
        expect(allows(deploying, { action, resource: role('prod-litellm'), context: bounded })).toBe(false);
        expect(allows(deploying, { action, resource: BOUNDARY, context: bounded })).toBe(false);
      }
    });

    test('is asked for by no policy where roles have none, and then none can be put on or taken off', () => {
      const unbounded = statementsOf(1);
      expect(allows(unbounded, { action: 'iam:PutRolePolicy', resource: role('prod-litellm') })).toBe(true);
      expect(allows(unbounded, { action: 'iam:PutRolePermissionsBoundary', resource: role('prod-litellm') })).toBe(
        false,
      );
      expect(JSON.stringify(unbounded)).not.toContain('iam:PermissionsBoundary');
    });
  });

  test('is not made where a role keeps none: nobody would be bound by it', () => {
    const mixed = new SynthesizedEnvironment('mixed', true, {
      'mixed-data': {
        resource: {
          aws_iam_role: { a: { name: 'mixed-a', permissions_boundary: BOUNDARY }, b: { name: 'mixed-b' } },
        },
      },
    });
    const policies = deploymentPolicies({
      environment: mixed,
      account: { id: '333333333333', region: 'eu-central-1' },
      state: { kind: 'local', directory: '.' },
    });
    expect(JSON.stringify(policies)).not.toContain('iam:PermissionsBoundary');
  });

  test('refuses a policy of AWS or an action that it does not know', () => {
    const account = { id: '333333333333', region: 'eu-central-1' };
    const odd = (resource: object) =>
      new SynthesizedEnvironment('odd', true, {
        'odd-data': { resource: { aws_iam_role: { r: { name: 'odd-r' } }, ...resource } },
      });
    const attached = odd({ aws_iam_role_policy_attachment: { a: { policy_arn: 'arn:aws:iam::aws:policy/Odd' } } });
    expect(() => boundaryPolicies(attached, account)).toThrow(
      'it is not known what arn:aws:iam::aws:policy/Odd allows',
    );
    const policy = JSON.stringify({ Statement: [{ Action: ['sqs:SendMessage'], Resource: ['*'] }] });
    expect(() => boundaryPolicies(odd({ aws_iam_role_policy: { p: { policy } } }), account)).toThrow(
      'it is not known how far sqs:SendMessage goes in a boundary',
    );
  });
});
