import type { CommandRequest } from '@shapan/contract';
import { coordinateOf, isPresent, problem, rowCount, rowIndex, type TargetLayout } from '@shapan/engine';
import { amountsOf } from './amounts-of.ts';
import { type DuplicateRule, mergeDuplicates } from './merge-duplicates.ts';
import type { ImportRow, RowError } from './read-rows.ts';
import { anyPeriodOf, leafPeriodOf } from './when.ts';

/** What rows of a file would do to a target: coordinates that enter the breakdown, and one number per place. */
export interface TargetChanges {
  readonly commands: readonly CommandRequest[];
  readonly newRows: number;
  /** Where in the file each entry of the `target.enter` stands. */
  readonly cellOfEntry: readonly { readonly row: number; readonly column: number }[];
  readonly merged: number;
  /** Sum of what is entered, in smallest units. */
  readonly total: number;
  /** Members that the entries name. */
  readonly members: ReadonlySet<string>;
  readonly errors: readonly RowError[];
}

/** A row of the file at its place: a leaf, or a total where totals have numbers of their own (SPR-T78). */
interface Placed extends ImportRow {
  readonly members: readonly string[];
  readonly time: string;
}

interface Leaf {
  readonly row: number;
  readonly column: number;
  readonly members: readonly string[];
  readonly time: string;
  readonly amount: number;
  readonly weight: number | null;
}

export interface TargetOptions {
  readonly onDuplicate: DuplicateRule;
  readonly rounding: 'exact' | 'round';
  readonly parents: ReadonlyMap<string, string>;
  /** What people call a dimension. */
  readonly nameOf: (dimension: string) => string;
  /** Why the asker may not write a coordinate; `null` = may. */
  readonly refusal: (members: readonly string[]) => 'FORBIDDEN' | 'NOT_RELEASED' | null;
}

export function targetChanges(
  layout: TargetLayout,
  rows: readonly ImportRow[],
  options: TargetOptions,
): TargetChanges {
  const errors: RowError[] = [];
  const placed = rows.flatMap((row): readonly Placed[] => {
    const found = placeRow(layout, row, options);
    if ('problem' in found) errors.push(found);
    return 'problem' in found ? [] : [found];
  });
  const nameOf = ({ members, time }: Placed): string => `${members.join(' ')} ${time}`;
  const one = mergeDuplicates(placed, options.onDuplicate, nameOf);
  errors.push(...one.errors);
  // A number for a member that has rows below it would be a total, and typing a total changes what is below.
  const above = membersAbove(layout, one.rows, options.parents);
  const isTotal = ({ members }: Pick<Leaf, 'members'>): boolean =>
    members.some((id, d) => id === '*' || above[d]?.has(id) === true);
  const leaves = one.rows.flatMap((row): readonly Leaf[] => {
    if (isTotal(row) && layout.totals !== 'stated') {
      errors.push({
        row: row.row,
        column: null,
        problem: problem('INVALID'),
        value: row.key,
      });
      return [];
    }
    const numbers = amountsOf(row, layout.decimals, options.rounding);
    if ('problem' in numbers) errors.push(numbers);
    return 'problem' in numbers
      ? []
      : [{ row: row.row, column: row.amountColumn, members: row.members, time: row.time, ...numbers }];
  });
  return { ...commandsOf(layout, leaves, isTotal), merged: one.merged, errors };
}

function placeRow(layout: TargetLayout, row: ImportRow, options: TargetOptions): Placed | RowError {
  const wrong = (column: number | null, found: RowError['problem'], value: string | null): RowError => ({
    row: row.row,
    column,
    problem: found,
    value,
  });
  // Every leaf would become a goal for one of the drivers.
  if (layout.totals === 'computed')
    return wrong(null, problem('INVALID', undefined, { computed: true }), row.key);
  // Without its denominator a rate would lose the one it has.
  if (layout.cube.parts === 2 && row.weight === null)
    return wrong(null, problem('REQUIRED', undefined, { part: 'denominator' }), row.key);
  const stated = layout.totals === 'stated';
  const time = stated ? anyPeriodOf(layout, row.when) : leafPeriodOf(layout.periods, row.when)?.id;
  if (time === undefined) return wrong(row.saysWhen.column, problem('OUT_OF_RANGE'), row.saysWhen.text);
  const members = layout.cube.dimensions.map(
    (dimension) => row.coordinate[dimension] ?? (stated ? '*' : undefined),
  );
  const missing = layout.cube.dimensions.filter((_, d) => members[d] === undefined);
  if (missing.length > 0) {
    const dimension = missing.map(options.nameOf).join(' / ');
    return wrong(null, problem('REQUIRED', undefined, { dimension }), row.key);
  }
  const known = members as readonly string[];
  const code = options.refusal(known);
  if (code !== null) return wrong(null, { code }, row.key);
  return { ...row, members: known, time };
}

/** Per dimension the members that have rows of the breakdown, or of the file, below them. */
function membersAbove(
  { cube }: TargetLayout,
  leaves: readonly Pick<Leaf, 'members'>[],
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

function commandsOf(
  layout: TargetLayout,
  leaves: readonly Leaf[],
  isTotal: (leaf: Leaf) => boolean,
): Omit<TargetChanges, 'errors' | 'merged'> {
  const { cube, target } = layout;
  const fresh = new Map<string, readonly string[]>();
  for (const leaf of leaves) {
    const { members } = leaf;
    if (!isTotal(leaf) && !isPresent(cube, rowIndex(cube, members))) fresh.set(members.join(' '), members);
  }
  const add = [...fresh.values()].map((members) => [...members]);
  const entries = leaves.map(({ members, time, amount, weight }) => ({
    at: { members: [...members], time },
    ...(cube.parts === 2 ? { numerator: amount, denominator: weight } : { value: amount }),
  }));
  const commands: CommandRequest[] = [];
  if (add.length > 0) commands.push({ type: 'target.rows', target: target.id, add });
  if (entries.length > 0) commands.push({ type: 'target.enter', target: target.id, entries });
  return {
    commands,
    newRows: add.length,
    cellOfEntry: leaves.map(({ row, column }) => ({ row, column })),
    total: leaves.reduce((sum, { amount }) => sum + amount, 0),
    members: new Set(leaves.flatMap(({ members }) => members.filter((id) => id !== '*'))),
  };
}
