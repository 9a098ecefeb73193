import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');
const HOOK = join('runtime', 'typescript.cjs');

describe('TypeScript without a build', () => {
  let project: string;
  let main: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'typescript-'));
    main = join(project, 'main.ts');
    mkdirSync(join(project, 'runtime'));
    copyFileSync(join(PROJECT, HOOK), join(project, HOOK));
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(join(PROJECT, 'node_modules', 'sucrase'), join(project, 'node_modules', 'sucrase'));
  });
  afterEach(() => {
    rmSync(project, { recursive: true });
  });
  const run = () =>
    spawnSync(process.execPath, ['--require', `./${HOOK}`, 'main.ts'], { cwd: project, encoding: 'utf8' });

  test('names the line of the source that an error comes from', () => {
    writeFileSync(
      main,
      [
        "import { fails } from './fails';",
        '// A type takes lines that the JavaScript does not have.',
        'interface Settings {',
        '  readonly text: string;',
        '}',
        '',
        "const settings: Settings = { text: 'no such luck' };",
        'fails(settings.text);',
      ].join('\n'),
    );
    writeFileSync(
      join(project, 'fails.ts'),
      'export function fails(\n  text: string,\n): never {\n  throw new Error(text);\n}\n',
    );
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain(`${join(project, 'fails.ts')}:4\n`);
    expect(stderr).toMatch(/no such luck\n +at fails \(.*fails\.ts:4:\d+\)\n +at .*main\.ts:8:\d+/);
  });

  test('runs what stands in a file now, whatever its time and size', () => {
    writeFileSync(main, 'console.log(1 as number)');
    const { atime, mtime } = statSync(main);
    expect(run().stdout).toBe('1\n');
    writeFileSync(main, 'console.log(2 as number)');
    utimesSync(main, atime, mtime);
    expect(run().stdout).toBe('2\n');
  });

  test('keeps what it made of a file for the next run', () => {
    const cache = join(project, 'node_modules', '.cache', 'inferencehub-cdktf', 'typescript.json');
    writeFileSync(main, "console.log('made' as string)");
    run();
    writeFileSync(cache, readFileSync(cache, 'utf8').replace('made', 'kept'));
    expect(run().stdout).toBe('kept\n');
  });

  test('runs where nothing can be kept', () => {
    writeFileSync(join(project, 'node_modules', '.cache'), 'no folder');
    writeFileSync(main, 'console.log(1 as number)');
    expect(run()).toMatchObject({ status: 0, stdout: '1\n', stderr: '' });
  });
});
