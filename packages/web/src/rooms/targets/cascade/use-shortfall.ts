import type { AttainmentView } from '@shapan/contract';
import type { CellPlace } from '@shapan/engine';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan, usePosition } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { coordinateOf } from './coordinate.ts';
import { periodsAround, type Shortfall, shortfallOf } from './shortfall.ts';

/** What the closed periods of a cell fell short of, wherever in its dimensions it stands; `asking` until the ledger has answered. */
export function useShortfall(
  { layout }: TargetTable,
  at: CellPlace,
  until: string,
): Shortfall & { readonly asking: boolean } {
  const { workspace } = useWorkspace();
  const { id } = usePlan();
  const position = usePosition();
  const around = useMemo(() => periodsAround(layout, at, until), [layout, at, until]);
  const named = Object.entries(coordinateOf(layout, at.members)).map((pair) => pair.join(':'));
  const query = new URLSearchParams({ target: layout.target.id, members: named.join(',') });
  const path = `/workspaces/${workspace.id}/books/${id}/attainment?${query}`;
  const answer = useQuery({
    queryKey: ['attainment', path, position],
    queryFn: ({ signal }) => ask<AttainmentView>('GET', path, undefined, signal),
    enabled: around.closed.length > 0,
  });
  return {
    ...around,
    amount: around.closed.length === 0 ? 0 : shortfallOf(answer.data, at, around.closed),
    asking: answer.isLoading,
  };
}
