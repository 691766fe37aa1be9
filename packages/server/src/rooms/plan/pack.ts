import type { CellsChanged, Change } from '@shapan/engine';

/**
 * The packed form of changes: what the log keeps in one `bytea`.
 *
 * Layout: length of the JSON part (4 bytes), the JSON part, then the columns of every `cells.changed` one after
 * another as variable-length integers: addresses as differences, null by a tag.
 * Neighbouring leaves and moderate amounts take two to five bytes instead of the twenty of JSON, which is what lets
 * a spread over 240,000 leaves be written as one small row.
 */
export function packChanges(changes: readonly Change[]): Buffer {
  const columns = new IntegerWriter();
  const head = changes.map((change) => {
    if (change.type !== 'cells.changed') return change;
    writeCells(columns, change);
    return { type: change.type, target: change.target, part: change.part, count: change.cells.length };
  });
  return join(Buffer.from(JSON.stringify(head)), columns.finish());
}

export function unpackChanges(packed: Buffer): readonly Change[] {
  const { json, rest } = split(packed);
  const columns = new IntegerReader(rest);
  return (JSON.parse(json) as (Change & { count?: number })[]).map((change) => {
    if (change.type !== 'cells.changed') return change;
    const { count, ...head } = change;
    return { ...head, ...readCells(columns, count ?? 0) };
  });
}

function writeCells(out: IntegerWriter, change: CellsChanged): void {
  out.writeAscending(change.cells);
  out.writeNullable(change.before);
  out.writeNullable(change.after);
}

function readCells(columns: IntegerReader, count: number): Pick<CellsChanged, 'cells' | 'before' | 'after'> {
  return {
    cells: columns.readAscending(count),
    before: columns.readNullable(count),
    after: columns.readNullable(count),
  };
}

export function join(json: Buffer, columns: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, columns]);
}

export function split(packed: Buffer): { json: string; rest: Buffer } {
  const end = 4 + packed.readUInt32LE(0);
  return { json: packed.toString('utf8', 4, end), rest: packed.subarray(end) };
}

/** Integers of up to 53 bits, seven bits a byte. */
export class IntegerWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  writeUnsigned(value: number): void {
    if (this.#length + 9 > this.#bytes.length) this.#grow();
    let rest = value;
    for (; rest > 0x7fffffff; rest = Math.floor(rest / 0x80)) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
    }
    // What is left has 31 bits: from here on it can be shifted.
    for (; rest >= 0x80; rest >>>= 7) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest;
  }

  /** Differences to the value before; any order is right, ascending is small. */
  writeAscending(values: readonly number[]): void {
    let before = 0;
    for (const value of values) {
      this.#writeTagged(value - before, false);
      before = value;
    }
  }

  writeNullable(values: readonly (number | null)[]): void {
    for (const value of values) this.#writeTagged(value ?? 0, value === null);
  }

  /** First byte: continuation bit, tag (0 = positive, 1 = negative, 2 = null), four low bits; then the rest in groups of seven. */
  #writeTagged(value: number, isNull: boolean): void {
    const magnitude = Math.abs(value);
    const low = magnitude % 0x10;
    const tag = isNull ? 2 : value < 0 ? 1 : 0;
    const rest = Math.floor(magnitude / 0x10);
    if (this.#length + 10 > this.#bytes.length) this.#grow();
    this.#bytes[this.#length++] = (tag << 4) | low | (rest > 0 ? 0x80 : 0);
    if (rest > 0) this.writeUnsigned(rest);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

export class IntegerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
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
