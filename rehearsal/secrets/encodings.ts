import { gunzipSync, inflateSync } from 'node:zlib';
import { unzip } from './zip';

/** What a program writes by itself is smaller; an archive may be made to unpack to anything. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** base64, of both alphabets; broken into lines too, in which a line break may be escaped. */
const BASE64 = /(?:[A-Za-z0-9+/]{60,}(?:[\r\n]|\\[rn])+[ \t]*)+[A-Za-z0-9+/]*|[A-Za-z0-9+/_-]{12,}/g;
const HEX = /[0-9a-fA-F]{16,}/g;

/** How gzip, zlib and zip begin in base64. */
const COMPRESSED = /H4sI|eJ|eA|eN|UEsD/;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What leaves the rest of a text as it is. */
const ESCAPES = [unescaped, withoutPercents, withoutEntities, withoutTemplates, withoutNul];

/**
 * A text without what programs put around another when they hand it on, one kind at a time: the escapes of JSON, of
 * URLs, of HTML, of Terraform's templates, and what UTF-16 has between ASCII. One character stands for one byte, as in
 * `latin1`, here and in what follows.
 */
export function withoutEscapes(text: string): string[] {
  return ESCAPES.map((decode) => decode(text)).filter((decoded) => decoded !== text);
}

/** The parts of a text that may be base64 or hex. */
export function encodedParts(text: string): string[] {
  // What is all in one case is a name.
  const base64 = (text.match(BASE64) ?? []).filter((part) => /[A-Z]/.test(part) && /[a-z]/.test(part));
  return [...new Set([...base64, ...(text.match(HEX) ?? [])])];
}

/** All that such a part may say; what stands in front of it may have been taken for a piece of it. */
export function decodedPart(part: string): Buffer[] {
  const encoded = part.replace(/\\[rn]|\s/g, '');
  const readings = [0, 1, 2, 3].map((start) => Buffer.from(encoded.slice(start), 'base64'));
  if (/^[0-9a-fA-F]+$/.test(encoded)) readings.push(...[0, 1].map((start) => Buffer.from(encoded.slice(start), 'hex')));
  const compressed = encoded.search(COMPRESSED);
  if (compressed > 3) readings.push(Buffer.from(encoded.slice(compressed), 'base64'));
  return readings;
}

/** The escapes of JSON, which Go writes for `<`, `>` and `&` too. */
function unescaped(text: string): string {
  return text.replace(/((?:\\u[0-9a-fA-F]{4})+)|\\(["'\\/bfnrt])/g, (_, unicode?: string, plain: string = '') =>
    unicode === undefined
      ? (CONTROLS[plain] ?? plain)
      : inBytes(
          String.fromCharCode(
            ...unicode
              .slice(2)
              .split('\\u')
              .map((code) => parseInt(code, 16)),
          ),
        ),
  );
}

/** URLs, in which a form has a plus for a space. */
function withoutPercents(text: string): string {
  if (!/%[0-9a-fA-F]{2}/.test(text)) return text;
  return text.replace(/\+|%([0-9a-fA-F]{2})/g, (_, code?: string) =>
    code === undefined ? ' ' : String.fromCharCode(parseInt(code, 16)),
  );
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([0-9a-fA-F]{1,5})|(lt|gt|amp|quot|apos));/g,
    (_, decimal, hex, name: string) =>
      decimal !== undefined || hex !== undefined
        ? inBytes(String.fromCodePoint(parseInt(String(decimal ?? hex), decimal === undefined ? 16 : 10)))
        : (ENTITIES[name] ?? ''),
  );
}

/** `$${` and `%%{`, as Terraform shows what is no template. */
function withoutTemplates(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

/** UTF-16, as far as it is ASCII. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** What is in a compressed content; nothing if it is not one, or broken. */
export function unpacked(content: Buffer): Buffer[] {
  try {
    if (content.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) {
      return [gunzipSync(content, { maxOutputLength: LARGEST_BYTES })];
    }
    if (content[0] === 0x78 && content.length > 2 && content.readUInt16BE() % 31 === 0) {
      return [inflateSync(content, { maxOutputLength: LARGEST_BYTES })];
    }
    return content.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? unzip(content).map((entry) => entry.content) : [];
  } catch {
    return [];
  }
}

/** A text's bytes, one character each. */
function inBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
