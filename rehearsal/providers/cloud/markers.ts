import { randomInt } from 'node:crypto';
import { appendLine, readLines } from './json-lines';
import { reasonToBeInState } from './secrets-of-state';

/** One made-up secret. */
export interface MarkerEntry {
  /** The secret itself, to be searched for. */
  marker: string;
  type: string;
  attribute: string;
  /** Why it may stand in a state; absent when it must never be seen. */
  allowedInState?: string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** What a secret has to look like. */
export interface SecretForm {
  /** In characters. */
  length: number;
  lower?: boolean;
  upper?: boolean;
  digits?: boolean;
  /** Special characters that it must have at least `count` of. */
  special?: { characters: string; count: number };
  /** Minimum counts of each; default 0. */
  minimum?: { lower: number; upper: number; digits: number };
}

/** Tells the secret to the leak scan and gives it back. */
export function recordMarker(file: string | undefined, marker: string, type: string, attribute: string): string {
  const allowedInState = reasonToBeInState(`${type}.${attribute}`);
  const entry: MarkerEntry = { marker, type, attribute, ...(allowedInState === undefined ? {} : { allowedInState }) };
  if (file !== undefined) appendLine(file, entry);
  return marker;
}

export function readMarkers(file: string): MarkerEntry[] {
  return readLines<MarkerEntry>(file);
}

/** A secret of the wanted form, different every time; it says that it is a marker wherever the form has room. */
export function makeSecret(form?: SecretForm): string {
  if (form === undefined) return `rehearsal-marker-${pick(LOWER + DIGITS, 20)}`;
  const { length, lower = true, upper = true, digits = true, special, minimum } = form;
  const demanded =
    pick(LOWER, minimum?.lower ?? 0) +
    pick(UPPER, minimum?.upper ?? 0) +
    pick(DIGITS, minimum?.digits ?? 0) +
    pick(special?.characters ?? '', special?.count ?? 0);
  const label = !lower ? '' : special?.characters.includes('-') === true ? 'rehearsal-marker-' : 'rehearsalmarker';
  const start = label.length + demanded.length + 16 <= length ? label : '';
  const alphabet = (lower ? LOWER : '') + (upper ? UPPER : '') + (digits ? DIGITS : '');
  const free = Math.max(0, length - start.length - demanded.length);
  return start + pick(alphabet === '' ? (special?.characters ?? LOWER) : alphabet, free) + demanded;
}

function pick(characters: string, count: number): string {
  return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length))).join('');
}
