import type { BaselineView } from '@shapan/contract';
import type { BaselineOf, TargetLayout } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { type BaselineSource, baselineOf, baselineQuery } from './baseline-query.ts';
import type { CoverageTable } from './places.ts';

export interface Baseline {
  readonly from: BaselineSource;
  readonly of: BaselineOf;
  /** The days that history was read for. */
  readonly days: Pick<BaselineView, 'from' | 'to'> | undefined;
  readonly standing: 'pending' | 'failed' | 'known';
  readonly again: () => void;
}

/** What would come without any initiative, in the places of a table. */
export function useBaseline(table: TargetTable, grid: CoverageTable): Baseline {
  const plan = usePlan();
  const { workspace } = useWorkspace();
  const isPart = workspace.me.scope.length > 0;
  const { target } = table.layout;
  const { along, depth } = grid;
  const answer = useQuery({
    ...baselineQuery({
      workspace: workspace.id,
      plan,
      target,
      along,
      at: standingOf(table.layout, grid),
      depth,
    }),
    placeholderData: (before) => (before?.target === target.id ? before : undefined),
  });
  const { data, isError, isPending, refetch } = answer;
  useAgainWhenMoved(plan.store.tables.moved(target.id), isPart && data?.source === 'stated', refetch);
  return useMemo(
    () => ({
      ...baselineOf(table, [{ along, view: data }], isPart),
      days: data,
      standing: isError ? 'failed' : isPending ? 'pending' : 'known',
      again: () => void refetch(),
    }),
    [data, isError, isPending, refetch, table, along, isPart],
  );
}

/** Where the dimensions stand that are not at their top, as the route reads it. */
const standingOf = ({ cube, frame }: TargetLayout, { along, members }: CoverageTable): readonly string[] =>
  cube.dimensions.flatMap((dimension, d) => {
    const node = members[d] ?? 0;
    return d === along || node === 0 ? [] : [`${dimension}:${frame.trees[d]?.ids[node]}`];
  });

/** A share follows the numbers of the whole: whoever knows a part asks for it again when theirs moved. */
function useAgainWhenMoved(moved: number, isAsked: boolean, again: () => unknown): void {
  const seen = useRef(moved);
  useEffect(() => {
    if (seen.current === moved) return;
    seen.current = moved;
    if (isAsked) again();
  }, [moved, isAsked, again]);
}
