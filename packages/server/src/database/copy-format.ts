/** A value as the database keeps it on the wire; `null` = none. */
export type Field = Buffer | null;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Flags, and the length of what may follow the head in versions to come. */
const HEAD = SIGNATURE.length + 8;

/**
 * The rows of `COPY … TO STDOUT (FORMAT binary)`: a head, then each row as a count of fields (2 bytes) and per field its
 * length (4 bytes, -1 = null) and its bytes; a count of -1 ends it. All numbers are big-endian.
 *
 * @throws Error – what was received does not end as it should.
 */
export function fieldsOf(bytes: Buffer): Field[][] {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('no copied rows were received');
  const rows: Field[][] = [];
  let at = HEAD + bytes.readInt32BE(HEAD - 4);
  for (let count = bytes.readInt16BE(at); count >= 0; count = bytes.readInt16BE(at)) {
    at += 2;
    const row: Field[] = [];
    for (let i = 0; i < count; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
  return rows;
}

/** A `bigint` as it was copied; beyond what is exact it is an error, as everywhere. */
export function int8Of(field: Field | undefined): number {
  const value = Number(field?.readBigInt64BE());
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${value} is beyond what is exact`);
  return value;
}

/** An `integer` as it was copied. */
export function int4Of(field: Field | undefined): number {
  if (!field) throw new TypeError('a number was expected');
  return field.readInt32BE();
}
