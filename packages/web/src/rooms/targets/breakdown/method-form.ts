import type { CalendarKind, SpreadMethod, TargetEntry } from '@shapan/engine';
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

/** Calendars that need nothing more than the workspace and the metric know. */
export const calendarChoices = ['naturalDays', 'workingDays', '445', '454', '544', 'seasonal'] as const;
export type CalendarChoice = (typeof calendarChoices)[number];

export interface MethodForm {
  readonly method: MethodChoice;
  readonly value: string;
  readonly percent: string;
  readonly from: string;
  readonly to: string;
  readonly pattern: string;
  readonly calendar: CalendarChoice;
  readonly reference: string | null;
  readonly along: string | null;
}

/** The entry that a filled form stands for, or the field that is still missing or cannot be read. */
export type ReadForm =
  | { readonly entry: TargetEntry }
  | { readonly field: MethodField; readonly code: string };

export function readForm(form: MethodForm, cell: BreakdownCell, format: MetricFormat): ReadForm {
  if (!cell.at) return { field: 'value', code: 'REQUIRED' };
  let entry: TargetEntry = { at: cell.at, method: form.method };
  for (const field of methodChoices[form.method]) {
    const read = readField(field, form, cell, format);
    if (typeof read === 'string') return { field, code: read };
    entry = { ...entry, ...read };
  }
  // A percentage typed here is a change: 10 makes each cell 10 % more.
  return { entry: form.method === 'percent' ? { ...entry, action: 'add' } : entry };
}

/** A part of the entry, or the code of what is wrong with the text. */
function readField(
  field: MethodField,
  form: MethodForm,
  cell: BreakdownCell,
  format: MetricFormat,
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
      return calendarEntry(form.calendar);
    case 'reference':
      return form.reference === null ? 'REQUIRED' : { reference: form.reference };
    case 'along':
      return form.along === null ? 'REQUIRED' : { along: form.along };
  }
}

function calendarEntry(choice: CalendarChoice): Partial<TargetEntry> {
  if (choice === '445' || choice === '454' || choice === '544') {
    return { kind: 'weekPattern', weekPattern: choice };
  }
  return { kind: choice satisfies CalendarKind };
}
