import { type Territory, territoryOf } from '@shapan/contract';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';

/** How far the reader's scope reaches, from the trees of the master data. */
export function useTerritory(): Territory {
  const { master } = usePlan();
  const { workspace } = useWorkspace();
  const { scope } = workspace.me;
  const today = serverDay(workspace.timeZone);
  return useMemo(() => territoryOf(scope, master, today), [scope, master, today]);
}
