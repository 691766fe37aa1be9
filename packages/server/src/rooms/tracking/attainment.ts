import {
  type AttainmentView,
  type PlaceAttainmentView,
  rowInside,
  type Territory,
  territoryOf,
} from '@shapan/contract';
import {
  type Actuals,
  actualsFor,
  attainmentAt,
  type BookState,
  type DayBasis,
  layoutOf,
  namesOf,
  naturalDays,
  type PlanRecord,
  placesAlong,
  recordsOf,
  type TargetLayout,
  tableTotals,
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
}

const MAX_PLACES = 200_000;

/** Target against actual at every node of one dimension and of time that the caller may see. */
export async function attainment(
  tx: Tx,
  caller: Caller,
  books: { readonly state: BookState; readonly master: BookState },
  query: AttainmentQuery,
): Promise<AttainmentView> {
  const { state, master } = books;
  const layout = layoutOf(state, master, query.target);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: query.target }, 'target');
  const range = { from: String(layout.target.fields['from']), to: String(layout.target.fields['to']) };
  const whole = { from: layout.periods[0]?.from ?? range.from, to: layout.periods.at(-1)?.to ?? range.to };
  const territory = territoryOf(caller.scope, master);
  // Also what fits no row, and the day of the newest number, may only speak of the caller's own part.
  const cells = new Map<string, readonly CellRow[]>();
  for (const metric of layout.formula?.drivers.map((driver) => driver.metric.id) ?? [layout.metric.id]) {
    const all = await readCells(tx, caller.workspaceId, metric, whole);
    cells.set(
      metric,
      all.filter((cell) => cellInside(territory, cell)),
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
    places: placesOf(layout, actuals, caller, master, query),
  };
}

const cellInside = (territory: Territory, { coordinate }: CellRow): boolean =>
  [...territory].every(([dimension, inside]) => inside.has(coordinate[dimension] ?? ''));

function placesOf(
  layout: TargetLayout,
  actuals: Actuals,
  caller: Caller,
  master: BookState,
  query: AttainmentQuery,
): PlaceAttainmentView[] {
  const territory = territoryOf(caller.scope, master);
  const targets = tableTotals(layout);
  const options = { asOf: query.asOf, basis: basisOf(master, query.basis) };
  const nodes = placesAlong(layout, query.along);
  const count = nodes.length * layout.frame.time.ids.length;
  if (count > MAX_PLACES) throw refused('TOO_LARGE', { count, max: MAX_PLACES });
  const places: PlaceAttainmentView[] = [];
  for (const members of nodes) {
    const names = namesOf(layout.frame, { members, time: 0 }).members.map((id, d) =>
      members[d] === 0 ? '*' : id,
    );
    const inside = namesOf(layout.frame, { members, time: 0 }).members;
    if (!rowInside(territory, layout.cube.dimensions, inside)) continue;
    for (const [time, id] of layout.frame.time.ids.entries()) {
      const { target, actual, unplaced, pace } = attainmentAt(
        layout,
        targets,
        actuals,
        { members, time },
        options,
      );
      const { attainment: share, pacedAttainment, paceGap, gap, runRate, requiredRunRate, status } = pace;
      const numbers = { pacedAttainment, paceGap, gap, runRate, requiredRunRate, status };
      places.push({
        members: names,
        time: id,
        target,
        actual,
        unplaced,
        attainment: share,
        timeElapsed: pace.time.share,
        ...numbers,
      });
    }
  }
  return places;
}

/** How days are counted: all alike, or by the workspace's working calendar. */
function basisOf(master: BookState, basis: 'natural' | 'working'): DayBasis {
  if (basis === 'natural') return naturalDays;
  return { kind: 'working', calendar: workCalendarOf(master) };
}

export function parentsOf(master: BookState): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const { id, fields } of recordsOf(master, 'dimensionMember') as readonly PlanRecord[]) {
    if (typeof fields['parent'] === 'string') parents.set(id, fields['parent']);
  }
  return parents;
}
