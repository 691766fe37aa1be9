import {
  type AttainmentView,
  leafInside,
  type PlaceAttainmentView,
  placeInside,
  releasedSight,
  type Sight,
  sightOf,
} from '@shapan/contract';
import {
  type Actuals,
  actualsFor,
  addDays,
  attainmentAt,
  type BookState,
  type DayBasis,
  LAST_DAY,
  layoutOf,
  naturalDays,
  type Organisation,
  type Place,
  placeOf,
  placesAlong,
  type TargetLayout,
  tableTotals,
  untilOf,
  workCalendarOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { type CellRow, readCells } from './ledger-store.ts';

export interface AttainmentQuery {
  readonly target: string;
  readonly asOf: string;
  readonly basis: 'natural' | 'working';
  /** The dimension whose members are listed, all others at their top. */
  readonly along: number;
  /** Instead: one place alone, in every period in which it stands; member by dimension, others at their top. */
  readonly members?: Readonly<Record<string, string>>;
  /** As it was in each period, or under the parents of one day. */
  readonly organisation?: Organisation;
  readonly today: string;
}

const MAX_PLACES = 200_000;

/** Target against actual at every node of one dimension and of time that the caller may see. */
export async function attainment(
  tx: Tx,
  caller: Caller,
  books: { readonly state: BookState; readonly also: readonly BookState[]; readonly master: BookState },
  query: AttainmentQuery,
): Promise<AttainmentView> {
  const { state, also, master } = books;
  const layout = layoutOf(state, master, query.target, query.organisation);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: query.target }, 'target');
  const range = { from: String(layout.target.fields['from']), to: String(layout.target.fields['to']) };
  const whole = { from: layout.periods[0]?.from ?? range.from, to: layout.periods.at(-1)?.to ?? range.to };
  const sight = sightOf(caller.scope, master, query.today);
  // Also what fits no row, and the day of the newest number, may only speak of the caller's own part.
  const cells = new Map<string, readonly CellRow[]>();
  for (const metric of layout.formula?.drivers.map((driver) => driver.metric.id) ?? [layout.metric.id]) {
    const all = await readCells(tx, caller.workspaceId, metric, whole);
    cells.set(
      metric,
      all.filter((cell) => cellInside(sight, layout, cell)),
    );
  }
  const actuals = actualsFor(layout, master, (metric) => cells.get(metric) ?? [], query.asOf);
  const counted = [...cells.values()].flat().filter(({ date }) => date <= query.asOf);
  return {
    target: query.target,
    asOf: query.asOf,
    basis: query.basis,
    dataUntil: counted.reduce<string | null>(
      (last, { date }) => (last === null || date > last ? date : last),
      null,
    ),
    unassigned: actuals.unassigned,
    outside: actuals.outside,
    places: placesOf(
      layout,
      actuals,
      releasedSight(sight, { state, also, master, today: query.today }, query.target),
      master,
      query,
    ),
  };
}

/** What has left the caller's part is the caller's own for the time when it belonged there. */
function cellInside(sight: Sight, { periods }: TargetLayout, { coordinate, date }: CellRow): boolean {
  if (placeInside(sight.now, coordinate)) return true;
  const day = periods.findLast(({ from }) => from <= date)?.from ?? date;
  return placeInside(sight.on(day), coordinate);
}

/** A place where a member stood until a day is known to whom it belonged then. */
function namesInside(sight: Sight, { cube }: TargetLayout, names: readonly string[]): boolean {
  const ended = names.map(untilOf).filter((until) => until !== undefined);
  const day =
    ended.length === 0
      ? LAST_DAY
      : addDays(
          ended.reduce((a, b) => (a < b ? a : b)),
          -1,
        );
  return leafInside(sight, cube.dimensions, names, day);
}

function placesOf(
  layout: TargetLayout,
  actuals: Actuals,
  sight: Sight,
  master: BookState,
  query: AttainmentQuery,
): PlaceAttainmentView[] {
  const targets = tableTotals(layout);
  const options = { asOf: query.asOf, basis: basisOf(master, query.basis) };
  const asked = placesAsked(layout, query);
  const places: PlaceAttainmentView[] = [];
  for (const { place, names } of asked) {
    // A member that moved has a name for each of its places: these are told apart whatever the period.
    const inside = place.members.map((node, d) => layout.frame.trees[d]?.ids[node] || '*');
    if (!namesInside(sight, layout, inside)) continue;
    const { target, actual, unplaced, pace } = attainmentAt(layout, targets, actuals, place, options);
    const { attainment: share, pacedAttainment, paceGap, gap, runRate, requiredRunRate, status } = pace;
    const numbers = { pacedAttainment, paceGap, gap, runRate, requiredRunRate, status };
    places.push({
      members: names ?? inside.map((id, d) => (place.members[d] === 0 ? '*' : id)),
      time: layout.frame.time.ids[place.time] ?? 'all',
      target,
      actual,
      unplaced,
      attainment: share,
      timeElapsed: pace.time.share,
      ...numbers,
    });
  }
  return places;
}

/** A place, and the names it was asked by where these are to be answered. */
interface AskedPlace {
  readonly place: Place;
  readonly names?: string[];
}

/** Every node of the one dimension in every period; or the one place that was named, wherever it stands in each. */
function placesAsked(layout: TargetLayout, { along, members }: AttainmentQuery): readonly AskedPlace[] {
  const { frame, cube } = layout;
  const periods = frame.time.ids;
  if (!members || Object.keys(members).length === 0) {
    const nodes = placesAlong(layout, along);
    const count = nodes.length * periods.length;
    if (count > MAX_PLACES) throw refused('TOO_LARGE', { count, max: MAX_PLACES });
    return nodes.flatMap((node) => periods.map((_, time) => ({ place: { members: node, time } })));
  }
  const unknown = Object.keys(members).find((dimension) => !cube.dimensions.includes(dimension));
  if (unknown !== undefined) throw refused('NOT_FOUND', { kind: 'dimension', id: unknown }, 'members');
  const names = cube.dimensions.map((dimension) => members[dimension] ?? '*');
  const asked = periods.flatMap((time) => {
    const place = placeOf(frame, { members: names, time });
    return place ? [{ place, names }] : [];
  });
  if (asked.length === 0)
    throw refused('NOT_FOUND', { kind: 'dimensionMember', id: Object.values(members).join(',') }, 'members');
  return asked;
}

/** How days are counted: all alike, or by the workspace's working calendar. */
function basisOf(master: BookState, basis: 'natural' | 'working'): DayBasis {
  if (basis === 'natural') return naturalDays;
  return { kind: 'working', calendar: workCalendarOf(master) };
}
