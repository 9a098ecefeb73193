import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ProcessRunner } from '../../rehearsal/processes/process-runner';
import { StandIns } from '../../rehearsal/stand-ins';
import { Workspace } from '../../rehearsal/workspace';
import { environmentStacks } from '../../stacks';
import { HcpTerraform } from '../support/hcp/hcp-terraform';
import { pathWith } from '../support/hcp/remote-runner';
import { environment } from '../unit/environments/support';
import { runToEnd } from '../support/run-to-end';

const STACKS = ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'].map(
  (layer) => `dev-${layer}`,
);
const COMMANDS = {
  init: ['init'],
  validate: ['validate'],
  apply: ['apply', '-auto-approve'],
  'plan again': ['plan', '-detailed-exitcode'],
};

/**
 * Each stack's folder is taken away from the project and deployed with nothing but Terraform on the PATH, as a pipeline
 * of one's own does it; the states are on an HCP Terraform that is made up here.
 */
describe('a synthesized stack alone', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hcp-')));
  const workspace = Workspace.create(folder);
  const runner = new ProcessRunner(new AbortController().signal);
  const hcp = new HcpTerraform({ folder, organization: 'example', executionMode: 'local' });
  // A stand-in provider is started with the two others.
  const path = pathWith(folder, ['terraform', 'cat', 'mkfifo']);
  const failures: string[] = [];
  let standIns: StandIns;

  beforeAll(async () => {
    await hcp.start();
    mkdirSync(workspace.output);
    const app = new App({ outdir: workspace.output });
    const state = {
      kind: 'hcp',
      organization: 'example',
      project: 'platform',
      hostname: hcp.hostname,
      execution: { kind: 'local' },
    };
    environmentStacks(app, environment('dev', { state, 'cluster.authentication': 'token' }));
    app.synth();
    standIns = new StandIns(workspace, STACKS.map(folderOf));
    standIns.start(runner, { ...process.env, ...standIns.environment }, (error) => failures.push(error.message));
    for (const stack of STACKS) await deployAway(stack);
  }, 600_000);

  afterAll(async () => {
    await standIns.stop();
    runner.end();
    await hcp.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function folderOf(stack: string): string {
    return join(workspace.output, 'stacks', stack);
  }

  async function deployAway(stack: string): Promise<void> {
    const away = mkdtempSync(join(folder, 'away-'));
    cpSync(folderOf(stack), away, { recursive: true });
    for (const [what, args] of Object.entries(COMMANDS)) {
      const { code, output } = await terraform(away, args);
      if (code !== 0) failures.push(`${what} of ${stack}: ${output}`);
    }
  }

  function terraform(directory: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
    return runToEnd(join(path, 'terraform'), [...args, '-no-color'], {
      cwd: directory,
      env: { PATH: path, HOME: folder, TF_INPUT: '0', ...standIns.environment, ...hcp.credentials },
    });
  }

  test('is initialized, valid, applied, and planned again without a change, without Node, aws and kubectl', () => {
    expect(failures).toEqual([]);
  });

  test('has no path of the machine that synthesized it in its configuration', () => {
    for (const stack of STACKS) {
      const text = readFileSync(join(folderOf(stack), 'cdk.tf.json'), 'utf8');
      expect(text).not.toContain(process.cwd());
      expect(text).not.toContain(folder);
    }
  });

  test('makes its workspace, in the project that the environment names', () => {
    expect(hcp.workspaces.map(({ name }) => name)).toEqual(STACKS);
    const project = hcp.projects.find(({ name }) => name === 'platform');
    expect(hcp.workspaces.map(({ projectId }) => projectId)).toEqual(STACKS.map(() => project?.id));
  });

  test('keeps its state there, and leaves no lock behind', () => {
    for (const { states, locked } of hcp.workspaces) {
      expect(states.length).toBeGreaterThan(0);
      expect(locked).toBe(false);
    }
    const locks = (what: string) => hcp.requests.filter((request) => request.endsWith(`/actions/${what}`)).length;
    expect(locks('lock')).toBeGreaterThanOrEqual(STACKS.length);
    expect(locks('unlock')).toBe(locks('lock'));
  });

  test("reads the outputs of the stacks before it from their workspaces' states", () => {
    const vpc = Object.values(hcp.state('dev-network').outputs).find(({ value }) => /^vpc-/.test(String(value)));
    expect(vpc).toBeDefined();
    const cluster = JSON.stringify(hcp.state('dev-cluster'));
    expect(cluster).toContain(String(vpc?.value));
  });
});
