import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PolicyException, readExceptions } from '../../cli/policy/exceptions';
import type { Outcome } from '../../cli/policy/outcome';
import { type PolicyReport, policyReport } from '../../cli/policy/policy-report';
import { policyText } from '../../cli/policy/policy-text';

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
  return policyReport({ environments: ['dev', 'prod'], complete, suites, exceptions });
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
