import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder in which one rehearsal happens: all that it writes is in here, so that two never meet. */
export class Workspace {
  /** Where cdktf puts the synthesized stacks. */
  readonly output: string;
  /** The program as it was before, when an upgrade is rehearsed. */
  readonly earlier: string;
  /** Terraform's state files. */
  readonly state: string;
  /** What every process printed, and every command line. */
  readonly logs: string;
  /** Programs made for this rehearsal. */
  readonly programs: string;
  /** The stand-in providers and what they write. */
  readonly standIns: string;
  /** Stands in for the machine's folder of temporary files. */
  readonly temporary: string;
  /** Stands in for the user's home folder, where cdktf keeps an identity of its own. */
  readonly home: string;

  constructor(readonly directory: string) {
    this.output = join(directory, 'cdktf.out');
    this.earlier = join(directory, 'earlier');
    this.state = join(directory, 'state');
    this.logs = join(directory, 'logs');
    this.programs = join(directory, 'bin');
    this.standIns = join(directory, 'stand-ins');
    // Sockets are made in here, and a socket's path may have 104 characters: short on purpose.
    this.temporary = join(directory, 't');
    this.home = join(directory, 'home');
    const folders = [this.earlier, this.state, this.logs, this.programs, this.standIns, this.temporary, this.home];
    for (const folder of folders) mkdirSync(folder);
  }

  /** A fresh one in a folder for temporary files, readable by its owner only. */
  static create(temporary: string): Workspace {
    return new Workspace(realpathSync(mkdtempSync(join(temporary, 'inferencehub-'))));
  }

  /** Keeps a copy of the states as they are now. */
  keepStates(): void {
    cpSync(this.state, join(this.directory, 'deployed-state'), { recursive: true });
  }

  /** Writes what a shell has to read so that Terraform runs in the stacks as it did here. */
  writeEnvironment(variables: Readonly<Record<string, string>>): void {
    const lines = Object.entries(variables).map(
      ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    );
    writeFileSync(join(this.directory, 'environment.sh'), `${lines.join('\n')}\n`, { mode: 0o600 });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
