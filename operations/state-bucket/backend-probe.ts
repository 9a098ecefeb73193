import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../environments';

/** What is found where a stack's state belongs. */
export type Found =
  /** There is no bucket. */
  | 'no bucket'
  /** A bucket, and no state of the stack in it. */
  | 'no state'
  | 'state';

/**
 * Looks with Terraform itself whether a stack's state is in its bucket. It does so in a folder of its own that has
 * nothing but the backend, which takes no provider.
 * @param folder where the stack was synthesized
 * @throws UserError in Terraform's words when it cannot look: no credentials, or those of another account
 */
export async function lookForState(terraform: string, folder: string): Promise<Found> {
  const { terraform: block } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    terraform: { backend: unknown };
  };
  const scratch = mkdtempSync(join(folder, 'look-'));
  try {
    writeFileSync(join(scratch, 'main.tf.json'), JSON.stringify({ terraform: { backend: block.backend } }));
    const init = await run(terraform, scratch, ['init', '-input=false', '-no-color']);
    if (init.code !== 0) {
      if (/S3 bucket .* does not exist|NoSuchBucket/.test(init.stderr)) return 'no bucket';
      throw new UserError(`nothing was done, because Terraform cannot look into the bucket:\n${init.stderr.trim()}`);
    }
    const { code, stdout, stderr } = await run(terraform, scratch, ['state', 'pull']);
    if (code !== 0) throw new UserError(`nothing was done, because the state cannot be read:\n${stderr.trim()}`);
    // Of a state that is not there Terraform prints an empty one.
    const { resources = [] } = JSON.parse(stdout || '{}') as { resources?: readonly unknown[] };
    return resources.length > 0 ? 'state' : 'no state';
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(program: string, cwd: string, args: readonly string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
    const child = execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      done({ code: child.exitCode ?? 1, stdout, stderr });
    });
  });
}
