import type { ImportMapping } from '@shapan/contract';
import { type BookState, recordsOf } from '@shapan/engine';
import type { TableSheet } from '../table.ts';
import { textOf } from './cell-text.ts';
import { periodName } from './period-text.ts';
import { whenOf } from './when.ts';

const WHEN = /日期|时间|期间|年份|年度|^年$|^year$|月份|季度|^date|date$|period|month|quarter/i;
const KEY = /(行|订单|单据|单|流水).*(id|号)$|number$|^(?:id|order|line|invoice)$/i;
/** One of these alone may name every row. */
const ROW_KEY = /^行.*(?:id|号)$|流水|^(?:row|line|id)\b/i;
/** Headings of what names things: CustomerKey, 客户 ID, 产品编码. */
const NAMING = /(?:[Kk]ey|KEY|\b[Ii][Dd]|[a-z]ID|编码|编号|代码|[Cc]ode)$/;
/** Numbers that count or date rows: no amounts either. */
const COUNTING = /number|号$|(?:日期|时间|年份?|年度|月份?|季度?)$|year|quarter|month|date/i;

/** The second number of a rate. */
const WEIGHT = /^(?:分母|denominator)/i;

/** Headings of amounts, the likeliest first. */
const AMOUNTS: readonly RegExp[] = [
  /^(?:分子|numerator)/i,
  /销售额|业绩|营收|收入|目标|实际|sales ?amount|quota|revenue/i,
  /金额|额$|sales|amount/i,
  /value|数值|值$/i,
];
/** Amounts that hardly anybody plans by, though they are called so. */
const SIDELINES = /折扣|优惠|税|成本|单价|运费|discount|tax|cost|price|freight/i;

/** Headings of a dimension, the likeliest first. */
const CATEGORY: Readonly<Record<string, readonly RegExp[]>> = {
  region: [/地区|区域|大区|region/i, /territory/i, /省|州|province|state/i, /城市|city/i],
  product: [/^产品$|(?:产品|商品)名|product ?name/i, /产品|商品|product|sku/i, /品类|类别|category/i],
  customer: [/^客户$|客户名|customer ?name/i, /客户|customer|account|reseller/i],
  channel: [/渠道|channel/i],
  owner: [/员工|负责人|销售人员|业务员|employee|owner|rep\b/i],
};

/** A first proposal from the headings: right often enough to save clicks, never applied unseen. */
export function guessMapping(
  sheet: TableSheet,
  header: readonly string[],
  headerRow: number,
  master: BookState,
): ImportMapping {
  const below = { header, rows: sheet.rows.filter(({ row }) => row > headerRow) };
  const periods = periodColumns(header);
  const weight = periods.length > 1 ? -1 : header.findIndex((text) => WEIGHT.test(text.trim()));
  const amount = periods.length > 1 ? -1 : amountColumn(below, master, weight);
  const named = recordsOf(master, 'dimension').map(({ id, fields }) => {
    const name = String(fields['name']).toLowerCase();
    return { id, fields, exact: header.findIndex((heading) => heading.toLowerCase() === name) };
  });
  const dimensions = named.flatMap(({ id, fields, exact }) => {
    const column = exact >= 0 ? exact : firstOf(header, CATEGORY[String(fields['category'])] ?? []);
    // What bears the name of one dimension is not for another of its category, too.
    const taken = exact < 0 && named.some((other) => other.exact === column);
    return column < 0 || column === amount || taken
      ? []
      : [{ dimension: id, column, by: namedBy(master, id, below, column) }];
  });
  const common = { sheet: sheet.name, headerRow, dimensions, filters: [], rounding: 'exact' as const };
  if (periods.length > 1) return { ...common, periods, key: [] };
  const when = whenColumn(below);
  const part = partColumn(header, when);
  const key = keyColumns(below, amount);
  return { ...common, when, ...(part && { part }), amount, ...(weight >= 0 && { weight }), key };
}

/** Headings, and the rows below them. */
interface Below {
  readonly header: readonly string[];
  readonly rows: TableSheet['rows'];
}

const headingOf = ({ header }: Below, column: number): string => header[column]?.trim() ?? '';

const SAMPLE = 20;
const sampleOf = ({ rows }: Below): TableSheet['rows'] => rows.slice(0, SAMPLE);

/** The first column that the first of the words finds, else the second, … */
function firstOf(
  header: readonly string[],
  words: readonly RegExp[],
  fits: (column: number) => boolean = () => true,
): number {
  for (const word of words) {
    const found = header.findIndex((name, column) => word.test(name) && fits(column));
    if (found >= 0) return found;
  }
  return -1;
}

/** The first promising heading above days or periods; a number of a quarter is neither. */
function whenColumn(below: Below): number {
  const told = (column: number): boolean =>
    sampleOf(below).some(({ cells }) => whenOf(cells, { when: column }) !== null);
  const named = (column: number): boolean => told(column) && !NAMING.test(headingOf(below, column));
  const found = firstOf(below.header, [WHEN], named);
  return Math.max(0, found >= 0 ? found : firstOf(below.header, [WHEN]));
}

/** Every column that names a row together with the others; one alone where it is enough. */
function keyColumns({ header, rows }: Below, amount: number): number[] {
  const found = header.flatMap((name, i) => (KEY.test(name) && i !== amount ? [i] : []));
  const alone = found.find((column) => {
    if (!ROW_KEY.test(header[column] ?? '')) return false;
    const texts = rows.map(({ cells }) => textOf(cells[column]));
    return !texts.includes('') && new Set(texts).size === texts.length;
  });
  return alone === undefined ? found.slice(0, 3) : [alone];
}

/** Columns whose headings are periods hold one period each. */
const periodColumns = (header: readonly string[]): NonNullable<ImportMapping['periods']> =>
  header.flatMap((text, column) => (periodName(text) ? [{ column, period: text.trim() }] : []));

const PARTS = {
  quarter: /^(?:季度?|quarter|qtr)$/i,
  month: /^(?:月份?|month)$/i,
  half: /^(?:半年|half)$/i,
} as const;

/** A column of years goes with one of quarters, months or halves. */
function partColumn(header: readonly string[], when: number): ImportMapping['part'] {
  if (!/^(?:年份?|年度|year|fiscal year)$/i.test(header[when]?.trim() ?? '')) return undefined;
  for (const grain of ['month', 'quarter', 'half'] as const) {
    const column = header.findIndex((text) => PARTS[grain].test(text.trim()));
    if (column >= 0) return { column, grain };
  }
  return undefined;
}

/** The likeliest heading above numbers. Numbers that name something are no amounts, and sidelines come last. */
function amountColumn(below: Below, master: BookState, weight: number): number {
  const { header } = below;
  const numeric = (column: number): boolean =>
    column !== weight && sampleOf(below).some(({ cells }) => cells[column]?.type === 'number');
  const counts = (column: number): boolean =>
    numeric(column) && ![NAMING, COUNTING].some((words) => words.test(headingOf(below, column)));
  const main = (column: number): boolean => counts(column) && !SIDELINES.test(headingOf(below, column));
  const metrics = new Set(recordsOf(master, 'metric').map(({ fields }) => fields['name']));
  const own = header.findIndex((name, column) => metrics.has(name.trim()) && numeric(column));
  const tries = [
    () => own,
    () => firstOf(header, AMOUNTS, main),
    () => header.findLastIndex((_, column) => main(column)),
    () => header.findLastIndex((_, column) => counts(column)),
    () => header.findLastIndex((_, column) => numeric(column)),
    // Nothing is filled in yet: what its heading says.
    () => firstOf(header, AMOUNTS),
  ];
  for (const attempt of tries) {
    const column = attempt();
    if (column >= 0) return column;
  }
  return 0;
}

/** By code when the first cells are codes of the dimension rather than names, or are called so and are no names of it. */
function namedBy(master: BookState, dimension: string, below: Below, column: number): 'code' | 'name' {
  const codes = new Set<unknown>();
  const names = new Set<unknown>();
  for (const { fields } of recordsOf(master, 'dimensionMember')) {
    if (fields['dimension'] !== dimension) continue;
    codes.add(fields['code']);
    names.add(fields['name']);
  }
  const texts = sampleOf(below).map(({ cells }) => textOf(cells[column]));
  const [coded, named] = [codes, names].map((known) => texts.filter((text) => known.has(text)).length);
  if (coded! > 0 && coded! >= named!) return 'code';
  return NAMING.test(headingOf(below, column)) && named === 0 ? 'code' : 'name';
}
