import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { UserError } from '../../environments';
import { endProcessTree } from '../../rehearsal/processes/process-tree';

/** Other shells drop environment variables whose names they could not set, `TF_TOKEN_my-host` among them. */
const BASH = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'];

/** What a variable is called that every shell hands on. */
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** Is there once nothing more is to begin. */
const STOP_FILE = 'stop';

/**
 * The program that cdktf is given for Terraform: Terraform itself, which is not ended by the end of cdktf's terminal,
 * and which can be found and asked to stop although cdktf would only drop it. A Terraform that is dropped leaves Helm
 * releases pending, locks, and resources that no state knows.
 */
export class ShieldedTerraform {
  /** What cdktf runs; it has the product's name, so that OpenTofu stays OpenTofu. */
  readonly path: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'inferencehub-deploy-'));

  /** @param terraform its path */
  constructor(private readonly terraform: string) {
    this.path = join(this.folder, basename(terraform));
    const script = [
      `#!${shell()}`,
      `if [ -e '${join(this.folder, STOP_FILE)}' ]; then exit 1; fi`,
      // What is ignored here stays ignored by Terraform and by the providers that it starts.
      "trap '' HUP",
      `: > '${this.folder}/'$$.pid`,
      `exec '${terraform}' "$@"`,
    ];
    writeFileSync(this.path, `${script.join('\n')}\n`, { mode: 0o755 });
  }

  /** Processes that still run. */
  get running(): readonly number[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.pid'))
      .map((name) => Number.parseInt(name, 10))
      .filter((id) => commandOf(id).includes(basename(this.terraform)));
  }

  /** Lets those that run finish what they have begun, and no other begin: one signal to each, as Ctrl-C would send. */
  stop(): void {
    writeFileSync(join(this.folder, STOP_FILE), '');
    for (const id of this.running) process.kill(id, 'SIGINT');
  }

  /** Ends those that run, with their providers, in the middle of whatever they do. */
  end(): void {
    writeFileSync(join(this.folder, STOP_FILE), '');
    for (const id of this.running) endProcessTree(id);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The command line of a process; empty where it has ended. */
function commandOf(id: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(id)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** @throws UserError where a token of Terraform's would be lost on the way */
function shell(): string {
  const bash = BASH.find((path) => existsSync(path));
  if (bash) return bash;
  const lost = Object.keys(process.env).filter((name) => name.startsWith('TF_TOKEN_') && !PLAIN_NAME.test(name));
  if (lost.length === 0) return '/bin/sh';
  throw new UserError(
    `${lost.join(', ')} would not reach Terraform: only bash hands on a variable of such a name, and there is none\n` +
      '  install bash, or write each hyphen of the host as two underscores',
  );
}
