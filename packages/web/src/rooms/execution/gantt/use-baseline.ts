import { type DateRange, recordsOf, taskDays } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { usePlan } from '../../../app/open-plan.tsx';
import { readBook } from '../../../data/book-state.ts';
import { useWorkspace } from '../../../data/hooks.tsx';

/** The windows that tasks had at a position of the plan's log: a baseline is a named version, and nothing is copied for it. */
export function useBaseline(position: number | undefined) {
  const { workspace } = useWorkspace();
  const { store } = usePlan();
  return useQuery({
    queryKey: ['baseline', workspace.id, store.bookId, position],
    enabled: position !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<ReadonlyMap<string, DateRange>> => {
      const state = await readBook(`/workspaces/${workspace.id}/books/${store.bookId}?position=${position}`);
      return new Map(
        recordsOf(state, 'task').flatMap((task) => {
          const { from, to } = taskDays(task);
          const [first, last] = [from ?? to, to ?? from];
          return first && last ? [[task.id, { from: first, to: last }] as const] : [];
        }),
      );
    },
  });
}
