import { inflateRawSync } from 'node:zlib';

/** parts are the files in a workbook, by name. */
export function parts(workbook: Buffer): Map<string, Buffer> {
  const end = workbook.lastIndexOf('PK\u0005\u0006');
  const found = new Map<string, Buffer>();
  let at = workbook.readUInt32LE(end + 16);
  for (let n = workbook.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, size] = [workbook.readUInt32LE(at + 20), workbook.readUInt16LE(at + 28)];
    const name = workbook.toString('utf8', at + 46, at + 46 + size);
    const local = workbook.readUInt32LE(at + 42);
    const from = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28);
    const bytes = workbook.subarray(from, from + packed);
    found.set(name, workbook.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + size + workbook.readUInt16LE(at + 30) + workbook.readUInt16LE(at + 32);
  }
  return found;
}

/** workbook packs files as a workbook is packed, without compression. */
export function workbook(files: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(checksum(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    index.push(entry, Buffer.from(name));
    bodies.push(head, Buffer.from(name), bytes);
    at += 30 + Buffer.byteLength(name) + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(Buffer.concat(index).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...index, end]);
}

/** mended is a workbook in which a text stands instead of another, as a clerk corrects a cell. */
export function mended(given: Buffer, from: string, to: string): Buffer {
  let times = 0;
  const files = new Map<string, Buffer>();
  for (const [name, bytes] of parts(given)) {
    const text = bytes.toString('utf8');
    times += text.split(from).length - 1;
    files.set(name, name.endsWith('.xml') ? Buffer.from(text.replaceAll(from, to)) : bytes);
  }
  if (times === 0) throw new Error(`no cell says ${from}`);
  return workbook(files);
}

/** checksum is the CRC-32 of some bytes. */
function checksum(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}
