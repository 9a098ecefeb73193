import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process and everything that it started, as far as it still runs. */
export function processTree(root: number): number[] {
  const parents = parentsById();
  const tree = [root];
  for (const parent of tree) {
    for (const [id, itsParent] of parents) if (itsParent === parent) tree.push(id);
  }
  return tree.filter((id) => parents.has(id));
}

/**
 * Ends a process and everything that it started, at once: a pseudo-terminal starts a session of its own, so neither
 * a signal to a group nor the death of the parent would reach Terraform and its providers.
 */
export function endProcessTree(root: number): void {
  const stopped = new Set<number>();
  // A stopped process starts no other; when a look finds nobody new, the tree is complete.
  for (;;) {
    const fresh = processTree(root).filter((id) => !stopped.has(id));
    if (fresh.length === 0) break;
    for (const id of fresh) {
      stopped.add(id);
      signal(id, 'SIGSTOP');
    }
  }
  for (const id of stopped) signal(id, 'SIGKILL');
}

function signal(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name);
  } catch (error) {
    // It ended by itself meanwhile, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Every process of the machine that still runs, with its parent. */
function parentsById(): Map<number, number> {
  return existsSync('/proc/self/stat') ? parentsFromProc() : parentsFromPs();
}

/** Linux: slim images have no `ps`. */
function parentsFromProc(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // "id (name) state parent …"; the name may hold spaces and parentheses.
      const [state, parent] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (state !== 'Z') parents.set(Number(entry), Number(parent));
    } catch {
      // It ended between the listing and the look.
    }
  }
  return parents;
}

function parentsFromPs(): Map<number, number> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter(([, , state]) => state && !state.startsWith('Z'));
  return new Map(rows.map(([id, parent]) => [Number(id), Number(parent)]));
}
