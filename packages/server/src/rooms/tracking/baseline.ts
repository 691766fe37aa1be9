import { type BaselineView, placeInside, releasedSight, sightOf } from '@shapan/contract';
import { actualsFor, type BookState, layoutOf, readActual, yearsBefore, yearsFrom } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { type CellRow, readCells } from './ledger-store.ts';
import { placesSeen } from './places-seen.ts';

export interface BaselineQuery {
  readonly target: string;
  /** The dimension whose members are listed, all others at their top. */
  readonly along: number;
  readonly today: string;
}

/**
 * What was reached in the same days of the year before, at every node of one dimension and of time that the caller may see:
 * what would come without any initiative, as far as history knows (COV-1). It counts where its member stands today.
 */
export async function baseline(
  tx: Tx,
  caller: Caller,
  books: { readonly state: BookState; readonly also: readonly BookState[]; readonly master: BookState },
  { target, along, today }: BaselineQuery,
): Promise<BaselineView> {
  const { state, also, master } = books;
  const layout = layoutOf(state, master, target);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: target }, 'target');
  const { fields } = layout.target;
  const range = yearsBefore({ from: String(fields['from']), to: String(fields['to']) }, 1);
  const sight = sightOf(caller.scope, master, today);
  const cells = new Map<string, readonly CellRow[]>();
  for (const metric of layout.formula?.drivers.map((driver) => driver.metric.id) ?? [layout.metric.id]) {
    const all = await readCells(tx, caller.workspaceId, metric, range);
    const seen = all.filter(({ coordinate }) => placeInside(sight.now, coordinate));
    cells.set(
      metric,
      seen.map((cell) => ({ ...cell, date: yearsFrom(cell.date, 1), from: yearsFrom(cell.from, 1) })),
    );
  }
  const actuals = actualsFor(layout, master, (metric) => cells.get(metric) ?? []);
  const released = releasedSight(sight, { state, also, master, today }, target);
  return {
    target,
    ...range,
    places: [...placesSeen(layout, released, { along })].flatMap(({ place, members, time }) => {
      const { actual } = readActual(layout, actuals, place);
      return actual ? [{ members, time, ...actual }] : [];
    }),
  };
}
