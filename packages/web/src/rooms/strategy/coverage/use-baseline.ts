import type { BaselineView } from '@shapan/contract';
import { type BaselineOf, coverageUnits, statedBaseline } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { placeName } from './places.ts';

export interface Baseline {
  /**
   * `history`: the same days of the year before; `stated`: what the target itself says, which is of the whole and told to
   * nobody who knows a part only (`untold`); `none`: nobody knows.
   */
  readonly from: 'history' | 'stated' | 'untold' | 'none';
  readonly of: BaselineOf;
  /** The days that history was read for. */
  readonly days: Pick<BaselineView, 'from' | 'to'> | undefined;
  readonly standing: 'pending' | 'failed' | 'known';
  readonly again: () => void;
}

/** What would come without any initiative, along one dimension of a target. */
export function useBaseline(table: TargetTable, along: number): Baseline {
  const plan = usePlan();
  const { workspace } = useWorkspace();
  const isPart = workspace.me.scope.length > 0;
  const { layout, totals } = table;
  const { id, fields } = layout.target;
  const path = `/workspaces/${workspace.id}/books/${plan.id}/baseline?target=${id}&along=${Math.max(0, along)}`;
  const answer = useQuery({
    // Imports and the organisation are entries of the master data; of the plan the target's days count, and what it is over.
    queryKey: ['baseline', path, fields['from'], fields['to'], fields['dimensions'], plan.master.position],
    queryFn: ({ signal }) => ask<BaselineView>('GET', path, undefined, signal),
    placeholderData: (before) => before,
  });
  const { data, isError, isPending, refetch } = answer;
  return useMemo(() => {
    const known = new Map(data?.places.map((one) => [`${one.members.join(',')}@${one.time}`, one]));
    const again = (): void => void refetch();
    const standing = isError ? 'failed' : isPending ? 'pending' : 'known';
    if (data && known.size > 0) {
      const of: BaselineOf = (place) => coverageUnits(layout, known.get(placeName(layout, place)) ?? null);
      return { from: 'history', of, days: data, standing, again };
    }
    const from = typeof fields['baseline'] === 'number' ? 'stated' : isPart ? 'untold' : 'none';
    return { from, of: statedBaseline(layout, totals), days: data, standing, again };
  }, [data, isError, isPending, refetch, layout, totals, fields, isPart]);
}
