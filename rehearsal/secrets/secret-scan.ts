import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { unzip } from './zip';

/** A made-up secret that is searched for. */
export interface Marker {
  readonly value: string;
  /** What it stands for: `random_password.result`, `variable OPENAI_API_KEY`. */
  readonly origin: string;
  /** Why it may stand in a state (and so in a plan, which carries the state); absent when it may be seen nowhere. */
  readonly allowedInState?: string;
}

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
  readonly isState: boolean;
}

/**
 * Searches everything that a rehearsal left in its folder for the made-up secrets: plan files (unpacked), states,
 * synthesized files, logs and command lines; as they are, in base64, and in logs also with line breaks in between.
 * @param except folders that are not searched
 */
export function scanForSecrets(
  directory: string,
  markers: readonly Marker[],
  except: readonly string[],
): SecretScanResult {
  const searched = [...filesIn(directory, except)].flatMap((path) => searchedFiles(directory, path));
  const found: SecretFinding[] = [];
  const excepted = new Map<string, string>();
  for (const marker of markers) {
    const forms = formsOf(marker.value);
    for (const { file, content, isState } of searched) {
      if (!forms.some((form) => content.includes(form))) continue;
      if (isState && marker.allowedInState !== undefined) excepted.set(marker.origin, marker.allowedInState);
      else found.push({ origin: marker.origin, file, paths: jsonPaths(content, forms) });
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
  // A terminal breaks long lines; taken out, the pieces of a secret stand together again.
  const unbroken = path.endsWith('.log')
    ? Buffer.from(content.toString('latin1').replace(/\s+/g, ''), 'latin1')
    : content;
  return [{ file, content: unbroken, isState: /\.tfstate(\.backup)?$/.test(path) }];
}

/** The secret itself, and the part of it that base64 has in common wherever in a longer text it stands. */
function formsOf(value: string): string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('\0'.repeat(offset) + value).toString('base64');
    // The first and last groups also hold bits of what stands before and after.
    return text.slice(offset === 0 ? 0 : 4, -4);
  });
  return [value, ...inBase64.filter((text) => text.length >= 12)];
}

/** The places of the strings that hold one of the forms; none when the content is not JSON. */
function jsonPaths(content: Buffer, forms: readonly string[]): string[] {
  try {
    return placesIn(JSON.parse(content.toString('utf8')), forms).map((steps) => steps.join('.'));
  } catch {
    return [];
  }
}

function placesIn(value: unknown, forms: readonly string[]): string[][] {
  if (typeof value === 'string') return forms.some((form) => value.includes(form)) ? [[]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, forms).map((steps) => [stepName(key, member), ...steps]),
  );
}

/** An index says little; a resource in a state is better known by its type and name. */
function stepName(key: string, member: unknown): string {
  const { type, name } = (member ?? {}) as { type?: unknown; name?: unknown };
  return typeof type === 'string' && typeof name === 'string' ? `${type}.${name}` : key;
}
