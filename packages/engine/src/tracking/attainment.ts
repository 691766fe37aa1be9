import type { DateRange, PlainDate } from '../foundation/date.ts';
import { earlierDate, laterDate } from '../foundation/date.ts';
import { type DayBasis, naturalDays } from '../foundation/day-weight.ts';
import {
  addRows,
  type Cube,
  cellAddress,
  coordinateOf,
  createCube,
  isPresent,
  rowCount,
  rowIndex,
  setCells,
  setRowsPresent,
} from '../plan/cube.ts';
import {
  createTotals,
  type Fraction,
  isLeafNode,
  leavesUnder,
  type Place,
  readFraction,
  rowsUnder,
  type TargetLayout,
  type Totals,
  type Tree,
} from '../targets/index.ts';
import { type Pace, type PaceGoal, pace } from './pace.ts';

/** What really happened on one day at one place, rolled up from the ledger. Exact integers in the smallest unit. */
export interface ActualCell {
  readonly date: PlainDate;
  /** Dimension id → member id; may name more dimensions, or finer members, than a target is broken down by. */
  readonly coordinate: Readonly<Record<string, string>>;
  /** The value; for ratios and weighted averages the numerator. */
  readonly amount: number;
  /** Denominator of ratios and weighted averages. */
  readonly weight?: number | null | undefined;
}

/** Actuals seen through a target's table. */
export interface Actuals {
  readonly totals: Totals;
  /** What lies inside the window but in no row of the breakdown, by slot: visible, never lost (DOMAIN §10.28). */
  readonly unassigned: ReadonlyMap<number, { readonly amount: number; readonly cells: number }>;
}

/**
 * Lay actuals over a target's rows and periods. A cell belongs to the row of its own member or of the nearest member
 * above it that has one; days outside the window, and after `asOf`, do not count. No data is no entry, never 0.
 */
export function actualsOf(
  layout: TargetLayout,
  parents: ReadonlyMap<string, string>,
  cells: Iterable<ActualCell>,
  asOf?: PlainDate,
): Actuals {
  const cube = emptyTwin(layout.cube);
  const sums = new Map<number, Leaf>();
  const unassigned = new Map<number, { amount: number; cells: number }>();
  const latest = new Map<string, { readonly address: number; cell: ActualCell }>();
  const rowOfCoordinate = rowFinder(layout.cube, parents, exactOnly.has(layout.aggregation));
  const from = String(layout.target.fields['from']);
  const to = String(layout.target.fields['to']);
  for (const cell of cells) {
    if (cell.date < from || cell.date > to || (asOf !== undefined && cell.date > asOf)) continue;
    const slot = slotOfDate(layout, cell.date);
    if (slot === null) continue;
    const row = rowOfCoordinate(cell.coordinate);
    if (row < 0) {
      const seen = unassigned.get(slot) ?? { amount: 0, cells: 0 };
      unassigned.set(slot, { amount: seen.amount + cell.amount, cells: seen.cells + 1 });
    } else if (layout.behaviour === 'flow') add(sums, cellAddress(row, slot), cell);
    else if (layout.aggregation === 'max' || layout.aggregation === 'min') {
      keepExtreme(sums, cellAddress(row, slot), cell.amount, Math[layout.aggregation]);
    } else keepLatest(latest, cellAddress(row, slot), cell);
  }
  for (const { address, cell } of latest.values()) add(sums, address, cell);
  const addresses = [...sums.keys()];
  setCells(
    cube,
    0,
    addresses,
    addresses.map((address) => sums.get(address)?.amount ?? null),
  );
  if (cube.parts === 2)
    setCells(
      cube,
      1,
      addresses,
      addresses.map((address) => sums.get(address)?.weight ?? null),
    );
  return { totals: createTotals(cube, layout.frame, { behaviour: layout.behaviour }), unassigned };
}

/** What is counted anew at every level says nothing about the level above (DOMAIN I5). */
const exactOnly: ReadonlySet<string> = new Set(['distinct', 'formula', 'manual']);

interface Leaf {
  amount: number;
  weight: number | null;
}

function add(sums: Map<number, Leaf>, address: number, { amount, weight = null }: ActualCell): void {
  const seen = sums.get(address);
  if (!seen) {
    sums.set(address, { amount, weight });
    return;
  }
  seen.amount += amount;
  if (weight !== null) seen.weight = (seen.weight ?? 0) + weight;
}

function keepExtreme(
  sums: Map<number, Leaf>,
  address: number,
  amount: number,
  better: (a: number, b: number) => number,
): void {
  const seen = sums.get(address);
  if (seen) seen.amount = better(seen.amount, amount);
  else sums.set(address, { amount, weight: null });
}

/** Of a level the last day of the period counts – each place's own last day: not all report on the same one. */
function keepLatest(
  latest: Map<string, { readonly address: number; cell: ActualCell }>,
  address: number,
  cell: ActualCell,
): void {
  const place = Object.entries(cell.coordinate)
    .map(([dimension, member]) => `${dimension}=${member}`)
    .sort()
    .join(' ');
  const key = `${address} ${place}`;
  const seen = latest.get(key);
  if (!seen) latest.set(key, { address, cell });
  else if (cell.date >= seen.cell.date) seen.cell = cell;
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

function slotOfDate({ periods }: TargetLayout, date: PlainDate): number | null {
  let low = 0;
  let high = periods.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const period = periods[middle];
    if (!period) return null;
    if (date < period.from) high = middle - 1;
    else if (date > period.to) low = middle + 1;
    else return period.slot;
  }
  return null;
}

/** Row number of a coordinate, lifting members until a row fits (or, `exact`, never); −1 when none does. */
function rowFinder(cube: Cube, parents: ReadonlyMap<string, string>, exact: boolean) {
  const known = new Map<string, number>();
  return (coordinate: Readonly<Record<string, string>>): number => {
    const own = cube.dimensions.map((dimension) => coordinate[dimension] ?? '');
    const key = own.join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    const row = nearestRow(
      cube,
      own.map((member) => (exact ? [member] : chainOf(member, parents))),
    );
    known.set(key, row);
    return row;
  };
}

function chainOf(member: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const chain: string[] = [];
  for (let at: string | undefined = member; at; at = parents.get(at)) chain.push(at);
  return chain;
}

/** The first row that fits, the least lifted first; the first dimension is lifted last. */
function nearestRow(cube: Cube, chains: readonly (readonly string[])[]): number {
  let candidates: readonly { readonly members: readonly string[]; readonly lift: number }[] = [
    { members: [], lift: 0 },
  ];
  for (const chain of chains) {
    candidates = candidates.flatMap(({ members, lift }) =>
      chain.map((member, up) => ({ members: [...members, member], lift: lift + up })),
    );
  }
  for (const { members } of candidates.toSorted((a, b) => a.lift - b.lift)) {
    const row = rowIndex(cube, members);
    if (row >= 0 && isPresent(cube, row)) return row;
  }
  return -1;
}

/** A place's target against its actual, and against time. Fractions have denominator 1 for plain amounts. */
export interface PlaceAttainment {
  readonly target: Fraction | null;
  readonly actual: Fraction | null;
  readonly pace: Pace;
}

/** Totals of a metric that does not roll up do not follow from what is below (DOMAIN §5): only leaves are known. */
function isKnown({ rollsUp, frame }: TargetLayout, place: Place): boolean {
  if (rollsUp) return true;
  const { from, to } = leavesUnder(frame.time, place.time);
  const leaf = place.members.every((node, d) => frame.trees[d] && isLeafNode(frame.trees[d], node));
  return leaf && to - from === 1 && rowsUnder(frame, place).length === 1;
}

/**
 * Where a place stands as of a day (DOMAIN §7.1). Amounts that add up over time are judged against the time elapsed in the
 * place's own period, clipped to the target's window; rates and levels are due in full on every day.
 */
export function attainmentAt(
  layout: TargetLayout,
  targets: Totals,
  actuals: Totals,
  place: Place,
  options: { readonly asOf: PlainDate; readonly basis?: DayBasis },
): PlaceAttainment {
  const known = isKnown(layout, place);
  const target = known ? readFraction(targets, place) : null;
  const actual = known ? readFraction(actuals, place) : null;
  const flow = layout.behaviour === 'flow' && layout.cube.parts === 1;
  return {
    target,
    actual,
    pace: pace({
      goal: goalOf(layout, asNumber(target)),
      actual: isBand(layout) && target === null ? null : asNumber(actual),
      window: windowAt(layout, place),
      asOf: options.asOf,
      basis: options.basis ?? naturalDays,
      nature: flow ? 'flow' : 'level',
    }),
  };
}

const isBand = ({ metric }: TargetLayout): boolean => metric.fields['direction'] === 'band';

/** A band whose edges nobody has set is as narrow as its target: too much is as far off as too little. */
function goalOf(layout: TargetLayout, target: number | null): PaceGoal {
  if (isBand(layout)) return { direction: 'band', low: target ?? 0, high: target ?? 0 };
  return { direction: layout.metric.fields['direction'] === 'down' ? 'down' : 'up', target };
}

const asNumber = (fraction: Fraction | null): number | null =>
  fraction && fraction.numerator / fraction.denominator;

/** The days of a place's period, as far as the target's window reaches. */
function windowAt({ frame, periods, target }: TargetLayout, place: Place): DateRange {
  const { from, to } = leavesUnder(frame.time, place.time);
  const whole = { from: String(target.fields['from']), to: String(target.fields['to']) };
  const first = periods[from];
  const last = periods[to - 1];
  if (!first || !last) return whole;
  return { from: laterDate(first.from, whole.from), to: earlierDate(last.to, whole.to) };
}

/** Every node of one dimension with all others at their top, the top itself first. */
export function placesAlong(layout: TargetLayout, dimension: number): readonly (readonly number[])[] {
  const top = layout.frame.trees.map(() => 0);
  const tree: Tree | undefined = layout.frame.trees[dimension];
  if (!tree) return [top];
  return tree.ids.map((_, node) => top.map((zero, d) => (d === dimension ? node : zero)));
}
