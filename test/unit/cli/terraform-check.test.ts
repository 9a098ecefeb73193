import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findTerraform } from '../../../rehearsal';
import { freshFolder } from '../../support/fresh-folder';

const COMMAND = join(__dirname, '..', '..', '..', 'cli', 'bin.cjs');

/** Runs the command with only the given folder and Node's on the PATH. */
function inferencehub(folder: string, args: readonly string[], program = 'terraform') {
  const env = { ...process.env, PATH: [folder, '/bin', '/usr/bin'].join(':'), TERRAFORM_BINARY_NAME: program };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

/** A program that says nothing but its version. */
function fake(folder: string, name: string, version: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${version}'\necho 'on linux_amd64'\n`, { mode: 0o755 });
  return path;
}

describe('a machine without the right Terraform', () => {
  const folder = freshFolder();

  test.each(['rehearse', 'deploy', 'destroy', 'wiring'])('%s says that there is none and how to get it', (verb) => {
    const { status, stderr, stdout } = inferencehub(folder(), [verb, 'no-such-environment']);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('terraform is not on this machine');
    expect(stderr).toMatch(/releases\.hashicorp\.com|brew install|winget install/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('names the version that is too old, where it is, and the one that is needed', () => {
    const terraform = fake(folder(), 'terraform', 'Terraform v1.9.8');
    const { status, stderr } = inferencehub(folder(), ['rehearse', 'dev']);
    expect(status).toBe(2);
    expect(stderr).toContain(`Terraform 1.9.8 (${terraform}) is too old; 1.11 or newer is needed`);
  });

  test('tells of a program that is no Terraform', () => {
    fake(folder(), 'terraform', 'hello');
    const { status, stderr } = inferencehub(folder(), ['rehearse', 'dev']);
    expect(status).toBe(2);
    expect(stderr).toContain('does not say which version it is');
  });
});

describe('OpenTofu in place of Terraform', () => {
  const folder = freshFolder();

  /** As the command finds it, or what it says instead. */
  const found = (name = 'tofu') => findTerraform({ PATH: folder(), TERRAFORM_BINARY_NAME: name });

  test('is what TERRAFORM_BINARY_NAME names', () => {
    const path = fake(folder(), 'tofu', 'OpenTofu v1.12.6');
    expect(found()).toEqual({ product: 'OpenTofu', path, version: '1.12.6' });
  });

  test('is known by what it says, under whatever name', () => {
    fake(folder(), 'terraform', 'OpenTofu v1.11.0-rc1');
    expect(found('terraform')).toMatchObject({ product: 'OpenTofu', version: '1.11.0-rc1' });
  });

  test('is refused where it cannot keep secrets out of state, with the way to a newer one', () => {
    const path = fake(folder(), 'tofu', 'OpenTofu v1.10.9');
    const { status, stderr } = inferencehub(folder(), ['rehearse', 'dev'], 'tofu');
    expect(status).toBe(2);
    expect(stderr).toContain(`OpenTofu 1.10.9 (${path}) is too old; 1.11 or newer is needed`);
    expect(stderr).toMatch(/get\.opentofu\.org|brew install opentofu|OpenTofu\.Tofu/);
    expect(stderr).not.toContain('hashicorp');
  });

  test('is what is advised where it is named and missing', () => {
    expect(() => found()).toThrow(/^tofu is not on this machine[^]*opentofu/i);
  });
});

test('the folders above hold no Terraform of their own', () => {
  // Otherwise the tests above would test nothing.
  expect(dirname(spawnSync('sh', ['-c', 'command -v terraform'], { encoding: 'utf8' }).stdout)).not.toMatch(
    /^\/(usr\/)?bin$/,
  );
});
