import type { BaselineView } from '@shapan/contract';
import type { BaselineOf } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { type BaselineSource, baselineOf, baselineQuery } from './baseline-query.ts';

export interface Baseline {
  readonly from: BaselineSource;
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
  const { target } = table.layout;
  const answer = useQuery({
    ...baselineQuery({ workspace: workspace.id, plan, target, along }),
    placeholderData: (before) => before,
  });
  const { data, isError, isPending, refetch } = answer;
  return useMemo(
    () => ({
      ...baselineOf(table, [data], isPart),
      days: data,
      standing: isError ? 'failed' : isPending ? 'pending' : 'known',
      again: () => void refetch(),
    }),
    [data, isError, isPending, refetch, table, isPart],
  );
}
