import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { useReleasedPart, useTerritory } from '../breakdown/use-territory.ts';
import { untoldParts } from './untold-parts.ts';

/** The reader's parts of a target whose numbers were not released yet, as commands name them. */
export function useUntoldParts({ layout }: TargetTable): readonly (readonly string[])[] {
  const { master } = usePlan();
  const { workspace } = useWorkspace();
  const territory = useTerritory();
  const part = useReleasedPart(layout.target.id);
  const today = serverDay(workspace.timeZone);
  return useMemo(
    () => untoldParts({ master, today, territory, part, dimensions: layout.cube.dimensions }),
    [master, today, territory, part, layout],
  );
}
