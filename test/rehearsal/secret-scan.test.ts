import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Marker, scanForSecrets } from '../../rehearsal/secrets/secret-scan';
import { unzip } from '../../rehearsal/secrets/zip';

const SECRET = 'rehearsalmarkerAb3dEf6hIj9kLm2nOp5';
const MARKER: Marker = { value: SECRET, origin: 'random_password.result' };

describe('scanForSecrets', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Writes a file and scans. @returns the files that the secret was seen in */
  function seenIn(name: string, content: string | Buffer, marker: Marker = MARKER): string[] {
    writeFileSync(join(folder, name), content);
    return scanForSecrets(folder, [marker], []).found.map(({ file }) => file);
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

  test('says which resource of a state has it', () => {
    const resources = [
      { type: 'aws_vpc', name: 'one', instances: [{ attributes: { id: 'vpc' } }] },
      { type: 'helm_release', name: 'two', instances: [{ attributes: { values: [`{"a":"${SECRET}"}`] } }] },
    ];
    writeFileSync(join(folder, 'dev.tfstate'), JSON.stringify({ resources }));
    expect(scanForSecrets(folder, [MARKER], []).found).toEqual([
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
    expect(scanForSecrets(folder, [marker], []).excepted).toEqual([
      { origin: 'random_password.result', reason: 'the provider keeps it' },
    ]);
    expect(seenIn('dev.log', SECRET, marker)).toEqual(['dev.log']);
  });

  test('leaves out a folder that it is told to leave out', () => {
    mkdirSync(join(folder, 'books'));
    writeFileSync(join(folder, 'books', 'markers'), SECRET);
    expect(scanForSecrets(folder, [MARKER], [join(folder, 'books')]).files).toBe(0);
  });
});

test('unzip reads names and contents', () => {
  expect(unzip(zip('one', 'text')).map(({ name, content }) => [name, content.toString()])).toEqual([['one', 'text']]);
});

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
