import { useCallback, useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { dimensionName } from '../names.ts';
import type { LaidOut } from '../view.ts';
import { type Arrangement, type Axis, arrangementFrom } from './arrangement.ts';

/** What stands where, as the address says; the same object while it says the same. */
export function useArrangement(
  { layout: { frame } }: TargetTable,
  { rows, columns, only, when }: LaidOut,
): Arrangement {
  return useMemo(
    () => arrangementFrom(frame, { rows, columns, only, when }),
    [frame, rows, columns, only, when],
  );
}

export function useAxisName({ layout: { cube } }: TargetTable): (axis: Axis) => string {
  const t = useT();
  const { master } = usePlan();
  const { dimensions } = cube;
  return useCallback(
    (axis) => (axis === 'time' ? t('targets.axis.time') : dimensionName(master, dimensions[axis] ?? '')),
    [t, master, dimensions],
  );
}
