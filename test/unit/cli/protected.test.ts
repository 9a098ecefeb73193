import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const COMMAND = join(__dirname, '..', '..', '..', 'cli', 'bin.cjs');

function inferencehub(...args: string[]) {
  return spawnSync(process.execPath, [COMMAND, 'protected', ...args], { encoding: 'utf8' });
}

describe('inferencehub protected', () => {
  test('says of each value why it is protected and what to write instead', () => {
    const { status, stdout } = inferencehub('openwebui');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^persistence +files are where the environment keeps them +the environment's storage$/m);
    expect(stdout).not.toContain('database.writer');
  });

  test('prints all charts as JSON, variables with the list that they stand in', () => {
    const charts = JSON.parse(inferencehub('--json').stdout) as Record<string, { value: string }[]>;
    expect(Object.keys(charts)).toEqual(['litellm', 'litellm-helm', 'open-webui']);
    expect(charts.litellm?.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['database.writer', 'gateway.extraEnv[^REDIS_]']),
    );
  });

  test('refuses an application that there is none of', () => {
    const { status, stdout, stderr } = inferencehub('searxng');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('searxng takes no Helm values; these do: litellm, openwebui');
  });
});
