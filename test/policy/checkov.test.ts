import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checkov } from '../../policy/checkov/checkov';
import { checkPlans, checkSynthesized } from '../../policy/checkov/checkov-suites';
import { findPython } from '../../policy/checkov/python';
import { type StackJson, SynthesizedEnvironment } from '../../policy/synthesized';

const STACK: StackJson = {
  terraform: { required_version: '>= 1.11', backend: {} },
  provider: { aws: [{}] },
  resource: { aws_eks_cluster: { cluster: {} } },
};

const entry = (resource: string, stack = 'dev-cluster') => ({
  check_id: 'CKV_AWS_39',
  check_name: 'Private endpoint',
  file_path: `/${stack}/cdk.tf.json`,
  resource,
});

const READ = {
  results: { passed_checks: [entry('provider.aws')], failed_checks: [entry('resource.cluster')] },
  summary: { parsing_errors: 0, skipped: 0 },
};

describe('Checkov', () => {
  let folder: string;
  const stacks = new SynthesizedEnvironment('dev', false, { 'dev-cluster': STACK }).stacks;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checkov-test-'));
    mkdirSync(join(folder, 'home'));
    mkdirSync(join(folder, 'scratch'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Checkov as far as its caller can tell: it prints this, and keeps how it was called. */
  function checkovThatPrints(output: object, environment: NodeJS.ProcessEnv = {}): Checkov {
    const program = join(folder, 'python');
    const lines = ['#!/bin/sh', `env > '${folder}/environment'`, `cat <<'END'`, JSON.stringify(output), 'END'];
    writeFileSync(program, `${lines.join('\n')}\n`);
    chmodSync(program, 0o755);
    return new Checkov(program, join(folder, 'home'), { PATH: process.env.PATH, ...environment });
  }

  const check = (output: object) => checkSynthesized(checkovThatPrints(output), stacks, join(folder, 'scratch'));

  test('tells each failure with the resource’s address in Terraform', () => {
    expect(check(READ).outcomes).toEqual([
      expect.objectContaining({ environment: 'dev', subject: 'dev-cluster/provider.aws', problem: undefined }),
      expect.objectContaining({
        check: 'CKV_AWS_39',
        subject: 'dev-cluster/aws_eks_cluster.cluster',
        problem: 'Private endpoint',
      }),
    ]);
  });

  test('gets the stack without the version that would make it see nothing', () => {
    check(READ);
    const copy = readFileSync(join(folder, 'scratch', 'dev-cluster', 'cdk.tf.json'), 'utf8');
    expect(JSON.parse(copy)).toEqual({ ...STACK, terraform: { backend: {} } });
  });

  test('has no settings of the user’s', () => {
    const checkov = checkovThatPrints(READ, { HOME: '/home/me', CKV_FRAMEWORK: 'dockerfile', BC_API_KEY: 'key' });
    checkSynthesized(checkov, stacks, join(folder, 'scratch'));
    const environment = readFileSync(join(folder, 'environment'), 'utf8').split('\n');
    expect(environment).toContain(`HOME=${folder}/home`);
    expect(environment.filter((line) => /^(CKV|BC)_/.test(line))).toEqual([]);
  });

  test.each([
    ['nothing at all', { passed: 0, failed: 0 }, /found nothing/],
    ['zero passed checks', { ...READ, results: { passed_checks: [], failed_checks: [] } }, /passed nothing/],
    ['a file that it cannot read', { ...READ, summary: { parsing_errors: 1, skipped: 0 } }, /cannot read 1/],
    ['a skipped check', { ...READ, summary: { parsing_errors: 0, skipped: 1 } }, /skipped 1/],
    [
      'a stack on AWS that it says nothing of',
      { ...READ, results: { passed_checks: [entry('provider.aws', 'dev-data')], failed_checks: [] } },
      /says nothing of dev-cluster/,
    ],
  ])('refuses %s', (_, output, message) => {
    expect(() => check(output)).toThrow(message);
  });

  test('refuses to check plans when one is missing', () => {
    expect(() => checkPlans(checkovThatPrints(READ), stacks, folder, join(folder, 'scratch'))).toThrow(
      /no plan of dev-cluster \(dev-cluster.json\)/,
    );
  });
});

describe('findPython', () => {
  test('says how to install it where there is none', () => {
    expect(() => findPython({ PATH: join(__dirname, 'nowhere') })).toThrow(/needs Python 3\.9.*\nInstall it:\n {2}\S/s);
  });
});
