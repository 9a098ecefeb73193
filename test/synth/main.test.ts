import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../support/fresh-folder';

/** The app as cdktf starts it. */
describe('main', () => {
  const outdir = freshFolder();
  const main = (variables: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, ['--require', './runtime/typescript.cjs', 'main.ts'], {
      encoding: 'utf8',
      env: { ...process.env, ENVIRONMENT: '', REHEARSAL_STATE: '', CDKTF_OUTDIR: outdir(), ...variables },
    });

  test('synthesizes the environment that was selected, with the state where it was told', () => {
    const { status, stderr } = main({ ENVIRONMENT: 'local', REHEARSAL_STATE: '/rehearsal' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(outdir(), 'stacks')).sort()).toEqual([
      'local-apps',
      'local-cluster-data',
      'local-platform',
    ]);
    expect(readFileSync(join(outdir(), 'stacks', 'local-cluster-data', 'cdk.tf.json'), 'utf8')).toContain(
      '"/rehearsal/local-cluster-data.tfstate"',
    );
  });

  test("tells a user's mistake in the user's words, without a stack trace", () => {
    const { status, stderr, stdout } = main({ ENVIRONMENT: 'production' });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('"production"');
    expect(stderr).toContain('prod');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
