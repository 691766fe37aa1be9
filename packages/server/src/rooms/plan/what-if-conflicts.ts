import type { CommandRequest } from '@shapan/contract';
import {
  type BookState,
  type CellPlace,
  coordinateOf,
  isPresent,
  layoutOf,
  readLeaf,
  rowOf,
  slotOf,
} from '@shapan/engine';
import type { RefusedProblem } from '../../http/refused.ts';
import { type CellsChanged, cellsInConflict } from './what-if-merge.ts';

type Promotion = Extract<CommandRequest, { type: 'branch.promote' }>;

/** Whose number stands where both have moved: the what-if's, or the plan's. */
type Stands = NonNullable<Promotion['take']>;

type Choose = (target: string, at: CellPlace) => Stands | undefined;

/** What a promotion says of numbers in conflict: of a cell by itself before all. */
export function choicesOf({ take, cells = [] }: Pick<Promotion, 'take' | 'cells'>): Choose {
  const named = new Map(cells.map((one) => [nameOf(one.target, one.at), one.take]));
  return (target, at) => named.get(nameOf(target, at)) ?? take;
}

const nameOf = (target: string, { members, time }: CellPlace): string => [target, time, ...members].join(' ');

/** One target where plan and what-if meet. */
export interface Meeting {
  readonly live: BookState;
  readonly master: BookState;
  /** Cells in conflict: of a rate in either part, as both parts are one number. */
  readonly moved: ReadonlySet<number>;
}

/** `changes`: all of one target, in the addresses of `live`, none of them done to it yet. */
export const meetingOf = (live: BookState, master: BookState, changes: readonly CellsChanged[]): Meeting => ({
  live,
  master,
  moved: new Set(changes.flatMap((one) => cellsInConflict(live, one).map((i) => one.cells[i]!))),
});

/**
 * Numbers of a what-if as far as they may be written: all without conflict, and of the others those that were chosen, with
 * what stands there now before them. What nobody has chosen is told: each cell with both numbers.
 */
export function settleCells(
  { live, master, moved }: Meeting,
  change: CellsChanged,
  choose: Choose,
): { readonly left: CellsChanged; readonly open: readonly RefusedProblem[] } {
  const cube = live.cubes.get(change.target)?.cube;
  if (moved.size === 0 || !cube) return { left: change, open: [] };
  const times = new Map(
    layoutOf(live, master, change.target)?.periods.map(({ slot, id }) => [slot, id] as const),
  );
  const here = new Set(cellsInConflict(live, change));
  const cells: number[] = [];
  const before: (number | null)[] = [];
  const after: (number | null)[] = [];
  const open: RefusedProblem[] = [];
  change.cells.forEach((cell, i) => {
    const mine = change.after[i] ?? null;
    const now = readLeaf(cube, change.part, rowOf(cell), slotOf(cell));
    const at = { members: coordinateOf(cube, rowOf(cell)), time: times.get(slotOf(cell)) ?? '' };
    const stands = moved.has(cell) ? choose(change.target, at) : 'mine';
    // A row that the plan no longer has takes no number, whoever wants it.
    if (stands === 'mine' && (!moved.has(cell) || isPresent(cube, rowOf(cell)))) {
      cells.push(cell);
      before.push(moved.has(cell) ? now : (change.before[i] ?? null));
      after.push(mine);
    } else if (stands !== 'theirs' && here.has(i)) {
      const place = { cell, members: at.members.join(','), time: at.time };
      const numbers = { base: text(change.before[i] ?? null), theirs: text(now), yours: text(mine) };
      open.push(conflict({ kind: 'target', id: change.target, ...place, ...numbers }));
    }
  });
  return { left: { ...change, cells, before, after }, open };
}

const text = (value: number | null): string | null => (value === null ? null : String(value));

const conflict = (params: NonNullable<RefusedProblem['params']>): RefusedProblem => ({
  code: 'STALE',
  path: 'branch',
  params,
});

/** So many are named; of all of them it is told how many there are. */
const mostNamed = 100;

export const told = (open: readonly RefusedProblem[]): readonly RefusedProblem[] =>
  open.slice(0, mostNamed).map((one) => ({ ...one, params: { ...one.params, conflicts: open.length } }));
