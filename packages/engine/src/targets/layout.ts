import { addDays, type DateRange, daysBetween, isLeapYear, type PlainDate } from '../foundation/date.ts';
import { defaultFiscalCalendar, type FiscalCalendar } from '../foundation/fiscal-calendar.ts';
import { type Grain, periodByOrdinal, periodsBetween } from '../foundation/period.ts';
import { invariant } from '../foundation/result.ts';
import { timeTree } from '../foundation/time-tree.ts';
import { type Cube, coordinateOf, isPresent } from '../plan/cube.ts';
import { partsOf } from '../plan/measure.ts';
import { memberOf } from '../plan/parents.ts';
import type { PlanRecord } from '../plan/record.ts';
import type { RowTable } from '../plan/rows.ts';
import { type BookState, cubeOf, findRecord, recordsOf } from '../plan/state.ts';
import { formulaView } from './formula/view.ts';
import { createFrame } from './frame.ts';
import { erasOf, type Organisation } from './organisation/eras.ts';
import { stintTree } from './organisation/stint-tree.ts';
import { inLines, stintsOf } from './organisation/stints.ts';
import { statedNumbers } from './stated.ts';
import type { LeafPeriod, TargetLayout } from './target-layout.ts';
import { timeBehaviours } from './totals.ts';
import { type TotalsLaw, totalsLawOf } from './totals-law.ts';
import { buildTimeTree, type TimeMember, type TimeTree } from './tree.ts';

export {
  isOwnName,
  leavesThere,
  membersNamed,
  nameOfNode,
  namesOf,
  ownName,
  placeOf,
  placesOf,
  standsThere,
  unplaced,
} from './place-names.ts';

/**
 * How leaf periods of such a metric make a longer one (SPR-T40): `flow` for sums and for both parts of ratios and
 * weighted averages – and for what has no order in time: the largest and smallest leaf –, `last` for everything else.
 */
export const behaviourOf = (aggregation: unknown): 'flow' | 'last' =>
  flowing.has(aggregation) ? 'flow' : 'last';

const flowing: ReadonlySet<unknown> = new Set(['sum', 'ratio', 'wavg', 'max', 'min']);

/**
 * `undefined` when there is no such target, or what it stands on is gone. Only as it was can a table be written to; under
 * the parents of one day it is for comparison.
 */
export function layoutOf(
  state: BookState,
  master: BookState,
  targetId: string,
  organisation: Organisation = 'asWas',
): TargetLayout | undefined {
  const target = findRecord(state, 'target', targetId);
  const found = cubeOf(state, targetId);
  const metric = target && findRecord(master, 'metric', String(target.fields['metric']));
  if (!target || !found || !metric) return undefined;
  const aggregation = String(metric.fields['aggregation']);
  const view = viewOf(found.cube, target, master, organisation);
  const inSame = (...[book, data, id]: Parameters<typeof layoutOf>) => layoutOf(book, data, id, organisation);
  const formula = aggregation === 'formula' ? formulaView(state, master, target, metric, inSame) : null;
  const totals = totalsLawOf(aggregation, formula !== null);
  return {
    target,
    metric,
    aggregation,
    cube: view.organisation.stints ? inLines(found.cube, view.organisation.stints) : found.cube,
    frame: view.frame,
    periods: view.periods,
    organisation: view.organisation,
    ...timeOf(metric, aggregation, totals),
    totals,
    rollsUp: totals === 'spread' || totals === 'extreme',
    stated:
      totals === 'stated' ? statedNumbers(state, targetId, view.frame, found.cube.dimensions) : noNumbers,
    formula,
    decimals: Number(metric.fields['decimals'] ?? 0),
  };
}

const noNumbers: ReadonlyMap<string, number> = new Map();

/** The members of a row of the table, in the order of its dimensions. */
export const membersOf = ({ cube }: Pick<TargetLayout, 'cube'>, row: number): string[] =>
  coordinateOf(cube, row).map(memberOf);

/** The days in which a node is the place of its member; `null` = always, or more than once. */
export function daysOfStint(
  { frame, organisation: { eras } }: Pick<TargetLayout, 'frame' | 'organisation'>,
  d: number,
  node: number,
): { readonly from: PlainDate | null; readonly to: PlainDate | null } | null {
  const places = frame.standing?.places[d]?.get(memberOf(frame.trees[d]!.ids[node]!));
  if (!places) return null;
  const [first, next] = [places.indexOf(node), places.lastIndexOf(node) + 1];
  const from = first > 0 ? eras[first]!.day : null;
  const to = next < eras.length ? addDays(eras[next]!.day, -1) : null;
  return from === null && to === null ? null : { from, to };
}

/** Where a stored leaf stands in the table: its address in `cube`. */
export const leafInTable = ({ organisation }: Pick<TargetLayout, 'organisation'>, cell: number): number =>
  organisation.stints?.line(cell) ?? cell;

/** How the metric wants its periods read; rates always add up both their parts. */
function timeOf(
  { fields }: PlanRecord,
  aggregation: string,
  totals: TotalsLaw,
): Pick<TargetLayout, 'behaviour' | 'fills'> {
  const wanted = partsOf(aggregation) === 2 || totals !== 'spread' ? null : fields['timeBehaviour'];
  if (wanted === 'fill') return { behaviour: 'flow', fills: true };
  const found = timeBehaviours.find((one) => one === wanted && one !== 'fill');
  return { behaviour: (found as TargetLayout['behaviour']) ?? behaviourOf(aggregation), fills: false };
}

/** Slots of the periods that have ended on the day up to which a target is closed (SPR-T44). */
export function closedSlots({ target, periods }: TargetLayout): ReadonlySet<number> {
  const until = target.fields['closedUntil'];
  if (typeof until !== 'string') return new Set();
  return new Set(periods.filter(({ to }) => to <= until).map(({ slot }) => slot));
}

type View = Pick<TargetLayout, 'frame' | 'periods' | 'organisation'>;

interface KnownView extends View {
  readonly revision: number;
  readonly target: PlanRecord;
  readonly master: BookState;
  readonly masterPosition: number;
}

/** Sorting all rows into their trees costs what the target holds; most commands only change numbers in it. */
const knownViews = new WeakMap<RowTable, Map<string, KnownView>>();

function viewOf(cube: Cube, target: PlanRecord, master: BookState, organisation: Organisation): View {
  const { rows } = cube;
  const key = organisation === 'asWas' ? organisation : organisation.asOf;
  const views = knownViews.get(rows) ?? new Map<string, KnownView>();
  const known = views.get(key);
  const current =
    known?.revision === rows.revision &&
    known.target === target &&
    known.master === master &&
    known.masterPosition === master.position;
  if (known && current) return known;
  const view = buildView(cube, target, master, organisation);
  // Days come and go; what somebody looks at is the organisation as it was, and one of them.
  if (key !== 'asWas') for (const other of views.keys()) if (other !== 'asWas') views.delete(other);
  views.set(key, { ...view, revision: rows.revision, target, master, masterPosition: master.position });
  knownViews.set(rows, views);
  return view;
}

function buildView(cube: Cube, target: PlanRecord, master: BookState, organisation: Organisation): View {
  const periods = leafPeriods(target, master);
  const { parents, eras } = erasOf(master, periods, organisation);
  const trees = cube.dimensions.map((_, d) => stintTree(master, parents, eras, membersInUse(cube, d)));
  const stints = stintsOf(
    cube,
    trees,
    eras,
    periods.map(({ slot }) => slot),
  );
  const frame = createFrame(
    stints ? { ...cube, rows: stints.rows } : cube,
    trees.map(({ tree }) => tree),
    targetTime(target, master),
  );
  const standing = { eras, places: trees.map(({ places }) => places) };
  return { frame: stints ? { ...frame, standing } : frame, periods, organisation: { parents, eras, stints } };
}

function membersInUse(cube: Cube, dimension: number): ReadonlySet<string> {
  const inUse = new Set<string>();
  const ids = cube.rows.interned[dimension]?.ids ?? [];
  const column = cube.rows.columns[dimension];
  for (let row = 0; row < cube.rows.count; row++) {
    if (isPresent(cube, row)) inUse.add(ids[column?.[row] ?? -1] ?? '');
  }
  return inUse;
}

/** The workspace's calendar; calendar years and months when it has set none. */
export function calendarOf(master: BookState): FiscalCalendar {
  const [record] = recordsOf(master, 'calendar');
  if (!record) return defaultFiscalCalendar;
  return {
    ...defaultFiscalCalendar,
    yearStartMonth: Number(record.fields['yearStartMonth']),
    pattern: record.fields['pattern'] as FiscalCalendar['pattern'],
  };
}

/** The fields of a target that lay out its time. */
type Window = Pick<PlanRecord, 'fields'>;

function targetTime(target: Window, master: BookState): TimeTree {
  const tree = buildTimeTree(timeMembers(target, master));
  invariant(tree.ok, 'periods follow each other');
  return tree.value;
}

function timeMembers({ fields }: Window, master: BookState): readonly TimeMember[] {
  const daysOf = dayCounter(findRecord(master, 'metric', String(fields['metric'])));
  if (fields['grain'] === 'custom') {
    const periods = customPeriods(fields['periodSet'], master).filter((one) => overlaps(one, fields));
    return [
      { id: 'all' },
      ...periods.map((period) => ({ id: period.id, parent: 'all', slot: period.slot, days: daysOf(period) })),
    ];
  }
  const grain = fields['grain'] as Grain;
  const calendar = calendarOf(master);
  const { nodes, leaves } = timeTree(calendar, grain, String(fields['from']), String(fields['to']));
  const [first] = periodsBetween(calendar, grain, String(fields['from']), String(fields['from']));
  invariant(first, 'a window has a first period');
  const slotOfNode = new Map(leaves.map((node, i) => [node, first.ordinal + i]));
  return nodes.map((one, node) => ({
    id: one.id,
    parent: nodes[one.parent]?.id,
    slot: slotOfNode.get(node),
    days: daysOf(one),
  }));
}

/** Days for day-weighted means: all of them, or without 29 February, as if every year had 365 (SPR-T40). */
function dayCounter(metric: PlanRecord | undefined): (period: DateRange) => number {
  if (metric?.fields['dayCount'] !== 'actual365') return ({ from, to }) => daysBetween(from, to);
  return ({ from, to }) => {
    let leapDays = 0;
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
      const leapDay = `${year}-02-29`;
      if (isLeapYear(year) && from <= leapDay && leapDay <= to) leapDays += 1;
    }
    return Math.max(1, daysBetween(from, to) - leapDays);
  };
}

/** The leaf periods of a target in order, with the days they span. */
export function leafPeriods({ fields }: Window, master: BookState): readonly LeafPeriod[] {
  if (fields['grain'] === 'custom') {
    return customPeriods(fields['periodSet'], master).filter((one) => overlaps(one, fields));
  }
  const calendar = calendarOf(master);
  const periods = periodsBetween(
    calendar,
    fields['grain'] as Grain,
    String(fields['from']),
    String(fields['to']),
  );
  return periods.map(({ id, ordinal, from, to }) => ({ id, slot: ordinal, from, to }));
}

function customPeriods(periodSet: unknown, master: BookState): readonly LeafPeriod[] {
  const boundaries = findRecord(master, 'periodSet', String(periodSet))?.fields['boundaries'];
  if (!Array.isArray(boundaries)) return [];
  return (boundaries as string[])
    .slice(0, -1)
    .map((from, i) => ({ id: `P${i + 1}`, slot: i, from, to: addDays(boundaries[i + 1] as string, -1) }));
}

function overlaps(period: DateRange, fields: PlanRecord['fields']): boolean {
  return period.to >= String(fields['from']) && period.from <= String(fields['to']);
}

/** First slot and number of slots of a window; `null` when it holds no period. */
export function windowOf(target: Window, master: BookState): { firstSlot: number; slotCount: number } | null {
  const periods = leafPeriods(target, master);
  const [first] = periods;
  return first ? { firstSlot: first.slot, slotCount: periods.length } : null;
}

/** Days that a period id of this target spans; for labels, actuals and pace. */
export function daysOfSlot(target: Window, master: BookState, slot: number): DateRange | undefined {
  if (target.fields['grain'] === 'custom')
    return leafPeriods(target, master).find((one) => one.slot === slot);
  return periodByOrdinal(calendarOf(master), target.fields['grain'] as Grain, slot);
}
