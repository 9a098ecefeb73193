import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ProcessRunner } from '../../rehearsal/processes/process-runner';
import { StandIns } from '../../rehearsal/stand-ins';
import { Workspace } from '../../rehearsal/workspace';
import { environmentStacks } from '../../stacks';
import { environment, written } from '../unit/environments/support';
import { runToEnd } from '../support/run-to-end';

const PROJECT = join(__dirname, '..', '..');
const STACKS = ['local-platform', 'local-cluster-data', 'local-apps'];

/** The real command and Terraform on the shipped environment `local`, with stand-ins for its cluster. */
describe('plan', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plan-')));
  const workspace = Workspace.create(folder);
  const processes = new ProcessRunner(new AbortController().signal);
  const file = join(folder, 'local.yaml');
  const comment = join(folder, 'comment.md');
  const plans = join(folder, 'plans');
  const outcomes: Record<'first' | 'deployed' | 'unchanged', { code: number | null; output: string }> = Object.create(
    null,
  ) as never;
  const comments: string[] = [];
  let standIns: StandIns;

  beforeAll(async () => {
    const changes = { state: { kind: 'local', directory: join(folder, 'state') } };
    writeFileSync(file, JSON.stringify(written('local', changes)));
    mkdirSync(workspace.output);
    const app = new App({ outdir: workspace.output });
    environmentStacks(app, environment('local', changes));
    app.synth();
    standIns = new StandIns(
      workspace,
      STACKS.map((stack) => join(workspace.output, 'stacks', stack)),
    );
    standIns.start(processes, { ...process.env, ...standIns.environment }, () => undefined);
    outcomes.first = await inferencehub('plan', file, '--expect-none', '--comment', comment);
    comments.push(readFileSync(comment, 'utf8'));
    outcomes.deployed = await inferencehub('deploy', file, '--auto-approve', '--skip-provider-lock');
    outcomes.unchanged = await inferencehub('plan', file, '--expect-none', '--comment', comment, '--plans', plans);
    comments.push(readFileSync(comment, 'utf8'));
  }, 600_000);

  afterAll(async () => {
    await standIns.stop();
    processes.end();
    rmSync(folder, { recursive: true, force: true });
  });

  function inferencehub(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
    return runToEnd(
      process.execPath,
      [join(PROJECT, 'cli', 'bin.cjs'), ...args, '--output', join(folder, 'cdktf.out')],
      { cwd: PROJECT, env: { ...process.env, ...standIns.environment, CI: '1', CDKTF_HOME: workspace.home } },
    );
  }

  test('plans what can be planned before the first deployment, and says what waits for what', () => {
    expect(comments[0]).toMatch(/^## Plan of `local`: \d+ to create$/m);
    expect(comments[0]).toMatch(/^\| `local-cluster-data` \| planned once `local-platform` is deployed/m);
    expect(outcomes.first.output).toContain('local-platform: planning');
  });

  test('needs no value of a variable for it', () => {
    expect(process.env['OPENAI_API_KEY']).toBeUndefined();
    expect(outcomes.first.output).not.toContain('No value for required variable');
  });

  test('ends with 1 where nothing was to change, and something would', () => {
    expect(outcomes.first.code).toBe(1);
  });

  test('finds nothing to change after a deployment', () => {
    expect(outcomes.deployed).toMatchObject({ code: 0 });
    expect(outcomes.unchanged).toMatchObject({ code: 0 });
    expect(comments[1]).toContain('## Plan of `local`: no changes');
  });

  test('leaves the plans where it was told to, and nowhere else', () => {
    expect(readdirSync(plans).sort()).toEqual(STACKS.map((stack) => `${stack}.json`).sort());
    for (const stack of STACKS)
      expect(existsSync(join(folder, 'cdktf.out', 'stacks', stack, 'plan.tfplan'))).toBe(false);
  });
});
