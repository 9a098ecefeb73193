import { cpSync, existsSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import { CdktfCommand } from '../cdktf/cdktf-command';
import { readManifest, type SynthesizedStack } from '../cdktf/manifest';
import { makeRehearsable } from '../cdktf/rehearsed-stacks';
import type { ProcessRunner } from '../processes/process-runner';
import type { Workspace } from '../workspace';
import { GitTree } from './git-tree';

export interface EarlierProgramProps {
  /** A git ref, or a folder that `cdktf synth` wrote. */
  readonly from: string;
  /** The environment's name, which the names of its stacks begin with. */
  readonly environment: string;
  /** What the app is told to load: the environment's name, or the path of its file. */
  readonly selection: string;
  /** The folder of the CDKTF app. */
  readonly project: string;
  readonly app?: string;
  readonly runner: ProcessRunner;
  readonly workspace: Workspace;
  /** The environment variables of every process. */
  readonly variables: NodeJS.ProcessEnv;
}

/** What a run of Terraform leaves beside what was synthesized; it belongs to real providers and real states. */
const OF_TERRAFORM = /^\.terraform|\.tfstate(\.\w+)?$|\.tfplan$|^plan$/;

/** An environment as the program made it before. */
export class EarlierProgram {
  /** cdktf's output folder. */
  readonly output: string;

  constructor(private readonly props: EarlierProgramProps) {
    this.output = join(props.workspace.earlier, 'cdktf.out');
  }

  /**
   * Synthesizes it, or takes what was synthesized, with its states in the rehearsal's folder.
   * @throws UserError when there is no such environment there
   */
  async synth(): Promise<SynthesizedStack[]> {
    const { from, environment, workspace } = this.props;
    const folder = resolve(from);
    if (existsSync(join(folder, 'manifest.json'))) this.take(folder);
    else if (isAbsolute(from) || from.startsWith('.')) {
      throw new UserError(`--from ${from} has no manifest.json; it takes the folder that cdktf synth wrote, cdktf.out`);
    } else await this.synthAt(from);
    const all = makeRehearsable(readManifest(this.output), workspace.state);
    const stacks = all.filter(({ name }) => name.startsWith(`${environment}-`));
    if (stacks.length > 0) return stacks;
    throw new UserError(
      `--from ${from} has no stack of ${environment}; it has ${all.map(({ name }) => name).join(', ') || 'none at all'}`,
    );
  }

  private take(folder: string): void {
    cpSync(folder, this.output, { recursive: true, filter: (path) => !OF_TERRAFORM.test(basename(path)) });
  }

  private async synthAt(ref: string): Promise<void> {
    const { environment, selection, project, app, runner, workspace, variables } = this.props;
    const log = join(workspace.logs, 'git.log');
    const tree = await GitTree.at(ref, { runner, project, environment: variables, log });
    const files = join(workspace.earlier, 'project');
    const then = await tree.writeInto(files);
    const selected = isAbsolute(selection) ? tree.within(files, selection) : selection;
    if (selected === undefined) {
      throw new UserError(
        `${selection} is outside of the repository, so git does not know what it was at ${ref}\n` +
          '  keep the cdktf.out of what you deploy, and give --from that folder',
      );
    }
    const command = new CdktfCommand({
      runner,
      workspace,
      project: then,
      output: this.output,
      app,
      environment: { ...variables, ENVIRONMENT: selected },
    });
    const { code, stdout, stderr } = await command.synth();
    if (code === 0) return;
    throw new UserError(
      `${environment} cannot be synthesized as it was at ${ref}, with the packages that are installed now:\n` +
        (stderr || stdout).trim(),
    );
  }
}
