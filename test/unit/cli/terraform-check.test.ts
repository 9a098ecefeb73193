import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const COMMAND = join(__dirname, '..', '..', '..', 'cli', 'bin.cjs');

/** Runs the command with only the given folder and Node's on the PATH. */
function inferencehub(folder: string, ...args: string[]) {
  const env = { ...process.env, PATH: [folder, '/bin', '/usr/bin'].join(':'), TERRAFORM_BINARY_NAME: 'terraform' };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

describe('a machine without the right Terraform', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fake-terraform-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(['rehearse', 'deploy', 'destroy', 'wiring'])('%s says that there is none and how to get it', (verb) => {
    const { status, stderr, stdout } = inferencehub(folder, verb, 'no-such-environment');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('terraform is not on this machine');
    expect(stderr).toMatch(/releases\.hashicorp\.com|brew install|winget install/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('names the version that is too old, where it is, and the one that is needed', () => {
    const terraform = join(folder, 'terraform');
    writeFileSync(terraform, '#!/bin/sh\necho \'{"terraform_version":"1.9.8"}\'\n', { mode: 0o755 });
    const { status, stderr } = inferencehub(folder, 'rehearse', 'dev');
    expect(status).toBe(2);
    expect(stderr).toContain(`Terraform 1.9.8 (${terraform}) is too old; 1.11 or newer is needed`);
  });

  test('tells of a program that is no Terraform', () => {
    writeFileSync(join(folder, 'terraform'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    const { status, stderr } = inferencehub(folder, 'rehearse', 'dev');
    expect(status).toBe(2);
    expect(stderr).toContain('does not say which version it is');
  });
});

test('the folders above hold no Terraform of their own', () => {
  // Otherwise the tests above would test nothing.
  expect(dirname(spawnSync('sh', ['-c', 'command -v terraform'], { encoding: 'utf8' }).stdout)).not.toMatch(
    /^\/(usr\/)?bin$/,
  );
});
