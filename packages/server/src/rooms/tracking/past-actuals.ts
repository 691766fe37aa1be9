import { type PastActualsView, rowInside, territoryOf } from '@shapan/contract';
import { type BookState, layoutOf } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { readCells } from './ledger-store.ts';

export interface PastActualsQuery {
  readonly target: string;
  /** The place that was reached: member id by dimension id. */
  readonly members: Readonly<Record<string, string>>;
  readonly years: number;
  readonly by: 'day' | 'month';
  /** Also where more was taken back than reached, below zero: to add up, not to weigh by. */
  readonly signed?: boolean | undefined;
  /** What was reached counts where its member stands on this day: re-organised ones are restated. */
  readonly today: string;
}

/**
 * What was reached at a place before the plan's window, as far as the caller's scope goes: what an entry by
 * `history` or `festivalAligned` shares out by (SPR-T42).
 */
export async function pastActuals(
  tx: Tx,
  caller: Caller,
  { state, master }: { readonly state: BookState; readonly master: BookState },
  { target, members, years, by, signed = false, today }: PastActualsQuery,
): Promise<PastActualsView> {
  const layout = layoutOf(state, master, target);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: target }, 'target');
  const { dimensions } = layout.cube;
  const territory = territoryOf(caller.scope, master, today);
  const place = dimensions.map((dimension) => members[dimension] ?? '');
  if (!rowInside(territory, dimensions, place)) throw refused('SCOPE');
  // A place asked for and the caller's own part narrow each other: what counts lies in both.
  const asked = Object.entries(members).map(([dimension, member]) =>
    territoryOf([{ dimension, member }], master, today),
  );
  const start = String(layout.target.fields['from']);
  // A fiscal year may begin in the calendar year before.
  const first = Number(start.slice(0, 4)) - years - 1;
  const range = { from: `${String(first).padStart(4, '0')}-01-01`, to: start };
  const sums = new Map<string, number>();
  for (const { date, coordinate, amount } of await readCells(
    tx,
    caller.workspaceId,
    layout.metric.id,
    range,
  )) {
    const inside = [territory, ...asked].every((set) =>
      [...set].every(([dimension, ids]) => ids.has(coordinate[dimension] ?? '')),
    );
    if (!inside || date >= range.to) continue;
    const key = by === 'month' ? date.slice(0, 7) : date;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  const past = Object.fromEntries([...sums].filter(([, amount]) => amount > 0 || signed));
  return { past, years: new Set(Object.keys(past).map((key) => key.slice(0, 4))).size };
}
