import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GateExceptions, type PolicyException, projectExceptions, readExceptions } from '../../policy/exceptions';
import type { Outcome } from '../../policy/outcome';
import { type PolicyReport, policyReport } from '../../policy/policy-report';
import { policyOutcome, policyText } from '../../policy/policy-text';
import { PROJECT } from '../docs/support/documents';

const PUBLIC: Outcome = {
  environment: 'dev',
  check: 'CKV_AWS_39',
  title: 'Private endpoint',
  subject: 'dev-cluster/aws_eks_cluster.cluster',
  problem: 'public endpoint',
};
const PRIVATE: Outcome = {
  ...PUBLIC,
  environment: 'prod',
  subject: 'prod-cluster/aws_eks_cluster.cluster',
  problem: undefined,
};
const DESK: PolicyException = { check: 'CKV_AWS_39', resource: 'dev-*/aws_eks_cluster.*', reason: 'used from a desk' };

function report(exceptions: readonly PolicyException[], complete = true): PolicyReport {
  const suites = [{ suite: 'Checkov', outcomes: [PUBLIC, PRIVATE] }];
  return policyReport({
    environments: ['dev', 'prod'],
    complete,
    suites,
    exceptions: { needed: exceptions, optional: [] },
  });
}

describe('the policy report', () => {
  test('fails for a failure that nobody excepted', () => {
    const { passed, suites } = report([]);
    expect(passed).toBe(false);
    expect(suites[0]).toMatchObject({ environment: 'dev', passed: 0, failed: [PUBLIC], excepted: [] });
    expect(suites[1]).toMatchObject({ environment: 'prod', passed: 1, failed: [], excepted: [] });
  });

  test('passes with an exception, and says why', () => {
    const { passed, suites } = report([DESK]);
    expect(passed).toBe(true);
    expect(suites[0]).toMatchObject({ failed: [], excepted: [{ ...PUBLIC, reason: 'used from a desk' }] });
  });

  test.each([
    ['another check', { ...DESK, check: 'CKV_AWS_38' }],
    ['another environment', { ...DESK, resource: 'prod-*/aws_eks_cluster.*' }],
    ['the beginning of the address alone', { ...DESK, resource: 'dev-cluster/aws_eks' }],
  ])('does not take an exception for %s', (_, exception) => {
    expect(report([exception]).suites[0]?.failed).toEqual([PUBLIC]);
  });

  test('fails for an exception that nothing needs', () => {
    const stale = { ...DESK, check: 'CKV_AWS_1' };
    expect(report([DESK, stale])).toMatchObject({ passed: false, unused: [stale] });
  });

  test('does not know what is needed when it sees some environments only', () => {
    expect(report([DESK, { ...DESK, check: 'CKV_AWS_1' }], false)).toMatchObject({ passed: true, unused: [] });
  });

  test('reads as a table', () => {
    const lines = policyText(report([DESK]), 100).split('\n');
    expect(lines).toContain('  CKV_AWS_39  1          used from a desk');
    expect(lines).toContain('  dev          Checkov  0       0       1');
    expect(lines).toContain('  prod         Checkov  1       0       0');
  });
});

describe('the exceptions of a project', () => {
  const project = mkdtempSync(join(tmpdir(), 'policy-project-'));
  const resource = 'team-cluster/aws_eks_cluster.*';
  const reason = 'The team has no VPN, and the ranges are its own.';

  beforeAll(() => {
    writeFileSync(
      join(project, 'policy-exceptions.yaml'),
      `- { check: CKV_AWS_39, resource: ${resource}, reason: '${reason}' }\n`,
    );
  });

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  test('are its own, which something has to need, and those of the constructs, which may be for nothing', () => {
    const { needed, optional } = projectExceptions(project, false);
    expect(needed).toEqual([{ check: 'CKV_AWS_39', resource, reason }]);
    expect(optional.length).toBeGreaterThan(10);
    expect(optional.filter((one) => /^(dev|staging|prod|local|external)/.test(one.resource))).toEqual([]);
  });

  test('need no file', () => {
    expect(projectExceptions(join(project, 'none'), false).needed).toEqual([]);
  });

  test('are all needed where the constructs are kept, but for those of settings that no environment there has', () => {
    const { needed, optional } = projectExceptions(PROJECT, true);
    expect(needed.filter(({ setting }) => setting !== undefined)).toEqual([]);
    expect(optional.filter(({ setting }) => setting === undefined)).toEqual([]);
    expect(needed.map((one) => one.resource)).toEqual(
      expect.arrayContaining(['dev-cluster/aws_eks_cluster.*', '*/aws_secretsmanager_secret.*']),
    );
  });

  test('except a failure, and do not fail the gate where none of the constructs’ is needed', () => {
    const failure = { ...PUBLIC, environment: 'team', subject: 'team-cluster/aws_eks_cluster.cluster' };
    const found = (exceptions: GateExceptions) =>
      policyReport({
        environments: ['team'],
        complete: true,
        suites: [{ suite: 'Checkov', outcomes: [failure] }],
        exceptions,
      });
    const exceptions = projectExceptions(project, false);
    expect(found(exceptions)).toMatchObject({ passed: true, unused: [], suites: [{ excepted: [{ reason }] }] });
    expect(found({ ...exceptions, needed: [] }).passed).toBe(false);
  });
});

describe('the file of exceptions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exceptions-test-'));
  const file = join(folder, 'exceptions.yaml');

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('refuses an exception without a reason', () => {
    writeFileSync(file, '- { check: CKV_AWS_39, resource: dev-cluster/aws_eks_cluster.* }\n');
    expect(() => readExceptions(file)).toThrow(/reason/);
  });

  test('refuses an exception for everything', () => {
    writeFileSync(file, '- { check: CKV_AWS_39, resource: "*", reason: because it is always like that }\n');
    expect(() => readExceptions(file)).toThrow(/it takes <stack>\/<type>.<id>/);
  });
});

describe('policyOutcome', () => {
  test('is a line where nothing failed', () => {
    expect(policyOutcome(report([DESK]), 100)).toBe('✓ policy: 1 passed, 0 failed, 1 excepted\n');
  });

  test('tells what failed, and exceptions that nothing needs', () => {
    const text = policyOutcome(report([{ ...DESK, check: 'CKV_AWS_1' }]), 100);
    expect(text).toMatch(/^Failed\n[^]*CKV_AWS_39 [^]*take them out\n[^]*CKV_AWS_1 /);
    expect(text).toMatch(/\n✗ policy: 1 passed, 1 failed, 0 excepted\n$/);
  });
});
