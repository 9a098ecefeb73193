import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { processTree } from '../../rehearsal/processes/process-tree';
import { fixtureApp } from './support/rehearse-fixture';
import { smallProject } from './support/small-project';

const COMMAND = join(__dirname, '..', '..', 'cli', 'bin.cjs');

/** A Terraform whose `apply` takes a while, and a second more once it is asked to stop. */
const TERRAFORM = `#!/bin/sh
case "$1" in
  version) echo 'Terraform v1.11.4' ;;
  output) echo '{}' ;;
  apply)
    trap 'echo interrupted >> "$FAKE_LOG"; sleep 1; echo finished >> "$FAKE_LOG"; exit 1' INT
    echo "apply $$" >> "$FAKE_LOG"
    tenths=0
    while [ $tenths -lt "$FAKE_TENTHS" ]; do sleep 0.1; tenths=$((tenths + 1)); done
    echo finished >> "$FAKE_LOG"
    ;;
esac
`;

describe('a deployment that is interrupted', () => {
  let project: string;
  let folder: string;
  let child: ChildProcess | undefined;

  beforeAll(() => {
    project = smallProject(fixtureApp('well-behaved'));
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interruption-'));
    writeFileSync(join(folder, 'terraform'), TERRAFORM, { mode: 0o755 });
    // What the cluster says is another test's.
    writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  const log = (): string[] => {
    const file = join(folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  /** Starts it, and waits until Terraform has begun to apply. */
  async function start(tenths: number) {
    const begun = spawn(process.execPath, [COMMAND, 'deploy', 'small', '--auto-approve', '--skip-provider-lock'], {
      cwd: project,
      env: {
        ...process.env,
        PROVIDER_KEY: 'sk-one',
        TERRAFORM_BINARY_NAME: join(folder, 'terraform'),
        FAKE_LOG: join(folder, 'log'),
        FAKE_TENTHS: String(tenths),
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        CI: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = begun;
    let said = '';
    for (const stream of [begun.stdout, begun.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
      begun.once('close', (code) => {
        resolve({ code, said });
      });
    });
    while (log().length === 0) {
      if (begun.exitCode !== null) throw new Error(said);
      await setTimeout(100);
    }
    const [, terraform = ''] = (log()[0] ?? '').split(' ');
    return { pid: begun.pid ?? 0, terraform: Number(terraform), ended };
  }

  test('lets Terraform finish what it has begun, asks it once, and begins nothing more', async () => {
    const { pid, ended } = await start(600);
    process.kill(pid, 'SIGINT');
    const { code, said } = await ended;
    expect(code).toBe(130);
    expect(said).toContain('Terraform finishes what it has begun, which may take minutes; once more ends it at once');
    expect(log()).toEqual([expect.stringMatching(/^apply/), 'interrupted', 'finished']);
  }, 120_000);

  test('ends at once when it is interrupted again, and leaves no Terraform', async () => {
    const { pid, terraform, ended } = await start(600);
    process.kill(pid, 'SIGTERM');
    await setTimeout(300);
    process.kill(pid, 'SIGTERM');
    const { code, said } = await ended;
    expect(code).toBe(143);
    expect(said).toContain('ending at once');
    expect(log()).not.toContain('finished');
    expect(processTree(terraform)).toEqual([]);
  }, 120_000);

  test('waits for Terraform although cdktf has gone, and its terminal with it', async () => {
    const { pid, terraform, ended } = await start(50);
    const cdktf = processTree(pid).filter((id) => id !== pid && id !== terraform);
    cdktf.forEach((id) => {
      process.kill(id, 'SIGKILL');
    });
    const { said } = await ended;
    expect(said).toContain('cdktf has ended before Terraform; waiting for Terraform to finish');
    expect(log().at(-1)).toBe('finished');
  }, 120_000);
});
