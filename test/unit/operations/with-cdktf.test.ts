import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { runDeployment } from '../../../operations/deployment/deployment-process';
import { withCdktf } from '../../../operations/deployment/with-cdktf';
import { recoverAfterFailure } from '../../../operations/recovery/recovery';
import { smallProject } from '../../rehearsal/support/small-project';

jest.mock('../../../operations/deployment/deployment-process');
jest.mock('../../../operations/recovery/recovery');
jest.mock('../../../operations/recovery/volume-growth');
const cdktf = jest.mocked(runDeployment);
const recovery = jest.mocked(recoverAfterFailure);

describe('deploy', () => {
  const here = process.cwd();
  let project: string;
  let programs: string;

  beforeAll(() => {
    project = smallProject('false');
    programs = mkdtempSync(join(tmpdir(), 'programs-'));
    writeFileSync(join(programs, 'terraform'), '#!/bin/sh\necho Terraform v1.11.4\n', { mode: 0o755 });
    process.env['TERRAFORM_BINARY_NAME'] = join(programs, 'terraform');
    process.chdir(project);
  });

  beforeEach(() => {
    cdktf.mockReset().mockResolvedValue({ code: 0, interrupted: 'no' });
    recovery.mockReset().mockResolvedValue(false);
    delete process.env['PROVIDER_KEY'];
  });

  afterAll(() => {
    process.chdir(here);
    delete process.env['TERRAFORM_BINARY_NAME'];
    rmSync(project, { recursive: true });
    rmSync(programs, { recursive: true });
  });

  test("is cdktf deploy '<environment>-*', with the flags after it", async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    await withCdktf('deploy', ['small', '--auto-approve', '--parallelism', '1']);
    const [args] = cdktf.mock.calls[0] ?? [];
    expect(args).toEqual(['deploy', 'small-*', '--auto-approve', '--parallelism', '1']);
  });

  test('hands the values of variables on in the environment, never as arguments', async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    await withCdktf('deploy', ['small']);
    const [args, environment] = cdktf.mock.calls[0] ?? [];
    expect(environment).toEqual({ ENVIRONMENT: 'small', TF_VAR_PROVIDER_KEY: 'sk-real' });
    expect(args?.join(' ')).not.toContain('sk-real');
  });

  test('hands no value on to a remote run, which would show it, and asks for none', async () => {
    const local = readFileSync(join(project, 'environments', 'small.yaml'), 'utf8');
    const state = '{ kind: hcp, organization: example, execution: { kind: agent, pool: here } }';
    writeFileSync(join(project, 'environments', 'remote.yaml'), `${local}state: ${state}\n`);
    process.env['PROVIDER_KEY'] = 'sk-real';
    await withCdktf('deploy', ['remote']);
    expect(cdktf.mock.calls[0]?.[1]).toEqual({ ENVIRONMENT: 'remote' });
    delete process.env['PROVIDER_KEY'];
    expect(await withCdktf('deploy', ['remote'])).toBe(0);
    rmSync(join(project, 'environments', 'remote.yaml'));
  });

  test('refuses while a variable is not set, names it, and does nothing', async () => {
    await expect(withCdktf('deploy', ['small'])).rejects.toThrow(
      /^nothing was done, because variables are not set here; .*\n {2}export PROVIDER_KEY=… {2}# small: litellm\.\S+$/,
    );
    expect(cdktf).not.toHaveBeenCalled();
  });

  test('refuses an environment that is not known, and lists those that are', async () => {
    await expect(withCdktf('deploy', ['smal'])).rejects.toThrow(/did you mean small\?\nknown \(environments\): small/);
  });

  test('refuses flags without an environment', async () => {
    await expect(withCdktf('deploy', ['--auto-approve'])).rejects.toThrow('name the environment first');
  });

  test('refuses to destroy what is protected before anything is gone, and destroys it afterwards', async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    await expect(withCdktf('destroy', ['small'])).rejects.toThrow('nothing was destroyed: `protection` is on in small');
    expect(cdktf).not.toHaveBeenCalled();
    appendFileSync(join(project, 'environments', 'small.yaml'), 'protection: false\n');
    await withCdktf('destroy', ['small']);
    expect(cdktf.mock.calls[0]?.[0]).toEqual(['destroy', 'small-*']);
  });

  test('takes a YAML file from anywhere, and tells the app its whole path', async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    await withCdktf('deploy', ['environments/small.yaml']);
    const [args, environment] = cdktf.mock.calls[0] ?? [];
    expect(args).toEqual(['deploy', 'small-*']);
    expect(environment?.['ENVIRONMENT']).toMatch(/^\/.*\/environments\/small\.yaml$/);
  });

  test('tells only the outcome with --quiet, and what cdktf printed where it fails', async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await withCdktf('deploy', ['small', '--quiet', '--auto-approve']);
      expect(cdktf.mock.calls[0]).toEqual([
        ['deploy', 'small-*', '--auto-approve'],
        expect.anything(),
        'shown on failure',
      ]);
      expect(written.mock.calls).toEqual([['small: deployed\n']]);
      cdktf.mockResolvedValue({ code: 1, interrupted: 'no' });
      expect(await withCdktf('deploy', ['small', '--quiet', '--auto-approve'])).toBe(1);
      expect(written).toHaveBeenCalledTimes(1);
    } finally {
      written.mockRestore();
    }
  });

  test('refuses --quiet where somebody has to approve what it would not show', async () => {
    await expect(withCdktf('deploy', ['small', '--quiet'])).rejects.toThrow('add --auto-approve');
    expect(cdktf).not.toHaveBeenCalled();
  });

  test("ends with cdktf's exit code", async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    cdktf.mockResolvedValue({ code: 7, interrupted: 'no' });
    expect(await withCdktf('deploy', ['small'])).toBe(7);
  });

  test('goes on once what was stuck is put right, and says so only where it failed', async () => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    await withCdktf('deploy', ['small']);
    expect(recovery).not.toHaveBeenCalled();
    cdktf.mockResolvedValueOnce({ code: 1, interrupted: 'no' });
    recovery.mockResolvedValue(true);
    expect(await withCdktf('deploy', ['small', '--recover', '--auto-approve'])).toBe(0);
    expect(recovery.mock.calls.map(([, consent]) => consent)).toEqual(['given']);
    // The flag is ours, and none of cdktf's.
    expect(cdktf.mock.calls.map(([args]) => args)).toEqual([
      ['deploy', 'small-*'],
      ['deploy', 'small-*', '--auto-approve'],
      ['deploy', 'small-*', '--auto-approve'],
    ]);
  });

  test.each([
    ['once, while something is still stuck', 'no', 1],
    ['once, where it was ended at once, and only says what is stuck', 'at once', 1],
    ['once, where it was stopped in order', 'in order', 0],
  ] as const)('deploys %s', async (_, interrupted, asked) => {
    process.env['PROVIDER_KEY'] = 'sk-real';
    cdktf.mockResolvedValue({ code: 130, interrupted });
    expect(await withCdktf('deploy', ['small', '--recover'])).toBe(130);
    expect(recovery).toHaveBeenCalledTimes(asked);
    if (interrupted !== 'no') expect(recovery.mock.calls.every(([, consent]) => consent === 'none')).toBe(true);
    expect(cdktf).toHaveBeenCalledTimes(1);
  });
});
