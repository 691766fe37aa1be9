import { cubeOf, type PlanRecord } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { useNarrow } from '../../../design/use-media.ts';
import type { ColumnMark } from '../../../grid/index.ts';
import { columnChanges } from '../arrange/column-changes.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { AddressChange, LaidOut, TargetsView } from '../view.ts';
import type { Arrangement } from './arrangement.ts';
import { conditionsFrom, nameColumn, sortingsFrom } from './conditions.ts';
import { createFlash } from './flash.ts';
import { holdText } from './hold-text.ts';
import { placedHolds } from './holds.ts';
import { type ColumnLayout, columnLayoutFrom, laidColumns } from './laid-columns.ts';
import { axisLines, type Line, type LineNames, nameOfLine } from './lines.ts';
import { type BreakdownModel, breakdownModel } from './model.ts';
import type { BadCell } from './refused-texts.ts';
import { rowsInOrder } from './rows-in-order.ts';
import type { PlaceAttainment } from './use-attainment.ts';
import { useBreakdownWords } from './use-breakdown-words.ts';
import { useInheritedHolds } from './use-inherited-holds.ts';
import { type Edge, useOpening } from './use-opening.ts';
import { useReleasedPart } from './use-territory.ts';

export interface Breakdown {
  readonly model: BreakdownModel;
  readonly toggleRow: (id: string, open: boolean) => void;
  readonly toggleColumn: (id: string, open: boolean) => void;
  /** How many rows the conditions hide, of those that are open. */
  readonly hidden: number;
  /** Every column, hidden or not, as they stand by themselves; and what was made of them. */
  readonly allColumns: readonly Line[];
  readonly columnLayout: ColumnLayout;
  readonly columnName: (line: Line) => string;
  readonly moveColumn: (id: string, before: string | null) => void;
  readonly resizeColumn: (id: string, width: number | null) => void;
}

export interface BreakdownOptions {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly onView: (change: AddressChange, later?: boolean) => void;
  readonly bad: ReadonlyMap<string, BadCell>;
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
  /** To look at only. */
  readonly readOnly: boolean;
}

/** The breakdown of a target as the grid shows it, with what is open and what stands where. */
export function useBreakdown(options: BreakdownOptions): Breakdown {
  const { table, arrangement, format, view, onView, bad, attainment, readOnly } = options;
  const t = useT();
  const { content } = usePlan();
  const { workspace, may, memberName: whose } = useWorkspace();
  const me = workspace.me.id;
  const [flash] = useState(createFlash);
  const today = serverDay(workspace.timeZone);
  const inherited = useInheritedHolds();
  const narrow = useNarrow();
  const { layout } = table;
  const opening = useOpening(table, arrangement, view, (open) => onView({ open }, true));
  const words = useBreakdownWords(table, arrangement, format);
  const { sort, where, freezeRow } = view;
  const scope = scopeOf(layout.target, view);
  const edges = useEdges(table, arrangement, opening.isOpen, words.lines);
  const { allColumns, columnLayout, columns } = useColumnLines(edges.columns, attainment !== null, view);

  const { model, hidden } = useMemo(() => {
    flash.begin(scope, content.version);
    const asked = { sort, where };
    const order = { table, arrangement, asked, attainment, columns: allColumns, locale: t.locale };
    const rows = rowsInOrder({ ...order, rows: edges.rows });
    const input = {
      table,
      arrangement,
      rows,
      columns,
      columnLayout,
      marks: marksOf(asked),
      format,
      bad,
      flash,
      narrow,
      frozenRow: freezeRow,
      attainment,
      holds: placedHolds(content.state, layout, today, inherited),
      me,
      mayEnter: may('target.enter') && !readOnly,
      words: {
        ...words.grid,
        hold: (hold: Parameters<typeof holdText>[1], fromAbove: boolean) => {
          const text = holdText(t, hold, whose, format.told);
          const said = fromAbove ? t('targets.hold.above', { text }) : text;
          return `${t('targets.grid.held')}${t('targets.colon')}${said}`;
        },
      },
    };
    return { model: breakdownModel(input), hidden: edges.rows.length - rows.length };
    // Numbers change in place; `content` is new whenever they did.
  }, [
    content,
    table,
    arrangement,
    edges,
    allColumns,
    columns,
    columnLayout,
    format,
    bad,
    attainment,
    narrow,
    t,
    may,
    me,
    readOnly,
    scope,
    sort,
    where,
    freezeRow,
    today,
    inherited,
    flash,
    layout,
    words,
    whose,
  ]);

  const changesOf = (id: string) => columnChanges(id, allColumns, columnLayout, view);
  return {
    model,
    hidden,
    allColumns,
    columnLayout,
    columnName: (line) => (line.shows ? words.grid.column(line) : nameOfLine(line)),
    moveColumn: (id, before) => onView(changesOf(id).drop(before) ?? {}),
    resizeColumn: (id, width) => onView(changesOf(id).resize(width)),
    toggleRow: opening.toggle('rows'),
    toggleColumn: opening.toggle('columns'),
  };
}

/** All columns, and those that are seen as somebody laid them out. */
function useColumnLines(edge: readonly Line[], reached: boolean, view: LaidOut) {
  const { hide, order, widths, freeze } = view;
  return useMemo(() => {
    const columnLayout = columnLayoutFrom({ hide, order, widths, freeze });
    const allColumns = reached ? withReached(edge) : edge;
    return { allColumns, columnLayout, columns: laidColumns(allColumns, columnLayout) };
  }, [edge, reached, hide, order, widths, freeze]);
}

/** What the title of a column says about the rows: that they are sorted or thinned by it. */
function marksOf({ sort, where }: Pick<LaidOut, 'sort' | 'where'>): ReadonlyMap<string, ColumnMark> {
  const marks = new Map<string, ColumnMark>();
  const sortings = sortingsFrom(sort);
  for (const [place, { column, descending }] of sortings.entries())
    marks.set(column, {
      sorted: descending ? 'descending' : 'ascending',
      rank: sortings.length > 1 ? place + 1 : 0,
    });
  for (const condition of conditionsFrom(where)) {
    const column = condition.kind === 'number' ? condition.column : nameColumn;
    marks.set(column, { ...marks.get(column), filtered: true });
  }
  return marks;
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
  const territory = useReleasedPart(layout.target.id);
  return useMemo(() => {
    const shared = { layout, arrangement, names, territory };
    return {
      rows: axisLines({ ...shared, edge: 'rows', isOpen: isOpen('rows') }),
      columns: axisLines({ ...shared, edge: 'columns', isOpen: isOpen('columns') }),
    };
  }, [layout, arrangement, isOpen, names, territory]);
}

/** What was reached stands right beside the total, before its parts. */
function withReached([total, ...periods]: readonly Line[]): readonly Line[] {
  if (!total) return periods;
  const beside = { ...total, depth: 1, kind: 'leaf', expandable: false, expanded: false } as const;
  return [
    total,
    { ...beside, id: 'actual', shows: 'actual' },
    { ...beside, id: 'attainment', shows: 'attainment' },
    ...periods,
  ];
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
