import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
// cdktf's own command brings it, to run Terraform in a terminal.
import { spawn } from '@cdktf/node-pty-prebuilt-multiarch';
import { PROJECT } from '../../docs/support/documents';
import { inFolder, makeProject } from './support';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

/** What is typed at the question that has these words. */
type Script = readonly (readonly [question: string, keys: string])[];

/** Runs the command in a terminal and answers its questions in their order. */
function dialogue(folder: string, args: readonly string[], script: Script): Promise<{ code: number; shown: string }> {
  return new Promise((resolve) => {
    const terminal = spawn(process.execPath, [join(PROJECT, 'cli', 'bin.cjs'), 'init', ...args], {
      cwd: folder,
      cols: 160,
      rows: 50,
      env: { ...(process.env as Record<string, string>), AWS_REGION: 'eu-west-1' },
    });
    let shown = '';
    let read = 0;
    const open = [...script];
    terminal.onData((data) => {
      shown += data;
      const [question, keys] = open[0] ?? [];
      const text = stripVTControlCharacters(shown.slice(read));
      if (question === undefined || keys === undefined || !text.includes(question)) return;
      open.shift();
      read = shown.length;
      terminal.write(keys);
    });
    terminal.onExit(({ exitCode }) => {
      resolve({ code: exitCode, shown: stripVTControlCharacters(shown) });
    });
  });
}

describe('the dialogue of init', () => {
  test('asks for what the answers leave open, again after a wrong answer, and writes the environment', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      const { code, shown } = await dialogue(
        folder,
        [],
        [
          ["The environment's name", `team${ENTER}`],
          ['Which Kubernetes cluster', ENTER],
          ["The AWS account's id", `12${ENTER}`],
          ['it takes an account id', `3456789012${ENTER}`],
          ['The AWS region (eu-west-1)', ENTER],
          ['What is it for?', `${DOWN}${ENTER}`],
          ['From which ranges', ENTER],
          ['Where is PostgreSQL?', `${DOWN}${DOWN}${ENTER}`],
          ["The PostgreSQL server's address", `db.example.com${ENTER}`],
          ["Redis of Open WebUI's sessions", ENTER],
          ["Redis of LiteLLM's cached answers", `${DOWN}${ENTER}`],
          ['Whose models', `${DOWN} ${ENTER}`],
          ['How do users reach', ENTER],
          ['Where does Terraform keep', ENTER],
        ],
      );
      expect({ code, shown }).toMatchObject({ code: 0 });
      expect(shown).toContain('written: environments/team.ts');
      expect(shown).toContain('export LITELLM_DATABASE_PASSWORD=…');
      const text = readFileSync(join(folder, 'environments', 'team.ts'), 'utf8');
      expect(text).toContain("account: { id: '123456789012', region: 'eu-west-1' }");
      expect(text).toContain('postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@db.example.com/litellm');
      expect(text).toMatch(/provider: 'bedrock'[^]*provider: 'openai'/);
    });
  });

  test('asks nothing that a flag has answered', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      const flags = ['--cluster=kubeconfig', '--context=kind-x', '--purpose=trial', '--postgres=in-cluster'];
      const more = ['--openwebui-redis=in-cluster', '--litellm-redis=in-cluster', '--models=openai', '--state=local'];
      const { code, shown } = await dialogue(folder, ['team', ...flags, ...more], [['How do users reach', ENTER]]);
      expect({ code, shown }).toMatchObject({ code: 0 });
      expect(shown).not.toContain('Which Kubernetes cluster');
      expect(existsSync(join(folder, 'environments', 'team.ts'))).toBe(true);
    });
  });

  test('writes nothing when it is left', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      const { code, shown } = await dialogue(folder, ['team'], [['Which Kubernetes cluster', CTRL_C]]);
      expect(code).toBe(130);
      expect(shown).toContain('nothing was written');
      expect(existsSync(join(folder, 'environments', 'team.ts'))).toBe(false);
    });
  });
});
