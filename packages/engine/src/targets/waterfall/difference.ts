import type { Change } from '../../plan/change.ts';
import {
  type Cube,
  cellAddress,
  coordinateOf,
  isPresent,
  readLeaf,
  rowCount,
  rowIndex,
} from '../../plan/cube.ts';
import { sameValue } from '../../plan/record.ts';
import { type BookState, cubeOf } from '../../plan/state.ts';
import { statedOf } from '../stated.ts';

/** What lies between the numbers of a target in two states, as changes of the later one: leaves and totals' own numbers. */
export const numbersBetween = (target: string, was: BookState, is: BookState): readonly Change[] => [
  ...leavesBetween(target, cubeOf(was, target)?.cube, cubeOf(is, target)?.cube),
  ...statedBetween(target, was, is),
];

/** Whether a row has any number. */
export function hasNumbers(cube: Cube, row: number): boolean {
  for (let part = 0; part < cube.parts; part++)
    for (const slot of slotsOf(cube)) if (readLeaf(cube, part, row, slot) !== null) return true;
  return false;
}

function leavesBetween(target: string, was: Cube | undefined, is: Cube | undefined): readonly Change[] {
  if (!is) return [];
  const slots = [...new Set([...slotsOf(is), ...(was ? slotsOf(was) : [])])];
  const changes: Change[] = [];
  for (const part of is.parts === 2 ? ([0, 1] as const) : ([0] as const)) {
    const [cells, before, after]: [number[], (number | null)[], (number | null)[]] = [[], [], []];
    for (let row = 0; row < rowCount(is); row++) {
      const then = was ? rowIndex(was, coordinateOf(is, row)) : -1;
      for (const slot of slots) {
        const [old, now] = [was ? counted(was, part, then, slot) : null, counted(is, part, row, slot)];
        if (old === now) continue;
        cells.push(cellAddress(row, slot));
        before.push(old);
        after.push(now);
      }
    }
    if (cells.length > 0) changes.push({ type: 'cells.changed', target, part, cells, before, after });
  }
  const rows = was ? rowsOnlyIn(was, is) : [];
  return rows.length > 0 ? [...changes, { type: 'rows.changed', target, rows, present: false }] : changes;
}

/** Two states of one log share their rows, those of a plan and a what-if need not. */
function rowsOnlyIn(was: Cube, is: Cube): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (let row = 0; row < rowCount(was); row++) {
    const coordinate = coordinateOf(was, row);
    if (rowIndex(is, coordinate) < 0 && isPresent(was, row) && hasNumbers(was, row)) rows.push(coordinate);
  }
  return rows;
}

/** A row that left the breakdown counts nothing, whatever it holds. */
const counted = (cube: Cube, part: number, row: number, slot: number): number | null =>
  isPresent(cube, row) ? readLeaf(cube, part, row, slot) : null;

const slotsOf = ({ firstSlot, slotCount }: Cube): readonly number[] =>
  Array.from({ length: slotCount }, (_, column) => firstSlot + column);

function statedBetween(target: string, was: BookState, is: BookState): readonly Change[] {
  const then = new Map(statedOf(was, target).map((record) => [record.id, record]));
  const changes: Change[] = [];
  for (const record of statedOf(is, target)) {
    const old = then.get(record.id);
    then.delete(record.id);
    if (!old || !sameValue(old.fields, record.fields)) changes.push({ type: 'record.added', record });
  }
  return [...changes, ...[...then.values()].map((record): Change => ({ type: 'record.removed', record }))];
}
