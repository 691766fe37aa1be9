import type { BaselineView } from '@shapan/contract';
import {
  type BaselineOf,
  coverageUnits,
  type PlanRecord,
  statedBaseline,
  type TargetLayout,
} from '@shapan/engine';
import { queryOptions } from '@tanstack/react-query';
import type { OpenPlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import type { TargetTable } from '../../../data/tables.ts';

/**
 * `history`: the same days of the year before; `stated`: what the target itself says, shared out; `shared`: the same, of
 * which a part knows its own share only; `untold`: none of it falls into the reader's part; `none`: nobody knows.
 */
export type BaselineSource = 'history' | 'stated' | 'shared' | 'untold' | 'none';

interface BaselineAsked {
  readonly workspace: string;
  readonly plan: Pick<OpenPlan, 'id' | 'master'>;
  readonly target: PlanRecord;
  /** The dimension whose members are listed, by its place among the target's; −1 of a target without one. */
  readonly along: number;
  /** Where other dimensions stand, as `dimension:member`; the others at their top. */
  readonly at?: readonly string[];
  /** How far down periods are told; all of them when left out. */
  readonly depth?: number | undefined;
}

/** What would come anyway along one dimension of a target; asked again only when the answer may be another. */
export function baselineQuery({ workspace, plan, target, along, at = [], depth }: BaselineAsked) {
  const { id, fields } = target;
  const asked = new URLSearchParams({ target: id, along: String(Math.max(0, along)) });
  if (at.length > 0) asked.set('at', at.join(','));
  if (depth !== undefined) asked.set('depth', String(depth));
  const path = `/workspaces/${workspace}/books/${plan.id}/baseline?${asked}`;
  return queryOptions({
    // Imports and the organisation are entries of the master data; of the plan the target's days count, and what it is over.
    queryKey: ['baseline', path, fields['from'], fields['to'], fields['dimensions'], plan.master.position],
    queryFn: ({ signal }) => ask<BaselineView>('GET', path, undefined, signal),
  });
}

/** An answer, and the dimension that was asked along. */
export interface ToldBaseline {
  readonly along: number;
  readonly view: BaselineView | undefined;
}

/** What would come without any initiative, from what was told along any dimensions, or as the target itself states it. */
export function baselineOf(
  { layout, totals }: TargetTable,
  told: readonly ToldBaseline[],
  isPart: boolean,
): { readonly from: BaselineSource; readonly of: BaselineOf } {
  const views = told.flatMap(({ view }) => view ?? []);
  const isFrom = (source: BaselineView['source']): boolean => views.some((view) => view.source === source);
  const each = told.map((one) => placesTold(layout, one));
  const of: BaselineOf = (place) => {
    for (const one of each) {
      const value = one(place);
      if (value !== null) return value;
    }
    return null;
  };
  if (isFrom('history')) return { from: 'history', of };
  if (isPart && isFrom('stated'))
    return { from: views.some(({ rows }) => rows.length > 0) ? 'shared' : 'untold', of };
  const isStated = typeof layout.target.fields['baseline'] === 'number';
  return { from: isStated ? 'stated' : 'none', of: statedBaseline(layout, totals) };
}

/** What was answered, by node: so that many places may ask. */
function placesTold(layout: TargetLayout, { along, view }: ToldBaseline): BaselineOf {
  const { time, trees } = layout.frame;
  const nodeOf = (id: string | undefined, d: number): number | undefined =>
    id === undefined || id === '*' ? 0 : trees[d]?.index.get(id);
  const columnOf = new Map(view?.times.map((id, i) => [time.index.get(id) ?? 0, i] as const));
  const rowOf = new Map(view?.rows.map((row) => [nodeOf(row.members[along], along), row] as const));
  // Where the others stand is the same in every row.
  const standing = view?.rows[0]?.members.map(nodeOf);
  return ({ members, time: period }) => {
    if (!standing || members.some((node, d) => d !== along && node !== standing[d])) return null;
    const row = rowOf.get(members[along] ?? 0);
    const column = columnOf.get(period);
    const numerator = column === undefined ? undefined : row?.numerators[column];
    if (row === undefined || column === undefined || numerator === undefined || numerator === null)
      return null;
    return coverageUnits(layout, { numerator, denominator: row.denominators[column] ?? 1 });
  };
}
