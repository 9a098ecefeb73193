import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { requiredVariables } from '../../environments';
import { ProcessRunner } from '../../rehearsal/processes/process-runner';
import { StandIns } from '../../rehearsal/stand-ins';
import { Workspace } from '../../rehearsal/workspace';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { environmentStacks } from '../../stacks';
import { HcpTerraform } from '../support/hcp/hcp-terraform';
import { pathWith, RemoteRunner } from '../support/hcp/remote-runner';
import { environment, written } from '../unit/environments/support';
import { runToEnd } from '../support/run-to-end';

const PROJECT = join(__dirname, '..', '..');
const STACKS = ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'].map(
  (layer) => `external-${layer}`,
);
const SECRET = 'value-that-only-the-workspace-may-know';

/**
 * `inferencehub deploy` of the shipped environment `external`, whose runs are remote: the real cdktf and Terraform pack
 * and upload every stack to an HCP Terraform that is made up here, and its machine, which has nothing but Terraform,
 * plans and applies what was uploaded.
 */
describe('deploy with remote runs', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hcp-')));
  const workspace = Workspace.create(folder);
  const processes = new ProcessRunner(new AbortController().signal);
  const remoteEnvironment: Record<string, string> = {};
  const runner = new RemoteRunner({
    folder: join(folder, 'machines'),
    path: pathWith(folder, ['terraform', 'cat', 'mkfifo']),
    environment: remoteEnvironment,
  });
  const hcp = new HcpTerraform({ folder, organization: 'example', executionMode: 'remote', runner });
  const variables = requiredVariables(environment('external'));
  let standIns: StandIns;
  let deployed: { code: number | null; output: string };

  beforeAll(async () => {
    await hcp.start();
    const changes = { 'state.hostname': hcp.hostname };
    writeFileSync(join(folder, 'external.yaml'), JSON.stringify(written('external', changes)));
    for (const name of STACKS) {
      hcp.addWorkspace(name, { variables: Object.fromEntries(variables.map((variable) => [variable, SECRET])) });
    }
    mkdirSync(workspace.output);
    const app = new App({ outdir: workspace.output });
    environmentStacks(app, environment('external', changes));
    app.synth();
    standIns = new StandIns(
      workspace,
      STACKS.map((stack) => join(workspace.output, 'stacks', stack)),
    );
    standIns.start(processes, { ...process.env, ...standIns.environment }, () => undefined);
    Object.assign(remoteEnvironment, standIns.environment, hcp.credentials);
    deployed = await inferencehub('deploy', join(folder, 'external.yaml'), '--auto-approve');
  }, 600_000);

  afterAll(async () => {
    await standIns.stop();
    processes.end();
    await hcp.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As its user has it: with the values of the variables in the environment, although they are not to be used. */
  function inferencehub(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
    const own = { ...standIns.environment, ...hcp.credentials, CI: '1', CDKTF_HOME: workspace.home };
    const values = Object.fromEntries(variables.map((name) => [name, `${SECRET}-of-the-deployer`]));
    const cdktf = ['--skip-provider-lock', '--output', join(folder, 'cdktf.out')];
    return runToEnd(process.execPath, [join(PROJECT, 'cli', 'bin.cjs'), ...args, ...cdktf], {
      cwd: PROJECT,
      env: { ...process.env, ...own, ...values },
    });
  }

  test('plans and applies every stack there once, each after those that it needs', () => {
    if (deployed.code !== 0) console.log(deployed.output.slice(-5000));
    expect(deployed.code).toBe(0);
    const runs = hcp.runs.map(({ workspaceId, status }) => ({
      stack: hcp.workspaces.find(({ id }) => id === workspaceId)?.name,
      status,
    }));
    const applied = STACKS.map((stack) => ({ stack, status: 'applied' }));
    expect(runs).toHaveLength(applied.length);
    expect(runs).toEqual(expect.arrayContaining(applied));
    const place = (name: string) => runs.findIndex(({ stack }) => stack === name);
    const needed = readManifest(workspace.output).flatMap(({ name, dependencies }) =>
      dependencies.map((other) => [other, name] as const),
    );
    expect(needed.length).toBeGreaterThan(0);
    expect(needed.filter(([before, after]) => place(before) > place(after))).toEqual([]);
  });

  test('uploads what is needed, and no state, plan or secret', () => {
    for (const { archive } of hcp.configurations) {
      const files = execFileSync('tar', ['-tzf', '-'], { input: archive, encoding: 'utf8' });
      expect(files).toContain('cdk.tf.json');
      expect(files).not.toMatch(/tfstate|tfplan|\.terraform\/providers/);
      expect(execFileSync('tar', ['-xzOf', '-'], { input: archive, encoding: 'utf8' })).not.toContain(SECRET);
    }
  });

  test("hands over no value of a variable: all of a run's are seen by who may see the run", () => {
    expect(hcp.runs.flatMap((run) => run.variables)).toEqual([]);
  });

  test("keeps the workspaces' sensitive variables out of states and logs", () => {
    for (const { states } of hcp.workspaces) expect(states.at(-1)?.content.toString()).not.toContain(SECRET);
    for (const { planLog, applyLog } of hcp.runs) expect(planLog + applyLog).not.toContain(SECRET);
    expect(readFileSync(join(folder, 'external.yaml'), 'utf8')).not.toContain(SECRET);
  });
});
