import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Helper } from './helpers';

/**
 * The command of a helper's app, for `cdktf … --app`.
 * @param flags of that app, each with its value
 */
export function helperCommand(helper: Helper, flags: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, value]));
  const extension = extname(__filename);
  const loader =
    extension === '.ts'
      ? ['--require', join(__dirname, '..', '..', 'runtime', 'typescript.cjs')]
      : ['--import', pathToFileURL(require.resolve('tsx')).href];
  // cdktf hands it to a shell, in the project's folder, which need not have tsx; a path may have a space in it.
  const words = [...loader, join(__dirname, `app${extension}`), helper, ...given].map((word) => `"${word}"`);
  return `node ${words.join(' ')}`;
}
