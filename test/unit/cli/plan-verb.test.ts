import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planVerb } from '../../../cli/verbs/plan';
import { written } from '../environments/support';

describe('inferencehub plan', () => {
  test('refuses what is planned on HCP Terraform, and names the command that plans it there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'remote-'));
    const file = join(folder, 'external.yaml');
    writeFileSync(file, JSON.stringify(written('external')));
    try {
      await expect(planVerb().parseAsync([file], { from: 'user' })).rejects.toThrow(
        `is planned on HCP Terraform, which shows its plans itself; nothing was done\n` +
          `  plan it there, by runs that cannot be applied: inferencehub upload ${file} --plan-only\n`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
