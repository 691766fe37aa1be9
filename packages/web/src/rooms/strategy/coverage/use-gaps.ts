import { type CoverageSlice, followGaps, type Gaps, gapsInSteps, gapsOf } from '@shapan/engine';
import { useEffect, useMemo, useRef, useState } from 'react';
import { smallestOf } from './cells.ts';
import type { CoverageTable } from './places.ts';

/** So many cells are looked through at once; of more, so many between two frames. */
const CELLS_AT_ONCE = 4_000;

interface Counted {
  readonly gaps: Gaps;
  /** What they were counted from, apart from contributions. */
  readonly of: Basis;
}

interface Basis {
  readonly grid: CoverageTable;
  readonly baseline: CoverageSlice['coverage']['baseline'];
  readonly isWider: CoverageSlice['coverage']['isWider'];
  readonly targets: CoverageSlice['coverage']['targets'];
  readonly moved: number;
}

const isSameBasis = (a: Basis, b: Basis): boolean =>
  a.grid === b.grid &&
  a.baseline === b.baseline &&
  a.isWider === b.isWider &&
  a.targets === b.targets &&
  a.moved === b.moved;

/**
 * What is missing in the smallest cells of a table. Of a small table at once; a large one is looked through piece by piece
 * while the page goes on, and nothing is told before all of it was. What an initiative changes follows at once.
 * `moved`: how often the target's numbers changed.
 */
export function useGaps(slice: CoverageSlice, grid: CoverageTable, moved: number): Gaps | undefined {
  const { baseline, isWider, targets } = slice.coverage;
  const basis = useMemo(
    () => ({ grid, baseline, isWider, targets, moved }),
    [grid, baseline, isWider, targets, moved],
  );
  const [counted, setCounted] = useState<Counted | undefined>();
  const known = counted && isSameBasis(counted.of, basis) ? counted.gaps : undefined;
  const gaps = useMemo(() => {
    if (known) return followGaps(known, slice);
    const { nodes, times } = smallestOf(grid);
    return nodes.length * times.length <= CELLS_AT_ONCE ? gapsOf(slice, nodes, times) : undefined;
  }, [known, slice, grid]);
  const isOpen = gaps === undefined;
  const latest = useRef(slice);
  useEffect(() => {
    latest.current = slice;
  }, [slice]);
  // What initiatives change while it is counted follows afterwards: nothing is begun again for it.
  useEffect(() => {
    if (!isOpen) return undefined;
    const { nodes, times } = smallestOf(basis.grid);
    const steps = gapsInSteps(latest.current, nodes, times, Math.ceil(CELLS_AT_ONCE / (times.length || 1)));
    let waiting = setTimeout(function step() {
      const { done, value } = steps.next();
      if (done) setCounted({ gaps: value, of: basis });
      else waiting = setTimeout(step);
    });
    return () => clearTimeout(waiting);
  }, [isOpen, basis]);
  return gaps;
}
