import type { EntryView } from '@shapan/contract';
import { type BookState, type Change, kinds } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { usePlan } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { readBook } from '../../data/book-state.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { type Comparison, compareSummary } from './compare-summary.ts';

/** Two positions of one log, the earlier one perhaps in the book that a what-if stands on. */
export interface ComparisonRequest {
  readonly book: string;
  readonly from: number;
  readonly to: number;
  /** A what-if begins where its plan was: the numbers before come from there. */
  readonly base?: { readonly book: string; readonly position: number } | undefined;
}

export interface ComparedStates {
  readonly comparison: Comparison;
  readonly before: BookState;
  readonly after: BookState;
}

/** The net difference between two positions, with the states on both sides. */
export function useComparison(request: ComparisonRequest | null) {
  const { workspace } = useWorkspace();
  const { master } = usePlan();
  return useQuery({
    queryKey: ['comparison', workspace.id, request],
    enabled: request !== null,
    queryFn: async (): Promise<ComparedStates | null> => {
      if (!request) return null;
      const path = `/workspaces/${workspace.id}/books`;
      const { book, from, to, base } = request;
      const start = base ?? { book, position: from };
      const [net, before, after] = await Promise.all([
        ask<Pick<EntryView, 'changes'>>('GET', `${path}/${book}/compare?from=${from}&to=${to}`),
        readBook(`${path}/${start.book}?position=${start.position}`),
        readBook(`${path}/${book}?position=${to}`),
      ]);
      return {
        before,
        after,
        comparison: compareSummary(net.changes as readonly Change[], { before, after, master, kinds }),
      };
    },
  });
}
