import { type RuleHistoryView, rowInside, territoryOf } from '@shapan/contract';
import {
  type BookState,
  layoutOf,
  placeRule,
  ruleHistory,
  trailingHistory,
  trailingYear,
  yearsBefore,
  yearsFrom,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Caller } from '../../http/caller.ts';
import { Refused, refused } from '../../http/refused.ts';
import { readCells } from './ledger-store.ts';

export interface RuleHistoryQuery {
  readonly target: string;
  /** Of the target; left out = along time. */
  readonly dimension?: string | undefined;
  readonly level: 'next' | 'leaves';
  /** The place that is divided: member id by dimension id. */
  readonly members: Readonly<Record<string, string>>;
  readonly time?: string | undefined;
  readonly years: number;
  /** `trailing`: the twelve months before, instead of the same days of earlier years; `years` says nothing then. */
  readonly window?: 'years' | 'trailing' | undefined;
  readonly today: string;
}

/** What was reached in the same days of earlier years, or in the last twelve months, part by part, as far as the caller's scope goes. */
export async function historyOfRule(
  tx: Tx,
  caller: Caller,
  { state, master }: { readonly state: BookState; readonly master: BookState },
  query: RuleHistoryQuery,
): Promise<RuleHistoryView> {
  const layout = layoutOf(state, master, query.target);
  if (!layout) throw refused('NOT_FOUND', { kind: 'target', id: query.target }, 'target');
  const { dimensions } = layout.cube;
  const territory = territoryOf(caller.scope, master, query.today);
  const place = dimensions.map((dimension) => query.members[dimension] ?? '');
  if (!rowInside(territory, dimensions, place)) throw refused('SCOPE');
  const placed = placeRule(layout, {
    kind: 'breakdownRule',
    id: 'asked',
    fields: {
      coordinate: query.members,
      level: query.level,
      ...(query.dimension !== undefined && { dimension: query.dimension }),
      ...(query.time !== undefined && { time: query.time }),
    },
  });
  if (!placed.ok) throw new Refused(...placed.problems);
  const isTrailing = query.window === 'trailing';
  if (isTrailing && query.dimension === undefined) throw refused('REQUIRED', undefined, 'dimension');
  // Some days more are read than count; which ones do, the engine says.
  const { fields } = layout.target;
  const window = { from: String(fields['from']), to: String(fields['to']) };
  const years = { from: yearsFrom(window.from, -query.years), to: yearsBefore(window, 1).to };
  const range = isTrailing ? trailingYear(layout, query.today) : years;
  const cells = (await readCells(tx, caller.workspaceId, layout.metric.id, range)).filter(({ coordinate }) =>
    [...territory].every(([dimension, inside]) => inside.has(coordinate[dimension] ?? '')),
  );
  return isTrailing
    ? trailingHistory(layout, placed.value, cells)
    : ruleHistory(layout, placed.value, cells, query.years);
}
