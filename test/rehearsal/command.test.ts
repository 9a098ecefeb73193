import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { processTree } from '../../rehearsal/processes/process-tree';
import { fixtureApp } from './support/rehearse-fixture';
import { smallProject } from './support/small-project';

const COMMAND = join(__dirname, '..', '..', 'cli', 'bin.cjs');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('inferencehub rehearse', () => {
  let project: string;
  let temporary: string;
  const children: ChildProcess[] = [];

  beforeAll(() => {
    project = smallProject(fixtureApp('well-behaved'));
  });

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'test-'));
  });

  afterEach(() => {
    // Only one that hangs is still there.
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    rmSync(temporary, { recursive: true });
  });

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [COMMAND, 'rehearse', ...args], {
      cwd: project,
      env: { ...process.env, TMPDIR: temporary, CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        resolve({ code, ...texts });
      });
    });
    return { child, ended };
  }

  /** What rehearsals have left; the cache of compiled TypeScript is not theirs. */
  function left(): string[] {
    return readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));
  }

  test('prints nothing but JSON with --json, and writes the page', async () => {
    const { code, stdout, stderr } = await start('small', '--json').ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { passed, rehearsals } = JSON.parse(stdout) as { passed: boolean; rehearsals: Record<string, unknown>[] };
    expect(passed).toBe(true);
    expect(Object.keys(rehearsals[0] ?? {}).sort()).toEqual([
      'containers',
      'doesNotProve',
      'environment',
      'notDeployed',
      'passed',
      'problems',
      'seconds',
      'secrets',
      'stacks',
      'surroundings',
      'terraform',
      'variables',
      'wiring',
    ]);
    expect(stderr).toContain('small: deploy: small-network done 2/2 resources');
    expect(readFileSync(join(project, '.rehearsal', 'small.html'), 'utf8')).toContain('<svg');
    expect(left()).toEqual([]);
  });

  test('tells nothing but the outcome with --quiet, and writes the page', async () => {
    rmSync(join(project, '.rehearsal'), { recursive: true, force: true });
    const { code, stdout, stderr } = await start('small', '--quiet').ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stripVTControlCharacters(stdout)).toMatch(/^✓ small: \d stacks, \d+ resources, [\d.]+ s\n$/);
    expect(readFileSync(join(project, '.rehearsal', 'small.html'), 'utf8')).toContain('<svg');
  });

  test('lists the environments that there are, for one that is not known', async () => {
    const { code, stderr } = await start('smal').ended;
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean small?');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves no process and no file behind on %s', async (signal) => {
    const { child, ended } = start('small');
    const tree = await deploying(child);
    expect(tree.length).toBeGreaterThan(3);
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(stderr).toContain('stopped; everything that the rehearsal made is removed');
    expect(await runningAfter(tree, 2)).toEqual([]);
    expect(left()).toEqual([]);
  });
});

/** Waits until Terraform runs beneath a command. @returns the command's processes */
async function deploying(child: ChildProcess): Promise<number[]> {
  for (;;) {
    const tree = processTree(child.pid ?? 0);
    if (tree.length === 0) throw new Error('it ended before Terraform ran');
    if (tree.some(isTerraform)) return tree;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Those processes that still run after some seconds; the system takes a moment to bury one. */
async function runningAfter(ids: readonly number[], seconds: number): Promise<number[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const running = ids.filter((id) => processTree(id).length > 0);
    if (running.length === 0 || Date.now() > deadline) return running;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isTerraform(id: number): boolean {
  try {
    return /terraform\0(apply|plan)\0/.test(readFileSync(`/proc/${id}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
