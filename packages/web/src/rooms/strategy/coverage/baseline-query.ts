import type { BaselineView } from '@shapan/contract';
import { type BaselineOf, coverageUnits, type PlanRecord, statedBaseline } from '@shapan/engine';
import { queryOptions } from '@tanstack/react-query';
import type { OpenPlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { placeName } from './places.ts';

/**
 * `history`: the same days of the year before; `stated`: what the target itself says, which is of the whole and told to
 * nobody who knows a part only (`untold`); `none`: nobody knows.
 */
export type BaselineSource = 'history' | 'stated' | 'untold' | 'none';

interface BaselineAsked {
  readonly workspace: string;
  readonly plan: Pick<OpenPlan, 'id' | 'master'>;
  readonly target: PlanRecord;
  /** The dimension whose members are listed, by its place among the target's; −1 of a target without one. */
  readonly along: number;
}

/** What history says of a target along one dimension; asked again only when the answer may be another. */
export function baselineQuery({ workspace, plan, target, along }: BaselineAsked) {
  const { id, fields } = target;
  const path = `/workspaces/${workspace}/books/${plan.id}/baseline?target=${id}&along=${Math.max(0, along)}`;
  return queryOptions({
    // Imports and the organisation are entries of the master data; of the plan the target's days count, and what it is over.
    queryKey: ['baseline', path, fields['from'], fields['to'], fields['dimensions'], plan.master.position],
    queryFn: ({ signal }) => ask<BaselineView>('GET', path, undefined, signal),
  });
}

/** What would come without any initiative, from what history says along any dimensions, or where it knows nothing the target. */
export function baselineOf(
  { layout, totals }: TargetTable,
  views: readonly (BaselineView | undefined)[],
  isPart: boolean,
): { readonly from: BaselineSource; readonly of: BaselineOf } {
  const places = views.flatMap((view) => view?.places ?? []);
  if (places.length > 0) {
    const known = new Map(places.map((one) => [`${one.members.join(',')}@${one.time}`, one]));
    return {
      from: 'history',
      of: (place) => coverageUnits(layout, known.get(placeName(layout, place)) ?? null),
    };
  }
  const stated = typeof layout.target.fields['baseline'] === 'number';
  return { from: stated ? 'stated' : isPart ? 'untold' : 'none', of: statedBaseline(layout, totals) };
}
