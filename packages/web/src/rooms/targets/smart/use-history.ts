import type { PastActualsView, Territory } from '@shapan/contract';
import {
  hasYearlyHistory,
  historyGrain,
  ownHistory,
  type SmartContext,
  type TargetLayout,
} from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';

/**
 * What the ledger is asked for the years before a target: `null` where it has none to set side by side, and for who works in
 * a part of the organisation, to whom the history of the whole is not told.
 */
export function historyAsked(
  layout: TargetLayout | undefined,
  territory: Territory,
): { readonly from: string; readonly to: string; readonly query: string } | null {
  const { from, to } = (layout?.target.fields ?? {}) as { readonly from?: string; readonly to?: string };
  if (!layout || territory.size > 0 || !hasYearlyHistory(layout)) return null;
  if (from === undefined || to === undefined) return null;
  const target = layout.target.id;
  const query = new URLSearchParams({ target, years: '9', by: historyGrain(from, to), signed: 'true' });
  return { from, to, query: query.toString() };
}

/** What the ledger says of the same days of earlier years, for the rules of growth; nothing while it is not known. */
export function useHistory(table: TargetTable | undefined, territory: Territory): SmartContext['history'] {
  const { id: book } = usePlan();
  const { workspace } = useWorkspace();
  const layout = table?.layout;
  const asked = useMemo(() => historyAsked(layout, territory), [layout, territory]);
  const path = `/workspaces/${workspace.id}/books/${book}/past-actuals?${asked?.query ?? ''}`;
  const answer = useQuery({
    queryKey: ['past-actuals', path],
    queryFn: () => ask<PastActualsView>('GET', path),
    enabled: asked !== null,
    retry: false,
  });
  const past = answer.data?.past;
  return useMemo(() => (asked && past ? ownHistory(asked.from, asked.to, past) : undefined), [asked, past]);
}
