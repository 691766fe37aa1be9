import type { ProjectSettings, ProjectSpan } from './model.ts';

/** Units of lengths and lags, by their number; from 35 on the same as estimates, with a question mark. */
const units = {
  3: 'minutes',
  4: 'elapsedMinutes',
  5: 'hours',
  6: 'elapsedHours',
  7: 'days',
  8: 'elapsedDays',
  9: 'weeks',
  10: 'elapsedWeeks',
  11: 'months',
  12: 'elapsedMonths',
  19: 'percent',
  20: 'elapsedPercent',
} as const;

export type ProjectUnit = (typeof units)[keyof typeof units];

const ESTIMATED = 32;

/** The unit that a format number stands for; days where a file names none. */
export function unitOf(format: number): ProjectUnit {
  const plain = format >= 35 ? format - ESTIMATED : format;
  return units[plain as keyof typeof units] ?? 'days';
}

/** Counted on the clock, through nights and days off. */
export const isElapsed = (format: number): boolean => unitOf(format).startsWith('elapsed');

export const isPercent = (format: number): boolean => /percent$/i.test(unitOf(format));

const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/** `PT12H30M0S` in seconds; `null` for anything else. */
export function secondsOf(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [, minus, days, hours, minutes, seconds] = match;
  const parts = [Number(days ?? 0) * 24, Number(hours ?? 0), Number(minutes ?? 0), Number(seconds ?? 0)];
  const total = (parts[0]! + parts[1]!) * 3600 + parts[2]! * 60 + parts[3]!;
  if (!Number.isSafeInteger(total)) return null;
  return minus === '-' && total > 0 ? -total : total;
}

/** Seconds as project files write them: `PT12H30M0S`. */
export function spanText(seconds: number): string {
  const whole = Math.abs(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return `${seconds < 0 ? '-' : ''}PT${hours}H${minutes}M${rest}S`;
}

/** Minutes that one of a unit has; of elapsed units those of the clock. */
function minutesIn(
  unit: ProjectUnit,
  { minutesPerDay, minutesPerWeek, daysPerMonth }: ProjectSettings,
): number {
  switch (unit) {
    case 'hours':
    case 'elapsedHours':
      return 60;
    case 'days':
      return minutesPerDay;
    case 'weeks':
      return minutesPerWeek;
    case 'months':
      return minutesPerDay * daysPerMonth;
    case 'elapsedDays':
      return 1440;
    case 'elapsedWeeks':
      return 10_080;
    case 'elapsedMonths':
      return 43_200;
    default:
      return 1;
  }
}

/** A length as somebody would say it: how many of which unit, to hundredths. */
export interface Said {
  readonly amount: number;
  readonly unit: ProjectUnit;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

export function saidSpan({ seconds, format }: ProjectSpan, settings: ProjectSettings): Said {
  const unit = unitOf(format);
  return { amount: hundredths(seconds / 60 / minutesIn(unit, settings)), unit };
}

/** The same of a lag. */
export function saidLag(lag: number, format: number, settings: ProjectSettings): Said {
  const unit = unitOf(format);
  return { amount: isPercent(format) ? lag : hundredths(lag / 10 / minutesIn(unit, settings)), unit };
}

/** Whole days of work: what is begun counts, so that nothing is promised too early. Exact in tenths of a minute. */
export const wholeDays = (minutes: number, { minutesPerDay }: ProjectSettings): number =>
  Math.ceil(Math.round(minutes * 10) / (minutesPerDay * 10)) + 0;

/** Work in days of one person, to tenths. */
export const tenthsOfDays = (seconds: number, minutesPerDay: number): number =>
  Math.round(seconds / (minutesPerDay * 6)) / 10;
