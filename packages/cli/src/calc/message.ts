import type { ProblemCode } from '@shapan/engine';

/** `INTERNAL`: a bug of ours, the one refusal no request deserves. */
export type CalcCode = ProblemCode | 'INTERNAL';

export interface CalcProblem {
  readonly code: CalcCode;
  readonly path?: string;
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
}

type Params = NonNullable<CalcProblem['params']>;

/** One sentence per code. `{name}` is a param; a part in [brackets] is left out when one of its params is missing. */
const sentences: Readonly<Partial<Record<CalcCode, string>>> = {
  INVALID:
    'This does not have the expected form[: expected {expected}][, not {given}][; use one of {instead}].',
  REQUIRED: 'A value is missing here.',
  UNKNOWN_FIELD: 'This field is not known[; known are {known}].',
  NOT_A_NUMBER: 'This is not a number.',
  OUT_OF_RANGE:
    'This is out of range[, at least {min}][, at most {max}][: it makes an {makes} that is too large].',
  TOO_LONG: 'This text is too long[, at most {max} characters].',
  TOO_LARGE: 'This is more than one request may ask[, at most {max}].',
  UNKNOWN_REFERENCE: 'This refers to something that does not exist[: {id}].',
  DUPLICATE: 'This appears twice[: {id}].',
  CYCLE: 'This goes round in a circle[: {path}].',
  OVER_CAPACITY:
    'This needs more than there is[: {need} of {resource}, of which there are {capacity}]; lower the need, raise the capacity or divide the task.',
  NUMBER_EMPTY: 'No number was typed.',
  NUMBER_UNREADABLE: 'This cannot be read as a number[: {text}].',
  NUMBER_AMBIGUOUS:
    'This could mean different numbers[: {text}]; write it without doubt, for example 1234.5.',
  NUMBER_TOO_PRECISE:
    'This number has more digits than can be kept[: the unit has {decimals} decimals][: {digits} digits].',
  DIVISION_BY_ZERO: 'This divides by zero.',
  NO_FREE_CELL:
    'Nothing is left that may change[; {amount} cannot be placed][; at least {min}][; at most {max}].',
  OTHERS_CLOSED:
    'All that would have to make up for it lies in closed periods[; {amount} cannot be placed][; at least {min}][; at most {max}].',
  BASIS_ZERO: 'The weights sum to zero, so there is no proportion to divide by.',
  BASIS_CANCELS: 'Positive and negative weights cancel out, so there is no proportion to divide by.',
  BASIS_NEGATIVE: 'A weight is negative[: {weight}][: {value}].',
  SIGN_FLIP: 'The result would change its sign[; what is fixed exceeds the number by {amount}].',
  BOUNDS:
    'The floors and caps cannot be kept[; they miss the number by {amount}][; at least {min}][; at most {max}].',
  TWO_WAY_INFEASIBLE:
    'Rows and columns cannot both fit[: the rows with index {rows} need {need}][, but the columns open to them ({columns}) take only {take}].',
  MULTIWAY_UNPROVEN: 'Totals that cross cannot be guaranteed to fit together.',
  CONTRADICTION:
    'Two statements contradict each other[: the rows sum to {rows}, the columns to {columns}, difference {difference}][: see {field}].',
  SHARE_OVER_ONE: 'Held shares exceed 100 %.',
  LINE_OF_ONE: 'A straight line needs at least two cells.',
  KIND: 'This kind of measure cannot be entered here[: {method} on {aggregation}].',
  DISTINCT_RANGE:
    'A distinct count is at least its largest part and at most the sum of its parts[: at least {least}][, at most {most}].',
  FORMULA_UNREADABLE: 'This formula cannot be read[: at place {at} stands {found}].',
  FORMULA_UNITS: 'What this formula combines does not fit together[: {left} and {right} at place {at}].',
  DRIVER_MISSING: 'The metric {metric} that this formula stands on is not there.',
  DRIVER_UNKNOWN: 'This formula has no such driver[: {driver}; its drivers are {drivers}].',
  DRIVERS_HELD: 'None of the drivers of this formula may change[: {drivers}].',
  DRIVER_UNSOLVABLE: 'No number of this driver makes the formula true[: {driver}].',
  INTERNAL: 'Shapan could not answer this because of a fault of its own; please report the request.',
};

/** The English sentence for a problem, beginning with its place. */
export function messageOf({ code, path, params = {} }: CalcProblem): string {
  const sentence = sentences[code] ?? `The request was refused (${code}).`;
  const filled = sentence.replace(/\[([^\]]*)\]/g, (_, part: string) => (hasAll(part, params) ? part : ''));
  const text = filled.replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name]));
  return path === undefined || path === '' ? text : `${path}: ${text}`;
}

const hasAll = (part: string, params: Params): boolean =>
  [...part.matchAll(/\{(\w+)\}/g)].every(
    ([, name = '']) => Object.hasOwn(params, name) && params[name] !== null,
  );

const shown = (value: Params[string] | undefined): string => (value === '' ? 'none' : String(value ?? ''));
