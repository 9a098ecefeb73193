import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../environments';
import { type CdktfOutput, ExitCode, projectDirectory, runCdktf } from '../../project';
import { type StateBucketSettings, StateBucketStack } from '../../stacks/state-bucket';
import { helperCommand } from '../helpers/helper-command';
import { lookForState } from './backend-probe';

export interface MakeStateBucketProps {
  readonly settings: StateBucketSettings;
  /** What the app is told to load: environments that keep their states in it. */
  readonly selection: string;
  /** Terraform's path. */
  readonly terraform: string;
  /** The role to make it as. */
  readonly role?: string;
  /** Flags for cdktf: `--auto-approve`. */
  readonly flags: readonly string[];
}

/** The lock of providers in a folder that is thrown away is of use to nobody, and would be fetched from the internet. */
const NO_LOCK = '--skip-provider-lock';

/** What cdktf writes of a stack. */
const STACK_FILE = 'cdk.tf.json';

/**
 * Makes the bucket, or brings it to what it should be. The stack that makes it cannot keep its state in it before it is
 * there: the state begins as a file, and moves into the bucket once that exists. Whatever interrupts it, the same
 * command goes on from there.
 * @returns the command's exit code
 */
export async function makeStateBucket(props: MakeStateBucketProps): Promise<number> {
  const { bucket } = props.settings;
  const folder = join(projectDirectory(), '.state', 'bootstrap', bucket);
  const making = new StateBucketMaking(props, folder);
  const withItsBackend = await making.synth();
  const found = await lookForState(props.terraform, making.stackFolder);
  if (found === 'no state' && !making.hasLocalState()) {
    throw new UserError(
      `the bucket ${bucket} is there, and this command did not make it; nothing was done\n` +
        '  environments can keep their state in it as it is; to have one made, write another name into state.bucket',
    );
  }
  if (found !== 'state') {
    const code = await making.deployLocally();
    if (code !== 0) return code;
    if (!making.hasLocalState()) return ExitCode.failure;
    await making.moveState(withItsBackend);
    if ((await lookForState(props.terraform, making.stackFolder)) !== 'state') {
      throw new Error(`the state did not arrive in ${bucket}; it is still in ${folder}`);
    }
  } else {
    const code = await making.deploy();
    if (code !== 0) return code;
  }
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`\n${bucket} is there, and holds the state of the stack that made it\n`);
  return ExitCode.success;
}

/**
 * Writes the stack that makes the bucket into a folder, and makes nothing.
 * @returns cdktf's exit code
 */
export function writeStateBucket(
  { selection, role }: Pick<MakeStateBucketProps, 'selection' | 'role'>,
  folder: string,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  return runCdktf(['synth', '--app', helperCommand('state-bucket', { role }), '--output', folder], {
    ENVIRONMENT: selection,
  });
}

class StateBucketMaking {
  private readonly output: string;
  private readonly localState: string;

  constructor(
    private readonly props: MakeStateBucketProps,
    folder: string,
  ) {
    this.output = join(folder, 'cdktf.out');
    this.localState = join(folder, 'state');
    // cdktf makes only the last folder of a path.
    mkdirSync(this.output, { recursive: true });
  }

  /** Where Terraform runs. */
  get stackFolder(): string {
    return join(this.output, 'stacks', StateBucketStack.NAME);
  }

  /** Whether something was made whose state is a file still. */
  hasLocalState(): boolean {
    const file = join(this.localState, `${StateBucketStack.NAME}.tfstate`);
    if (!existsSync(file)) return false;
    const { resources } = JSON.parse(readFileSync(file, 'utf8')) as { resources: readonly unknown[] };
    return resources.length > 0;
  }

  /** Writes the stack as it is once the bucket is there, and returns what was written. */
  async synth(): Promise<string> {
    const code = await this.cdktf(['synth'], undefined, 'quiet');
    if (code !== 0) throw new UserError('nothing was done, because the stack cannot be written');
    return readFileSync(join(this.stackFolder, STACK_FILE), 'utf8');
  }

  /** Makes the bucket while the state is a file. */
  deployLocally(): Promise<number> {
    return this.cdktf(['deploy', StateBucketStack.NAME, NO_LOCK, ...this.props.flags], this.localState);
  }

  /** Brings a bucket that is there to what it should be, by what was written before. */
  deploy(): Promise<number> {
    return this.cdktf(['deploy', StateBucketStack.NAME, NO_LOCK, '--skip-synth', ...this.props.flags]);
  }

  /** @param withItsBackend the stack with its state in the bucket */
  async moveState(withItsBackend: string): Promise<void> {
    writeFileSync(join(this.stackFolder, STACK_FILE), withItsBackend);
    const args = ['init', '-migrate-state', '-force-copy', '-input=false', '-no-color'];
    const code = await new Promise<number | null>((done, fail) => {
      spawn(this.props.terraform, args, { cwd: this.stackFolder, stdio: 'inherit' })
        .once('error', fail)
        .once('close', done);
    });
    if (code !== 0) {
      throw new UserError('the bucket was made, and its state is a file still; run the same command again to move it');
    }
  }

  private cdktf(args: readonly string[], localState?: string, output: CdktfOutput = 'shown'): Promise<number> {
    const app = helperCommand('state-bucket', { role: this.props.role, 'local-state': localState });
    const where = ['--app', app, '--output', this.output];
    return runCdktf([...args, ...where], { ENVIRONMENT: this.props.selection }, output);
  }
}
