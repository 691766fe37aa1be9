/**
 * The coordinates of a cube: an append-only dictionary from tuples of member ids to row numbers. A row that
 * leaves the breakdown is only marked absent, so that undo finds its number and its values again.
 *
 * Member ids are interned per dimension; a row is a tuple of small integers in columns, found by an open
 * hash. Interning tables are shared by all forks: a code another fork does not use is harmless.
 */
export interface RowTable {
  /** Who may write here; anyone else copies first. */
  owner: object;
  count: number;
  /** Grows whenever a row comes, leaves or comes back; what was derived from another revision is out of date. */
  revision: number;
  readonly interned: readonly Interned[];
  columns: Int32Array[];
  present: Uint8Array;
  /** Row number + 1 by hash, 0 = free. Length is a power of two, at most half full. */
  hash: Int32Array;
}

/** Member ids of one dimension and their codes: `ids[code]` is the id. */
export interface Interned {
  readonly ids: string[];
  readonly codes: Map<string, number>;
}

/** No rows yet, over this many dimensions; 0 dimensions make a table with at most one row. */
export function createRowTable(owner: object, dimensions: number): RowTable {
  return {
    owner,
    count: 0,
    revision: 0,
    interned: Array.from({ length: dimensions }, () => ({ ids: [], codes: new Map() })),
    columns: Array.from({ length: dimensions }, () => new Int32Array(16)),
    present: new Uint8Array(16),
    hash: new Int32Array(64),
  };
}

/**
 * Rows as they lie in columns: `codes[d][row]` is a place in `members[d]`. Row numbers are places in the columns, so the
 * rows must differ from each other. The columns become the table's own.
 */
export function rowTableOf(
  owner: object,
  members: readonly (readonly string[])[],
  codes: readonly Int32Array[],
  present: Uint8Array,
): RowTable {
  const count = present.length;
  const interned = members.map((ids) => ({
    ids: [...ids],
    codes: new Map(ids.map((id, code) => [id, code])),
  }));
  const size = 2 ** Math.ceil(Math.log2(Math.max(32, count * 2)));
  const table = { ...createRowTable(owner, members.length), count, revision: 1, interned };
  table.present = enlarged(present, new Uint8Array(size / 2));
  table.columns = codes.map((column) => enlarged(column, new Int32Array(size / 2)));
  table.hash = new Int32Array(size);
  fillHash(table);
  return table;
}

/** The same rows for another owner. Interning tables stay common. */
export function copyRowTable(table: RowTable, owner: object): RowTable {
  return {
    ...table,
    owner,
    columns: table.columns.map((column) => column.slice()),
    present: table.present.slice(),
    hash: table.hash.slice(),
  };
}

/** The same rows with dictionaries of their own, for names that nobody else is to find. */
export function copyWithNames(table: RowTable, owner: object): RowTable {
  const interned = table.interned.map(({ ids, codes }) => ({ ids: ids.slice(), codes: new Map(codes) }));
  return { ...copyRowTable(table, owner), interned };
}

/** Row number of a coordinate, or −1. */
export function findRow(table: RowTable, coordinate: readonly string[]): number {
  const codes: number[] = [];
  for (let d = 0; d < table.interned.length; d++) {
    const code = table.interned[d]!.codes.get(coordinate[d]!);
    if (code === undefined) return -1;
    codes.push(code);
  }
  return table.hash[probe(table, codes)]! - 1;
}

/** Row number of a coordinate, appended when it is new. The table must be owned by the caller. */
export function internRow(table: RowTable, coordinate: readonly string[]): number {
  const codes = table.interned.map((dimension, d) => intern(dimension, coordinate[d]!));
  const place = probe(table, codes);
  const found = table.hash[place]! - 1;
  if (found >= 0) return found;
  if (table.count === table.present.length) grow(table);
  const row = table.count++;
  codes.forEach((code, d) => {
    table.columns[d]![row] = code;
  });
  table.hash[place] = row + 1;
  if (table.count * 2 > table.hash.length) rehash(table);
  return row;
}

function intern(dimension: Interned, id: string): number {
  const known = dimension.codes.get(id);
  if (known !== undefined) return known;
  const code = dimension.ids.length;
  dimension.ids.push(id);
  dimension.codes.set(id, code);
  return code;
}

/** Where these codes are in the hash, or the free place where they belong. */
function probe(table: RowTable, codes: readonly number[]): number {
  const mask = table.hash.length - 1;
  let place = hashOf(codes) & mask;
  for (;;) {
    const row = table.hash[place]! - 1;
    if (row < 0 || codes.every((code, d) => table.columns[d]![row] === code)) return place;
    place = (place + 1) & mask;
  }
}

function hashOf(codes: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const code of codes) {
    hash = Math.imul(hash ^ code, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  }
  return (hash ^ (hash >>> 13)) >>> 0;
}

function grow(table: RowTable): void {
  const size = table.present.length * 2;
  table.columns = table.columns.map((column) => enlarged(column, new Int32Array(size)));
  table.present = enlarged(table.present, new Uint8Array(size));
}

function enlarged<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function rehash(table: RowTable): void {
  table.hash = new Int32Array(table.hash.length * 2);
  fillHash(table);
}

function fillHash(table: RowTable): void {
  const codes: number[] = Array.from({ length: table.columns.length }, () => 0);
  for (let row = 0; row < table.count; row++) {
    for (let d = 0; d < codes.length; d++) codes[d] = table.columns[d]![row]!;
    table.hash[probe(table, codes)] = row + 1;
  }
}
