import {
  applyEntry,
  type BookState,
  type CubeColumns,
  type CubeShape,
  columnsOf,
  createState,
  cubeOfColumns,
  type LeafColumn,
  type PlanRecord,
  type Told,
} from '@shapan/engine';
import { unpackChanges } from './packed-changes.ts';

/**
 * A whole book as bytes: what a snapshot keeps and what a browser opens. Records as JSON, then every cube as columns that
 * need only be laid down where they belong.
 *
 * Layout, little-endian: `form` (4 bytes), length of the head (4 bytes), the head as JSON in UTF-8, then the columns in
 * the order in which the head names their cubes, each at the next multiple of 8: codes per dimension (4 bytes a row),
 * presence (1 byte a row), and per part the places (4 bytes each) and values (4 or 8) of its leaves. Behind them may stand
 * entries of the log that came after, each as length (4 bytes), 4 bytes of nothing and its packed changes, at the next
 * multiple of 8: what is kept is answered as it is kept, and whoever reads it brings it forward.
 */
interface PackedHead {
  readonly position: number;
  readonly records: readonly PlanRecord[];
  readonly cubes: readonly PackedCube[];
}

interface PackedCube {
  readonly target: string;
  /** `null` = the target is removed; its leaves wait for an undo. */
  readonly shape: CubeShape | null;
  readonly layout: CubeShape;
  readonly members: CubeColumns['members'];
  readonly rows: number;
  readonly leaves: readonly PackedLeaves[];
}

interface PackedLeaves {
  readonly width: 4 | 8;
  /** How many values; with `places` as many of those before them. */
  readonly count: number;
  readonly places: boolean;
}

/** What may be told of a book. */
export interface PackedView {
  readonly records: readonly PlanRecord[];
  /** Of a removed target nothing need be told. */
  readonly withRemoved: boolean;
  told(target: string, row: number): Told;
}

/** `SPB` and the number of the form: whoever meets another one does not read on. */
const FORM = 0x01425053;

/** In every browser and in Node. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** A state as bytes, as far as the view goes. */
export function packBook(state: BookState, view: PackedView): Uint8Array {
  const columns: ArrayBufferView[] = [];
  const cubes: PackedCube[] = [];
  for (const [target, { shape, cube }] of state.cubes) {
    if (!cube || (!shape && !view.withRemoved)) continue;
    const { members, codes, present, leaves } = columnsOf(cube, (row) => view.told(target, row));
    columns.push(...codes, present);
    for (const { places, values } of leaves) columns.push(...(places === null ? [] : [places]), values);
    const { dimensions, parts, firstSlot, slotCount } = cube;
    const layout = { dimensions, parts, firstSlot, slotCount };
    cubes.push({ target, shape, layout, members, rows: present.length, leaves: leaves.map(headOf) });
  }
  const head: PackedHead = { position: state.position, records: view.records, cubes };
  return laidOut(new TextEncoder().encode(JSON.stringify(head)), columns);
}

const headOf = ({ places, values }: LeafColumn): PackedLeaves => ({
  width: values instanceof Int32Array ? 4 : 8,
  count: values.length,
  places: places !== null,
});

function laidOut(head: Uint8Array, columns: readonly ArrayBufferView[]): Uint8Array {
  const start = aligned(8 + head.length);
  const size = columns.reduce((sum, { byteLength }) => sum + aligned(byteLength), start);
  const bytes = new Uint8Array(size);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint32(0, FORM, true);
  numbers.setUint32(4, head.length, true);
  bytes.set(head, 8);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** Whether bytes are a packed book in the form that this program writes and reads. */
export const isPackedBook = (bytes: Uint8Array): boolean =>
  bytes.byteLength >= 8 && numbersOf(bytes).getUint32(0, true) === FORM;

const numbersOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** A packed book with the packed changes of the entries that follow it, in their order. */
export function withEntries(packed: Uint8Array, entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return packed;
  const size = entries.reduce((sum, { length }) => sum + 8 + aligned(length), packed.length);
  const bytes = new Uint8Array(size);
  bytes.set(packed);
  let at = packed.length;
  for (const entry of entries) {
    numbersOf(bytes).setUint32(at, entry.length, true);
    bytes.set(entry, at + 8);
    at += 8 + aligned(entry.length);
  }
  return bytes;
}

/** The state that bytes of `packBook` or `withEntries` stand for; nothing for bytes of another form. */
export function unpackBook(packed: Uint8Array): BookState | undefined {
  if (!isPackedBook(packed)) return undefined;
  // Columns are laid over the bytes, which must therefore begin where numbers may.
  const bytes = packed.byteOffset % 8 === 0 ? packed : new Uint8Array(packed);
  const length = numbersOf(bytes).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as PackedHead;
  const reader = columnReader(bytes, aligned(8 + length));
  const state = createState(head.position);
  for (const record of head.records) {
    const found = state.records.get(record.kind);
    if (found) found.byId.set(record.id, record);
    else state.records.set(record.kind, { owner: state, byId: new Map([[record.id, record]]) });
  }
  for (const { target, shape, layout, members, rows, leaves } of head.cubes) {
    const columns: CubeColumns = {
      members,
      codes: layout.dimensions.map(() => reader.integers(rows)),
      present: reader.bytes(rows),
      leaves: leaves.map(({ width, count, places }) => ({
        places: places ? reader.integers(count) : null,
        values: width === 4 ? reader.integers(count) : reader.doubles(count),
      })),
    };
    state.cubes.set(target, { shape, cube: cubeOfColumns(layout, columns) });
  }
  while (reader.hasMore()) {
    const [size = 0] = reader.integers(2);
    applyEntry(state, { position: state.position + 1, changes: unpackChanges(reader.bytes(size)) });
  }
  return state;
}

function columnReader({ buffer, byteOffset, byteLength }: Uint8Array, start: number) {
  let at = byteOffset + start;
  const passed = <T extends ArrayBufferView>(column: T): T => {
    at += aligned(column.byteLength);
    return column;
  };
  return {
    hasMore: () => at < byteOffset + byteLength,
    bytes: (count: number) => passed(new Uint8Array(buffer, at, count)),
    integers: (count: number) => passed(new Int32Array(buffer, at, count)),
    doubles: (count: number) => passed(new Float64Array(buffer, at, count)),
  };
}
