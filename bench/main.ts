import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command';
import { environments } from './environments';
import { synth } from './synth';

const BENCHES = [synth, environments, command];
const RUNS = 5;

/** Prints the tables of the benches whose names are given, or of all. */
function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `there is no bench ${unknown.join(', ')}; known: ${BENCHES.map(({ name }) => name).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const day = new Date().toISOString().slice(0, 10);
  process.stdout.write(`${day}, ${cpus().length} cores, Node ${process.versions.node}, medians of ${RUNS}\n`);
  for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const temporary = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const table = [bench.columns, bench.columns.map(() => '---'), ...bench.rows(temporary, RUNS)];
      process.stdout.write(`\n${bench.name}\n\n${table.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}`);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  }
}

main(process.argv.slice(2));
