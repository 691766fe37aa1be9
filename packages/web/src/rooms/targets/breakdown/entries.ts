import {
  type CellPlace,
  type CodeDirection,
  type Fraction,
  nearestUnits,
  type Problem,
  problem,
  readSpreadCode,
  readTypedAmount,
  readTypedNumber,
  refuse,
  type TargetEntry,
  type TypedAmount,
} from '@shapan/engine';
import { codeBegun, growthByPeriod } from '../codes/code-list.ts';
import type { MetricFormat } from '../metric-format.ts';
import { inShownUnit } from '../shown-unit.ts';

/** How a number typed at a total reaches the leaves; chosen once, remembered. */
export const spreadWays = [
  'proportional',
  'equal',
  'relativeProportional',
  'repeatLeaves',
  'capLeaves',
  'floorLeaves',
  'denominator',
  'both',
] as const;
export type SpreadWay = (typeof spreadWays)[number];

export interface TypedCell {
  readonly at: CellPlace;
  readonly text: string;
  /** What the cell shows now. */
  readonly current: Fraction | null;
  /** One leaf: the number goes there and nowhere else. */
  readonly leaf: boolean;
  /** Rates: the cell has something to divide by. */
  readonly divisible: boolean;
}

export interface Spreading {
  readonly way: SpreadWay;
  /** Another target with the same breakdown, for `relativeProportional`. */
  readonly reference?: string | undefined;
  /** Of a formula: key of the driver that is to move. */
  readonly driver?: string | undefined;
  /** What was typed by hand in this planning round stays where other numbers are typed (SPR-T82). */
  readonly keepManual?: boolean | undefined;
}

/** What a typed text asks of a cell: an entry, a problem, or – a rate with nothing to divide by – a question. */
export type ReadCell =
  /** `toward`: as far as the entry reaches from the cell, where it is about more than that. */
  | { readonly entry: TargetEntry; readonly toward?: readonly CodeDirection[] }
  /** Of the engine, or one that only a code typed here knows. */
  | { readonly problem: Pick<Problem, 'params'> & { readonly code: string } }
  | { readonly ask: 'parts'; readonly rate: number };

export function readCell(cell: TypedCell, format: MetricFormat, spreading: Spreading): ReadCell {
  const read = readAlone(cell, format, spreading);
  return 'entry' in read && spreading.keepManual
    ? { ...read, entry: { ...read.entry, keepManual: true } }
    : read;
}

function readAlone(cell: TypedCell, format: MetricFormat, spreading: Spreading): ReadCell {
  const { at, text } = cell;
  if (text.trim() === '') return { entry: format.twoPart ? { at, numerator: null } : { at, value: null } };
  if (format.twoPart) return readRateCell(cell, format, spreading);
  const typed = readAmount(text, cell.current && nearestUnits(cell.current), format);
  if (!typed.ok)
    return (
      (!format.computed && readCode(cell, format, spreading)) || {
        problem: codeProblem(text, format) ?? typed.problems[0]!,
      }
    );
  const number = { at, value: typed.value.amount, ...typedField(typed.value, text, format) };
  if (format.computed) return { entry: { ...number, ...driverField(spreading) } };
  return { entry: { ...number, ...(!cell.leaf && spreadFields(spreading)) } };
}

/** A code of the classic multidimensional engines: a method in short (SPR-T16). Codes of holds were read before. */
function readCode(
  { at, text, current }: TypedCell,
  format: MetricFormat,
  { reference }: Spreading,
): ReadCell | null {
  const code = readSpreadCode(text);
  if (code === null || !('method' in code)) return null;
  const { method, action, filter, operands, directions: toward } = code;
  const refers = method === 'relativeProportional' || method === 'copyFactor';
  if (refers && reference === undefined) return { problem: { code: 'CODE_REFERENCE' } };
  let entry: TargetEntry = {
    at,
    method,
    ...(action !== 'replace' && { action }),
    ...(filter !== 'all' && { filter }),
    ...(refers && { reference }),
  };
  const now = current && nearestUnits(current);
  for (const [i, operand] of operands.entries()) {
    const field = fieldOf(method, i);
    if (field === 'percent') {
      const percent = Number(operand.replace(/%$/, ''));
      if (!Number.isFinite(percent)) return null;
      entry = { ...entry, percent };
      continue;
    }
    const typed = readAmount(operand, now, format);
    if (!typed.ok) return { problem: typed.problems[0]! };
    entry = { ...entry, [field]: typed.value.amount };
  }
  return { entry, ...(toward.length > 0 && { toward }) };
}

/** What is amiss with a text that is meant as a code: it is unfinished, or stands where none can do anything. */
function codeProblem(
  text: string,
  { twoPart, computed }: MetricFormat,
): Extract<ReadCell, { readonly problem: unknown }>['problem'] | null {
  if (growthByPeriod(text)) return { code: 'CODE_SERIES', params: { text } };
  const code = readSpreadCode(text);
  const isMethod = code !== null && 'method' in code;
  const begun = codeBegun(text);
  if (twoPart || computed) return isMethod || begun ? { code: 'CODE_AMOUNTS', params: { text } } : null;
  return begun && { code: 'CODE_UNFINISHED', params: { text, ...begun } };
}

/** What the numbers of a code are, in their order. */
function fieldOf(method: string, position: number): 'value' | 'percent' | 'from' | 'to' {
  if (method === 'straightLine') return position === 0 ? 'from' : 'to';
  if (method === 'growth') return position === 0 ? 'from' : 'percent';
  return method === 'percent' || method === 'copyFactor' ? 'percent' : 'value';
}

/** A typed amount in smallest units; a number without a unit counts in the unit the view shows. */
export function readAmount(
  text: string,
  currentAmount: number | null,
  { decimals, word, currency, rates, ratesToCome }: MetricFormat,
): ReturnType<typeof readTypedAmount> {
  const cell = { currentAmount, decimals, currency };
  const typed = readTypedAmount(inShownUnit(text, word), { ...cell, rates });
  if (typed.ok) return typed;
  const later = typed.problems[0]?.code === 'NUMBER_CURRENCY' ? rateToCome(text, cell, ratesToCome) : null;
  if (later) return refuse(problem('NUMBER_CURRENCY', 'text', { text, currency: currency ?? '', ...later }));
  // The text as it was typed, not as it was understood.
  return refuse(
    ...typed.problems.map((one) =>
      one.params?.['text'] ? { ...one, params: { ...one.params, text } } : one,
    ),
  );
}

/** Which currency was meant, where its rate is only to come: read as if there were one already. */
function rateToCome(
  text: string,
  cell: Parameters<typeof readTypedAmount>[1],
  days: ReadonlyMap<string, string> = new Map(),
): { readonly other: string; readonly begins: string } | null {
  const asIf = new Map([...days.keys()].map((code) => [code, { numerator: 1n, denominator: 1n }]));
  const typed = readTypedAmount(text, { ...cell, rates: asIf });
  const [other] = (typed.ok && typed.value.converted) || [];
  const begins = other && days.get(other);
  return begins ? { other, begins } : null;
}

/** What was typed in another currency goes with its number, as it was understood (SPR-T86). */
export const typedField = (
  { converted }: TypedAmount,
  text: string,
  { word }: MetricFormat,
): Pick<TargetEntry, 'typed'> => (converted === undefined ? {} : { typed: inShownUnit(text, word) });

const driverField = ({ driver }: Spreading): Pick<TargetEntry, 'driver'> =>
  driver === undefined ? {} : { driver };

function spreadFields({ way, reference }: Spreading): Pick<TargetEntry, 'method' | 'reference'> {
  if (way === 'proportional' || way === 'denominator' || way === 'both') return {};
  return { method: way, ...(way === 'relativeProportional' && reference !== undefined && { reference }) };
}

/** What the chosen way makes of a number at a cell; `null` = what it means by itself (SPR-T16, SPR-T17). */
export function wayAt(
  { way }: Spreading,
  { leaf }: Pick<TypedCell, 'leaf'>,
  { twoPart, computed }: Pick<MetricFormat, 'twoPart' | 'computed'>,
): Exclude<SpreadWay, 'proportional'> | null {
  if (way === 'proportional' || computed) return null;
  if (way === 'denominator' || way === 'both') return twoPart ? way : null;
  return leaf || (twoPart && way !== 'repeatLeaves') ? null : way;
}

function readRateCell(cell: TypedCell, format: MetricFormat, { way }: Spreading): ReadCell {
  const rate = readRate(cell.text, cell.current, format.percent);
  if (typeof rate !== 'number') return { problem: codeProblem(cell.text, format) ?? rate };
  if (!cell.divisible) return { ask: 'parts', rate };
  const everywhere = !cell.leaf && way === 'repeatLeaves';
  const givesWay = way === 'denominator' || way === 'both' ? { givesWay: way } : {};
  return { entry: { at: cell.at, rate, ...(everywhere ? { method: 'repeatLeaves' } : givesWay) } };
}

/** In a percent metric `85` is 85 %, as in spreadsheets; below 1 it is the share itself. */
export function readRate(text: string, current: Fraction | null, percent: boolean): number | Problem {
  const plain = text.normalize('NFKC').trim();
  const bare = percent && /^\d+(?:\.\d+)?$/.test(plain) && Number(plain) >= 1;
  const now = current && current.denominator !== 0 ? current.numerator / current.denominator : null;
  const typed = readTypedNumber(bare ? `${plain}%` : text, { current: now, kind: 'ratio' });
  return typed.ok ? typed.value.value : typed.problems[0]!;
}

/** What a text would mean, for the line below the editor; `null` while it means nothing yet. */
export function meaningOf(text: string, current: Fraction | null, format: MetricFormat): string | null {
  if (text.trim() === '') return null;
  if (format.twoPart) {
    const rate = readRate(text, current, format.percent);
    if (typeof rate !== 'number') return null;
    return format.percent ? `${trimmed(rate * 100)}%` : trimmed(rate);
  }
  const typed = readAmount(text, current && nearestUnits(current), format);
  return typed.ok ? format.exactAmount(typed.value.amount) : null;
}

const trimmed = (value: number): string => String(Number(value.toFixed(6)));
