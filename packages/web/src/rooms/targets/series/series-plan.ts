import {
  type Carry,
  type CellRange,
  type EditPlan,
  type GridModel,
  growSeries,
  planCarry,
  repeatSeries,
  stepSeries,
} from '../../../grid/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import type { MetricFormat } from '../metric-format.ts';
import { placesOf } from '../shown-unit.ts';

/** How a series goes on: the same number, each larger by an amount, each larger by a percentage. */
export const seriesKinds = ['growth', 'step', 'copy'] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export const seriesWays = ['right', 'down'] as const;
export type SeriesWay = (typeof seriesWays)[number];

/** Over which cells, and what it begins with; without a source it begins with the first cells of the range. */
export interface SeriesRange {
  readonly range: CellRange;
  readonly source: CellRange | null;
}

export interface SeriesForm {
  readonly kind: SeriesKind;
  readonly way: SeriesWay;
  readonly step: string;
  readonly percent: string;
}

export const wayOf = ({ range, source }: SeriesRange): SeriesWay => {
  if (source) return range.bottom - range.top > source.bottom - source.top ? 'down' : 'right';
  return range.bottom > range.top && range.right === range.left ? 'down' : 'right';
};

/** What the series would change; `null` while its step or percentage cannot be read. */
export function seriesPlan(
  model: GridModel,
  asked: SeriesRange,
  form: SeriesForm,
  format: MetricFormat,
): EditPlan | null {
  const carry = carryOf(form, format);
  if (!carry) return null;
  const { source, range } = asked.source
    ? { ...asked, source: asked.source }
    : begun(model, asked.range, form.way);
  return planCarry(model, source, range, carry);
}

/** The first cells of a range, and the range itself; a single line goes on to the end of the table. */
function begun(model: GridModel, range: CellRange, way: SeriesWay) {
  if (way === 'right') {
    const right = range.right > range.left ? range.right : model.columnCount - 1;
    return { source: { ...range, right: range.left }, range: { ...range, right } };
  }
  const bottom = range.bottom > range.top ? range.bottom : model.rowCount - 1;
  return { source: { ...range, bottom: range.top }, range: { ...range, bottom } };
}

/** Rates are written with so many places. */
const ratePlaces = 4;

function carryOf({ kind, step, percent }: SeriesForm, format: MetricFormat): Carry | null {
  const decimals = format.twoPart ? ratePlaces : format.decimals + placesOf(format.word);
  const written = (rule: typeof stepSeries, by: string): Carry | null =>
    // A text that is no number says what is wrong with the rule, not with a cell.
    rule(['0'], 1, by, decimals) ? (values, count) => rule(values, count, by, decimals) ?? [] : null;
  if (kind === 'growth') return written(growSeries, bare(percent));
  if (kind === 'step') return written(stepSeries, stepText(step, format));
  return (values, count) => (values.every((text) => text === '') ? [] : repeatSeries(values, count));
}

const bare = (text: string): string => text.normalize('NFKC').trim().replace(/\s*%$/, '').replace('−', '-');

/** A step as the cells write their numbers: 5 under 万元 is 5万, and so is 50000元. */
function stepText(text: string, format: MetricFormat): string {
  if (format.twoPart) return bare(text);
  const typed = readAmount(text, null, format);
  return typed.ok ? format.edit({ numerator: typed.value.amount, denominator: 1 }) : '';
}
