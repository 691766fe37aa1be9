import type { CommandRequest } from '@shapan/contract';
import {
  coordinateOf,
  isPresent,
  type LeafPeriod,
  type ProblemCode,
  problem,
  rowCount,
  rowIndex,
  type TargetLayout,
} from '@shapan/engine';
import type { ImportRow, RowError } from './read-rows.ts';

/** What rows of a file would do to a target: coordinates that enter the breakdown, and one number per leaf. */
export interface TargetChanges {
  readonly commands: readonly CommandRequest[];
  readonly newRows: number;
  /** Row of the file behind each entry of the `target.enter`. */
  readonly rowOfEntry: readonly number[];
  readonly errors: readonly RowError[];
}

interface Leaf {
  readonly first: ImportRow;
  readonly members: readonly string[];
  readonly period: LeafPeriod;
  amount: number;
  weight: number | null;
}

export interface TargetOptions {
  readonly onDuplicate: 'refuse' | 'sum';
  readonly whenColumn: number;
  readonly parents: ReadonlyMap<string, string>;
  /** Whether the asker may write a coordinate. */
  readonly inside: (members: readonly string[]) => boolean;
}

export function targetChanges(
  layout: TargetLayout,
  rows: readonly ImportRow[],
  options: TargetOptions,
): TargetChanges {
  const { onDuplicate, whenColumn } = options;
  const errors: RowError[] = [];
  const leaves = new Map<string, Leaf>();
  for (const row of rows) {
    const period = periodOf(layout, row);
    const members = layout.cube.dimensions.map((dimension) => row.coordinate[dimension]);
    const wrong = (column: number | null, code: ProblemCode, value: string | null): void => {
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
    if (!options.inside(members as string[])) {
      wrong(null, 'FORBIDDEN', members.join(' / '));
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
  const leafList = [...leaves.values()];
  // A number for a member that has rows below it would be a total, and typing a total changes what is below.
  const above = membersAbove(layout, leafList, options.parents);
  for (const { first, members } of leafList) {
    if (members.some((id, d) => above[d]?.has(id)))
      errors.push({ row: first.row, column: null, problem: problem('INVALID'), value: members.join(' / ') });
  }
  return { ...commandsOf(layout, leafList), errors };
}

/** Per dimension the members that have rows of the breakdown, or of the file, below them. */
function membersAbove(
  { cube }: TargetLayout,
  leaves: readonly Leaf[],
  parents: ReadonlyMap<string, string>,
): readonly ReadonlySet<string>[] {
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row)
    .filter((row) => isPresent(cube, row))
    .map((row) => coordinateOf(cube, row));
  return cube.dimensions.map((_, d) => {
    const above = new Set<string>();
    for (const members of [...rows, ...leaves.map((leaf) => leaf.members)]) {
      for (let at = parents.get(members[d] ?? ''); at !== undefined && !above.has(at); at = parents.get(at))
        above.add(at);
    }
    return above;
  });
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
  return { commands, newRows: add.length, rowOfEntry: leaves.map(({ first }) => first.row) };
}
