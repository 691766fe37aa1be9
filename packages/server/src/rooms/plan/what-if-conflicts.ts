import type { CommandRequest } from '@shapan/contract';
import { type CellPlace, type Cube, coordinateOf, layoutOf, rowOf, slotOf } from '@shapan/engine';
import type { RefusedProblem } from '../../http/refused.ts';
import {
  type CellsChanged,
  type Meeting,
  type Parts,
  type Place,
  partsIn,
  placesIn,
} from './what-if-numbers.ts';
import type { ChooseRecord, Stands } from './what-if-records.ts';

type Promotion = Extract<CommandRequest, { type: 'branch.promote' }>;

type Choose = (target: string, at: CellPlace) => Stands | undefined;

/** What a promotion says of what both have changed. */
export interface PromotionChoices {
  readonly number: Choose;
  readonly record: ChooseRecord;
}

/** What a promotion says of conflicts: of a cell, or of a record or its field, by itself before all. */
export function choicesOf({
  take,
  cells = [],
  records = [],
}: Pick<Promotion, 'take' | 'cells' | 'records'>): PromotionChoices {
  const named = new Map(cells.map((one) => [nameOf(one.target, one.at), one.take]));
  const ofRecords = new Map(records.map((one) => [recordName(one.kind, one.id, one.field), one.take]));
  return {
    number: (target, at) => named.get(nameOf(target, at)) ?? take,
    record: (kind, id, field) => ofRecords.get(recordName(kind, id, field)) ?? take,
  };
}

const recordName = (kind: string, id: string, field = ''): string => [kind, id, field].join(' ');

const nameOf = (target: string, { members, time }: CellPlace): string => [target, time, ...members].join(' ');

/**
 * Numbers of a what-if as far as they may be written: all without conflict, and of the others those that were chosen, with
 * what stands there now before them. What nobody has chosen, or chosen as it cannot stand, is told: each leaf once, with
 * both numbers.
 */
export function settleNumbers(
  meeting: Meeting,
  choose: Choose,
): { readonly left: readonly CellsChanged[]; readonly open: readonly RefusedProblem[] } {
  const { target, live, master, changes } = meeting;
  const cube = live.cubes.get(target)?.cube;
  const conflicts = new Map<number, Place>();
  if (cube) for (const place of placesIn(meeting, cube)) if (isMoved(place)) conflicts.set(place.cell, place);
  if (conflicts.size === 0 || !cube) return { left: changes, open: [] };
  const times = new Map(layoutOf(live, master, target)?.periods.map(({ slot, id }) => [slot, id] as const));
  const chosen: Place[] = [];
  const open: RefusedProblem[] = [];
  for (const place of conflicts.values()) {
    const { cell } = place;
    const at = { members: coordinateOf(cube, rowOf(cell)), time: times.get(slotOf(cell)) ?? '' };
    const stands = choose(target, at);
    const only = onlyOf(place);
    if (stands === undefined || (only !== null && stands !== only)) open.push(conflictAt(target, at, place));
    else if (stands === 'mine') chosen.push(place);
  }
  const left = [...changes.map((one) => without(one, conflicts)), ...written(target, cube, chosen)];
  return { left: left.filter(({ cells }) => cells.length > 0), open };
}

/** Where the plan is neither as the what-if found it nor as the what-if wants it, or has no row for what that wants. */
const isMoved = ({ base, theirs, yours, hasRow }: Place): boolean =>
  !isSame(theirs, yours) && (!isSame(theirs, base) || (!hasRow && !isEmpty(yours)));

const isSame = (one: Parts, other: Parts): boolean => one.every((number, part) => number === other[part]);
const isEmpty = (one: Parts): boolean => one.every((number) => number === null);

/** A row that is not there takes no number: one that the what-if removes none of the plan's, one that the plan has removed none of the what-if's. */
const onlyOf = ({ hasRow, yours }: Place): Stands | null =>
  hasRow ? null : isEmpty(yours) ? 'mine' : 'theirs';

function without(change: CellsChanged, conflicts: ReadonlyMap<number, Place>): CellsChanged {
  const kept = [...change.cells.keys()].filter((i) => !conflicts.has(change.cells[i]!));
  if (kept.length === change.cells.length) return change;
  const pick = <T>(of: readonly T[]): readonly T[] => kept.map((i) => of[i]!);
  return { ...change, cells: pick(change.cells), before: pick(change.before), after: pick(change.after) };
}

/** Places as the what-if has them, in all their parts. */
const written = (target: string, cube: Cube, places: readonly Place[]): readonly CellsChanged[] =>
  partsIn(cube).map((part) => {
    const moved = places.filter(({ theirs, yours }) => theirs[part] !== yours[part]);
    return {
      type: 'cells.changed',
      target,
      part,
      cells: moved.map(({ cell }) => cell),
      before: moved.map(({ theirs }) => theirs[part] ?? null),
      after: moved.map(({ yours }) => yours[part] ?? null),
    };
  });

function conflictAt(target: string, at: CellPlace, place: Place): RefusedProblem {
  const only = onlyOf(place);
  const numbers = Object.entries({ base: place.base, theirs: place.theirs, yours: place.yours });
  const told = numbers.flatMap(([name, [numerator = null, denominator]]) => [
    [name, text(numerator)] as const,
    ...(denominator === undefined ? [] : [[`${name}Denominator`, text(denominator)] as const]),
  ]);
  const where = {
    kind: 'target',
    id: target,
    cell: place.cell,
    members: at.members.join(','),
    time: at.time,
  };
  return {
    code: 'STALE',
    path: 'branch',
    params: { ...where, ...Object.fromEntries(told), ...(only !== null && { only }) },
  };
}

const text = (value: number | null): string | null => (value === null ? null : String(value));

/** So many are named; of all of them it is told how many there are. */
const mostNamed = 100;

/** What is no number stands before all; then numbers without a choice, which no choice for all settles: they are taken one by one. */
export function told(open: readonly RefusedProblem[]): readonly RefusedProblem[] {
  const rank = ({ params }: RefusedProblem): number =>
    params?.['cell'] === undefined ? 0 : params['only'] === undefined ? 2 : 1;
  return open
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, mostNamed)
    .map((one) => ({ ...one, params: { ...one.params, conflicts: open.length } }));
}
