import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureApp } from './support/rehearse-fixture';
import { smallProject } from './support/small-project';

const COMMAND = join(__dirname, '..', '..', 'cli', 'bin.cjs');

/** Terraform as it is without credentials for the state. */
const TERRAFORM = `#!/bin/sh
[ "$1" = version ] && echo Terraform v1.11.4 && exit
echo 'Error: No valid credential sources found' >&2
exit 1
`;

describe('inferencehub wiring', () => {
  let project: string;
  let ended: ReturnType<typeof wiring>;

  beforeAll(() => {
    project = smallProject(fixtureApp('well-behaved'));
    writeFileSync(join(project, 'terraform'), TERRAFORM, { mode: 0o755 });
    ended = wiring();
  });

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  function wiring() {
    return spawnSync(process.execPath, [COMMAND, 'wiring', 'small', '--json'], {
      cwd: project,
      env: { ...process.env, CI: '1', TERRAFORM_BINARY_NAME: join(project, 'terraform') },
      encoding: 'utf8',
    });
  }

  test("says why the outputs cannot be read in Terraform's words, and what to do", () => {
    expect(ended.stderr).toMatch(/Error: No valid credential sources found[^]*\n +the state is in \.state, /);
    expect(ended.stderr).toMatch(/\n {2}where it is not deployed yet, .*: inferencehub rehearse small\n$/);
  });

  test("ends with cdktf's exit code, without a stack trace of its own and without anything on standard output", () => {
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).not.toMatch(/^\s+at .*wiring/m);
  });
});
