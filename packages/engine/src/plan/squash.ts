import type { CellsChanged, Change, CubeShape, RowsChanged } from './change.ts';
import { changedFields } from './change.ts';
import { rowOf, slotOf } from './cube.ts';
import { type Fields, mergeFields, type PlanRecord } from './record.ts';

/**
 * The net effect of a sequence of changes, as few changes as possible: what came and went again is gone, what
 * changed twice shows its first and last value. Applying `squash(changes)` gives the same state as applying
 * `changes`; squashing nothing-but-undone work gives nothing.
 *
 * Order of the result: records that leave, records that change, records that come, then shapes, rows and cells –
 * so that rows exist before their cells, whatever was interleaved before.
 */
export function squash(changes: Iterable<Change>): readonly Change[] {
  return netOfAll(changes, false);
}

/** The net effect so far of a sequence that goes on: to be squashed together with what follows, `squash([...net, ...rest])`. */
export function squashSoFar(changes: Iterable<Change>): readonly Change[] {
  return netOfAll(changes, true);
}

function netOfAll(changes: Iterable<Change>, goesOn: boolean): readonly Change[] {
  const net = emptyNet();
  for (const change of changes) collect(net, change);
  return [...recordChanges(net), ...cubeChanges(net, goesOn)];
}

interface Net {
  readonly records: Map<string, { before: PlanRecord | null; after: PlanRecord | null } | PartialChange>;
  readonly shapes: Map<string, { before: CubeShape | null; after: CubeShape | null }>;
  readonly rows: Map<string, { target: string; row: readonly string[]; before: boolean; after: boolean }>;
  /** A change that is alone so far is kept as it is: that of a spread may be as large as the plan. */
  readonly cells: Map<string, CellsChanged | NetCells>;
}

type NetCells = Map<number, { before: number | null; after: number | null }>;

/** A record of which only some fields are known, because it existed before and still exists. */
interface PartialChange {
  readonly kind: string;
  readonly id: string;
  readonly beforeFields: Fields;
  readonly afterFields: Fields;
}

function emptyNet(): Net {
  return { records: new Map(), shapes: new Map(), rows: new Map(), cells: new Map() };
}

function collect(net: Net, change: Change): void {
  switch (change.type) {
    case 'record.added':
    case 'record.removed':
    case 'record.changed':
      return collectRecord(net, change);
    case 'cube.shaped': {
      const seen = net.shapes.get(change.target);
      net.shapes.set(change.target, { before: seen ? seen.before : change.before, after: change.after });
      return;
    }
    case 'rows.changed':
      for (const row of change.rows) {
        const key = JSON.stringify([change.target, row]);
        const seen = net.rows.get(key);
        net.rows.set(key, {
          target: change.target,
          row,
          before: seen ? seen.before : !change.present,
          after: change.present,
        });
      }
      return;
    case 'cells.changed':
      return collectCells(net, change);
  }
}

type RecordChange = Extract<Change, { type: `record.${string}` }>;

function collectRecord(net: Net, change: RecordChange): void {
  const { kind, id } = change.type === 'record.changed' ? change : change.record;
  const key = `${kind}/${id}`;
  const seen = net.records.get(key);
  if (change.type === 'record.changed') {
    if (!seen) {
      net.records.set(key, { kind, id, beforeFields: change.before, afterFields: change.after });
    } else if ('kind' in seen) {
      net.records.set(key, {
        ...seen,
        beforeFields: { ...change.before, ...seen.beforeFields },
        afterFields: { ...seen.afterFields, ...change.after },
      });
    } else if (seen.after) {
      const after = { kind, id, fields: mergeFields(seen.after.fields, change.after) };
      net.records.set(key, { before: seen.before, after });
    }
    return;
  }
  const after = change.type === 'record.added' ? change.record : null;
  net.records.set(key, { before: recordBefore(seen, change), after });
}

function recordBefore(
  seen: ReturnType<Net['records']['get']>,
  change: Extract<RecordChange, { record: PlanRecord }>,
): PlanRecord | null {
  if (!seen) return change.type === 'record.added' ? null : change.record;
  if (!('kind' in seen)) return seen.before;
  // Changed, then removed: before the first change it had the fields it was removed with, save the changed ones.
  return { kind: seen.kind, id: seen.id, fields: mergeFields(change.record.fields, seen.beforeFields) };
}

function collectCells(net: Net, change: CellsChanged): void {
  const key = `${change.part}${change.target}`;
  const known = net.cells.get(key);
  net.cells.set(key, known === undefined ? change : mergedCells(netOf(known), change));
}

const netOf = (cells: CellsChanged | NetCells): NetCells =>
  cells instanceof Map ? cells : mergedCells(new Map(), cells);

function mergedCells(cells: NetCells, change: CellsChanged): NetCells {
  for (let i = 0; i < change.cells.length; i++) {
    const cell = change.cells[i] as number;
    const after = change.after[i] ?? null;
    const seen = cells.get(cell);
    if (seen) seen.after = after;
    else cells.set(cell, { before: change.before[i] ?? null, after });
  }
  return cells;
}

/** Whether a change is its own net: every cell once, and none that stays. */
function isNet({ cells, before, after }: CellsChanged): boolean {
  if (cells.length === 0) return true;
  let [firstRow, endRow, firstSlot, endSlot] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < cells.length; i++) {
    if (before[i] === after[i]) return false;
    const row = rowOf(cells[i]!);
    const slot = slotOf(cells[i]!);
    if (row < firstRow) firstRow = row;
    if (row >= endRow) endRow = row + 1;
    if (slot < firstSlot) firstSlot = slot;
    if (slot >= endSlot) endSlot = slot + 1;
  }
  const width = endSlot - firstSlot;
  if ((endRow - firstRow) * width > LARGEST_TABLE) return false;
  const seen = new Uint8Array((endRow - firstRow) * width);
  for (const cell of cells) {
    const at = (rowOf(cell) - firstRow) * width + slotOf(cell) - firstSlot;
    if (seen[at] === 1) return false;
    seen[at] = 1;
  }
  return true;
}

/** Beyond so many places for cells it is cheaper to look them up than to lay them out. */
const LARGEST_TABLE = 2 ** 25;

function recordChanges(net: Net): readonly Change[] {
  const removed: Change[] = [];
  const changed: Change[] = [];
  const added: Change[] = [];
  for (const entry of net.records.values()) {
    if ('kind' in entry) {
      const fields = changedFields(entry.beforeFields, entry.afterFields);
      if (fields) changed.push({ type: 'record.changed', kind: entry.kind, id: entry.id, ...fields });
    } else if (entry.before && entry.after) {
      const fields = changedFields(entry.before.fields, entry.after.fields);
      const { kind, id } = entry.after;
      if (fields) changed.push({ type: 'record.changed', kind, id, ...fields });
    } else if (entry.before) removed.push({ type: 'record.removed', record: entry.before });
    else if (entry.after) added.push({ type: 'record.added', record: entry.after });
  }
  return [...removed, ...changed, ...added];
}

function cubeChanges(net: Net, goesOn: boolean): readonly Change[] {
  const result: Change[] = [];
  for (const [target, { before, after }] of net.shapes) {
    if (JSON.stringify(before) !== JSON.stringify(after))
      result.push({ type: 'cube.shaped', target, before, after });
  }
  result.push(...rowChanges(net, goesOn));
  for (const [key, known] of net.cells) {
    if (!(known instanceof Map) && isNet(known)) {
      if (known.cells.length > 0) result.push(known);
      continue;
    }
    const cells = netOf(known);
    const change = { cells: [] as number[], before: [] as (number | null)[], after: [] as (number | null)[] };
    for (const [cell, { before, after }] of cells) {
      if (before === after) continue;
      change.cells.push(cell);
      change.before.push(before);
      change.after.push(after);
    }
    if (change.cells.length === 0) continue;
    result.push({
      type: 'cells.changed',
      target: key.slice(1),
      part: key.startsWith('1') ? 1 : 0,
      ...change,
    });
  }
  return result;
}

/**
 * Rows are numbered as they come, and cells are addressed by those numbers. So where anything of a target remains, or may
 * follow, a row that came and went again is still mentioned – in its turn, then as gone – or the rows after it would be
 * numbered differently from what their cells say.
 */
function rowChanges(net: Net, goesOn: boolean): readonly RowsChanged[] {
  const byTarget = new Map<string, { row: readonly string[]; before: boolean; after: boolean }[]>();
  for (const entry of net.rows.values()) {
    const rows = byTarget.get(entry.target);
    if (rows) rows.push(entry);
    else byTarget.set(entry.target, [entry]);
  }
  return [...byTarget].flatMap(([target, rows]) => {
    const numbersMatter =
      goesOn || rows.some(({ before, after }) => after && !before) || hasNetCells(net, target);
    const told = rows.filter(({ before, after }) => before !== after || (!before && numbersMatter));
    const changes: RowsChanged[] = [];
    const come = told.filter(({ before }) => !before).map(({ row }) => row);
    const go = told.filter(({ after }) => !after).map(({ row }) => row);
    if (come.length > 0) changes.push({ type: 'rows.changed', target, rows: come, present: true });
    if (go.length > 0) changes.push({ type: 'rows.changed', target, rows: go, present: false });
    return changes;
  });
}

function hasNetCells(net: Net, target: string): boolean {
  return ([0, 1] as const).some((part) => {
    const cells = net.cells.get(`${part}${target}`);
    return cells && [...netOf(cells).values()].some(({ before, after }) => before !== after);
  });
}
