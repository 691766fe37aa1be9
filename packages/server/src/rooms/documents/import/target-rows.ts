import type { CommandRequest } from '@shapan/contract';
import {
  isPresent,
  leafAt,
  memberOf,
  type Place,
  placeKey,
  placeOf,
  readLeaf,
  rowIndex,
  type TargetLayout,
} from '@shapan/engine';
import { amountsOf } from './amounts-of.ts';
import { type DuplicateRule, mergeDuplicates } from './merge-duplicates.ts';
import type { ImportRow, RowError } from './read-rows.ts';
import { type Placed, type Placing, placeRows } from './target-places.ts';

/** A number of the file at a place of the target, in smallest units. */
export interface Entered {
  readonly row: number;
  readonly column: number;
  readonly members: readonly string[];
  readonly time: string;
  readonly amount: number;
  readonly weight: number | null;
  readonly isTotal: boolean;
}

/** What rows of a file would do to a target: coordinates that enter the breakdown, and one number per place. */
export interface TargetChanges {
  readonly commands: readonly CommandRequest[];
  readonly newRows: number;
  /** Where in the file each entry of the `target.enter` stands. */
  readonly cellOfEntry: readonly Entered[];
  /** Totals that follow from what is below them: not entered, but to be looked at. */
  readonly totals: readonly Entered[];
  /** Numbers that stand there already. */
  readonly unchanged: number;
  readonly merged: number;
  /** Sum of what the file says without totals that follow, in smallest units. */
  readonly total: number;
  /** Members that the entries name. */
  readonly members: ReadonlySet<string>;
  readonly errors: readonly RowError[];
}

export interface TargetOptions extends Placing {
  readonly onDuplicate: DuplicateRule;
  readonly rounding: 'exact' | 'round';
  /** Whether the asker may know what stands at a coordinate. */
  readonly knows: (members: readonly string[]) => boolean;
}

export function targetChanges(
  layout: TargetLayout,
  rows: readonly ImportRow[],
  options: TargetOptions,
): TargetChanges {
  const { placed, errors: misplaced } = placeRows(layout, rows, options);
  const nameOf = ({ members, time }: Placed): string => `${members.join(' ')} ${time}`;
  const one = mergeDuplicates(placed, options.onDuplicate, nameOf);
  const errors: RowError[] = [...misplaced, ...one.errors];
  const numbers = one.rows.flatMap((row): readonly Entered[] => {
    const read = amountsOf(row, layout.decimals, options.rounding);
    if ('problem' in read) errors.push(read);
    const { members, time, isTotal } = row;
    return 'problem' in read
      ? []
      : [{ row: row.row, column: row.amountColumn, members, time, isTotal, ...read }];
  });
  const follows = ({ isTotal }: Entered): boolean => isTotal && layout.totals !== 'stated';
  const own = numbers.filter((number) => !follows(number));
  const fresh = own.filter((number) => !options.knows(number.members) || !standsAlready(layout, number));
  return {
    ...enteringOf(layout, fresh),
    total: own.reduce((sum, { amount }) => sum + amount, 0),
    totals: numbers.filter(follows),
    unchanged: own.length - fresh.length,
    merged: one.merged,
    errors,
  };
}

/** Whether entering it would change nothing. */
function standsAlready(layout: TargetLayout, { members, time, amount, weight }: Entered): boolean {
  const place = placeIn(layout, members, time);
  const leaf = place && leafAt(layout, place);
  if (place && !leaf) return layout.stated.get(placeKey(place)) === amount;
  if (!leaf) return false;
  const parts = layout.cube.parts === 2 ? [amount, weight] : [amount];
  return parts.every((value, part) => readLeaf(layout.cube, part as 0 | 1, leaf.row, leaf.slot) === value);
}

/** A place of the table that is there already. */
export const placeIn = (
  { frame }: TargetLayout,
  members: readonly string[],
  time: string,
): Place | undefined => placeOf(frame, { members: [...members], time });

/** The commands that enter these numbers, with the rows that they need. */
export function enteringOf(
  layout: TargetLayout,
  numbers: readonly Entered[],
): Pick<TargetChanges, 'commands' | 'newRows' | 'cellOfEntry' | 'members'> {
  const { cube, target } = layout;
  const fresh = new Map<string, string[]>();
  for (const { members, isTotal } of numbers) {
    const coordinate = members.map(memberOf);
    if (!isTotal && !isPresent(cube, rowIndex(cube, coordinate))) fresh.set(coordinate.join(' '), coordinate);
  }
  const add = [...fresh.values()];
  const entries = numbers.map(({ members, time, amount, weight }) => ({
    at: { members: [...members], time },
    ...(cube.parts === 2 ? { numerator: amount, denominator: weight } : { value: amount }),
  }));
  const commands: CommandRequest[] = [];
  if (add.length > 0) commands.push({ type: 'target.rows', target: target.id, add });
  if (entries.length > 0) commands.push({ type: 'target.enter', target: target.id, entries });
  return {
    commands,
    newRows: add.length,
    cellOfEntry: numbers,
    members: new Set(numbers.flatMap(({ members }) => members.filter((id) => id !== '*').map(memberOf))),
  };
}
