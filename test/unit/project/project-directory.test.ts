import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '../../../project/project-directory';

describe('projectDirectory', () => {
  const own = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'project-')));
    mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
  });
  afterEach(() => {
    process.chdir(own);
    rmSync(folder, { recursive: true });
  });

  test('is the nearest folder upwards that has a cdktf.json', () => {
    writeFileSync(join(folder, 'deep', 'cdktf.json'), '{}');
    process.chdir(join(folder, 'deep', 'deeper'));
    expect(projectDirectory()).toBe(join(folder, 'deep'));
  });

  test("is the program's own project elsewhere", () => {
    process.chdir(folder);
    expect(projectDirectory()).toBe(own);
  });
});
