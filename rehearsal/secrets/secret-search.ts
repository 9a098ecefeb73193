import { decodedPart, encodedParts, unpacked, withoutEscapes } from './encodings';

/** A made-up secret that is searched for. */
export interface Marker {
  readonly value: string;
  /** What it stands for: `random_password.result`, `variable OPENAI_API_KEY`. */
  readonly origin: string;
  /** Why it may stand in a state (and so in a plan, which carries the state); absent when it may be seen nowhere. */
  readonly allowedInState?: string;
}

/** How many encodings are taken off, one inside the other: base64 of a compressed file with JSON in it are three. */
const DEPTH = 3;

/** Something shorter turns up by chance in what was decoded, and was no text before. */
const SHORTEST_DECODED = 8;

/** A secret, and its text with one character for each byte. */
type Text = readonly [Marker, string];

/** Looks for made-up secrets in contents. */
export class SecretSearch {
  private readonly texts: readonly Text[];
  private readonly short: readonly Text[];
  /** How one of the secrets begins: most readings have none, and are read once for all. */
  private readonly beginning: RegExp;
  /** Copies of states, and names that stand in every file, by how many encodings they were read without. */
  private readonly known = Array.from({ length: DEPTH + 1 }, () => new Map<string, readonly Marker[]>());

  constructor(markers: readonly Marker[]) {
    const texts = markers.map((marker): Text => [marker, Buffer.from(marker.value).toString('latin1')]);
    this.texts = texts.filter(([, text]) => text.length >= SHORTEST_DECODED);
    this.short = texts.filter(([, text]) => text.length > 0 && text.length < SHORTEST_DECODED);
    const beginnings = new Set(this.texts.map(([, text]) => text.slice(0, SHORTEST_DECODED)));
    this.beginning = new RegExp([...beginnings].map(literally).join('|') || '(?!)');
  }

  /** Those of the secrets that a content says: as they are, or encoded in any of the ways that are known. */
  seenIn(content: Buffer): readonly Marker[] {
    const text = content.toString('latin1');
    return [...new Set([...containedIn(text, this.short), ...this.read(content, DEPTH)])];
  }

  private read(content: Buffer, depth: number): readonly Marker[] {
    const text = content.toString('latin1');
    return this.once(text, depth, () => [
      ...(this.beginning.test(text) ? containedIn(text, this.texts) : []),
      ...(depth === 0 ? [] : this.readInner(content, text, depth - 1)),
    ]);
  }

  private readInner(content: Buffer, text: string, depth: number): Marker[] {
    return [
      ...unpacked(content).flatMap((inner) => this.read(inner, depth)),
      ...withoutEscapes(text).flatMap((inner) => this.read(Buffer.from(inner, 'latin1'), depth)),
      ...encodedParts(text).flatMap((part) => this.readPart(part, depth)),
    ];
  }

  /** What a part of a text says, by a key that no text has. */
  private readPart(part: string, depth: number): readonly Marker[] {
    return this.once(`\0${part}`, depth, () =>
      decodedPart(part).flatMap((decoded) => [
        ...this.read(decoded, depth),
        // What is packed and encoded is one encoding to its reader.
        ...unpacked(decoded).flatMap((inner) => this.read(inner, depth)),
      ]),
    );
  }

  private once(key: string, depth: number, search: () => readonly Marker[]): readonly Marker[] {
    const seen = this.known[depth]?.get(key) ?? search();
    this.known[depth]?.set(key, seen);
    return seen;
  }
}

function containedIn(reading: string, texts: readonly Text[]): Marker[] {
  return texts.flatMap(([marker, text]) => (reading.includes(text) ? [marker] : []));
}

/** A text as a pattern that matches nothing else. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
