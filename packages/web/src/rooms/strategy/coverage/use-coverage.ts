import {
  type Contribution,
  type Coverage,
  type CoverageFigures,
  type CoverageSlice,
  contributionsTo,
  coverageAt,
  coverageOf,
  type DoubleCounted,
  doubleCounted,
  type FinishOf,
  figuresAt,
  type Gaps,
  type PlaceCoverage,
  recordsOf,
  sliceOf,
  type Trial,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { useRecords } from '../../../records/index.ts';
import { useTerritory } from '../../targets/breakdown/use-territory.ts';
import { type Cells, cellsOf } from './cells.ts';
import { expectedEnd } from './expected-end.ts';
import { laidOver } from './laid-over.ts';
import { type CoverageTable, type CoveredCell, coverageTable, standingAt, widerThan } from './places.ts';
import { type Baseline, useBaseline } from './use-baseline.ts';
import { useGaps } from './use-gaps.ts';

/** A target's coverage, as things stand and as they would under what is being tried. */
export interface CoverageView {
  readonly table: TargetTable;
  readonly grid: CoverageTable;
  readonly baseline: Baseline;
  readonly contributions: readonly Contribution[];
  readonly cells: Cells;
  readonly coverage: Coverage;
  /** What is missing in the smallest cells; nothing while it is being counted. */
  readonly gaps: Gaps | undefined;
  /** What a cell is made of. */
  readonly made: (cell: CoveredCell) => PlaceCoverage;
  /** How a cell stands without the trial; nothing while nothing is tried. */
  readonly before: ((cell: CoveredCell) => CoverageFigures) | null;
  readonly doubles: readonly DoubleCounted[];
}

/** What of a coverage is looked at. */
export interface LookedAt {
  /** The cell; where the dimensions stand that do not go down the side. */
  readonly at: string | undefined;
  readonly trial: Trial;
  /** When tasks are to be expected to end under the trial; as things stand unless given. */
  readonly finishUnder?: FinishOf | undefined;
}

export function useCoverage(table: TargetTable, along: number, looked: LookedAt): CoverageView {
  const { store } = usePlan();
  const territory = useTerritory();
  const { layout } = table;
  const standing = standingAt(layout, along, territory, looked.at).join(',');
  const grid = useMemo(() => {
    const members = standing === '' ? [] : standing.split(',').map(Number);
    return coverageTable(layout, along, territory, members);
  }, [layout, along, territory, standing]);
  const baseline = useBaseline(table, grid);
  const laid = useLaid(table, grid, baseline, looked);
  const { slice, tried } = laid;
  const gaps = useGaps(tried ?? slice, grid, store.tables.moved(layout.target.id));
  const cells = useMemo(() => cellsOf(tried ?? slice, grid), [tried, slice, grid]);
  const { coverage } = tried ?? slice;
  return {
    table,
    grid,
    baseline,
    contributions: laid.contributions,
    cells,
    coverage,
    gaps,
    made: ({ place }) => coverageAt(coverage, place),
    before: tried && (({ row, column, cover }) => figuresAt(slice, row.node, column.time) ?? cover),
    doubles: laid.doubles,
  };
}

interface LaidOver {
  readonly slice: CoverageSlice;
  /** The same under the trial; nothing while nothing is tried. */
  readonly tried: CoverageSlice | null;
  readonly contributions: readonly Contribution[];
  readonly doubles: readonly DoubleCounted[];
}

/** The contributions of the plan over the table, and those of the trial: what did not change is not laid anew. */
function useLaid(
  table: TargetTable,
  grid: CoverageTable,
  baseline: Baseline,
  { trial, finishUnder }: LookedAt,
): LaidOver {
  const { content, master } = usePlan();
  const { context } = useRecords();
  const territory = useTerritory();
  const { layout, totals } = table;
  const isWider = useMemo(() => widerThan(territory, master), [territory, master]);
  const standing = useMemo(() => {
    const { state } = content;
    const target = layout.target.id;
    const finishOf = expectedEnd(context);
    const contributions = contributionsTo(state, target, { finishOf });
    const coverage = laidOver({ layout, totals }, contributions, baseline.of, isWider);
    const others = recordsOf(state, 'target')
      .filter(({ id }) => id !== target)
      .flatMap(({ id }) => contributionsTo(state, id, { finishOf }));
    return { coverage, contributions, finishOf, doubles: doubleCounted(coverage, others) };
    // Numbers and records change in place; `content` is new whenever they did.
  }, [content, context, isWider, layout, totals, baseline]);
  const slice = useMemo(() => sliceOf(standing.coverage, grid.along, grid.members), [standing, grid]);
  const tried = useMemo(() => {
    if (trial.size === 0) return null;
    const { coverage, finishOf } = standing;
    const contributions = contributionsTo(content.state, layout.target.id, {
      finishOf: finishUnder ?? finishOf,
      trial,
    });
    const then = coverageOf(layout, totals, contributions, baseline.of, isWider, coverage);
    return sliceOf(then, grid.along, grid.members);
  }, [standing, content, trial, finishUnder, layout, totals, baseline, isWider, grid]);
  return { slice, tried, contributions: standing.contributions, doubles: standing.doubles };
}
