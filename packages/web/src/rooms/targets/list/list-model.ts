import {
  type Fraction,
  isLeafNode,
  leavesUnder,
  nearestUnits,
  type PlanRecord,
  readFraction,
  type TotalsLaw,
  tierAmount,
  tierPercent,
  unitsOfNumber,
} from '@shapan/engine';
import { formatDate, formatPercent } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import {
  type GridCell,
  type GridChoice,
  type GridColumn,
  type GridModel,
  linesIn,
} from '../../../grid/index.ts';
import { cellKey } from '../breakdown/cell-key.ts';
import type { BadCell } from '../breakdown/refused-texts.ts';
import type { MetricFormat } from '../metric-format.ts';
import { growthOf } from './growth.ts';

/** The columns of template T1, in its order. */
export const listColumns = [
  'targetClass',
  'metric',
  'value',
  'breakdownNote',
  'path',
  'accountable',
  'due',
  'baseline',
  'growth',
  'floorTarget',
  'stretchTarget',
  'lower',
  'upper',
  'weight',
  'dataSource',
  'attainProbability',
  'pipeline',
  'winRate',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** One row of T1 with everything its cells need. */
export interface ListRow {
  readonly target: PlanRecord;
  readonly name: string;
  readonly table: TargetTable | undefined;
  readonly format: MetricFormat;
  /** What a command calls the whole of it that this reader sees; `null` where no command can name it. */
  readonly top: readonly string[] | null;
  /** That its initiatives lift the baseline to it, in percent; nothing where not all of it is said. */
  readonly chance?: number | undefined;
  /** What its rules and initiatives say, where nobody has written something else. */
  readonly generated: Readonly<Record<'breakdownNote' | 'path', string>>;
}

export interface ListInput {
  readonly rows: readonly ListRow[];
  readonly locale: 'zh-CN' | 'en';
  readonly narrow: boolean;
  /** Texts that were not taken, by cell. */
  readonly bad: ReadonlyMap<string, BadCell>;
  /** Whether the reader may change what is said of a target. */
  readonly mayEdit: (target: PlanRecord) => boolean;
  readonly mayEnter: boolean;
  readonly people: readonly GridChoice[];
  readonly words: {
    readonly header: (column: ListColumn) => string;
    readonly targetClass: (value: string) => string;
    readonly person: (id: unknown) => string;
    readonly tier: (amount: string, percent: number) => string;
  };
}

const looks: Readonly<Record<ListColumn, Omit<GridColumn, 'id' | 'header'>>> = {
  targetClass: { width: 72, align: 'start', sticky: true, editor: 'choice' },
  metric: { width: 140, align: 'start', sticky: true, editor: 'none' },
  value: { width: 112, align: 'end', editor: 'amount', kind: 'total' },
  breakdownNote: { width: 240, align: 'start', editor: 'text' },
  path: { width: 208, align: 'start', editor: 'text' },
  accountable: { width: 84, align: 'start', editor: 'choice' },
  due: { width: 124, align: 'start', editor: 'date' },
  baseline: { width: 108, align: 'end', editor: 'amount' },
  growth: { width: 72, align: 'end', editor: 'amount' },
  floorTarget: { width: 132, align: 'end', editor: 'amount' },
  stretchTarget: { width: 132, align: 'end', editor: 'amount' },
  lower: { width: 88, align: 'end', editor: 'amount' },
  upper: { width: 88, align: 'end', editor: 'amount' },
  weight: { width: 60, align: 'end', editor: 'amount' },
  dataSource: { width: 112, align: 'start', editor: 'text' },
  attainProbability: { width: 84, align: 'end', editor: 'none' },
  pipeline: { width: 112, align: 'end', editor: 'amount' },
  winRate: { width: 72, align: 'end', editor: 'amount' },
};

/** English words are longer where Chinese has two characters. */
const englishWidths: Partial<Readonly<Record<ListColumn, number>>> = {
  targetClass: 92,
  value: 124,
  accountable: 100,
  baseline: 128,
  weight: 68,
};

/** Lines of a row on a narrow screen, where most columns are beyond the edge. */
const mostNarrow = 3;

/** On a narrow screen the name alone stays in sight. Limits are for plans that have a band to stay inside. */
function columnsFor({ narrow, rows }: ListInput): readonly ListColumn[] {
  const first = ['metric', 'value'] as const;
  const limits = rows.some(isBand);
  const all = listColumns.filter((column) => limits || (column !== 'lower' && column !== 'upper'));
  return narrow ? [...first, ...all.filter((column) => !first.some((one) => one === column))] : all;
}

const isBand = ({ table }: ListRow): boolean => table?.layout.metric.fields['direction'] === 'band';

export function listModel(input: ListInput): GridModel {
  const { rows, narrow, words } = input;
  const order = columnsFor(input);
  const columns = order.map((id): GridColumn => {
    const sticky = narrow ? id === 'metric' : (looks[id].sticky ?? false);
    const width = input.locale === 'en' ? (englishWidths[id] ?? looks[id].width) : looks[id].width;
    return { ...looks[id], width, id, header: words.header(id), sticky };
  });
  const cell = (row: number, column: number): GridCell => {
    const id = order[column] ?? 'metric';
    const shown = listCell(input, rowAt(rows, row), id);
    const bad = input.bad.get(cellKey(rowAt(rows, row).target.id, id));
    if (!bad) return shown;
    return { text: bad.text, edit: bad.text, state: { ...shown.state, invalid: bad.message } };
  };
  const heights = new Map<number, number>();
  /**
   * As many lines as its longest text needs. On a narrow screen that text stands beyond the edge, and a row as high as it would
   * be empty to the eye: there it is cut, and whole where the target is opened.
   */
  const linesOf = (row: number): number => {
    const known = heights.get(row);
    if (known !== undefined) return known;
    const needed = columns.map(({ align, width }, i) =>
      align === 'start' ? linesIn(cell(row, i).text, width) : 1,
    );
    const lines = Math.min(Math.max(...needed), narrow ? mostNarrow : Number.POSITIVE_INFINITY);
    heights.set(row, lines);
    return lines;
  };
  return {
    rowCount: rows.length,
    columnCount: columns.length,
    row: (index) => {
      const row = rowAt(rows, index);
      return {
        id: row.target.id,
        label: row.name,
        depth: 0,
        expandable: false,
        expanded: false,
        kind: 'leaf',
      };
    },
    lines: linesOf,
    column: (index) => columns[index] ?? columns[0]!,
    cell,
    choices: (_, column) =>
      order[column] === 'accountable'
        ? input.people
        : ['core', 'supporting'].map((value) => ({ value, label: words.targetClass(value) })),
  };
}

function rowAt(rows: readonly ListRow[], index: number): ListRow {
  const row = rows[index];
  if (!row) throw new RangeError(`no row ${index}`);
  return row;
}

function listCell(input: ListInput, row: ListRow, column: ListColumn): GridCell {
  const { target, name } = row;
  const { fields } = target;
  const { words, locale } = input;
  const text = String(fields[column] ?? '');
  const editable = input.mayEdit(target);
  const plain = (shown: string, edit = shown): GridCell => ({ text: shown, edit, state: { editable } });
  switch (column) {
    case 'metric':
      return { text: name, edit: name, state: { editable: false } };
    case 'breakdownNote':
    case 'path':
      return text === ''
        ? { ...plain(row.generated[column]), state: { editable, computed: true } }
        : plain(text);
    case 'targetClass':
      return plain(words.targetClass(text), text);
    case 'accountable':
      return plain(words.person(text), text);
    case 'due':
      return plain(text === '' ? '' : formatDate(text, locale), text);
    case 'value':
      return valueCell(row, input.mayEnter);
    case 'baseline':
    case 'pipeline':
      return amountCell(row, column, editable);
    case 'growth':
      return growthCell(row, editable);
    case 'lower':
    case 'upper':
      return { ...plain(text), state: { editable: editable && isBand(row), numeric: null } };
    case 'floorTarget':
    case 'stretchTarget':
      return tierCell(row, column, words.tier, editable);
    case 'attainProbability':
      return {
        text: row.chance === undefined ? '' : `${row.chance}%`,
        edit: '',
        state: { editable: false, computed: true },
      };
    case 'winRate':
    case 'weight': {
      const weight = fields[column];
      return {
        text: typeof weight === 'number' ? `${weight}%` : '',
        edit: text,
        state: { editable, numeric: null },
      };
    }
    default:
      return plain(text);
  }
}

function valueCell(row: ListRow, mayEnter: boolean): GridCell {
  const value = valueOf(row);
  const { format } = row;
  const unit = format.percent || format.unitLabel === '' ? '' : ` ${format.unitLabel}`;
  return {
    text: value === null ? '' : `${format.shown(value)}${unit}`,
    edit: format.edit(value),
    state: { editable: mayEnter && isTypedAtTop(row), computed: true, numeric: null },
  };
}

function amountCell(row: ListRow, name: 'baseline' | 'pipeline', editable: boolean): GridCell {
  const { format, target } = row;
  const pipeline = target.fields['pipeline'];
  const open =
    typeof pipeline === 'number' && !format.twoPart ? { numerator: pipeline, denominator: 1 } : null;
  const shown = name === 'baseline' ? baselineShown(row) : open;
  const unit = shown === null || format.percent || format.unitLabel === '' ? '' : ` ${format.unitLabel}`;
  return {
    text: shown ? `${format.shown(shown)}${unit}` : '',
    edit: format.edit(shown),
    state: { editable: editable && (!format.twoPart || (name === 'baseline' && row.table !== undefined)) },
  };
}

/** The baseline as the metric shows its numbers: of a rate it counts hundredths of what is read (COV-8). */
export function baselineShown({ target, format, table }: ListRow): Fraction | null {
  const baseline = baselineOf(target);
  if (baseline === null) return null;
  if (!format.twoPart) return { numerator: baseline, denominator: 1 };
  return table ? { numerator: baseline, denominator: unitsOfNumber(table.layout) } : null;
}

function growthCell(row: ListRow, editable: boolean): GridCell {
  const { target, format } = row;
  const baseline = baselineOf(target);
  const growth = format.twoPart ? null : growthOf(amountOf(row), baseline);
  const text = growth ? formatPercent(growth, { signed: true }) : '';
  const given = typeof target.fields['givenGrowth'] === 'number';
  const may = editable && !format.twoPart && baseline !== null && baseline !== 0;
  return { text, edit: text.replace('−', '-'), state: { editable: may, computed: !given } };
}

/** A percentage of the target, and what that comes to. */
function tierCell(
  row: ListRow,
  tier: 'floorTarget' | 'stretchTarget',
  said: ListInput['words']['tier'],
  editable: boolean,
): GridCell {
  const percent = tierPercent(row.target.fields, tier);
  const value = valueOf(row);
  if (percent === null) return { text: '', edit: '', state: { editable } };
  const edit = `${percent}%`;
  if (value === null) return { text: edit, edit, state: { editable } };
  const amount = { ...value, numerator: tierAmount(value.numerator, percent) };
  return { text: said(row.format.shown(amount), percent), edit, state: { editable, numeric: null } };
}

/** What the whole target comes to. */
export function valueOf({ table }: ListRow): Fraction | null {
  if (!table) return null;
  const { layout, totals } = table;
  const top = { members: layout.frame.trees.map(() => 0), time: 0 };
  return readFraction(totals, top);
}

/** The same in whole smallest units. */
export function amountOf(row: ListRow): number | null {
  const value = valueOf(row);
  return value && nearestUnits(value);
}

export const baselineOf = (target: PlanRecord): number | null => {
  const baseline = target.fields['baseline'];
  return typeof baseline === 'number' ? baseline : null;
};

/** Where totals follow from nothing that can be typed, the top takes a number only when it is all there is. */
export function isTypedAtTop({ table, top }: Pick<ListRow, 'table' | 'top'>): boolean {
  return table !== undefined && top !== null && (typedAtTotals.has(table.layout.totals) || isTop(table));
}

const typedAtTotals: ReadonlySet<TotalsLaw> = new Set<TotalsLaw>(['spread', 'stated', 'computed']);

function isTop({ layout }: TargetTable): boolean {
  const { from, to } = leavesUnder(layout.frame.time, 0);
  return to - from === 1 && layout.frame.trees.every((tree) => isLeafNode(tree, 0));
}
