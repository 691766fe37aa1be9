import {
  type AttainmentView,
  type PlaceAttainmentView,
  placeInside,
  releasedSight,
  type Sight,
  sightOf,
} from '@shapan/contract';
import {
  type Actuals,
  actualsFor,
  attainmentAt,
  type BookState,
  type DayBasis,
  layoutOf,
  naturalDays,
  type Organisation,
  type TargetLayout,
  tableTotals,
  workCalendarOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { type CellRow, readCells } from './ledger-store.ts';
import { type PlacesQuery, placesSeen } from './places-seen.ts';

export interface AttainmentQuery extends PlacesQuery {
  readonly target: string;
  readonly asOf: string;
  readonly basis: 'natural' | 'working';
  /** As it was in each period, or under the parents of one day. */
  readonly organisation?: Organisation;
  readonly today: string;
}

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

function placesOf(
  layout: TargetLayout,
  actuals: Actuals,
  sight: Sight,
  master: BookState,
  query: AttainmentQuery,
): PlaceAttainmentView[] {
  const targets = tableTotals(layout);
  const options = { asOf: query.asOf, basis: basisOf(master, query.basis) };
  const places: PlaceAttainmentView[] = [];
  for (const { place, members, time } of placesSeen(layout, sight, query)) {
    const { target, actual, unplaced, pace } = attainmentAt(layout, targets, actuals, place, options);
    const { attainment: share, pacedAttainment, paceGap, gap, runRate, requiredRunRate, status } = pace;
    const numbers = { pacedAttainment, paceGap, gap, runRate, requiredRunRate, status };
    places.push({
      members,
      time,
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

/** How days are counted: all alike, or by the workspace's working calendar. */
function basisOf(master: BookState, basis: 'natural' | 'working'): DayBasis {
  if (basis === 'natural') return naturalDays;
  return { kind: 'working', calendar: workCalendarOf(master) };
}
