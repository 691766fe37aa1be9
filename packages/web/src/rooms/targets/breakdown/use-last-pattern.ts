import type { CellEvent } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { usePlan, usePosition } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import type { BreakdownCell } from './model.ts';

/** How far back is looked for the entry that typed a total away. */
const entriesBack = 100;

/**
 * The position of the log right before a cell lost its last numbers: the pattern it had then is offered first where
 * nothing is there to be in proportion to (SPR-T58). `null` = it holds something, or never did.
 */
export function useLastPattern({ layout }: TargetTable, { at, value, leaf }: BreakdownCell): number | null {
  const { workspace } = useWorkspace();
  const { id } = usePlan();
  const position = usePosition();
  const isEmpty = !leaf && layout.totals === 'spread' && (value === null || value.numerator === 0);
  const query = new URLSearchParams({
    target: layout.target.id,
    members: at?.members.join(',') ?? '',
    time: at?.time ?? '',
    limit: String(entriesBack),
  });
  const path = `/workspaces/${workspace.id}/books/${id}/cell-history?${query}`;
  const history = useQuery({
    queryKey: ['cell-history', path, position],
    queryFn: () => ask<CellEvent[]>('GET', path),
    enabled: isEmpty && at !== null,
  });
  return isEmpty ? lastPattern(history.data ?? []) : null;
}

/** Newest first: the first entry before which there was a number. */
export function lastPattern(events: readonly Pick<CellEvent, 'position' | 'before'>[]): number | null {
  const erased = events.find(({ before }) => before !== null && before !== 0);
  return erased ? erased.position - 1 : null;
}
