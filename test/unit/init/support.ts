import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialize, type InitializeProps } from '../../../init/initialize';
import { PROJECT } from '../../docs/support/documents';

/** A folder for one test, removed after it. */
export async function inFolder<Result>(use: (folder: string) => Result | Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'init-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A project whose environments import this project's own schema. */
export function makeProject(folder: string): void {
  writeFileSync(join(folder, 'cdktf.json'), '{}\n');
  mkdirSync(join(folder, 'environments'));
  const schema = JSON.stringify(join(PROJECT, 'environments', 'schema'));
  writeFileSync(join(folder, 'environments', 'schema.ts'), `export { defineEnvironment } from ${schema};\n`);
}

/** Lets a folder find the library of this project, as if it were installed there. */
export function linkLibrary(folder: string): void {
  const library = join(folder, 'node_modules', 'inferencehub-cdktf');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), '{ "name": "inferencehub-cdktf", "main": "index.ts" }\n');
  writeFileSync(join(library, 'index.ts'), `export * from ${JSON.stringify(join(PROJECT, 'index'))};\n`);
}

/** `init` with nobody to ask. */
export function init(props: Partial<InitializeProps> & Pick<InitializeProps, 'folder'>): Promise<string> {
  return initialize({ name: 'team', flags: {}, interactive: false, region: undefined, ...props });
}
