import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseRecordsFile } from '../../rehearsal/providers/cloud/release-records';
import { TerraformWorkspace } from './providers/terraform-workspace';
import { FakeKubectl } from './support/fake-kubectl';
import { fixtureApp } from './support/rehearse-fixture';
import { smallProject } from './support/small-project';

const COMMAND = join(__dirname, '..', '..', 'cli', 'bin.cjs');

/** The release that the small app makes, and one of somebody else's that is stuck too. */
const CONFIGURATION = {
  resource: {
    helm_release: Object.fromEntries(
      ['searxng', 'foreign'].map((name) => [
        name,
        { name, repository: 'https://charts.example.com', chart: name, version: '1.0.0', upgrade_install: true },
      ]),
    ),
  },
};

describe('inferencehub recover', () => {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  let project: string;
  let cluster: TerraformWorkspace;
  let kubectl: FakeKubectl;

  beforeAll(() => {
    project = smallProject(fixtureApp('well-behaved'));
    cluster = new TerraformWorkspace(CONFIGURATION);
    cluster.apply({ REHEARSAL_FAIL: 'helm_release.searxng:create:killed,helm_release.foreign:create:killed' });
    kubectl = new FakeKubectl(folder, releaseRecordsFile(cluster.ledgerFile));
  });

  afterAll(() => {
    cluster.remove();
    rmSync(project, { recursive: true });
    rmSync(folder, { recursive: true });
  });

  const recover = (...flags: string[]) =>
    spawnSync(process.execPath, [COMMAND, 'recover', 'small', ...flags], {
      cwd: project,
      env: { ...process.env, ...kubectl.env },
      encoding: 'utf8',
    });

  test('says what is stuck and changes nothing where nobody agrees', () => {
    const { status, stderr } = recover();
    expect(status).toBe(1);
    expect(stderr).toContain('searxng in default: revision 1 is pending-install since 2026-11-30 12:05 UTC');
    expect(stderr).not.toContain('foreign');
    expect(stderr).toContain('nothing was changed; --yes does it without asking');
    expect(cluster.releases()).toEqual(['foreign.v1: pending-install', 'searxng.v1: pending-install']);
  });

  test('shows the last lines of a Job that failed, of the pod that has failed', () => {
    const { stderr } = recover();
    expect(stderr).toContain('the Job bootstrap in inferencehub has not ended well');
    expect(stderr).toContain('  waiting for bootstrap-1\n  password authentication failed\n');
    expect(stderr).not.toContain('the Job done');
  });

  test("lets go of the environment's own release, so that the same deployment goes on, and of no other", () => {
    const refused = cluster.apply();
    expect(refused.code).toBe(1);
    expect(refused.output.replaceAll(/[\s│]+/g, ' ')).toContain(
      'another operation (install/upgrade/rollback) is in progress',
    );
    expect(recover('--yes').status).toBe(0);
    expect(cluster.releases()).toEqual(['foreign.v1: pending-install']);
    cluster.apply();
    expect(cluster.releases()).toEqual(['foreign.v1: pending-install', 'searxng.v1: deployed']);
    expect(cluster.plannedActions()).toMatchObject({ 'helm_release.searxng': ['no-op'] });
    expect(recover().stderr).toContain('no Helm release of the environment is stuck');
  });

  test('asks the cluster that the environment names, and never for what a Secret holds', () => {
    expect(kubectl.calls.every((call) => call.includes('--context kind-small'))).toBe(true);
    const secrets = kubectl.calls.filter((call) => call.includes('get secrets'));
    expect(secrets.length).toBeGreaterThan(0);
    for (const call of secrets) {
      expect(call).toMatch(/--output jsonpath=/);
      expect(call).not.toContain('.data');
    }
  });
});
