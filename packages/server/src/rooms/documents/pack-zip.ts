import { crc32 } from 'node:zlib';

/**
 * A plain zip of uncompressed parts. The workbook parser gets such a copy of the parts it needs, so that it neither
 * unpacks anything itself nor meets parts (drawings, macros, caches) that hold no cells.
 */
export function packZip(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const rawName = Buffer.from(name, 'utf8');
    const header = commonHeader(rawName.length, content);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, rawName]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), header, tail, rawName]));
    chunks.push(local, content);
    offset += local.length + content.length;
  }
  const directorySize = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, ...directory, end]);
}

/** The 26 bytes a local header and a directory header share: version, UTF-8 flag, method 0, checksum, sizes. */
function commonHeader(nameLength: number, content: Uint8Array): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800, 2);
  header.writeUInt16LE(0x21, 8); // 1 January 1980, the earliest date there is
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}
