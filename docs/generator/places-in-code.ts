import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const RULES = join('environments', 'rules');

/**
 * Where a block of settings is in the code: the room of its construct, the room's tests, and the rules that name it; as
 * one line of Markdown, seen from the reference.
 * @param block the block's name
 * @param file the source of its settings
 */
export function placesInCode(block: string, file: string): string {
  const room = relative(ROOT, dirname(file));
  const tests = join('test', 'unit', basename(room));
  const rules = readdirSync(join(ROOT, RULES)).filter((rule) =>
    names(readFileSync(join(ROOT, RULES, rule), 'utf8'), block),
  );
  return [
    `In the code: ${link(room)}`,
    ...(existsSync(join(ROOT, tests)) ? [`tests ${link(tests)}`] : []),
    ...(rules.length > 0 ? [`rules ${rules.map((rule) => link(join(RULES, rule))).join(', ')}`] : []),
  ].join(' · ');
}

/** Whether a rule speaks of a setting of the block: `at('redis.litellm')`. */
function names(source: string, block: string): boolean {
  return new RegExp(`at\\(['"\`]${block}[.'"\`[]`).test(source);
}

function link(path: string): string {
  return `[${path}](../../${path})`;
}
