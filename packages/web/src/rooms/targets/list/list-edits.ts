import type { CommandRequest } from '@shapan/contract';
import { type FieldValue, type Problem, problem, readTypedNumber, unitsOfNumber } from '@shapan/engine';
import type { GridEdit } from '../../../grid/index.ts';
import { meaningOf, readAmount, readRate, typedField } from '../breakdown/entries.ts';
import { readGrowth, valueFromGrowth } from './growth.ts';
import { amountOf, baselineOf, baselineShown, type ListColumn, type ListRow, valueOf } from './list-model.ts';

/** What an edit of template T1 asks of the plan. A number that cannot be read is a problem; nothing else is lost for it. */
export function listCommands(row: ListRow, edit: GridEdit): readonly CommandRequest[] | Problem {
  const column = edit.columnId as ListColumn;
  const text = edit.text.trim();
  switch (column) {
    case 'value':
      return valueCommands(row, text);
    case 'growth':
      return growthCommands(row, text);
    case 'baseline':
      return baselineCommands(row, text);
    case 'lower':
    case 'upper':
      return limitCommands(row, column, text);
    case 'pipeline':
      return pipelineCommands(row, text);
    case 'weight':
    case 'winRate':
    case 'floorTarget':
    case 'stretchTarget':
      return percentCommands(row, column, text);
    case 'metric':
      return [];
    default:
      return [update(row, { [column]: text === '' ? null : text })];
  }
}

function update({ target }: ListRow, set: Readonly<Record<string, FieldValue>>): CommandRequest {
  const expect = Object.fromEntries(Object.keys(set).map((name) => [name, target.fields[name] ?? null]));
  return { type: 'record.update', kind: 'target', id: target.id, set, expect };
}

function enter(
  { target, table, top }: ListRow,
  number: { value: number | null } | { rate: number },
): CommandRequest {
  const at = { members: [...(top ?? [])], time: table?.layout.frame.time.ids[0] ?? 'all' };
  return { type: 'target.enter', target: target.id, entries: [{ at, ...number }] };
}

function valueCommands(row: ListRow, text: string): readonly CommandRequest[] | Problem {
  const { format, target } = row;
  if (format.twoPart) {
    const rate = readRate(text, valueOf(row), format.percent);
    return typeof rate === 'number' ? [enter(row, { rate })] : rate;
  }
  // A value that was typed is given; the growth follows from now on. A part of it decides nothing for the whole.
  const whole = row.top?.every((id) => id === '*') === true;
  const grown = whole && typeof target.fields['givenGrowth'] === 'number';
  const given = grown ? [update(row, { givenGrowth: null })] : [];
  if (text === '') return [enter(row, { value: null }), ...given];
  const typed = readAmount(text, amountOf(row), format);
  if (!typed.ok) return typed.problems[0]!;
  const number = { value: typed.value.amount, ...typedField(typed.value, text, format) };
  return [enter(row, number), ...given];
}

function growthCommands(row: ListRow, text: string): readonly CommandRequest[] | Problem {
  if (text === '') return [update(row, { givenGrowth: null })];
  const baseline = baselineOf(row.target);
  if (baseline === null) return problem('REQUIRED', 'baseline');
  const growth = readGrowth(text);
  if (typeof growth !== 'number') return growth;
  const value = valueFromGrowth(baseline, growth);
  if (typeof value !== 'number') return value;
  return [update(row, { givenGrowth: growth }), enter(row, { value })];
}

/** With a given growth the value follows the baseline; with a given value the growth does. */
function baselineCommands(row: ListRow, text: string): readonly CommandRequest[] | Problem {
  if (text === '') return [update(row, { baseline: null, givenGrowth: null })];
  if (row.format.twoPart) return rateBaselineCommands(row, text);
  const typed = readAmount(text, baselineOf(row.target), row.format);
  if (!typed.ok) return typed.problems[0]!;
  const baseline = typed.value.amount;
  const growth = row.target.fields['givenGrowth'];
  if (typeof growth !== 'number') return [update(row, { baseline })];
  const value = valueFromGrowth(baseline, growth);
  return typeof value === 'number' ? [update(row, { baseline }), enter(row, { value })] : value;
}

function pipelineCommands(row: ListRow, text: string): readonly CommandRequest[] | Problem {
  if (text === '') return [update(row, { pipeline: null })];
  const before = row.target.fields['pipeline'];
  const typed = readAmount(text, typeof before === 'number' ? before : null, row.format);
  return typed.ok ? [update(row, { pipeline: typed.value.amount })] : typed.problems[0]!;
}

/** Of a rate: what is read, to hundredths – of a percentage those of a point. */
function rateBaselineCommands(row: ListRow, text: string): readonly CommandRequest[] | Problem {
  if (!row.table) return problem('REQUIRED', 'baseline');
  const rate = readRate(text, baselineShown(row), row.format.percent);
  if (typeof rate !== 'number') return rate;
  const units = rate * unitsOfNumber(row.table.layout);
  const baseline = Math.round(units);
  // What a double adds to the decimals that were typed is far less than this.
  return Math.abs(units - baseline) > 1e-6
    ? problem('NUMBER_TOO_PRECISE', 'baseline', { decimals: 2 })
    : [update(row, { baseline })];
}

/** A limit of a band, in the metric's own unit: 25 and 25% are the same to a percentage. */
function limitCommands(row: ListRow, field: ListColumn, text: string): readonly CommandRequest[] | Problem {
  if (text === '') return [update(row, { [field]: null })];
  const typed = readTypedNumber(row.format.percent ? text.replace(/[%％]$/, '') : text, { decimals: 9 });
  return typed.ok ? [update(row, { [field]: typed.value.value })] : typed.problems[0]!;
}

function percentCommands(row: ListRow, field: ListColumn, text: string): readonly CommandRequest[] | Problem {
  if (text === '') return [update(row, { [field]: null })];
  const typed = readTypedNumber(text.replace(/[%％]$/, ''), { decimals: 2 });
  return typed.ok ? [update(row, { [field]: typed.value.value })] : typed.problems[0]!;
}

/** What a text would mean in a column of numbers, for the line below the editor. */
export function listMeaning(row: ListRow, column: string, text: string): string | null {
  if (column === 'value') return meaningOf(text, valueOf(row), row.format);
  if (column === 'baseline') {
    return meaningOf(text, baselineShown(row), row.format);
  }
  if (column !== 'growth') return null;
  const growth = readGrowth(text);
  const baseline = baselineOf(row.target);
  const value = typeof growth === 'number' && baseline !== null ? valueFromGrowth(baseline, growth) : null;
  return typeof value === 'number' ? row.format.exactAmount(value) : null;
}
