import { type BaselineView, placeInside, releasedSight, type Sight, sightOf } from '@shapan/contract';
import {
  type Actuals,
  actualsFor,
  type BookState,
  type Fraction,
  layoutOf,
  type Place,
  readActual,
  statedBaseline,
  type TargetLayout,
  tableTotals,
  unitsOfNumber,
  yearsBefore,
  yearsFrom,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { type CellRow, readCells } from './ledger-store.ts';
import { type PlacesQuery, placesSeen } from './places-seen.ts';

export interface BaselineQuery extends Omit<PlacesQuery, 'members'> {
  readonly target: string;
  readonly today: string;
}

/**
 * What would come without any initiative (COV-1), at every node of one dimension and of time that the caller may see: what was
 * reached in the same days of the year before, counted where its member stands today. Where nobody knows anything of them it
 * is what the target states, which whoever is told it shares out; to whoever knows a part their places are told (COV-7).
 */
export async function baseline(
  tx: Tx,
  caller: Caller,
  books: { readonly state: BookState; readonly also: readonly BookState[]; readonly master: BookState },
  query: BaselineQuery,
): Promise<BaselineView> {
  const { state, also, master } = books;
  const { target, today } = query;
  const layout = layoutOf(state, master, target);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: target }, 'target');
  const { fields } = layout.target;
  const range = yearsBefore({ from: String(fields['from']), to: String(fields['to']) }, 1);
  const sight = sightOf(caller.scope, master, today);
  const cells = await cellsBefore(tx, caller, layout, range);
  const laid = (isSeen: (cell: CellRow) => boolean): Actuals =>
    actualsFor(layout, master, (metric) => (cells.get(metric) ?? []).filter(isSeen));
  const actuals = laid(({ coordinate }) => placeInside(sight.now, coordinate));
  const released = releasedSight(sight, { state, also, master, today }, target);
  const told = (of: (place: Place) => Fraction | null) => rowsOf(layout, released, query, of);
  const reached = told((place) => readActual(layout, actuals, place).actual);
  // One and the same cell has one baseline, whoever reads it: what history knows is asked of all, not of one part.
  const isKnown =
    reached.rows.length > 0 ||
    (sight.now.size > 0 &&
      knowsAny(
        layout,
        laid(() => true),
        query,
      ));
  if (isKnown) return { target, source: 'history', ...range, ...reached };
  if (typeof fields['baseline'] !== 'number') return { target, source: 'none', ...range, ...reached };
  const stated = statedBaseline(layout, tableTotals(layout));
  const denominator = unitsOfNumber(layout);
  const shared = told((place) => {
    const numerator = sight.now.size === 0 ? null : stated(place);
    return numerator === null ? null : { numerator, denominator };
  });
  return { target, source: 'stated', ...range, ...shared };
}

/** What the ledger has of the year before, moved to the days of the target's window. */
async function cellsBefore(
  tx: Tx,
  caller: Caller,
  layout: TargetLayout,
  range: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, readonly CellRow[]>> {
  const cells = new Map<string, readonly CellRow[]>();
  for (const metric of layout.formula?.drivers.map((driver) => driver.metric.id) ?? [layout.metric.id]) {
    const all = await readCells(tx, caller.workspaceId, metric, range);
    cells.set(
      metric,
      all.map((cell) => ({ ...cell, date: yearsFrom(cell.date, 1), from: yearsFrom(cell.from, 1) })),
    );
  }
  return cells;
}

/** Whether anything at all is known, at any place that could be asked about. */
function knowsAny(layout: TargetLayout, actuals: Actuals, query: BaselineQuery): boolean {
  const everything: Sight = { now: new Map(), on: () => new Map() };
  for (const { place } of placesSeen(layout, everything, query))
    if (readActual(layout, actuals, place).actual) return true;
  return false;
}

/** Row by row, periods in the order of `times`; rows of which nothing is known are left out. */
function rowsOf(
  layout: TargetLayout,
  sight: Sight,
  query: BaselineQuery,
  of: (place: Place) => Fraction | null,
): Pick<BaselineView, 'times' | 'rows'> {
  const times = new Map<string, number>();
  const rows = new Map<string, { members: string[]; values: Map<number, Fraction> }>();
  for (const { place, members, time } of placesSeen(layout, sight, query)) {
    const value = of(place);
    if (!value) continue;
    const at = times.get(time) ?? times.size;
    times.set(time, at);
    const key = members.join(',');
    const row = rows.get(key);
    if (row) row.values.set(at, value);
    else rows.set(key, { members, values: new Map([[at, value]]) });
  }
  const order = [...times.keys()];
  return {
    times: order,
    rows: [...rows.values()].map(({ members, values }) => ({
      members,
      numerators: order.map((_, i) => values.get(i)?.numerator ?? null),
      denominators: order.map((_, i) => values.get(i)?.denominator ?? 1),
    })),
  };
}
