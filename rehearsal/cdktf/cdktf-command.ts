import { join } from 'node:path';
import type { Finished, ProcessRunner } from '../processes/process-runner';
import type { Workspace } from '../workspace';

export interface CdktfCommandProps {
  readonly runner: ProcessRunner;
  readonly workspace: Workspace;
  /** The folder of the CDKTF app, with its `cdktf.json`. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Where the synthesized stacks are, or are put. @defaultValue the workspace's own folder for them */
  readonly output?: string;
  /** The app's command, when it is not the one of `cdktf.json`. */
  readonly app?: string;
}

/** What Node runs for cdktf: its program, without the part that only translates. The verb comes after it. */
export function cdktfProgram(): readonly string[] {
  return ['--require', join(__dirname, 'without-translator.js'), require.resolve('cdktf-cli/bundle/bin/cdktf.js')];
}

/** The real `cdktf` command, told to write into the rehearsal's folder. */
export class CdktfCommand {
  constructor(private readonly props: CdktfCommandProps) {}

  synth(): Promise<Finished> {
    return this.run('synth', []);
  }

  deploy(stacks: readonly string[], onLine: (line: string) => void): Promise<Finished> {
    return this.run('deploy', [...stacks, ...UNATTENDED], onLine);
  }

  /**
   * @param stacks producers first
   * @param everything whether no other stack could still need one of them
   */
  async destroy(stacks: readonly string[], everything: boolean, onLine: (line: string) => void): Promise<Finished> {
    if (everything) return this.run('destroy', [...stacks, ...UNATTENDED], onLine);
    // cdktf refuses to destroy a stack whose consumers stay, although these were never deployed; told to look away,
    // it also forgets the order. So one by one.
    let result: Finished = { code: 0, stdout: '', stderr: '' };
    for (const stack of [...stacks].reverse()) {
      result = await this.run('destroy', [stack, '--ignore-missing-stack-dependencies', ...UNATTENDED], onLine);
      if (result.code !== 0) break;
    }
    return result;
  }

  private run(verb: string, args: readonly string[], onLine?: (line: string) => void): Promise<Finished> {
    const { runner, workspace, project, environment, app, output = workspace.output } = this.props;
    const where = ['--output', output, '--no-color', ...(app === undefined ? [] : ['--app', app])];
    return runner.run(process.execPath, [...cdktfProgram(), verb, ...args, ...where], {
      directory: project,
      environment,
      log: join(workspace.logs, `cdktf-${verb}.log`),
      onLine,
    });
  }
}

/** `terraform providers lock` ignores mirrors, and the stacks are those that were synthesized before. */
const UNATTENDED = ['--auto-approve', '--skip-provider-lock', '--skip-synth'];
