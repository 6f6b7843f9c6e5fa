import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive; declared size and checksum can lie. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
  readonly declaredSize?: number;
  readonly checksum?: number;
}

/** A zip archive written by hand, so that its headers can say what no tool would write. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.content);
    const name = Buffer.from(part.name);
    const fields = commonFields(part, packed, name);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, packed]);
    const central = Buffer.alloc(12 + 2);
    central.writeUInt32LE(offset, 10);
    locals.push(local);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, central, name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Version, flags, method, time, day, checksum, sizes and name's length: the same in both headers. */
function commonFields(part: ZipPart, packed: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(part.checksum ?? crc32(part.content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(part.declaredSize ?? part.content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}
