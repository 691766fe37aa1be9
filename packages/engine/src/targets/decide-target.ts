import { readDateRange } from '../foundation/date.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { applyChanges } from '../plan/apply.ts';
import type { CellsChanged, Change } from '../plan/change.ts';
import type { DecideContext } from '../plan/context.ts';
import { type Cube, cellAddress, isPresent, readLeaf, rowCount, rowIndex } from '../plan/cube.ts';
import { decideRecord } from '../plan/decide-records.ts';
import { partsOf } from '../plan/measure.ts';
import type { Fields } from '../plan/record.ts';
import { cubeOf, findRecord, forkState } from '../plan/state.ts';
import type { ChangeRows, DefineTarget, RemoveTarget } from './command.ts';
import { daysOfSlot, layoutOf, windowOf } from './layout.ts';
import { statedOf, statedWithout } from './stated.ts';
import { tierProblem } from './tiers.ts';
import { waterfallProblem } from './waterfall/decide.ts';

/** Rows that one command may bring. */
const MAX_ROWS = 1_000_000;

/** A new target: its record, the shape of its cube, and the coordinates of its breakdown. */
export function decideDefine(context: DecideContext, command: DefineTarget): Result<readonly Change[]> {
  const { id, fields, rows } = command;
  const range = readDateRange(fields['from'], fields['to']);
  if (!range.ok) return range;
  const added = decideRecord(context, { type: 'record.add', kind: 'target', id, fields });
  if (!added.ok) return added;
  const dimensions = (fields['dimensions'] ?? []) as readonly string[];
  const direction = metricOf(context, fields)?.['direction'] as 'up' | 'down' | 'band' | undefined;
  const unordered = tierProblem(fields, direction ?? 'band', false);
  if (unordered) return refuse({ ...unordered, path: `fields.${unordered.path}` });
  const wrong = waterfallProblem(context, fields) ?? checkRows(context, dimensions, rows);
  if (wrong) return refuse(wrong);
  const window = windowOf({ fields }, context.master);
  if (!window) return refuse(problem('OUT_OF_RANGE', 'fields.from'));
  const after = { dimensions, parts: partsOf(metricOf(context, fields)?.['aggregation']), ...window };
  return ok([
    ...added.value,
    { type: 'cube.shaped', target: id, before: null, after },
    { type: 'rows.changed', target: id, rows, present: true },
  ]);
}

/**
 * Why a target cannot have this window: its days are none, or it reaches beyond the periods that the target was made with,
 * where no number can be kept (`OUT_OF_RANGE` at the day, with the last one that would do; DOMAIN-10.3).
 */
export function windowProblem({ state, master }: DecideContext, id: string, fields: Fields): Problem | null {
  const range = readDateRange(fields['from'], fields['to'], { from: 'set.from', to: 'set.to' });
  if (!range.ok) return range.problems[0] ?? null;
  const shape = cubeOf(state, id)?.shape;
  if (!shape) return null;
  const window = windowOf({ fields }, master);
  if (!window) return problem('OUT_OF_RANGE', 'set.from', { value: range.value.from });
  const last = shape.firstSlot + shape.slotCount - 1;
  const day = (slot: number, edge: 'from' | 'to') => daysOfSlot({ fields }, master, slot)?.[edge] ?? null;
  if (window.firstSlot < shape.firstSlot) {
    const min = day(shape.firstSlot, 'from');
    return problem('OUT_OF_RANGE', 'set.from', { min, value: range.value.from });
  }
  return window.firstSlot + window.slotCount - 1 > last
    ? problem('OUT_OF_RANGE', 'set.to', { max: day(last, 'to'), value: range.value.to })
    : null;
}

/** A target with everything that hangs on its numbers; whatever else points at it must go first. */
export function decideRemove(context: DecideContext, command: RemoveTarget): Result<readonly Change[]> {
  const found = cubeOf(context.state, command.target);
  const stated: readonly Change[] = statedOf(context.state, command.target).map((record) => ({
    type: 'record.removed',
    record,
  }));
  const state = forkState(context.state);
  applyChanges(state, stated);
  const removed = decideRecord(
    { ...context, state },
    { type: 'record.remove', kind: 'target', id: command.target },
  );
  if (!removed.ok || !found) return removed;
  return ok([
    ...stated,
    ...removed.value,
    { type: 'cube.shaped', target: command.target, before: found.shape, after: null },
  ]);
}

/**
 * Coordinates that come and go. Refuses with `NOT_FOUND`, `REQUIRED` (no coordinate would be left), and for new ones
 * `TOO_LARGE`, `INVALID` (not one member per dimension), `UNKNOWN_REFERENCE` or `DUPLICATE`.
 */
export function decideRows(context: DecideContext, command: ChangeRows): Result<readonly Change[]> {
  const found = cubeOf(context.state, command.target);
  if (!found) return refuse(problem('NOT_FOUND', 'target', { kind: 'target', id: command.target }));
  const { cube, shape } = found;
  const wrong = checkRows(context, shape.dimensions, command.add ?? []);
  if (wrong) return refuse(wrong);
  const coming = (command.add ?? []).filter((row) => !isPresent(cube, rowIndex(cube, row)));
  const going = (command.remove ?? []).filter((row) => isPresent(cube, rowIndex(cube, row)));
  const staying = presentRows(cube) - going.length + coming.length;
  if (staying === 0) return refuse(problem('REQUIRED', 'remove'));
  const changes: Change[] = [
    ...statedGoing(context, command.target, going),
    ...clearedRows(command.target, cube, going),
  ];
  if (going.length > 0)
    changes.push({ type: 'rows.changed', target: command.target, rows: going, present: false });
  if (coming.length > 0)
    changes.push({ type: 'rows.changed', target: command.target, rows: coming, present: true });
  return ok(changes);
}

/** Numbers of totals that are left without any row below them. */
function statedGoing(
  context: DecideContext,
  target: string,
  going: readonly (readonly string[])[],
): readonly Change[] {
  const layout = going.length > 0 ? layoutOf(context.state, context.master, target) : undefined;
  if (!layout || layout.stated.size === 0) return [];
  const { frame, cube } = layout;
  const rows = new Set(going.map((row) => rowIndex(cube, row)));
  return statedWithout(context.state, { target, frame, dimensions: cube.dimensions }, rows);
}

function checkRows(context: DecideContext, dimensions: readonly string[], rows: DefineTarget['rows']) {
  if (rows.length > MAX_ROWS) return problem('TOO_LARGE', 'rows', { count: rows.length, max: MAX_ROWS });
  const seen = new Set<string>();
  for (const [i, row] of rows.entries()) {
    if (row.length !== dimensions.length) return problem('INVALID', `rows[${i}]`);
    for (const [d, id] of row.entries()) {
      const member = findRecord(context.master, 'dimensionMember', id);
      if (member?.fields['dimension'] !== dimensions[d])
        return problem('UNKNOWN_REFERENCE', `rows[${i}][${d}]`, { id });
    }
    const key = row.join(' ');
    if (seen.has(key)) return problem('DUPLICATE', `rows[${i}]`, { value: key });
    seen.add(key);
  }
  return null;
}

function metricOf(context: DecideContext, fields: Fields): Fields | undefined {
  return findRecord(context.master, 'metric', String(fields['metric']))?.fields;
}

function presentRows(cube: Cube): number {
  let present = 0;
  for (let row = 0; row < rowCount(cube); row++) if (isPresent(cube, row)) present += 1;
  return present;
}

/** What leaves the breakdown leaves its numbers behind: totals must not keep what nobody can see. */
function clearedRows(target: string, cube: Cube, going: readonly (readonly string[])[]): Change[] {
  const changes: CellsChanged[] = [];
  for (let part = 0; part < cube.parts; part++) {
    const cells: number[] = [];
    const before: (number | null)[] = [];
    for (const row of going.map((one) => rowIndex(cube, one))) {
      for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
        const value = readLeaf(cube, part, row, slot);
        if (value === null) continue;
        cells.push(cellAddress(row, slot));
        before.push(value);
      }
    }
    if (cells.length > 0) {
      changes.push({
        type: 'cells.changed',
        target,
        part: part as 0 | 1,
        cells,
        before,
        after: cells.map(() => null),
      });
    }
  }
  return changes;
}
