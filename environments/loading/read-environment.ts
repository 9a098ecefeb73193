import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../constructs/telling/problems';
import type { EnvironmentFile } from './environment-files';

/** Environments are loaded at run time, by path; nothing of them is known when the program is built. */
const load = createRequire(__filename);

/** What a file says, before anything of it is checked. */
export function readEnvironment(file: EnvironmentFile): unknown {
  return extname(file.path) === '.ts' ? readTypeScript(file) : readYaml(file);
}

function readTypeScript(file: EnvironmentFile): unknown {
  let exported: { default?: unknown };
  try {
    exported = load(file.path) as { default?: unknown };
  } catch (error) {
    if (!existsSync(file.path)) throw new UserError(`there is no file ${file.shown}`);
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    throw new UserError(`${file.shown}${lineIn(stack, file.path)} cannot be loaded: ${message}`);
  }
  if (exported.default === undefined) {
    throw new UserError(`${file.shown} exports no environment; write "export default defineEnvironment({ … })"`);
  }
  return exported.default;
}

/** The line of a file that a stack trace goes through, as editors know it. */
function lineIn(stack: string, path: string): string {
  const line = Number.parseInt(stack.split(`${path}:`)[1] ?? '', 10);
  return Number.isNaN(line) ? '' : `:${line}`;
}

/** A YAML file. What is wrong with its syntax is told by place and kind only: a line of it may hold a secret. */
function readYaml(file: EnvironmentFile): unknown {
  let text: string;
  try {
    text = readFileSync(file.path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(
      code === 'ENOENT' ? `there is no file ${file.shown}` : `${file.shown} cannot be read (${code ?? 'unknown'})`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  if (document.errors.length > 0) {
    const told = document.errors.map(({ code, pos }) => {
      const { line, col } = lines.linePos(pos[0]);
      return `  line ${line}, column ${col}: ${code.toLowerCase().replaceAll('_', ' ')}`;
    });
    throw new UserError([`${file.shown} is no valid YAML`, ...told].join('\n'));
  }
  return document.toJS() as unknown;
}

/** Whether a YAML file that says this is in the shape of InferenceHub's own command, not in this project's. */
export function isInferenceHubYaml(file: EnvironmentFile, read: unknown): boolean {
  if (extname(file.path) === '.ts' || typeof read !== 'object' || read === null || 'cluster' in read) return false;
  const theirs = ['clusterName', 'domain', 'cloudProvider', 'models', 'postgresql', 'versions', 'webSearch', 'aws'];
  return basename(file.path).startsWith('inferencehub') || theirs.some((key) => key in read);
}
