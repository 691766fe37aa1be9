import type { PastActualsView } from '@shapan/contract';
import { hasYearlyHistory, historyGrain, ownHistory, type SmartContext } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';

/**
 * What the ledger says of the same days of earlier years, for the rules of growth; nothing while it is not known – not read
 * yet, not for this reader as a whole, or of a metric whose years do not add up.
 */
export function useHistory(table: TargetTable | undefined): SmartContext['history'] {
  const { id: book } = usePlan();
  const { workspace } = useWorkspace();
  const layout = table?.layout;
  const { from, to } = (layout?.target.fields ?? {}) as { readonly from?: string; readonly to?: string };
  const isAsked = layout !== undefined && hasYearlyHistory(layout) && from !== undefined && to !== undefined;
  const query = new URLSearchParams({
    target: layout?.target.id ?? '',
    years: '9',
    by: from !== undefined && to !== undefined ? historyGrain(from, to) : 'month',
    signed: 'true',
  });
  const path = `/workspaces/${workspace.id}/books/${book}/past-actuals?${query}`;
  const answer = useQuery({
    queryKey: ['past-actuals', path],
    queryFn: () => ask<PastActualsView>('GET', path),
    enabled: isAsked,
    retry: false,
  });
  const past = answer.data?.past;
  return useMemo(() => (isAsked && past ? ownHistory(from, to, past) : undefined), [isAsked, from, to, past]);
}
