import { invariant } from '../foundation/result.ts';
import type { CellsChanged, Change, CubeShaped, RowsChanged } from './change.ts';
import { followCodes } from './codes.ts';
import { addRows, createCube, rowIndex, setRowsPresent } from './cube.ts';
import { setCells, setWindow } from './cube-write.ts';
import { mergeFields, type PlanRecord } from './record.ts';
import type { BookState } from './state.ts';

/**
 * Make changes true. The only function that alters a state, the same on the server, in every browser and in a
 * what-if. Changes come from `decide` (or from the log), so a change that does not fit is a bug, not a refusal: it throws
 * `InvariantError`, and the state is then in between.
 */
export function applyChanges(state: BookState, changes: readonly Change[]): void {
  for (const change of changes) applyOne(state, change);
}

/**
 * One entry of the log: its changes, and the position it brings the state to. Throws `InvariantError` unless that is the
 * next one.
 */
export function applyEntry(state: BookState, entry: { position: number; changes: readonly Change[] }): void {
  invariant(
    entry.position === state.position + 1,
    `entry ${entry.position} does not follow ${state.position}`,
  );
  applyChanges(state, entry.changes);
  state.position = entry.position;
}

function applyOne(state: BookState, change: Change): void {
  switch (change.type) {
    case 'record.added':
      return putRecord(state, change.record);
    case 'record.removed': {
      const records = ownedRecords(state, change.record.kind);
      const { id } = change.record;
      if (change.record.kind === MEMBER) followCodes(records, records.get(id));
      invariant(records.delete(id), `removed ${id} exists`);
      return;
    }
    case 'record.changed': {
      const record = ownedRecords(state, change.kind).get(change.id);
      invariant(record, `changed ${change.kind} ${change.id} exists`);
      return putRecord(state, { ...record, fields: mergeFields(record.fields, change.after) });
    }
    case 'cube.shaped':
      return applyShape(state, change);
    case 'rows.changed':
      return applyRows(state, change);
    case 'cells.changed':
      return applyCells(state, change);
  }
}

const MEMBER = 'dimensionMember';

function putRecord(state: BookState, record: PlanRecord): void {
  const records = ownedRecords(state, record.kind);
  if (record.kind === MEMBER) followCodes(records, records.get(record.id), record);
  records.set(record.id, record);
}

function ownedRecords(state: BookState, kind: string): Map<string, PlanRecord> {
  const found = state.records.get(kind);
  if (found?.owner === state) return found.byId;
  const byId = new Map(found?.byId);
  state.records.set(kind, { owner: state, byId });
  return byId;
}

function applyShape(state: BookState, change: CubeShaped): void {
  const found = state.cubes.get(change.target);
  if (!change.after || !found?.cube) {
    const cube = found?.cube ?? (change.after && createCube(change.after));
    state.cubes.set(change.target, { shape: change.after, cube });
    return;
  }
  setWindow(found.cube, change.after.firstSlot, change.after.slotCount);
  found.shape = change.after;
}

function applyRows(state: BookState, change: RowsChanged): void {
  const cube = state.cubes.get(change.target)?.cube;
  invariant(cube, `rows of ${change.target} have a cube`);
  if (change.present) addRows(cube, change.rows);
  else
    setRowsPresent(
      cube,
      change.rows.map((row) => rowIndex(cube, row)),
      false,
    );
}

function applyCells(state: BookState, change: CellsChanged): void {
  const cube = state.cubes.get(change.target)?.cube;
  invariant(cube, `cells of ${change.target} have a cube`);
  setCells(cube, change.part, change.cells, change.after);
}
