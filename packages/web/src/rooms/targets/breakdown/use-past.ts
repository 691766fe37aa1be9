import type { PastActualsView } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { problemText } from '../../../app/failure.tsx';
import { usePlan } from '../../../app/open-plan.tsx';
import { ApiError, ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { MethodForm, PastNumbers } from './method-form.ts';
import type { BreakdownCell } from './model.ts';

/** What the ledger says of a cell's place in earlier years, while a form asks for it. */
export function usePast(
  { layout }: TargetTable,
  { at }: BreakdownCell,
  wish: Pick<MethodForm, 'calendar' | 'years'> | null,
) {
  const t = useT();
  const { id: book } = usePlan();
  const { workspace } = useWorkspace();
  const members = layout.cube.dimensions.flatMap((dimension, d) => {
    const member = at?.members[d] ?? '*';
    return member === '*' ? [] : [`${dimension}:${member}`];
  });
  const query = new URLSearchParams({
    target: layout.target.id,
    members: members.join(','),
    years: wish?.years ?? '',
    by: wish?.calendar === 'festivalAligned' ? 'day' : 'month',
  });
  const path = `/workspaces/${workspace.id}/books/${book}/past-actuals?${query}`;
  const answer = useQuery({
    queryKey: ['past-actuals', path],
    queryFn: () => ask<PastActualsView>('GET', path),
    enabled: wish !== null && /^[1-9]$/.test(wish.years),
    retry: false,
  });
  const numbers: PastNumbers = answer.data?.past ?? null;
  const problem = (code: string): string => {
    if (answer.error instanceof ApiError) return problemText(t, answer.error);
    return code === 'BASIS_ZERO'
      ? t('targets.rule.history.none')
      : (t.find(`problem.${code}`, { min: 1, max: 9 }) ?? code);
  };
  return { numbers, isLoading: answer.isLoading, problem };
}
