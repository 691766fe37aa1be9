import { territoryOf } from '@shapan/contract';
import { cubeOf, isPresent, type PlanRecord, readFraction, rowCount } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { useNarrow } from '../../../design/use-narrow.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { LaidOut, TargetsView } from '../view.ts';
import type { Arrangement } from './arrangement.ts';
import { compareValues, conditionFrom, meets, sortingFrom } from './conditions.ts';
import { createFlash } from './flash.ts';
import { holdText } from './hold-text.ts';
import { placedHolds } from './holds.ts';
import { levelsFrom } from './levels.ts';
import { axisLines, type Line, type LineNames, meeting } from './lines.ts';
import { type BreakdownModel, breakdownModel } from './model.ts';
import { orderedLines } from './ordered-lines.ts';
import type { BadCell } from './refused-texts.ts';
import type { PlaceAttainment } from './use-attainment.ts';
import { useBreakdownWords } from './use-breakdown-words.ts';
import { type Edge, useOpening } from './use-opening.ts';

export interface Breakdown {
  readonly model: BreakdownModel;
  readonly toggleRow: (id: string, open: boolean) => void;
  readonly toggleColumn: (id: string, open: boolean) => void;
  /** How many rows a condition hides. */
  readonly hidden: number;
}

export interface BreakdownOptions {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly bad: ReadonlyMap<string, BadCell>;
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
}

/** The breakdown of a target as the grid shows it, with what is open and what stands where. */
export function useBreakdown(options: BreakdownOptions): Breakdown {
  const { table, arrangement, format, view, bad, attainment } = options;
  const t = useT();
  const { book } = usePlan();
  const { workspace, may, memberName: whose } = useWorkspace();
  const me = workspace.me.id;
  const [flash] = useState(createFlash);
  const today = serverDay(workspace.timeZone);
  const narrow = useNarrow();
  const { layout } = table;
  const opening = useOpening(table, arrangement, levelsFrom(view.levels));
  const words = useBreakdownWords(table, arrangement, format);
  const { sort, where } = view;
  const scope = scopeOf(layout.target, view);
  const edges = useEdges(table, arrangement, opening.isOpen, words.lines);

  const { model, hidden } = useMemo(() => {
    flash.begin(scope, book.version);
    const columns = attainment ? withReached(edges.columns) : edges.columns;
    const rows = orderedRows(table, arrangement, { rows: edges.rows, columns }, { sort, where });
    const input = {
      table,
      arrangement,
      rows,
      columns,
      format,
      bad,
      flash,
      narrow,
      attainment,
      holds: placedHolds(book.state, layout, today),
      me,
      mayEnter: may('target.enter'),
      words: {
        ...words.grid,
        hold: (hold: Parameters<typeof holdText>[1]) =>
          `${t('targets.grid.held')}${t('targets.colon')}${holdText(t, hold, whose, format.exactAmount)}`,
      },
    };
    return { model: breakdownModel(input), hidden: edges.rows.length - rows.length };
    // Numbers change in place; `book` is new whenever they did.
  }, [
    book,
    table,
    arrangement,
    edges,
    format,
    bad,
    attainment,
    narrow,
    t,
    may,
    me,
    scope,
    sort,
    where,
    today,
    flash,
    layout,
    words,
    whose,
  ]);

  return { model, hidden, toggleRow: opening.toggle('rows'), toggleColumn: opening.toggle('columns') };
}

/** Within the same layout what differs from before has changed; in another one nothing has. */
const scopeOf = ({ id }: PlanRecord, { rows, columns, only, when }: LaidOut): string =>
  [id, rows, columns, only, when].join(' ');

/** The lines of both edges. They follow from the shape of the table, not from its numbers. */
function useEdges(
  { layout }: TargetTable,
  arrangement: Arrangement,
  isOpen: ReturnType<typeof useOpening>['isOpen'],
  names: LineNames,
): Readonly<Record<Edge, readonly Line[]>> {
  const { master } = usePlan();
  const { scope } = useWorkspace().workspace.me;
  return useMemo(() => {
    const shared = { layout, arrangement, names, territory: territoryOf(scope, master) };
    return {
      rows: axisLines({ ...shared, edge: 'rows', isOpen: isOpen('rows') }),
      columns: axisLines({ ...shared, edge: 'columns', isOpen: isOpen('columns') }),
    };
  }, [layout, arrangement, isOpen, names, master, scope]);
}

/** Sorted and thinned by the numbers of one column each; a column that is not there orders nothing. */
function orderedRows(
  table: TargetTable,
  arrangement: Arrangement,
  { rows, columns }: Readonly<Record<Edge, readonly Line[]>>,
  { sort, where }: Pick<LaidOut, 'sort' | 'where'>,
): readonly Line[] {
  const sorting = sortingFrom(sort);
  const condition = conditionFrom(where);
  const valueIn = (id: string | undefined) => {
    const column = columns.find((line) => line.id === id && !line.shows);
    if (!column) return undefined;
    return (row: Line) => {
      const { place } = meeting(arrangement, row, column);
      return readFraction(table.totals, place);
    };
  };
  const sorted = valueIn(sorting?.column);
  const compared = valueIn(condition?.column);
  return orderedLines(rows, {
    compare:
      sorting && sorted ? (a, b) => compareValues(sorted(a), sorted(b), sorting.descending) : undefined,
    keep: condition && compared ? (row) => meets(compared(row), condition) : undefined,
  });
}

/** What was reached stands right beside the total. */
function withReached([total, ...periods]: readonly Line[]): readonly Line[] {
  if (!total) return periods;
  const beside = { ...total, expandable: false, expanded: false };
  return [
    total,
    { ...beside, id: 'actual', shows: 'actual' },
    { ...beside, id: 'attainment', shows: 'attainment' },
    ...periods,
  ];
}

/** Coordinates in the breakdown. */
export function presentRows({ layout }: TargetTable): number {
  let present = 0;
  for (let row = 0; row < rowCount(layout.cube); row++) if (isPresent(layout.cube, row)) present += 1;
  return present;
}

/** Other targets that are broken down in the same way: what proportions can be taken from. */
export function sameBreakdown(
  state: Parameters<typeof cubeOf>[0],
  target: string,
  others: readonly PlanRecord[],
): readonly PlanRecord[] {
  const dimensions = cubeOf(state, target)?.shape.dimensions.join();
  return others.filter(
    ({ id }) => id !== target && cubeOf(state, id)?.shape.dimensions.join() === dimensions,
  );
}
