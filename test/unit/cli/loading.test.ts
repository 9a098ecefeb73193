import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');

/** Writes at the end which modules were loaded. */
const RECORDER = `process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.LOADED_MODULES, Object.keys(require.cache).join('\\n'));
});`;

describe('the command, to be quick, loads only what it needs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loading-'));
    writeFileSync(join(folder, 'recorder.cjs'), RECORDER);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The packages that a run loads, and the project's own folders. */
  function loaded(...args: readonly string[]): Set<string> {
    const record = join(folder, 'loaded.txt');
    const command = ['--require', join(folder, 'recorder.cjs'), join(PROJECT, 'cli', 'bin.cjs'), ...args];
    const env = { ...process.env, LOADED_MODULES: record };
    spawnSync(process.execPath, command, { cwd: PROJECT, env });
    const files = readFileSync(record, 'utf8').split('\n');
    return new Set(
      files.map((file) => {
        const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
        return inPackage ?? file.slice(PROJECT.length + 1).split('/')[0] ?? '';
      }),
    );
  }

  const OF_VERBS = ['zod', 'yaml', 'cdktf', '@inquirer/prompts', 'rehearsal', 'policy', 'operations'];

  test.each([
    ['for help', ['--help']],
    ["for a verb's help", ['rehearse', '--help']],
    ['for its version', ['--version']],
    ['to refuse a verb', ['rehaerse']],
    ['to refuse a flag', ['plan', 'prod', '--nope']],
    ["to refuse a flag's value", ['trust-policy', 'prod', '--for', 'nobody']],
    ['to complete an environment', ['complete', '--', 'plan', '']],
  ])('%s: no settings, no cdktf', (_, args) => {
    const packages = loaded(...args);
    expect(packages).toContain('commander');
    expect(OF_VERBS.filter((name) => packages.has(name))).toEqual([]);
  });

  test.each([
    ['to list environments', ['environments']],
    ['to refuse an environment', ['synth', 'pord']],
    ['to refuse one to deploy', ['deploy', 'pord']],
  ])('%s: settings, but no cdktf', (_, args) => {
    const packages = loaded(...args);
    expect(packages).toContain('zod');
    expect(['cdktf', '@cdktf/provider-aws'].filter((name) => packages.has(name))).toEqual([]);
  });
});
