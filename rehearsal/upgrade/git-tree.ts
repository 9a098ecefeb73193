import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import type { Finished, ProcessRunner } from '../processes/process-runner';

export interface GitTreeProps {
  readonly runner: ProcessRunner;
  /** A folder inside the repository. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: string;
}

const PACKAGES = 'node_modules';

/** The repository that a project is in, read without changing anything in it: neither its files nor its index. */
export class GitTree {
  private constructor(
    private readonly props: GitTreeProps,
    private readonly commit: string,
    /** The repository's own folder. */
    private readonly top: string,
    private readonly shown: string,
  ) {}

  /**
   * A commit of the repository.
   * @param ref a branch, a tag, a hash, `HEAD~3`
   * @throws UserError when there is no repository or no such commit
   */
  static async at(ref: string, props: GitTreeProps): Promise<GitTree> {
    const top = await run(props, ['rev-parse', '--show-toplevel']);
    if (top.code !== 0) {
      throw new UserError(
        `--from ${ref} is no folder of synthesized stacks, and ${props.project} is in no git repository`,
      );
    }
    const commit = await run(props, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (commit.code !== 0) {
      throw new UserError(
        `--from ${ref} is no folder of synthesized stacks, and git knows no commit of that name\n` +
          '  a clone of the newest commit alone does not have earlier ones: git fetch --unshallow --tags',
      );
    }
    return new GitTree(props, commit.stdout.trim(), top.stdout.trim(), ref);
  }

  /**
   * Writes the commit's files into a folder, and beside them links to the packages that are installed now.
   * @returns the project in there
   * @throws UserError when the project was not there yet
   */
  async writeInto(folder: string): Promise<string> {
    mkdirSync(folder, { recursive: true });
    // An index of its own: what is staged, or changed and not committed, stays as it is.
    const index = { GIT_INDEX_FILE: join(dirname(folder), 'index') };
    for (const args of [
      ['read-tree', this.commit],
      ['checkout-index', '--all', `--prefix=${folder}/`],
    ]) {
      const { code, stderr } = await run({ ...this.props, project: this.top }, args, index);
      if (code !== 0) throw new Error(`git ${args[0] ?? ''} fails: ${stderr.trim()}`);
    }
    const project = this.within(folder, this.props.project) ?? folder;
    if (!existsSync(join(project, 'cdktf.json'))) {
      throw new UserError(
        `at ${this.shown} there is no cdktf.json in ${relative(this.top, this.props.project) || '.'}`,
      );
    }
    this.linkPackages(folder);
    return project;
  }

  /** Where a file of the repository is below `folder`; nothing for one that is outside of the repository. */
  within(folder: string, file: string): string | undefined {
    const path = relative(this.top, file);
    return path.startsWith(`..${sep}`) || path === '..' ? undefined : join(folder, path);
  }

  private linkPackages(folder: string): void {
    for (let from = this.props.project; ; from = dirname(from)) {
      const packages = join(from, PACKAGES);
      const link = this.within(folder, packages) ?? join(folder, PACKAGES);
      if (existsSync(packages) && !existsSync(link)) symlinkSync(packages, link);
      if (from === dirname(from)) return;
    }
  }
}

function run(
  { runner, project, environment, log }: GitTreeProps,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  // Whoever rehearses in a hook of git's has its variables set, which would lead elsewhere.
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'));
  return runner.run('git', args, { directory: project, environment: { ...Object.fromEntries(kept), ...more }, log });
}
