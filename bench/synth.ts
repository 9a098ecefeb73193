import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench';
import { againstFloor, type Command, PROJECT } from './measure';

/** The app that cdktf starts for `prod`, against loading the same files of packages; and against smaller apps. */
export const synth: Bench = {
  name: 'synth',
  columns: ['app', 'CPU', 'memory', 'CPU of loading its packages', 'ratio'],
  rows(temporary, runs) {
    const output = { CDKTF_OUTDIR: join(temporary, 'cdktf.out') };
    const apps: Readonly<Record<string, Command>> = {
      '`prod`, as `cdktf.json` starts it': { node: ownApp(), variables: { ...output, ENVIRONMENT: 'prod' } },
      'one bucket, with ts-node, as `cdktf init` has it': minimal('bucket.ts', output),
      'the same, all of `@cdktf/provider-aws` imported': minimal('bucket-of-whole-package.ts', output),
    };
    return Object.entries(apps).map(([name, command]) => {
      const { used, floor, ratio } = againstFloor(command, temporary, runs);
      return [
        name,
        `${used.cpuMs.toFixed(0)} ms`,
        `${used.memoryMb.toFixed(0)} MB`,
        `${floor.cpuMs.toFixed(0)} ms`,
        ratio.toFixed(2),
      ];
    });
  },
};

/** The arguments for Node of the command in `cdktf.json`. */
function ownApp(): string[] {
  const { app } = JSON.parse(readFileSync(join(PROJECT, 'cdktf.json'), 'utf8')) as { readonly app: string };
  return app.split(' ').slice(1);
}

function minimal(file: string, variables: Readonly<Record<string, string>>): Command {
  return { node: [require.resolve('ts-node/dist/bin.js'), file], folder: join(__dirname, 'minimal'), variables };
}
