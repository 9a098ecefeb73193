import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../../policy/checkov/python';
import type { PolicyReport } from '../../policy/policy-report';

const PROJECT = join(__dirname, '..', '..');
const STACKS = ['local', 'beside-open-webui'].flatMap((name) => [
  `${name}-platform`,
  `${name}-cluster-data`,
  `${name}-apps`,
]);
const BESIDE_OPEN_WEBUI = join(__dirname, 'environments', 'beside-open-webui.ts');

/** A plan, as `terraform show -json` writes it, for a database that is open to the internet, and is encrypted. */
function planOf(publiclyAccessible: boolean): object {
  const values = { publicly_accessible: publiclyAccessible, storage_encrypted: true };
  const database = {
    address: 'aws_db_instance.chats',
    mode: 'managed',
    type: 'aws_db_instance',
    name: 'chats',
    values,
  };
  const { address, mode, type, name } = database;
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources: [database] } },
    resource_changes: [{ address, mode, type, name, change: { actions: ['create'], before: null, after: values } }],
    configuration: { root_module: { resources: [{ address, mode, type, name, expressions: {} }] } },
  };
}

/** Whether Checkov can be installed here. */
function hasPython(): boolean {
  try {
    findPython(process.env);
    return true;
  } catch {
    process.stderr.write('skipped: the policy gate on a bad plan, because there is no Python for Checkov\n');
    return false;
  }
}

(hasPython() ? describe : describe.skip)('inferencehub policy --plans', () => {
  let plans: string;
  let status: number | null;
  let report: PolicyReport;

  // The first run of all installs Checkov.
  beforeAll(() => {
    plans = mkdtempSync(join(tmpdir(), 'plans-test-'));
    for (const stack of STACKS) {
      writeFileSync(join(plans, `${stack}.json`), JSON.stringify(planOf(stack === 'local-cluster-data')));
    }
    const command = [join(PROJECT, 'cli', 'bin.cjs'), 'policy', 'local', BESIDE_OPEN_WEBUI, '--json', '--plans', plans];
    const run = spawnSync(process.execPath, command, { cwd: PROJECT, encoding: 'utf8' });
    status = run.status;
    report = JSON.parse(run.stdout) as PolicyReport;
  }, 900_000);
  afterAll(() => {
    rmSync(plans, { recursive: true });
  });

  test('fails for what a plan alone shows, and says which stack has it', () => {
    const { passed, suites } = report;
    const publicOnes = suites.flatMap(({ suite, failed }) =>
      failed.filter(({ check }) => check === 'CKV_AWS_17').map(({ subject }) => ({ suite, subject })),
    );
    expect({ status, passed }).toEqual({ status: 1, passed: false });
    expect(publicOnes).toEqual([{ suite: 'Checkov on plans', subject: 'local-cluster-data/aws_db_instance.chats' }]);
    expect(suites.filter(({ suite, failed }) => suite !== 'Checkov on plans' && failed.length > 0)).toEqual([]);
  });

  test('looks at Tika and Pipelines too, and finds nothing that is not meant to be', () => {
    const own = report.suites.filter(
      ({ environment, suite }) => environment === 'beside-open-webui' && suite !== 'Checkov on plans',
    );
    expect(own).toHaveLength(5);
    expect(own.flatMap(({ failed }) => failed)).toEqual([]);
    const meant = own.flatMap(({ excepted }) => excepted.map(({ check, subject }) => `${check} ${subject}`));
    // That they have no limit on the CPU is meant, and shows that they were looked at.
    expect(meant).toEqual(
      expect.arrayContaining([
        'CKV_K8S_11 beside-open-webui-apps/Deployment.tika',
        'CKV_K8S_11 beside-open-webui-apps/Deployment.pipelines',
      ]),
    );
  });
});
