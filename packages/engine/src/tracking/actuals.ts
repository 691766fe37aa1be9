import type { PlainDate } from '../foundation/date.ts';
import {
  addRows,
  type Cube,
  cellAddress,
  coordinateOf,
  createCube,
  isPresent,
  rowCount,
  setRowsPresent,
} from '../plan/cube.ts';
import { setCells } from '../plan/cube-write.ts';
import { memberOf } from '../plan/parents.ts';
import type { BookState } from '../plan/state.ts';
import {
  atLeaf,
  type Fraction,
  leavesUnder,
  type Place,
  placeKey,
  readFraction,
  readTotal,
  type TargetLayout,
  type Totals,
  tableTotals,
} from '../targets/index.ts';
import { type ActualCoordinate, placer } from './actual-place.ts';
import {
  type Amounts,
  addUnplaced,
  combineOf,
  plus,
  timeNodeOf,
  type Unplaced,
  unplacedAt,
} from './unplaced.ts';

/** What really happened at one place up to a day, rolled up from the ledger. Exact integers in the smallest unit. */
export interface ActualCell {
  readonly date: PlainDate;
  /** First day of the period that the amount is about, where that is not `date` alone. */
  readonly from?: PlainDate | undefined;
  readonly coordinate: ActualCoordinate;
  /** The value; for ratios and weighted averages the numerator. */
  readonly amount: number;
  /** Denominator of ratios and weighted averages. */
  readonly weight?: number | null | undefined;
}

/** Actuals seen through a target's table. */
export interface Actuals {
  /** What lies in leaves of the table. */
  readonly totals: Totals;
  /** What lies in none, because a member or the day is not known finely enough: it counts from the smallest place up. */
  readonly unplaced: Unplaced;
  /** How much of the ledger lies inside the window but in no leaf; counted at its place, told so that it is seen. */
  readonly unassigned: Tally;
  /** What is not the target's at all, or cannot be added up: counted nowhere, never lost. */
  readonly outside: Tally;
  /** Of a formula metric: what follows from its drivers' actuals. */
  readonly computed?: (place: Place) => Fraction | null;
}

interface Tally {
  readonly amount: number;
  readonly cells: number;
}

/**
 * Lay actuals over a target's table. Each counts at the smallest place that contains it – its leaf, or a place above
 * – and in all totals from there up. Days outside the window, and after `asOf`, do not count.
 * No data is no entry, never 0.
 */
export function actualsOf(
  layout: TargetLayout,
  master: BookState,
  cells: Iterable<ActualCell>,
  asOf?: PlainDate,
): Actuals {
  const place = placer(layout, master, exactOnly.has(layout.aggregation));
  const sheet = createSheet(layout);
  const unassigned = { amount: 0, cells: 0 };
  const outside = { amount: 0, cells: 0 };
  const from = String(layout.target.fields['from']);
  const to = String(layout.target.fields['to']);
  for (const cell of cells) {
    const whole = layout.behaviour === 'flow' || layout.totals === 'stated';
    const since = whole ? (cell.from ?? cell.date) : cell.date;
    if (cell.date < from || since > to || (asOf !== undefined && cell.date > asOf)) continue;
    const time = since < from || cell.date > to ? null : timeNodeOf(layout, since, cell.date);
    const at = time && place(cell.coordinate, time.node);
    const row = time?.slot === null ? null : (at?.row ?? null);
    if (!time || !at || (row === null && !isCountedAt(layout, at.members, cell))) tally(outside, cell);
    else if (row !== null) sheet.add(cellAddress(row, time.slot ?? 0), cell);
    else if (layout.totals === 'stated') sheet.state({ members: at.members, time: time.node }, cell);
    else {
      tally(unassigned, cell);
      sheet.addBeside({ members: at.members, time: time.node }, cell);
    }
  }
  return { ...sheet.read(), unassigned, outside };
}

/** What is counted anew at every level says nothing about the level above. */
const exactOnly: ReadonlySet<string> = new Set(['distinct', 'formula', 'manual']);

/** A total that is counted anew takes only what was counted for exactly that total (SPR-T78). */
function isCountedAt(
  { totals, rollsUp, frame, cube }: TargetLayout,
  members: readonly number[],
  { coordinate }: ActualCell,
): boolean {
  if (totals !== 'stated') return rollsUp;
  return cube.dimensions.every((dimension, d) => {
    const named = coordinate[dimension];
    return named === undefined
      ? members[d] === 0
      : memberOf(frame.trees[d]?.ids[members[d] ?? -1] ?? '') === named;
  });
}

function tally(sum: { amount: number; cells: number }, { amount }: ActualCell): void {
  sum.amount += amount;
  sum.cells += 1;
}

const amountsOf = ({ amount, weight = null }: ActualCell): Amounts => ({ amount, weight });

interface Latest {
  readonly put: (amounts: Amounts) => void;
  cell: ActualCell;
}

/** Collects cells by leaf and, beside the leaves, by place; of a level only the last day of every coordinate. */
function createSheet(layout: TargetLayout) {
  const leaves = new Map<number, Amounts>();
  const beside = new Map<string, Amounts>();
  const latest = new Map<string, Latest>();
  const stated = new Map<string, ActualCell>();
  const extreme = layout.aggregation === 'max' || layout.aggregation === 'min' ? layout.aggregation : null;
  const putLeaf = (address: number) => (amounts: Amounts) => {
    leaves.set(address, plus(leaves.get(address) ?? null, amounts) as Amounts);
  };

  function keep(key: string, cell: ActualCell, put: Latest['put']): void {
    if (layout.behaviour === 'flow') return put(amountsOf(cell));
    // Each place's own last day counts: not all report on the same one.
    const place = `${key} ${coordinateText(cell.coordinate)}`;
    const seen = latest.get(place);
    if (!seen) latest.set(place, { put, cell });
    else if (cell.date >= seen.cell.date) seen.cell = cell;
  }

  return {
    add(address: number, cell: ActualCell): void {
      if (extreme) {
        const seen = leaves.get(address)?.amount ?? cell.amount;
        leaves.set(address, { amount: Math[extreme](seen, cell.amount), weight: null });
      } else keep(`${address}`, cell, putLeaf(address));
    },
    addBeside(place: Place, cell: ActualCell): void {
      const key = `${place.members.join(',')}@${place.time}`;
      keep(key, cell, (amounts) => addUnplaced(layout, beside, place, amounts));
    },
    state(place: Place, cell: ActualCell): void {
      const key = placeKey(place);
      const seen = stated.get(key);
      if (!seen || cell.date >= seen.date) stated.set(key, cell);
    },
    read(): Pick<Actuals, 'totals' | 'unplaced'> {
      for (const { put, cell } of latest.values()) put(amountsOf(cell));
      return { totals: totalsOf(layout, leaves, stated), unplaced: { sums: beside } };
    },
  };
}

const coordinateText = (coordinate: ActualCoordinate): string =>
  Object.entries(coordinate)
    .map(([dimension, member]) => `${dimension}=${member}`)
    .sort()
    .join(' ');

function totalsOf(
  layout: TargetLayout,
  leaves: ReadonlyMap<number, Amounts>,
  own: ReadonlyMap<string, ActualCell>,
): Totals {
  const cube = emptyTwin(layout.cube);
  const addresses = [...leaves.keys()];
  const values = (part: 'amount' | 'weight') =>
    addresses.map((address) => leaves.get(address)?.[part] ?? null);
  setCells(cube, 0, addresses, values('amount'));
  if (cube.parts === 2) setCells(cube, 1, addresses, values('weight'));
  return tableTotals({
    ...layout,
    cube,
    stated: new Map([...own].map(([key, { amount }]) => [key, amount])),
  });
}

/** The same rows under the same numbers, without values, so that the target's frame fits. */
function emptyTwin(cube: Cube): Cube {
  const { dimensions, parts, firstSlot, slotCount } = cube;
  const twin = createCube({ dimensions, parts, firstSlot, slotCount });
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row);
  addRows(
    twin,
    rows.map((row) => coordinateOf(cube, row)),
  );
  setRowsPresent(
    twin,
    rows.filter((row) => !isPresent(cube, row)),
    false,
  );
  return twin;
}

/** A place's actual, and how much of it lies in no leaf below. Denominator 1 for plain amounts; `null` = no data. */
export function readActual(
  layout: TargetLayout,
  actuals: Actuals,
  place: Place,
): { readonly actual: Fraction | null; readonly unplaced: Fraction | null } {
  if (actuals.computed) return { actual: actuals.computed(place), unplaced: null };
  if (layout.totals === 'stated') return { actual: readFraction(actuals.totals, place), unplaced: null };
  const at = layout.behaviour === 'flow' ? place : lastWithData(layout, actuals, place);
  const unplaced = unplacedAt(actuals.unplaced, at);
  const fraction = (amounts: Amounts | null): Fraction | null => {
    if (!amounts) return null;
    if (layout.cube.parts === 1) return { numerator: amounts.amount, denominator: 1 };
    return amounts.weight ? { numerator: amounts.amount, denominator: amounts.weight } : null;
  };
  return {
    actual: fraction(combineOf(layout)(leafAmounts(actuals, at), unplaced)),
    unplaced: fraction(unplaced),
  };
}

function leafAmounts({ totals }: Actuals, place: Place): Amounts | null {
  const amount = readTotal(totals, place, 0);
  if (amount === null) return null;
  return { amount, weight: totals.cube.parts === 2 ? readTotal(totals, place, 1) : null };
}

/** A level of a longer period is that of its last leaf period with any data. */
function lastWithData({ frame }: TargetLayout, actuals: Actuals, place: Place): Place {
  const { from, to } = leavesUnder(frame.time, place.time);
  for (let leaf = to - 1; leaf >= from; leaf--) {
    const at = atLeaf(frame, place, leaf);
    if (leafAmounts(actuals, at) || unplacedAt(actuals.unplaced, at)) return at;
  }
  return atLeaf(frame, place, from);
}
