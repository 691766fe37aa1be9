import { territoryOf } from '@shapan/contract';
import { cubeOf, isPresent, type PlanRecord, rowCount } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { useNarrow } from '../../../design/use-narrow.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName, memberName } from '../names.ts';
import { orderFrom, type TargetsView } from '../view.ts';
import { createFlash } from './flash.ts';
import { holdText } from './hold-text.ts';
import { placedHolds } from './holds.ts';
import { type Arrangement, type ColumnLine, columnLines, rowLines } from './lines.ts';
import { type BreakdownModel, breakdownModel } from './model.ts';
import type { BadCell } from './refused-texts.ts';
import type { PlaceAttainment } from './use-attainment.ts';

/** Up to so many rows or periods everything is open at first; beyond that only what leads. */
const openRows = 40;
const openPeriods = 16;

type Toggles = ReadonlyMap<string, boolean>;

export interface Breakdown {
  readonly model: BreakdownModel;
  readonly arrangement: Arrangement;
  readonly toggleRow: (id: string, open: boolean) => void;
  readonly toggleColumn: (id: string, open: boolean) => void;
  /** Open or close every branch of rows. */
  readonly openAll: (open: boolean) => void;
  readonly periodName: (line: ColumnLine) => string;
}

export interface BreakdownOptions {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly view: TargetsView;
  readonly bad: ReadonlyMap<string, BadCell>;
  readonly attainment: ReadonlyMap<string, PlaceAttainment> | null;
}

/** The breakdown of a target as the grid shows it, with what is open and what stands where. */
export function useBreakdown({ table, format, view, bad, attainment }: BreakdownOptions): Breakdown {
  const t = useT();
  const { book, master } = usePlan();
  const { workspace, may, memberName: whose } = useWorkspace();
  const me = workspace.me.id;
  const [rowToggles, setRowToggles] = useState<Toggles>(new Map());
  const [columnToggles, setColumnToggles] = useState<Toggles>(new Map());
  const [byDefault, setByDefault] = useState<boolean | null>(null);
  const [flash] = useState(createFlash);
  const today = serverDay(workspace.timeZone);
  const narrow = useNarrow();
  const { layout } = table;
  const { target } = layout;
  const { rows: asRows, only } = view;
  const arrangement = useMemo(() => arrangementOf(table, asRows, only), [table, asRows, only]);
  const periodName = useMemo(() => periodNames(table, t.locale, t('targets.period.last')), [table, t]);
  const scope = `${target.id} ${asRows ?? ''} ${only ?? ''}`;

  const model = useMemo(() => {
    flash.begin(scope, book.version);
    const all = byDefault ?? presentRows(table) <= openRows;
    const names = {
      total: t('targets.total'),
      member: (id: string) => memberName(master, id),
      own: (name: string) => t('targets.ownPart', { name }),
    };
    const isOpen = (id: string, depth: number) => rowToggles.get(id) ?? (all || depth < 1);
    const rows = rowLines(layout, arrangement, isOpen, names, territoryOf(workspace.me.scope, master));
    const many = layout.frame.time.leafNodes.length > openPeriods;
    const periods = columnLines(layout, (id, depth) => columnToggles.get(id) ?? (!many || depth < 1));
    const columns = attainment ? withReached(periods) : periods;
    const unit = format.unitLabel === '' ? '' : ` (${format.unitLabel})`;
    return breakdownModel({
      table,
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
        name: `${rowsName(target, arrangement, master, t('targets.total'))}${unit}`,
        period: (line) => (line.shows ? t(`targets.reached.${line.shows}`) : periodName(line)),
        group: groupOf(table, t.locale),
        hold: (hold) => `${t('targets.grid.held')}${t('targets.colon')}${holdText(t, hold, whose)}`,
      },
    });
    // Numbers change in place; `book` is new whenever they did.
  }, [
    book,
    table,
    arrangement,
    rowToggles,
    columnToggles,
    byDefault,
    format,
    bad,
    attainment,
    narrow,
    t,
    master,
    may,
    me,
    scope,
    today,
    flash,
    layout,
    target,
    periodName,
    whose,
    workspace.me.scope,
  ]);

  const toggle = (set: typeof setRowToggles) => (id: string, open: boolean) =>
    set((now) => new Map(now).set(id, open));
  return {
    model,
    arrangement,
    periodName,
    toggleRow: toggle(setRowToggles),
    toggleColumn: toggle(setColumnToggles),
    openAll: (open) => {
      setByDefault(open);
      setRowToggles(new Map());
    },
  };
}

/** What was reached stands right beside the total. */
function withReached([total, ...periods]: readonly ColumnLine[]): readonly ColumnLine[] {
  if (!total) return periods;
  const beside = { time: 0, depth: 0, expandable: false, expanded: false, kind: 'total' } as const;
  return [
    total,
    { ...beside, id: 'actual', shows: 'actual' },
    { ...beside, id: 'attainment', shows: 'attainment' },
    ...periods,
  ];
}

function arrangementOf(
  { layout }: TargetTable,
  rows: string | undefined,
  seen: string | undefined,
): Arrangement {
  const { trees } = layout.frame;
  const only = seen?.split(',') ?? [];
  const order = orderFrom(rows, trees.length);
  const filters = trees.map((tree, d) => {
    const id = only[d];
    return order.includes(d) || id === undefined || id === '*' ? 0 : (tree.index.get(id) ?? 0);
  });
  return { order, filters };
}

function rowsName(
  target: PlanRecord,
  { order }: Arrangement,
  master: Parameters<typeof dimensionName>[0],
  total: string,
): string {
  const dimensions = (target.fields['dimensions'] ?? []) as readonly string[];
  const names = order.map((d) => dimensionName(master, dimensions[d] ?? '')).filter((name) => name !== '');
  return names.length === 0 ? total : names.join(' › ');
}

function periodNames({ layout }: TargetTable, locale: 'zh-CN' | 'en', last: string) {
  const { time } = layout.frame;
  const days = new Map(layout.periods.map((period) => [period.id, period]));
  const name = (id: string): string =>
    formatPeriod(id, locale, { days: id.startsWith('P') ? days.get(id) : undefined });
  return ({ id, time: node }: Pick<ColumnLine, 'id' | 'time'>): string => {
    const [leaf] = time.leafNodes;
    if (node === 0 && time.leafNodes.length === 1 && leaf !== undefined) return name(time.ids[leaf] ?? id);
    return node === 0 && layout.behaviour === 'last' ? last : name(id);
  };
}

/** Several years stand under their own headings. */
function groupOf({ layout }: TargetTable, locale: 'zh-CN' | 'en') {
  const { time } = layout.frame;
  const isYear = (id: string | undefined): boolean => /^W?Y\d/.test(id ?? '');
  const several = time.ids.filter(isYear).length > 1;
  return (line: ColumnLine): string | undefined => {
    if (!several || isYear(line.id)) return undefined;
    let node = line.time;
    while (node > 0 && !isYear(time.ids[node])) node = time.parent[node] ?? 0;
    return node > 0 ? formatPeriod(time.ids[node] ?? '', locale) : undefined;
  };
}

function presentRows({ layout }: TargetTable): number {
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
