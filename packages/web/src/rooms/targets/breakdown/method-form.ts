import type { CalendarKind, SpreadMethod, spreadFilters, TargetEntry } from '@shapan/engine';
import type { MetricFormat } from '../metric-format.ts';
import { readAmount } from './entries.ts';
import type { BreakdownCell } from './model.ts';

/** What the dialog asks for; each has one field on screen. */
export type MethodField =
  | 'value'
  | 'percent'
  | 'from'
  | 'to'
  | 'reference'
  | 'calendar'
  | 'pattern'
  | 'along';

/** How an amount is handed out: asked for only by who opens it. */
export const methodOptions = ['filter', 'granularity', 'floor', 'cap', 'fair'] as const;
export type MethodOption = (typeof methodOptions)[number];

/** Methods in the order they are offered, and what each asks for (SPREADING §4). */
export const methodChoices = {
  proportional: ['value'],
  equal: ['value'],
  equalIncrement: ['value'],
  relativeProportional: ['value', 'reference'],
  weightedIncrement: ['value', 'reference'],
  calendar: ['value', 'calendar'],
  pattern: ['value', 'pattern'],
  growth: ['value', 'percent'],
  straightLine: ['from', 'to'],
  predict: [],
  percent: ['percent'],
  repeatLeaves: ['value'],
  copy: ['reference'],
  copyFactor: ['percent', 'reference'],
  unassigned: ['value', 'along'],
  zero: [],
  clear: [],
} as const satisfies Partial<Record<SpreadMethod, readonly MethodField[]>>;

export type MethodChoice = keyof typeof methodChoices;

/** Calendars; those of earlier years need what the ledger knows of them. */
export const calendarChoices = [
  'naturalDays',
  'workingDays',
  'xun',
  '445',
  '454',
  '544',
  'history',
  'festivalAligned',
  'seasonal',
] as const;
export type CalendarChoice = (typeof calendarChoices)[number];

/** The calendars that weigh by earlier years. */
export const isPast = (calendar: CalendarChoice): calendar is 'history' | 'festivalAligned' =>
  calendar === 'history' || calendar === 'festivalAligned';

/** What the ledger says of earlier years; `null` while it has not been read. */
export type PastNumbers = Readonly<Record<string, number>> | null;

export interface MethodForm {
  readonly method: MethodChoice;
  readonly value: string;
  readonly percent: string;
  readonly from: string;
  readonly to: string;
  readonly pattern: string;
  readonly calendar: CalendarChoice;
  readonly years: string;
  /** A target with the same breakdown, or an earlier state of this one: `@` and its position. */
  readonly reference: string | null;
  readonly along: string | null;
  readonly filter: (typeof spreadFilters)[number];
  readonly granularity: string;
  readonly floor: string;
  readonly cap: string;
  /** Empty = as the metric has it. */
  readonly fair: '' | 'yes' | 'no';
}

export const emptyForm: MethodForm = {
  method: 'proportional',
  value: '',
  percent: '',
  from: '',
  to: '',
  pattern: '',
  calendar: 'workingDays',
  years: '3',
  reference: null,
  along: null,
  filter: 'all',
  granularity: '',
  floor: '',
  cap: '',
  fair: '',
};

/** The entry that a filled form stands for, or the field that is still missing or cannot be read. */
export type ReadForm =
  | { readonly entry: TargetEntry }
  | { readonly field: MethodField | MethodOption; readonly code: string };

export interface FormContext {
  readonly cell: BreakdownCell;
  readonly format: MetricFormat;
  readonly past: PastNumbers;
  /** The options that the method hears. */
  readonly options: readonly MethodOption[];
}

export function readForm(form: MethodForm, context: FormContext): ReadForm {
  const { cell, options } = context;
  if (!cell.at) return { field: 'value', code: 'REQUIRED' };
  let entry: TargetEntry = { at: cell.at, method: form.method };
  for (const field of methodChoices[form.method]) {
    const read = readField(field, form, context);
    if (typeof read === 'string') return { field, code: read };
    entry = { ...entry, ...read };
  }
  for (const option of options) {
    const read = readOption(option, form, context.format);
    if (typeof read === 'string') return { field: option, code: read };
    entry = { ...entry, ...read };
  }
  // A percentage typed here is a change: 10 makes each cell 10 % more.
  return { entry: form.method === 'percent' ? { ...entry, action: 'add' } : entry };
}

/** A part of the entry, or the code of what is wrong with the text. */
function readField(
  field: MethodField,
  form: MethodForm,
  { cell, format, past }: FormContext,
): Partial<TargetEntry> | string {
  switch (field) {
    case 'value':
    case 'from':
    case 'to': {
      const typed = readAmount(form[field], cell.value?.numerator ?? null, format);
      return typed.ok ? { [field]: typed.value.amount } : typed.problems[0]!.code;
    }
    case 'percent': {
      const number = Number(form.percent.normalize('NFKC').replace('%', '').trim());
      return form.percent.trim() === '' || !Number.isFinite(number) ? 'REQUIRED' : { percent: number };
    }
    case 'pattern':
      return form.pattern.trim() === ''
        ? 'REQUIRED'
        : { pattern: form.pattern.normalize('NFKC').replaceAll('-', ' ') };
    case 'calendar':
      return isPast(form.calendar) ? pastEntry(form, past) : calendarEntry(form.calendar);
    case 'reference':
      return referenceEntry(form.reference);
    case 'along':
      return form.along === null ? 'REQUIRED' : { along: form.along };
  }
}

function referenceEntry(reference: string | null): Partial<TargetEntry> | string {
  if (reference === null) return 'REQUIRED';
  return reference.startsWith('@') ? { asOf: Number(reference.slice(1)) } : { reference };
}

function calendarEntry(choice: CalendarChoice): Partial<TargetEntry> {
  if (choice === '445' || choice === '454' || choice === '544') {
    return { kind: 'weekPattern', weekPattern: choice };
  }
  return { kind: choice satisfies CalendarKind };
}

function pastEntry({ calendar, years }: MethodForm, past: PastNumbers): Partial<TargetEntry> | string {
  const count = Number(years.normalize('NFKC').trim());
  if (!Number.isInteger(count) || count < 1 || count > 9) return 'OUT_OF_RANGE';
  if (past === null) return 'REQUIRED';
  return Object.keys(past).length === 0
    ? 'BASIS_ZERO'
    : { kind: calendar as CalendarKind, past, years: count };
}

/** What is left as it is says nothing. */
function readOption(
  option: MethodOption,
  form: MethodForm,
  format: MetricFormat,
): Partial<TargetEntry> | string {
  switch (option) {
    case 'filter':
      return form.filter === 'all' ? {} : { filter: form.filter };
    case 'fair':
      return form.fair === '' ? {} : { fair: form.fair === 'yes' };
    case 'granularity':
    case 'floor':
    case 'cap': {
      if (form[option].trim() === '') return {};
      const typed = readAmount(form[option], null, format);
      if (!typed.ok) return typed.problems[0]!.code;
      return option === 'granularity' && typed.value.amount < 1
        ? 'OUT_OF_RANGE'
        : { [option]: typed.value.amount };
    }
  }
}
