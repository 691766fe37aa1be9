import type { AttainmentView } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { usePlan } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { useWorkspace } from '../../data/hooks.tsx';

/** Target, actual and time of one target of the open plan, as of a day; asked again when a number has moved. */
export function useAttainment(target: string, today: string) {
  const plan = usePlan();
  const { workspace } = useWorkspace();
  return useQuery({
    // A number of the plan or of the master data that moved makes the answer stale.
    queryKey: ['attainment', plan.id, target, today, plan.state.position, plan.master.position],
    queryFn: ({ signal }) =>
      ask<AttainmentView>(
        'GET',
        `/workspaces/${workspace.id}/books/${plan.id}/attainment?target=${target}&asOf=${today}`,
        undefined,
        signal,
      ),
    placeholderData: (before) => before,
  });
}
