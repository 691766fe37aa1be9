import type { ImportMapping } from '@shapan/contract';
import { type BookState, recordsOf } from '@shapan/engine';
import type { TableSheet } from '../table.ts';
import { textOf } from './cell-text.ts';
import { periodName } from './period-text.ts';

const WORDS = {
  when: /日期|时间|期间|年份|年度|^年$|^year$|月份|季度|^date|date$|period|month|quarter/i,
  amount: /销售额|金额|目标|实际|业绩|amount|quota|sales|revenue|value/i,
  key: /(行|订单|单据|流水).*(id|号)|number|^id$|\bkey$/i,
} as const;

const CATEGORY: Readonly<Record<string, RegExp>> = {
  region: /地区|区域|大区|城市|省|region|territory|city/i,
  product: /产品|商品|品类|类别|product|category|sku/i,
  customer: /客户|customer|account|reseller/i,
  channel: /渠道|channel/i,
  owner: /员工|负责人|销售人员|业务员|employee|owner|rep\b/i,
};

/** A first proposal from the headings: right often enough to save clicks, never applied unseen. */
export function guessMapping(
  sheet: TableSheet,
  header: readonly string[],
  headerRow: number,
  master: BookState,
): ImportMapping {
  const find = (words: RegExp): number => header.findIndex((name) => words.test(name));
  const when = Math.max(0, find(WORDS.when));
  const periods = periodColumns(header);
  const amount = periods.length > 1 ? -1 : amountColumn(sheet, header, headerRow);
  const dimensions = recordsOf(master, 'dimension').flatMap(({ id, fields }) => {
    const name = String(fields['name']);
    const exact = header.findIndex((heading) => heading.toLowerCase() === name.toLowerCase());
    const column = exact >= 0 ? exact : find(CATEGORY[String(fields['category'])] ?? /$^/);
    return column < 0 || column === amount
      ? []
      : [{ dimension: id, column, by: membersByCode(master, id, sheet, column) }];
  });
  if (periods.length > 1) {
    return { sheet: sheet.name, headerRow, periods, key: [], dimensions, filters: [], rounding: 'exact' };
  }
  const part = partColumn(header, when);
  const key = header.flatMap((name, i) => (WORDS.key.test(name) && i !== amount ? [i] : []));
  return {
    sheet: sheet.name,
    headerRow,
    when,
    ...(part && { part }),
    amount,
    key: key.slice(0, 3),
    dimensions,
    filters: [],
    rounding: 'exact',
  };
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

/** The first column with a promising heading whose cells are numbers. */
function amountColumn(sheet: TableSheet, header: readonly string[], headerRow: number): number {
  const numeric = (column: number): boolean =>
    sheet.rows.slice(0, 20).some(({ row, cells }) => row > headerRow && cells[column]?.type === 'number');
  const named = header.findIndex((name, i) => WORDS.amount.test(name) && numeric(i));
  return Math.max(0, named >= 0 ? named : header.findLastIndex((_, i) => numeric(i)));
}

/** By code when the first cells are codes of the dimension, by name otherwise. */
function membersByCode(
  master: BookState,
  dimension: string,
  sheet: TableSheet,
  column: number,
): 'code' | 'name' {
  const codes = new Set<unknown>();
  for (const { fields } of recordsOf(master, 'dimensionMember'))
    if (fields['dimension'] === dimension) codes.add(fields['code']);
  return sheet.rows.slice(1, 20).some(({ cells }) => codes.has(textOf(cells[column]))) ? 'code' : 'name';
}
