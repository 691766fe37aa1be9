import {
  type Contribution,
  type Coverage,
  contributionsTo,
  coverageAt,
  coverageOf,
  type DoubleCounted,
  doubleCounted,
  type FinishOf,
  type PlaceCoverage,
  recordsOf,
  type Trial,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { useRecords } from '../../../records/index.ts';
import { useTerritory } from '../../targets/breakdown/use-territory.ts';
import { expectedEnd } from './expected-end.ts';
import { type CoverageTable, type CoveredCell, cellsOf, coverageTable, widerThan } from './places.ts';
import { type Baseline, useBaseline } from './use-baseline.ts';

/** A target's coverage, as things stand and as they would under what is being tried. */
export interface CoverageView {
  readonly table: TargetTable;
  readonly grid: CoverageTable;
  readonly baseline: Baseline;
  readonly contributions: readonly Contribution[];
  readonly cells: readonly CoveredCell[];
  readonly coverage: Coverage;
  /** How a cell stands without the trial; nothing while nothing is tried. */
  readonly before: ((cell: CoveredCell) => PlaceCoverage) | null;
  readonly doubles: readonly DoubleCounted[];
}

/** `finishUnder`: when tasks are to be expected to end under the trial; as things stand unless given. */
export function useCoverage(
  table: TargetTable,
  along: number,
  trial: Trial,
  finishUnder?: FinishOf,
): CoverageView {
  const { content, master } = usePlan();
  const { context } = useRecords();
  const territory = useTerritory();
  const baseline = useBaseline(table, along);
  const { layout, totals } = table;
  const grid = useMemo(() => coverageTable(layout, along, territory), [layout, along, territory]);
  return useMemo(() => {
    const { state } = content;
    const target = layout.target.id;
    const finishOf = expectedEnd(context);
    const contributions = contributionsTo(state, target, { finishOf });
    const isWider = widerThan(territory, master);
    const standing = coverageOf(layout, totals, contributions, baseline.of, isWider);
    const coverage =
      trial.size === 0
        ? standing
        : coverageOf(
            layout,
            totals,
            contributionsTo(state, target, { finishOf: finishUnder ?? finishOf, trial }),
            baseline.of,
            isWider,
          );
    const others = recordsOf(state, 'target')
      .filter(({ id }) => id !== target)
      .flatMap(({ id }) => contributionsTo(state, id, { finishOf }));
    return {
      table,
      grid,
      baseline,
      contributions,
      cells: cellsOf(coverage, grid.rows, grid.columns),
      coverage,
      before: trial.size === 0 ? null : ({ place }) => coverageAt(standing, place),
      doubles: doubleCounted(standing, others),
    };
    // Numbers and records change in place; `content` is new whenever they did.
  }, [content, context, master, territory, table, layout, totals, grid, baseline, trial, finishUnder]);
}
