import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { PROJECT } from '../docs/support/documents';
import { inFolder, linkLibrary } from '../unit/init/support';

const COMMAND = join(PROJECT, 'cli', 'bin.cjs');

/** Runs the command in a folder, with nobody to ask. */
function inferencehub(folder: string, ...args: string[]) {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '1' },
  });
}

describe('a project that init makes in an empty folder', () => {
  test('rehearses green at once', async () => {
    await inFolder((folder) => {
      const made = inferencehub(folder, 'init', 'try', '--yes', '--cluster=kubeconfig', '--purpose=trial');
      expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: '' });

      // What `npm install` would bring.
      linkLibrary(folder);
      symlinkSync(join(PROJECT, 'node_modules', 'tsx'), join(folder, 'node_modules', 'tsx'));

      const { status, stdout, stderr } = inferencehub(folder, 'rehearse', 'try', '--json');
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { rehearsals } = JSON.parse(stdout) as { rehearsals: RehearsalReport[] };
      expect(rehearsals.map(({ passed, problems }) => ({ passed, problems }))).toEqual([
        { passed: true, problems: [] },
      ]);
      expect(rehearsals[0]?.stacks.map(({ name }) => name)).toEqual(['try-platform', 'try-cluster-data', 'try-apps']);
    });
  });
});
