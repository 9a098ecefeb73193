import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench';
import { measured, PROJECT } from './measure';

/** How long the command takes to start, and to say what is wrong, against Node's own start. */
export const command: Bench = {
  name: 'command',
  columns: ['command', 'CPU', 'memory', "times Node's own start"],
  rows(temporary, runs) {
    const wrong = join(temporary, 'wrong.yaml');
    writeFileSync(wrong, 'cluster: { kind: kubernetes }\n');
    const commands: readonly (readonly [string, readonly string[], number])[] = [
      ['`--help`', ['--help'], 0],
      ['`--version`', ['--version'], 0],
      ['a wrong flag', ['rehearse', '--wrong'], 2],
      ['`environments`', ['environments'], 0],
      ['a wrong environment', ['synth', wrong], 2],
    ];
    const node = measured({ node: ['--eval', ''] }, runs);
    return commands.map(([name, args, status]) => {
      const used = measured({ node: [join(PROJECT, 'cli', 'bin.cjs'), ...args], status }, runs);
      return [
        name,
        `${used.cpuMs.toFixed(0)} ms`,
        `${used.memoryMb.toFixed(0)} MB`,
        (used.cpuMs / node.cpuMs).toFixed(1),
      ];
    });
  },
};
