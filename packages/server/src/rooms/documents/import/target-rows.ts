import type { CommandRequest } from '@shapan/contract';
import { isPresent, type LeafPeriod, problem, rowIndex, type TargetLayout } from '@shapan/engine';
import type { ImportRow, RowError } from './read-rows.ts';

/** What rows of a file would do to a target: coordinates that enter the breakdown, and one number per leaf. */
export interface TargetChanges {
  readonly commands: readonly CommandRequest[];
  readonly newRows: number;
  readonly errors: readonly RowError[];
}

interface Leaf {
  readonly first: ImportRow;
  readonly members: readonly string[];
  readonly period: LeafPeriod;
  amount: number;
  weight: number | null;
}

export function targetChanges(
  layout: TargetLayout,
  rows: readonly ImportRow[],
  onDuplicate: 'refuse' | 'sum',
  whenColumn: number,
): TargetChanges {
  const errors: RowError[] = [];
  const leaves = new Map<string, Leaf>();
  for (const row of rows) {
    const period = periodOf(layout, row);
    const members = layout.cube.dimensions.map((dimension) => row.coordinate[dimension]);
    const wrong = (column: number | null, code: 'OUT_OF_RANGE' | 'REQUIRED', value: string | null): void => {
      errors.push({ row: row.row, column, problem: problem(code), value });
    };
    if (!period) {
      wrong(whenColumn, 'OUT_OF_RANGE', row.when.date ?? row.when.period ?? null);
      continue;
    }
    if (members.includes(undefined)) {
      wrong(null, 'REQUIRED', null);
      continue;
    }
    const key = `${members.join(' ')} ${period.id}`;
    const there = leaves.get(key);
    if (!there)
      leaves.set(key, {
        first: row,
        members: members as string[],
        period,
        amount: row.amount,
        weight: row.weight,
      });
    else if (onDuplicate === 'refuse') {
      const value = `${there.first.row}`;
      errors.push({
        row: row.row,
        column: null,
        problem: problem('DUPLICATE', undefined, { value: row.key, id: value }),
        value,
      });
    } else {
      there.amount += row.amount;
      if (row.weight !== null) there.weight = (there.weight ?? 0) + row.weight;
    }
  }
  return { ...commandsOf(layout, [...leaves.values()]), errors };
}

function periodOf({ periods }: TargetLayout, { when }: ImportRow): LeafPeriod | undefined {
  const { date, period } = when;
  if (date !== undefined) return periods.find(({ from, to }) => from <= date && date <= to);
  return periods.find(({ id }) => id === period);
}

function commandsOf(layout: TargetLayout, leaves: readonly Leaf[]): Omit<TargetChanges, 'errors'> {
  const { cube, target } = layout;
  const fresh = new Map<string, readonly string[]>();
  for (const { members } of leaves) {
    if (!isPresent(cube, rowIndex(cube, members))) fresh.set(members.join(' '), members);
  }
  const add = [...fresh.values()].map((members) => [...members]);
  const entries = leaves.map(({ members, period, amount, weight }) => ({
    at: { members: [...members], time: period.id },
    ...(cube.parts === 2 ? { numerator: amount, denominator: weight } : { value: amount }),
  }));
  const commands: CommandRequest[] = [];
  if (add.length > 0) commands.push({ type: 'target.rows', target: target.id, add });
  if (entries.length > 0) commands.push({ type: 'target.enter', target: target.id, entries });
  return { commands, newRows: add.length };
}
