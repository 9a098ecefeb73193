import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Marker, SecretSearch } from './secret-search';
import { unzip } from './zip';

/** A made-up secret that was seen where none may be. */
export interface SecretFinding {
  readonly origin: string;
  /** The file, relative to the rehearsal's folder; for a plan also the file in it. */
  readonly file: string;
  /** Where in the file, when it is JSON: the paths of the attributes. */
  readonly paths: readonly string[];
}

export interface SecretScanResult {
  readonly markers: number;
  readonly files: number;
  readonly found: readonly SecretFinding[];
  /** Secrets seen in a state that may stand there, with the reason. */
  readonly excepted: readonly { readonly origin: string; readonly reason: string }[];
}

/** A text that is searched, with what may be in it. */
interface SearchedFile {
  readonly file: string;
  readonly content: Buffer;
  /** The same without what a terminal does to it. */
  readonly unbroken?: Buffer;
  readonly isState: boolean;
}

/**
 * Searches everything that a rehearsal left in its folder for the made-up secrets: plan files (unpacked), states,
 * synthesized files, logs and command lines; as they are, encoded and compressed in the ways that
 * {@link SecretSearch} knows, and in logs also with line breaks in between.
 * @param except folders that are not searched
 */
export function scanForSecrets(
  directory: string,
  markers: readonly Marker[],
  except: readonly string[],
): SecretScanResult {
  const searched = [...filesIn(directory, except)].flatMap((path) => searchedFiles(directory, path));
  const search = new SecretSearch(markers);
  const filesOf = new Map<Marker, SearchedFile[]>(markers.map((marker) => [marker, []]));
  for (const file of searched) {
    const seen = [file.content, ...(file.unbroken ? [file.unbroken] : [])].flatMap((content) => search.seenIn(content));
    for (const marker of new Set(seen)) filesOf.get(marker)?.push(file);
  }
  const found: SecretFinding[] = [];
  const excepted = new Map<string, string>();
  for (const [marker, files] of filesOf) {
    for (const { file, content, isState } of files) {
      if (isState && marker.allowedInState !== undefined) excepted.set(marker.origin, marker.allowedInState);
      else found.push({ origin: marker.origin, file, paths: jsonPaths(content, marker) });
    }
  }
  return {
    markers: markers.length,
    files: searched.length,
    found,
    excepted: [...excepted].map(([origin, reason]) => ({ origin, reason })),
  };
}

/** Every regular file below a folder; links lead to providers, which are programs and not output. */
function* filesIn(directory: string, except: readonly string[]): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (except.includes(path)) continue;
    if (entry.isDirectory()) yield* filesIn(path, except);
    else if (entry.isFile()) yield path;
  }
}

function searchedFiles(directory: string, path: string): SearchedFile[] {
  const file = relative(directory, path);
  const content = readFileSync(path);
  if (path.endsWith('.tfplan')) {
    return unzip(content).map((entry) => ({
      file: `${file}:${entry.name}`,
      content: entry.content,
      isState: entry.name.startsWith('tfstate') || entry.name === 'tfplan',
    }));
  }
  const isState = /\.tfstate(\.backup)?$/.test(path);
  if (!path.endsWith('.log')) return [{ file, content, isState }];
  // A terminal breaks long lines and colours them; taken out, the pieces of a secret stand together again.
  const unbroken = stripVTControlCharacters(content.toString('latin1')).replace(/\s+/g, '');
  return [{ file, content, unbroken: Buffer.from(unbroken, 'latin1'), isState }];
}

/** The places of the strings that hold a secret; none when the content is not JSON. */
function jsonPaths(content: Buffer, marker: Marker): string[] {
  try {
    return placesIn(JSON.parse(content.toString('utf8')), new SecretSearch([marker])).map((steps) => steps.join('.'));
  } catch {
    return [];
  }
}

function placesIn(value: unknown, search: SecretSearch): string[][] {
  if (typeof value === 'string') return search.seenIn(Buffer.from(value)).map(() => []);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, search).map((steps) => [stepName(key, member), ...steps]),
  );
}

/** An index says little; a resource in a state is better known by its type and name. */
function stepName(key: string, member: unknown): string {
  const { type, name } = (member ?? {}) as { type?: unknown; name?: unknown };
  return typeof type === 'string' && typeof name === 'string' ? `${type}.${name}` : key;
}
