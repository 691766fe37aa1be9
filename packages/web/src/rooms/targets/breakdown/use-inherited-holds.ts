import { recordsOf } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';

/** Ids of the holds that a what-if has from its plan (SPR-T53): the same for as long as it is there. Of a plan none. */
export function useInheritedHolds(): ReadonlySet<string> {
  const { id, state, isWhatIf } = usePlan();
  const { workspace } = useWorkspace();
  const asked = useQuery({
    queryKey: ['inherited-holds', id],
    queryFn: () =>
      ask<{ readonly holds: readonly string[] }>(
        'GET',
        `/workspaces/${workspace.id}/books/${id}/inherited-holds`,
      ),
    enabled: isWhatIf && recordsOf(state, 'hold').length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => new Set(asked.data?.holds), [asked.data]);
}
