import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clusterName } from '../../constructs/cluster/cluster-name';
import { Names } from '../../constructs/names/names';
import { type Environment, UserError } from '../../environments';

/** Seconds that a cluster which cannot be reached may take to be found so. */
const TIMEOUT_SECONDS = 30;

/** Bytes of what a command may print. */
const MAX_OUTPUT = 64 * 2 ** 20;

/** Runs one command and gives what it prints. */
export type Run = (command: string, args: readonly string[]) => Promise<string>;

/** kubectl on the cluster of one environment, as whoever runs this. */
export class Kubectl {
  private constructor(
    private readonly login: readonly string[],
    private readonly run: Run,
  ) {}

  /**
   * Logs in as Terraform's providers do: by the environment's kubeconfig, or to EKS with the AWS CLI.
   * @param scratch a folder for a kubeconfig of its own; the user's is not changed
   * @throws UserError where a program is missing or the cluster cannot be reached
   */
  static async to(environment: Environment, scratch: string, run: Run = runProgram): Promise<Kubectl> {
    const { cluster, account, name } = environment;
    if (cluster.kind === 'kubeconfig') {
      const path = cluster.path.replace(/^~(?=[\\/])/, homedir());
      const context = cluster.context === undefined ? [] : ['--context', cluster.context];
      return new Kubectl(['--kubeconfig', path, ...context], run);
    }
    if (!account) throw new Error(`the EKS cluster of ${name} has no account to log in with`);
    const kubeconfig = join(scratch, 'kubeconfig');
    const eks = cluster.kind === 'existing' ? cluster.name : clusterName(new Names(name));
    const where = ['--name', eks, '--region', account.region, '--kubeconfig', kubeconfig];
    const role = account.assumeRoleArn;
    const as = role === undefined ? [] : ['--role-arn', role, '--assume-role-arn', role];
    await run('aws', ['eks', 'update-kubeconfig', ...where, ...as]);
    return new Kubectl(['--kubeconfig', kubeconfig], run);
  }

  /** @throws UserError with kubectl's own words where it fails */
  do(...args: readonly string[]): Promise<string> {
    return this.run('kubectl', [...this.login, `--request-timeout=${TIMEOUT_SECONDS}s`, ...args]);
  }
}

async function runProgram(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT });
    return stdout;
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new UserError(`${command} is not on this machine; it reads what the cluster says`);
    throw new UserError(`${command} fails: ${(stderr ?? String(error)).trim()}`);
  }
}
