import type { CellsChanged, Change } from '@shapan/engine';

/** Changes in the form that `unpackChanges` reads: a spread over 240,000 leaves is one small row. */
export function packChanges(changes: readonly Change[]): Buffer {
  const columns = new IntegerWriter();
  const head = changes.map((change) => {
    if (change.type !== 'cells.changed') return change;
    writeCells(columns, change);
    return { type: change.type, target: change.target, part: change.part, count: change.cells.length };
  });
  return join(Buffer.from(JSON.stringify(head)), columns.finish());
}

function writeCells(out: IntegerWriter, change: CellsChanged): void {
  out.writeAscending(change.cells);
  out.writeNullable(change.before);
  out.writeNullable(change.after);
}

export function join(json: Buffer, columns: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, columns]);
}

/** Integers as `IntegerReader` reads them. */
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
