import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..');

/** What a command uses, all of its processes of Node together. */
export interface Usage {
  /** Time of processors, the program's and the system's for it. */
  readonly cpuMs: number;
  /** The largest process' resident memory at its height. */
  readonly memoryMb: number;
  /** Files of packages that were loaded, where it was asked for. */
  readonly files: readonly string[];
}

export interface Command {
  /** Arguments for Node. */
  readonly node: readonly string[];
  /** @defaultValue the project's folder */
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The exit code that is right. @defaultValue 0 */
  readonly status?: number;
}

/** Runs a command once to warm up, then `runs` times. @returns the medians */
export function measured(command: Command, runs: number): Usage {
  usageOf(command);
  return medianOf(Array.from({ length: runs }, () => usageOf(command)));
}

/**
 * Measures a command against loading the files of packages that it loads and doing nothing else. The two take turns, since
 * a machine that others use is faster at one time than at another.
 */
export function againstFloor(
  command: Command,
  temporary: string,
  runs: number,
): { readonly used: Usage; readonly floor: Usage; readonly ratio: number } {
  const list = join(temporary, 'files.json');
  const { files } = usageOf({ ...command, variables: { ...command.variables, BENCH_FILES: '1' } });
  writeFileSync(list, JSON.stringify(files));
  const load: Command = { node: [join(__dirname, 'load.cjs')], variables: { BENCH_LOAD: list } };
  const turns = Array.from({ length: runs }, () => ({ used: usageOf(command), floor: usageOf(load) }));
  return {
    used: medianOf(turns.map(({ used }) => used)),
    floor: medianOf(turns.map(({ floor }) => floor)),
    ratio: median(turns.map(({ used, floor }) => used.cpuMs / floor.cpuMs)),
  };
}

function usageOf({ node, folder = PROJECT, variables, status = 0 }: Command): Usage {
  const report = join(tmpdir(), `bench-${process.pid}.jsonl`);
  const { NODE_OPTIONS = '' } = process.env;
  const finished = spawnSync(process.execPath, node, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...variables,
      CHECKPOINT_DISABLE: '1',
      NODE_OPTIONS: `${NODE_OPTIONS} --require ${JSON.stringify(join(__dirname, 'usage.cjs'))}`,
      BENCH_USAGE: report,
    },
  });
  if (finished.status !== status) throw new Error(`${node.join(' ')} fails: ${finished.stdout}${finished.stderr}`);
  const processes = readFileSync(report, 'utf8').trim().split('\n');
  rmSync(report);
  return processes
    .map((line) => JSON.parse(line) as Usage)
    .reduce((sum, one) => ({
      cpuMs: sum.cpuMs + one.cpuMs,
      memoryMb: Math.max(sum.memoryMb, one.memoryMb),
      files: [...sum.files, ...one.files],
    }));
}

function medianOf(usages: readonly Usage[]): Usage {
  return {
    cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
    memoryMb: median(usages.map(({ memoryMb }) => memoryMb)),
    files: [],
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
