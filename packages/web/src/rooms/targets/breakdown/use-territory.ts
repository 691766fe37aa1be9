import { partsOf, type Territory, territoryOf } from '@shapan/contract';
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

/** How far it reaches in one target, of which only what was released is known (SPR-T93). */
export function useReleasedPart(target: string): Territory {
  const { content, master } = usePlan();
  const territory = useTerritory();
  const { workspace } = useWorkspace();
  const today = serverDay(workspace.timeZone);
  // Records change in place; `content` is new whenever they did.
  return useMemo(
    () => partsOf({ state: content.state, master, territory, today }).of(target),
    [content, master, territory, today, target],
  );
}
