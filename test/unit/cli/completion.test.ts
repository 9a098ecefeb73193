import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { candidates } from '../../../cli/completion/candidates';
import { completionScript, type Shell, SHELLS } from '../../../cli/completion/completion-script';
import { inferencehub } from '../../../cli/program';

const PROJECT = join(__dirname, '..', '..', '..');
const COMMAND = [process.execPath, join(PROJECT, 'cli', 'bin.cjs')];

describe('candidates', () => {
  const ENVIRONMENTS = ['dev', 'prod', 'prod-eu'];
  const values = (...words: readonly string[]) =>
    candidates(inferencehub(), words, {
      environments: () => ENVIRONMENTS,
      applications: () => ['litellm', 'openwebui'],
    }).map(({ value }) => value);

  test('are verbs, and none that only scripts call', () => {
    expect(values('')).toEqual(expect.arrayContaining(['init', 'rehearse', 'plan', 'deploy', 'completion']));
    expect(values('')).not.toContain('complete');
    expect(values('de')).toEqual(['deploy', 'destroy']);
  });

  test('are environments where a verb takes them, one or several', () => {
    expect(values('plan', 'prod')).toEqual(['prod', 'prod-eu']);
    expect(values('plan', 'prod', '')).toEqual([]);
    expect(values('rehearse', 'prod', '--json', '')).toEqual(ENVIRONMENTS);
    expect(values('init', '')).toEqual([]);
  });

  test('are the flags of the verb, or of the command itself', () => {
    expect(values('policy', 'prod', '--')).toEqual(['--json', '--plans', '--quiet', '--help']);
    expect(values('--v')).toEqual(['--version']);
  });

  test('are values of a flag that has a fixed list', () => {
    expect(values('trust-policy', 'prod', '--for', '')).toEqual(['hcp', 'github', 'gitlab']);
    expect(values('init', '--cluster', 'k')).toEqual(['kubeconfig']);
    expect(values('protected', 'o')).toEqual(['openwebui']);
  });

  test('are more values of a flag that takes several, and flags after one', () => {
    expect(values('rehearse', 'prod', '--stack', 'data', 'a')).toEqual(['apps']);
    expect(values('rehearse', 'prod', '--stack', 'data', '--ke')).toEqual(['--keep']);
    expect(values('rehearse', 'prod', '--stack', '--ke')).toEqual([]);
  });

  test('are none where a file can stand: the shell knows better', () => {
    expect(values('plan', 'prod', '--output', '')).toEqual([]);
  });
});

describe('completionScript', () => {
  /** What a shell offers for a line, by the script that it has read. */
  const offered: Readonly<Record<Shell, (script: string, line: string, cwd: string) => string[]>> = {
    bash: (script, line, cwd) =>
      run(
        [
          'bash',
          '--norc',
          '-c',
          'source "$0"; read -ra COMP_WORDS <<<"$1"; [[ $1 == *" " ]] && COMP_WORDS+=(""); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _inferencehub; printf "%s\\n" "${COMPREPLY[@]}"',
          script,
          line,
        ],
        cwd,
      ),
    zsh: (script, line, cwd) =>
      run(
        [
          'zsh',
          '-f',
          '-c',
          'compdef() { : }; _describe() { print -l -- "${(@)${(@P)2}%%:*}" }; _files() { print -r -- files }; source "$1"; words=("${(@s: :)2}"); CURRENT=$#words; _inferencehub',
          '-',
          script,
          line,
        ],
        cwd,
      ),
    fish: (script, line, cwd) =>
      run(
        [
          'fish',
          '--no-config',
          '-c',
          'source $argv[1]; complete -C $argv[2] | string replace -r "\\t.*" ""',
          script,
          line,
        ],
        cwd,
      ),
  };

  function run([program = '', ...args]: readonly string[], cwd: string): string[] {
    const { stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  }

  const isInstalled = (shell: Shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "com'pletion-"));
    writeFileSync(join(folder, 'cdktf.json'), '{}');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describe.each(SHELLS)('for %s', (shell) => {
    const testWith = isInstalled(shell) ? test : test.skip;
    const title = (text: string) => (isInstalled(shell) ? text : `${text} (not tried: ${shell} is not installed here)`);
    let script: string;
    beforeAll(() => {
      script = join(folder, `completion.${shell}`);
      writeFileSync(script, completionScript(shell, COMMAND));
    });

    testWith(title('completes verbs, environments, flags and their values'), () => {
      const offers = (line: string) => offered[shell](script, line, PROJECT);
      expect(offers('inferencehub de')).toEqual(['deploy', 'destroy']);
      expect(offers('inferencehub plan st')).toEqual(['staging']);
      expect(offers('inferencehub plan ').sort()).toEqual(['dev', 'external', 'local', 'prod', 'staging']);
      expect(offers('inferencehub plan prod --exp')).toEqual(['--expect-none']);
      expect(offers('inferencehub trust-policy prod --for git')).toEqual(['github', 'gitlab']);
    });

    testWith(title('evaluates nothing of what stands in the line'), () => {
      const trap = join(tmpdir(), `trap-${process.pid}-${shell}`);
      offered[shell](script, `inferencehub plan $(touch\${IFS}${trap})`, PROJECT);
      expect(spawnSync('ls', [trap]).status).not.toBe(0);
    });
  });

  test('starts the command from a folder with a quote in its name', () => {
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\nprintf "here\\t\\n"\n', { mode: 0o755 });
    const script = join(folder, 'quoted.bash');
    writeFileSync(script, completionScript('bash', [program]));
    expect(offered.bash(script, 'inferencehub ', folder)).toEqual(['here']);
  });
});
