import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench';
import { measured, PROJECT, type Usage } from './measure';

const COUNTS = [1, 5, 50, 200];
const HOOK = join(PROJECT, 'runtime', 'typescript.cjs');

/** One app with more and more environments, each like `prod` in a network of its own. */
export const environments: Bench = {
  name: 'environments',
  columns: ['environments', 'CPU', 'memory', 'CPU of one more', 'memory of one more'],
  rows(temporary, runs) {
    let one: Usage | undefined;
    return COUNTS.map((count) => {
      const folder = join(temporary, `of-${count}`);
      writeApp(folder, count);
      const used = measured(
        { node: ['--require', HOOK, 'main.ts'], folder, variables: { ENVIRONMENT: '' } },
        count > 5 ? 1 : runs,
      );
      rmSync(folder, { recursive: true });
      one ??= used;
      const more = (all: number, first: number, unit: string) =>
        count === 1 ? '' : `${((all - first) / (count - 1)).toFixed(1)} ${unit}`;
      return [
        String(count),
        `${used.cpuMs.toFixed(0)} ms`,
        `${used.memoryMb.toFixed(0)} MB`,
        more(used.cpuMs, one.cpuMs, 'ms'),
        more(used.memoryMb, one.memoryMb, 'MB'),
      ];
    });
  },
};

function writeApp(folder: string, count: number): void {
  mkdirSync(join(folder, 'environments'), { recursive: true });
  const imported = (file: string) => JSON.stringify(join(PROJECT, file));
  writeFileSync(
    join(folder, 'main.ts'),
    `import { environmentsApp } from ${imported('app')};\n\nenvironmentsApp(process.env);\n`,
  );
  for (let index = 0; index < count; index++) {
    writeFileSync(
      join(folder, 'environments', `e${index}.ts`),
      `import prod from ${imported('environments/prod')};\n\n` +
        `export default { ...prod, network: { ...prod.network, cidr: '10.${index}.0.0/16' } };\n`,
    );
  }
}
