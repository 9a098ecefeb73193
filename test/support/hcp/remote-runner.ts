import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HcpRun, HcpWorkspace } from './hcp-model';

export interface RemoteRunnerProps {
  /** Where the machines of the runs are made. */
  readonly folder: string;
  /** All that is installed on such a machine: a folder with `terraform` and what its providers need. */
  readonly path: string;
  /** The environment variables of a run, its credentials for the API among them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a phase of a run came to. */
export interface Finished {
  readonly code: number;
  readonly log: string;
}

/**
 * The machine of a remote run, as empty as HCP Terraform's: what was uploaded is unpacked, nothing else of the project
 * is there, and the state is the workspace's, whatever the configuration says of it.
 */
export class RemoteRunner {
  constructor(private readonly props: RemoteRunnerProps) {
    mkdirSync(props.folder, { recursive: true });
  }

  /** Unpacks what was uploaded beside the workspace's state, and plans. */
  async plan(run: HcpRun, workspace: HcpWorkspace, archive: Buffer): Promise<Finished> {
    const machine = this.machineOf(run);
    mkdirSync(join(machine, 'configuration'), { recursive: true });
    const { status } = spawnSync('tar', ['-xzf', '-', '-C', join(machine, 'configuration')], { input: archive });
    if (status !== 0) return { code: 1, log: 'the configuration is no tar.gz' };
    const state = workspace.states.at(-1);
    if (state) writeFileSync(this.stateFile(run), state.content);
    writeFileSync(
      join(machine, 'configuration', 'workspace_override.tf.json'),
      JSON.stringify({ terraform: { backend: { local: { path: this.stateFile(run) } } } }),
    );
    writeFileSync(join(machine, 'configuration', 'workspace.auto.tfvars.json'), JSON.stringify(workspace.variables));
    const init = await this.terraform(run, ['init', '-input=false', '-no-color']);
    if (init.code !== 0) return init;
    const destroy = run.isDestroy ? ['-destroy'] : [];
    return this.terraform(run, [
      'plan',
      '-input=false',
      '-no-color',
      '-detailed-exitcode',
      '-out=run.tfplan',
      ...destroy,
    ]);
  }

  /** Applies what was planned. */
  apply(run: HcpRun): Promise<Finished> {
    return this.terraform(run, ['apply', '-input=false', '-no-color', 'run.tfplan']);
  }

  stateFile(run: HcpRun): string {
    return join(this.machineOf(run), 'terraform.tfstate');
  }

  /** The machine is gone when the run has ended. */
  remove(run: HcpRun): void {
    rmSync(this.machineOf(run), { recursive: true, force: true });
  }

  private machineOf(run: HcpRun): string {
    return join(this.props.folder, run.id);
  }

  private terraform(run: HcpRun, args: readonly string[]): Promise<Finished> {
    return new Promise((done, fail) => {
      const child = spawn(join(this.props.path, 'terraform'), args, {
        cwd: join(this.machineOf(run), 'configuration'),
        // Nothing of this machine's own: no Node, no aws, no kubectl on the PATH, and no home folder.
        env: { PATH: this.props.path, HOME: this.machineOf(run), ...this.props.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output: Buffer[] = [];
      child.stdout.on('data', (data: Buffer) => output.push(data));
      child.stderr.on('data', (data: Buffer) => output.push(data));
      child.once('error', fail).once('close', (code) => {
        done({ code: code ?? 1, log: Buffer.concat(output).toString() });
      });
    });
  }
}

/** A folder for a PATH that holds nothing but these programs. */
export function pathWith(folder: string, programs: readonly string[]): string {
  const path = mkdtempSync(join(folder, 'bin-'));
  for (const program of programs) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(path, program));
  }
  return path;
}
