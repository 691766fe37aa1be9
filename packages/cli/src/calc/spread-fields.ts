import {
  calendarKinds,
  checkMethodFields,
  holdKinds,
  isDate,
  MAX_DECIMALS,
  negativeBasisRules,
  ok,
  problem,
  type Result,
  refuse,
  residueRules,
  skipRules,
  spreadActions,
  spreadFilters,
  spreadMethods,
  timeBehaviours,
  week53Rules,
  weekPatterns,
  zeroBasisRules,
} from '@shapan/engine';
import {
  finiteNumber,
  listOf,
  nullable,
  numbersByKey,
  objectOf,
  oneOf,
  optional,
  type Reader,
  wholeNumber,
} from './request-fields.ts';
import { calendarName } from './work-calendars.ts';

type Value<R> = R extends Reader<infer T> ? T : never;

const text: Reader<string> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  return typeof value === 'string' && value !== ''
    ? ok(value)
    : refuse(problem('INVALID', path, { expected: 'text' }));
};

/** Numbers or `null` by member id. */
const cells: Reader<Readonly<Record<string, number | null>>> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(problem('INVALID', path, { expected: 'object' }));
  }
  const read = Object.entries(value).map(
    ([id, entry]) => [id, nullable(finiteNumber)(entry, `${path}.${id}`)] as const,
  );
  const problems = read.flatMap(([, entry]) => (entry.ok ? [] : entry.problems));
  if (problems.length > 0) return refuse(...problems);
  return ok(Object.fromEntries(read.map(([id, entry]) => [id, entry.ok ? entry.value : null])));
};

const patternItem: Reader<number | 'P' | '!' | '*'> = (value, path) =>
  value === 'P' || value === '!' || value === '*' ? ok(value) : finiteNumber(value, path);

const maybe = <T>(reader: Reader<T>): Reader<T | undefined> => optional(reader, undefined);

/** `null` and nothing both mean: at the top. */
const parent: Reader<string | null> = optional(nullable(text), null);

const day: Reader<string> = (value, path) =>
  isDate(value) ? ok(value) : refuse(problem('INVALID', path, { expected: 'date' }));

/** One number for every leaf, or numbers by member id. */
const leafLimit: Reader<number | Readonly<Record<string, number | null>>> = (value, path) =>
  typeof value === 'object' ? cells(value, path) : finiteNumber(value, path);

const holdFields = objectOf({
  id: text,
  keeps: oneOf(...holdKinds),
  floor: maybe(finiteNumber),
  cap: maybe(finiteNumber),
  share: maybe(finiteNumber),
});

/** A member's id alone holds its number, or its sum where it has members below. */
const hold: Reader<string | Value<typeof holdFields>> = (value, path) =>
  typeof value === 'object' ? holdFields(value, path) : text(value, path);

const editFields = objectOf({
  at: maybe(text),
  selection: maybe(listOf(text)),
  method: optional(oneOf(...spreadMethods), 'proportional'),
  value: maybe(finiteNumber),
  percent: maybe(finiteNumber),
  from: maybe(finiteNumber),
  to: maybe(finiteNumber),
  reference: maybe(cells),
  pattern: maybe(listOf(patternItem)),
  action: maybe(oneOf(...spreadActions)),
  filter: maybe(oneOf(...spreadFilters)),
  sign: maybe(oneOf('multiplicative', 'raise')),
  skip: maybe(oneOf(...skipRules)),
  residue: maybe(oneOf(...residueRules)),
  location: maybe(text),
  zeroBasis: maybe(oneOf(...zeroBasisRules)),
  negativeBasis: maybe(oneOf(...negativeBasisRules)),
  emptySource: maybe(oneOf('keep', 'clear')),
  granularity: maybe(finiteNumber),
  mode: maybe(oneOf('allocate', 'each')),
  nearer: maybe(cells),
  floor: maybe(leafLimit),
  cap: maybe(leafLimit),
  source: maybe(text),
  target: maybe(text),
  driver: maybe(text),
  kind: maybe(oneOf(...calendarKinds)),
  weekPattern: maybe(oneOf(...weekPatterns)),
  week53: maybe(oneOf(...week53Rules)),
  past: maybe(numbersByKey),
  years: maybe(wholeNumber(1, 30)),
});

const spreadFields = objectOf({
  members: listOf(
    objectOf({ id: text, parent, from: maybe(day), to: maybe(day), days: maybe(wholeNumber(1, 366)) }),
  ),
  cells: optional(cells, {}),
  holds: optional(listOf(hold), []),
  edit: editFields,
  decimals: optional(wholeNumber(0, MAX_DECIMALS), 0),
  timeBalance: optional(oneOf(...timeBehaviours), 'flow'),
  calendar: calendarName,
  window: maybe(objectOf({ from: day, to: day })),
  seasonality: maybe(listOf(finiteNumber)),
});

export type Edit = Value<typeof editFields>;
export type GivenHold = Value<typeof hold>;
export type SpreadFields = Value<typeof spreadFields>;

/** Methods that name their places themselves. */
const placeless: ReadonlySet<string> = new Set(['transfer', 'distribute', 'assign']);

/** The request of `shapan calc spread`, every field checked and named when it is wrong. */
export function readSpread(request: unknown): Result<SpreadFields> {
  const fields = spreadFields(request, '');
  if (!fields.ok) return fields;
  const { edit, members } = fields.value;
  if (members.length === 0) return refuse(problem('REQUIRED', 'members'));
  if (edit.at === undefined && !placeless.has(edit.method)) return refuse(problem('REQUIRED', 'edit.at'));
  const wrong = checkMethodFields(edit.method, edit);
  if (wrong.length > 0) return refuse(...wrong.map((one) => ({ ...one, path: `edit.${one.path}` })));
  const { seasonality } = fields.value;
  if (seasonality !== undefined && seasonality.length !== 12) {
    return refuse(problem('OUT_OF_RANGE', 'seasonality', { value: seasonality.length, min: 12, max: 12 }));
  }
  return fields;
}
