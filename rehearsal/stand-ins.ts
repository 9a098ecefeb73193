import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessRunner } from './processes/process-runner';
import {
  installStandIns,
  type InstalledStandIns,
  leftInCloud,
  needsOfStacks,
  readMarkers,
  ReleaseRecords,
} from './providers';
import type { Marker } from './secrets/secret-search';
import type { Workspace } from './workspace';

export interface StandInsOptions {
  /** The folder of the CDKTF app. */
  readonly project?: string;
  /** A failure to be met once, as `type[.name]`. */
  readonly failOnce?: string;
}

/** The stand-in providers of one rehearsal, and the made-up cloud that they share. */
export class StandIns {
  /** What Terraform's process needs in its environment to take its providers from here. */
  readonly environment: Readonly<Record<string, string>>;
  private readonly installed: InstalledStandIns;
  private stopping = false;
  private ended: Promise<void> | undefined;

  /**
   * @param stackFolders the synthesized stacks, which say what providers and types are needed
   */
  constructor(
    private readonly workspace: Workspace,
    stackFolders: readonly string[],
    { project, failOnce }: StandInsOptions = {},
  ) {
    this.installed = installStandIns(workspace.standIns, { providers: needsOfStacks(stackFolders), project });
    this.environment = { ...this.installed.env, ...(failOnce === undefined ? {} : { REHEARSAL_FAIL: failOnce }) };
  }

  /**
   * Starts the one process that serves them all. Without it each is a process of its own, which does the same.
   * @param onFailure is called when it ends before it is told to: Terraform would wait for it for ever
   */
  start(runner: ProcessRunner, environment: NodeJS.ProcessEnv, onFailure: (error: Error) => void): void {
    const { program, hostPipe } = this.installed;
    execFileSync('mkfifo', [hostPipe]);
    const log = join(this.workspace.logs, 'stand-ins.log');
    this.ended = runner
      .run(process.execPath, [program, 'host', hostPipe], { directory: this.workspace.directory, environment, log })
      .then(
        ({ stderr }) => {
          rmSync(hostPipe, { force: true });
          if (!this.stopping) onFailure(new Error(`the stand-ins have ended:\n${stderr}`));
        },
        // The rehearsal was stopped, and with it the host.
        () => undefined,
      );
  }

  async stop(): Promise<void> {
    if (!this.ended) return;
    this.stopping = true;
    writeFileSync(this.installed.hostPipe, 'stop\n');
    await this.ended;
  }

  /** Every secret that was made up. */
  markers(): Marker[] {
    return readMarkers(this.installed.markerFile).map(({ marker, type, attribute, allowedInState }) => ({
      value: marker,
      origin: `${type}.${attribute}`,
      allowedInState,
    }));
  }

  /** What still exists in the made-up cloud, a line each. */
  left(): string[] {
    const { ledgerFile } = this.installed;
    const releases = new Set(new ReleaseRecords(ledgerFile).all().map(({ release }) => `helm_release ${release}`));
    return [...leftInCloud(ledgerFile).map(({ type, name, id }) => `${type} ${name || id}`), ...releases];
  }
}
