import {
  type CalendarKind,
  type MultiwayEntry,
  methodFields,
  type SpreadMethod,
  type TargetEntry,
} from '@shapan/engine';
import type { MetricFormat } from '../metric-format.ts';
import { readAmount } from './entries.ts';
import {
  emptyOptions,
  type MethodOption,
  type OptionForm,
  type OptionPlaces,
  optionGroups,
  readOption,
} from './method-options.ts';
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

/** Methods in the order they are offered, and what each asks for (SPR-T16). */
export const methodChoices = {
  proportional: ['value'],
  equal: ['value'],
  evenSkip: ['value'],
  equalIncrement: ['value'],
  relativeProportional: ['value', 'reference'],
  weightedIncrement: ['value', 'reference'],
  share: ['value', 'reference'],
  like: ['value', 'reference'],
  calendar: ['value', 'calendar'],
  pattern: ['value', 'pattern'],
  growth: ['value', 'percent'],
  straightLine: ['from', 'to'],
  predict: [],
  percent: ['percent'],
  repeatLeaves: ['value'],
  copy: ['reference'],
  copyFactor: ['percent', 'reference'],
  addFactor: ['percent', 'reference'],
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

export interface MethodForm extends OptionForm {
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
}

export const emptyForm: MethodForm = {
  ...emptyOptions,
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
};

/** The options that a form's method hears, as far as they would do something beside what is chosen already. */
export function optionsOf(form: MethodForm, axes: number): readonly MethodOption[] {
  const { takes } = methodFields[form.method];
  const hears = (option: MethodOption): boolean => {
    switch (option) {
      case 'axis':
        return form.method !== 'unassigned' && takes.includes('along');
      case 'location':
        return takes.includes('location') && (form.residue === 'location' || form.granularity.trim() !== '');
      case 'week53':
        return form.method === 'calendar' && /^\d+$/.test(form.calendar);
      // A percentage says by its sign whether it adds.
      case 'action':
        return form.method !== 'percent' && takes.includes('action');
      case 'overSoft':
      case 'keepManual':
        return true;
      // Totals of three families can only meet where there are three axes.
      case 'multiway':
        return axes > 2;
      case 'steps':
        return axes > 2 && form.multiway === 'search';
      default:
        return takes.includes(option);
    }
  };
  return optionGroups.flatMap(([, options]) => options.filter(hears));
}

/** The entry that a filled form stands for, or the field that is still missing or cannot be read. */
export type ReadForm =
  | { readonly entry: TargetEntry; readonly multiway?: MultiwayEntry | undefined }
  | { readonly field: MethodField | MethodOption; readonly code: string };

export interface FormContext {
  readonly cell: BreakdownCell;
  readonly format: MetricFormat;
  readonly past: PastNumbers;
  readonly options: readonly MethodOption[];
  readonly places: OptionPlaces;
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
  let multiway: MultiwayEntry | undefined;
  for (const option of options) {
    const read = readOption(option, form, context);
    if (typeof read === 'string')
      return { field: option === 'multiway' && form.steps !== '' ? 'steps' : option, code: read };
    entry = { ...entry, ...read.entry };
    multiway = read.multiway ?? multiway;
  }
  // A percentage typed here is a change: 10 makes each cell 10 % more.
  return { entry: form.method === 'percent' ? { ...entry, action: 'add' } : entry, multiway };
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
