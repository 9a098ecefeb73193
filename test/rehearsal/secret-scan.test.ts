import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { scanForSecrets } from '../../rehearsal/secrets/secret-scan';
import type { Marker } from '../../rehearsal/secrets/secret-search';
import { unzip } from '../../rehearsal/secrets/zip';
import { freshFolder } from '../support/fresh-folder';

const SECRET = 'rehearsalmarkerAb3dEf6hIj9kLm2nOp5';
const MARKER: Marker = { value: SECRET, origin: 'random_password.result' };

describe('scanForSecrets', () => {
  const folder = freshFolder();

  /** Writes a file and scans. @returns the files that the secret was seen in */
  function seenIn(name: string, content: string | Buffer, marker: Marker = MARKER): string[] {
    writeFileSync(join(folder(), name), content);
    return scanForSecrets(folder(), [marker], []).found.map(({ file }) => file);
  }

  test('sees nothing where nothing is', () => {
    expect(seenIn('a.log', SECRET.slice(1))).toEqual([]);
  });

  test('sees a secret in a log, also over a line break of the terminal', () => {
    expect(seenIn('a.log', `password = ${SECRET.slice(0, 9)}\n            ${SECRET.slice(9)}`)).toEqual(['a.log']);
  });

  test.each([0, 1, 2])('sees a secret in base64, %i bytes into the text', (offset) => {
    const text = Buffer.from(`${'x'.repeat(offset)}${SECRET}yz`).toString('base64');
    expect(seenIn('cdk.tf.json', JSON.stringify({ text }))).toEqual(['cdk.tf.json']);
  });

  /** As `special` and `min_special` of `random_password` make them. */
  const SPECIAL = 'rehearsalmarker<Ab3>&"d\\E\'f6${h}%{i} +k/9=é€😀';
  const special: Marker = { value: SPECIAL, origin: 'random_password.result' };
  const json = (text: string) => JSON.stringify({ a: [text] });
  const go = (text: string) => json(text).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
  const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
  const html = (text: string) =>
    text.replace(/[<>&"']/g, (one) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&#34;' })[one] ?? '&#x27;');

  test.each<[string, (text: string) => string | Buffer]>([
    ['JSON', json],
    ['JSON as Go writes it, in states', go],
    ['JSON in which every character is escaped', (text) => json(text).replace(/[^\0-\x7f]/g, escaped)],
    ['JSON in JSON, as a chart’s values are in a state', (text) => go(json(text))],
    ['JSON in JSON in JSON', (text) => go(go(json(text)))],
    ['an address', (text) => `postgresql://user:${encodeURIComponent(text)}@host`],
    ['a form', (text) => new URLSearchParams({ text }).toString()],
    ['an address in JSON', (text) => go(`redis://:${encodeURIComponent(text)}@host`)],
    ['HTML', html],
    ['what Terraform shows', (text) => text.replace(/[$%](?=\{)/g, '$&$&')],
    ['base64', base64],
    ['base64 after a word', (text) => `token${base64(text)}`],
    ['base64 of URLs', (text) => Buffer.from(text).toString('base64url')],
    ['base64 in lines', (text) => base64('x'.repeat(50) + text).replace(/.{64}/g, '$&\n')],
    ['base64 in lines in JSON', (text) => json(base64('x'.repeat(50) + text).replace(/.{64}/g, '$&\n'))],
    ['base64 of base64', (text) => base64(`x${base64(`yz${text}`)}`)],
    ['base64 of JSON in JSON', (text) => go(base64(go(text)))],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['hex in upper case', (text) => `0x${Buffer.from(text).toString('hex').toUpperCase()}`],
    ['gzip', (text) => gzipSync(text)],
    ['gzip in base64', (text) => `value=${base64(gzipSync(text))}`],
    ['gzip in base64 in JSON', (text) => go(base64(gzipSync(go(text))))],
    ['gzip in base64 after a word', (text) => `value${base64(gzipSync(text))}`],
    ['zlib in base64', (text) => base64(deflateSync(text))],
    ['zip', (text) => zip('settings', text)],
    ['zip in base64', (text) => base64(zip('settings', text))],
  ])('sees a secret with special characters in %s', (_, encode) => {
    expect(seenIn('prod.tfstate', encode(SPECIAL), special)).toEqual(['prod.tfstate']);
    expect(seenIn('prod.tfstate', encode(SPECIAL.replace('Ab3', 'Ab4')), special)).toEqual([]);
  });

  test.each(['utf16le', 'utf-16be'] as const)('sees a secret in %s, and in base64 of it', (encoding) => {
    const little = Buffer.from(SECRET, 'utf16le');
    const content = encoding === 'utf16le' ? little : Buffer.from(little).swap16();
    expect(seenIn('a.json', content)).toEqual(['a.json']);
    expect(seenIn('a.json', base64(content))).toEqual(['a.json']);
  });

  test('says where in a state an encoded secret is', () => {
    const value = base64(gzipSync(go(SPECIAL)));
    writeFileSync(join(folder(), 'dev.tfstate'), JSON.stringify({ outputs: { kept: { value } } }));
    expect(scanForSecrets(folder(), [special], []).found).toMatchObject([{ paths: ['outputs.kept.value'] }]);
  });

  test('sees a secret in a log, also where a terminal colours it', () => {
    const half = SECRET.length / 2;
    expect(seenIn('a.log', `${SECRET.slice(0, half)}\x1b[0m\x1b[31;1m\n  ${SECRET.slice(half)}`)).toEqual(['a.log']);
  });

  test('does not take a few characters for a secret where they were no text', () => {
    const short = { value: 'a1b2', origin: 'random_string.result' };
    expect(seenIn('a.json', base64('xya1b2zz0000'), short)).toEqual([]);
    expect(seenIn('a.json', '{"pin":"a1b2"}', short)).toEqual(['a.json']);
  });

  test('reads on after what is no archive, though it begins like one', () => {
    const broken = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(SECRET)]);
    expect(seenIn('a.json', broken)).toEqual(['a.json']);
    expect(seenIn('a.json', `PK\x03\x04${SECRET}`)).toEqual(['a.json']);
  });

  test('says which resource of a state has it', () => {
    const resources = [
      { type: 'aws_vpc', name: 'one', instances: [{ attributes: { id: 'vpc' } }] },
      { type: 'helm_release', name: 'two', instances: [{ attributes: { values: [`{"a":"${SECRET}"}`] } }] },
    ];
    writeFileSync(join(folder(), 'dev.tfstate'), JSON.stringify({ resources }));
    expect(scanForSecrets(folder(), [MARKER], []).found).toEqual([
      {
        origin: 'random_password.result',
        file: 'dev.tfstate',
        paths: ['resources.helm_release.two.instances.0.attributes.values.0'],
      },
    ]);
  });

  test('looks into plan files, which are archives', () => {
    const archive = zip('tfplan', `binary ${SECRET} binary`);
    expect(archive.includes(SECRET)).toBe(false);
    expect(seenIn('apply.tfplan', archive)).toEqual(['apply.tfplan:tfplan']);
  });

  test('lets a secret of state be in a state, and nowhere else', () => {
    const marker = { ...MARKER, allowedInState: 'the provider keeps it' };
    expect(seenIn('dev.tfstate', SECRET, marker)).toEqual([]);
    expect(scanForSecrets(folder(), [marker], []).excepted).toEqual([
      { origin: 'random_password.result', reason: 'the provider keeps it' },
    ]);
    expect(seenIn('dev.log', SECRET, marker)).toEqual(['dev.log']);
  });

  test('leaves out a folder that it is told to leave out', () => {
    mkdirSync(join(folder(), 'books'));
    writeFileSync(join(folder(), 'books', 'markers'), SECRET);
    expect(scanForSecrets(folder(), [MARKER], [join(folder(), 'books')]).files).toBe(0);
  });
});

test('unzip reads names and contents', () => {
  expect(unzip(zip('one', 'text')).map(({ name, content }) => [name, content.toString()])).toEqual([['one', 'text']]);
});

/** `\\u20ac`, of every half of a pair. */
function escaped(text: string): string {
  return text.replace(/[^]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An archive of one deflated file, as Terraform writes them. */
function zip(name: string, text: string): Buffer {
  const data = deflateRawSync(text);
  const header = (signature: number, length: number, sizeAt: number, nameAt: number) => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(signature);
    bytes.writeUInt16LE(8, sizeAt - 10);
    bytes.writeUInt32LE(data.length, sizeAt);
    bytes.writeUInt16LE(name.length, nameAt);
    return Buffer.concat([bytes, Buffer.from(name)]);
  };
  const local = header(0x04034b50, 30, 18, 26);
  const directory = header(0x02014b50, 46, 20, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + data.length, 16);
  return Buffer.concat([local, data, directory, end]);
}
