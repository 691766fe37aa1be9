import type { CellsChanged, Change } from '@shapan/engine';

/**
 * The packed form of changes, as the log keeps them and a packed book carries those that came after it: length of the
 * JSON part (4 bytes, little-endian), the JSON part in UTF-8, then the columns of every `cells.changed` one after another
 * as variable-length integers: addresses as differences, no entry by a tag. Neighbouring leaves and moderate amounts take
 * two to five bytes instead of the twenty of JSON.
 */
export function unpackChanges(packed: Uint8Array): readonly Change[] {
  const end = 4 + new DataView(packed.buffer, packed.byteOffset, packed.byteLength).getUint32(0, true);
  const columns = new IntegerReader(packed.subarray(end));
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(4, end))) as (Change & {
    count?: number;
  })[];
  return head.map((change) => {
    if (change.type !== 'cells.changed') return change;
    const { count, ...rest } = change;
    return { ...rest, ...readCells(columns, count ?? 0) };
  });
}

/** The changes without those of leaves, from the packed form or from its beginning alone: length and JSON part. */
export function unpackWithoutCells(packed: Uint8Array): readonly Change[] {
  const end = 4 + new DataView(packed.buffer, packed.byteOffset, packed.byteLength).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(4, end))) as readonly Change[];
  return head.filter(({ type }) => type !== 'cells.changed');
}

/** In every browser and in Node. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

function readCells(columns: IntegerReader, count: number): Pick<CellsChanged, 'cells' | 'before' | 'after'> {
  return {
    cells: columns.readAscending(count),
    before: columns.readNullable(count),
    after: columns.readNullable(count),
  };
}

/**
 * Integers of up to 53 bits as variable-length bytes, seven bits each. A signed one begins with a byte of its own:
 * continuation bit, tag (0 = positive, 1 = negative, 2 = `null`), four low bits. Throws `RangeError` past the end.
 */
export class IntegerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether there is nothing left to read. */
  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  readUnsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#next();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  /** Values that were written as differences to the one before. */
  readAscending(count: number): number[] {
    const values: number[] = [];
    let before = 0;
    for (let i = 0; i < count; i++) values.push((before += this.#readTagged() ?? 0));
    return values;
  }

  readNullable(count: number): (number | null)[] {
    const values: (number | null)[] = [];
    for (let i = 0; i < count; i++) values.push(this.#readTagged());
    return values;
  }

  #readTagged(): number | null {
    const first = this.#next();
    const rest = first & 0x80 ? this.readUnsigned() : 0;
    const tag = (first >> 4) & 0x3;
    if (tag === 2) return null;
    const magnitude = rest * 0x10 + (first & 0x0f);
    return tag === 1 ? -magnitude : magnitude;
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('packed integers end too early');
    return byte;
  }
}
