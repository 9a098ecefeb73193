import { inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY_LENGTH = 46;
const LOCAL_HEADER_LENGTH = 30;
const DEFLATED = 8;

/**
 * The files of a zip archive, which is what a Terraform plan file is. Node has no reader of its own; this one reads
 * what Terraform writes: stored or deflated entries, below 4 GiB.
 */
export function unzip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(bytesOf(END_OF_DIRECTORY));
  if (end < 0) throw new Error('not a zip archive');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const header = archive.readUInt32LE(at + 42);
    // The local header repeats the name, and has an extra field of a length of its own.
    const start = header + LOCAL_HEADER_LENGTH + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const data = archive.subarray(start, start + size);
    entries.push({
      name: archive.toString('utf8', at + DIRECTORY_ENTRY_LENGTH, at + DIRECTORY_ENTRY_LENGTH + nameLength),
      content: method === DEFLATED ? inflateRawSync(data) : data,
    });
    at += DIRECTORY_ENTRY_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function bytesOf(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
