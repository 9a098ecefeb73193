import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = join(__dirname, '..', '..', '..', 'cli', 'bin.cjs');

describe('the command where nothing is installed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bin-'));
    mkdirSync(join(folder, 'cli'));
    copyFileSync(BIN, join(folder, 'cli', 'bin.cjs'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = () => spawnSync(process.execPath, [join(folder, 'cli', 'bin.cjs')], { encoding: 'utf8' });

  test('says what to run, in a project and in a clone, instead of a stack trace', () => {
    expect(run()).toMatchObject({ status: 2, stderr: 'what this needs is not installed; run: npm install\n' });
    writeFileSync(join(folder, 'cli', 'main.ts'), '');
    expect(run()).toMatchObject({ status: 2, stderr: 'what this needs is not installed; run: npm ci\n' });
  });
});
