import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironments } from '../../policy/synthesized';

describe('readEnvironments', () => {
  const output = mkdtempSync(join(tmpdir(), 'synthesized-test-'));

  beforeAll(() => {
    for (const stack of [
      'prod-managed-data',
      'prod-network',
      'prod-eu-network',
      'prod-eu-cluster-data',
      'prod-eu-cluster',
    ]) {
      mkdirSync(join(output, 'stacks', stack), { recursive: true });
      writeFileSync(join(output, 'stacks', stack, 'cdk.tf.json'), '{}');
    }
  });

  afterAll(() => {
    rmSync(output, { recursive: true });
  });

  test('tells environments apart whose names begin alike', () => {
    const environments = readEnvironments(output, [
      { name: 'prod', protection: true },
      { name: 'prod-eu', protection: true },
    ]);
    expect(environments.map(({ stacks }) => stacks.map(({ name }) => name))).toEqual([
      ['prod-managed-data', 'prod-network'],
      ['prod-eu-cluster', 'prod-eu-cluster-data', 'prod-eu-network'],
    ]);
  });

  test('refuses an environment of which nothing was written', () => {
    expect(() => readEnvironments(output, [{ name: 'dev', protection: false }])).toThrow(/no stack of dev/);
  });
});
