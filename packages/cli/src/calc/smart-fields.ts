import {
  amountFromDecimal,
  checkField,
  type Fields,
  type FieldValue,
  kinds,
  MAX_DECIMALS,
  ok,
  type Problem,
  problem,
  type Result,
  readDate,
  refuse,
  smartCadences,
} from '@shapan/engine';
import {
  finiteNumber,
  listOf,
  maybe,
  nullable,
  objectOf,
  oneOf,
  optional,
  type Reader,
  text,
  wholeNumber,
} from './request-fields.ts';

/** Longest name, and most entries of a list. */
const MAX_TEXT = 400;
const MAX_ITEMS = 10_000;

const name: Reader<string> = (value, path) => {
  const read = text(value, path);
  if (!read.ok || read.value.length <= MAX_TEXT) return read;
  return refuse(problem('TOO_LONG', path, { max: MAX_TEXT, length: read.value.length }));
};

const few =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) && value.length > MAX_ITEMS
      ? refuse(problem('TOO_LARGE', path, { max: MAX_ITEMS, count: value.length }))
      : listOf(reader)(value, path);

const percent: Reader<number> = (value, path) => {
  const read = finiteNumber(value, path);
  if (!read.ok || (read.value >= 0 && read.value <= 100)) return read;
  return refuse(problem('OUT_OF_RANGE', path, { min: 0, max: 100 }));
};

const metricFields = objectOf({
  name,
  unit: maybe(nullable(name)),
  decimals: optional(wholeNumber(0, MAX_DECIMALS), 0),
  direction: optional(oneOf('up', 'down', 'band'), 'up'),
  source: maybe(nullable(name)),
});

/** Member by dimension. */
const coordinate: Reader<Readonly<Record<string, string>>> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(problem('INVALID', path, { expected: 'object' }));
  }
  const read = Object.entries(value).map(([key, member]) => [key, name(member, `${path}.${key}`)] as const);
  const problems = read.flatMap(([, one]) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return refuse(...problems);
  return ok(Object.fromEntries(read.map(([key, one]) => [key, one.ok ? one.value : ''])));
};

/** Two days, the first not after the second. */
const window: Reader<{ readonly from: string; readonly to: string }> = (value, path) => {
  const read = objectOf({ from: readDate, to: readDate })(value, path);
  if (!read.ok) return read;
  const { from, to } = read.value;
  return from <= to ? read : refuse(problem('OUT_OF_RANGE', `${path}.to`, { min: from }));
};

/** The context, its amounts still in the metric's own unit. Whoever reads them needs the decimals first. */
export function contextReader(decimals: number) {
  const amount: Reader<number> = (value, path) => {
    const number = finiteNumber(value, path);
    return number.ok ? amountFromDecimal(number.value, decimals, path) : number;
  };
  return objectOf({
    today: maybe(readDate),
    name: maybe(name),
    metric: maybe(nullable(metricFields)),
    value: maybe(nullable(amount)),
    coordinate: maybe(coordinate),
    owner: maybe(nullable(name)),
    baseline: maybe(nullable(amount)),
    history: maybe(few(objectOf({ period: name, value: nullable(amount) }))),
    actualSources: maybe(few(name)),
    initiatives: maybe(
      few(
        objectOf({
          name,
          likely: optional(nullable(amount), null),
          probability: optional(nullable(percent), null),
        }),
      ),
    ),
    coverage: maybe(nullable(amount)),
    capacity: maybe(nullable(amount)),
    pipeline: maybe(
      nullable(
        objectOf({ open: amount, booked: optional(amount, 0), winRate: optional(nullable(percent), null) }),
      ),
    ),
    probability: maybe(nullable(percent)),
    plan: maybe(window),
    cadence: maybe(nullable(oneOf(...smartCadences))),
    checkpoints: maybe(few(readDate)),
    supports: maybe(few(name)),
  });
}

/** Decimals of the metric's unit, 0 where none are said – or wrong ones, which the reader of the context then says. */
export function decimalsIn(request: unknown): number {
  const metric = partOf(partOf(request, 'context'), 'metric');
  const read = wholeNumber(0, MAX_DECIMALS)(partOf(metric, 'decimals'), '');
  return read.ok ? read.value : 0;
}

const partOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/**
 * A record of the kind `target` as in the contract. What is required of a stored one may be missing here – the rules say
 * so –, everything that is there must have its form.
 */
export const targetRecord: Reader<{ readonly fields: Fields }> = (value, path) => {
  const read = objectOf({ kind: optional(oneOf('target'), 'target'), id: maybe(name), fields: targetFields })(
    value,
    path,
  );
  return read.ok ? ok({ fields: read.value.fields }) : read;
};

function targetFields(value: unknown, path: string): Result<Fields> {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(problem('INVALID', path, { expected: 'object' }));
  }
  const known = kinds.get('target')?.fields ?? {};
  const given = value as Readonly<Record<string, FieldValue>>;
  const problems = Object.entries(given).flatMap(([key, one]): readonly Problem[] => {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    if (field === undefined) {
      return [problem('UNKNOWN_FIELD', `${path}.${key}`, { known: Object.keys(known).join(', ') })];
    }
    if (field.type === 'date' && one !== null && one !== '') {
      const day = readDate(one, `${path}.${key}`);
      return day.ok ? [] : day.problems;
    }
    return checkField({ ...field, required: false }, one, `${path}.${key}`);
  });
  if (problems.length > 0) return refuse(...problems);
  return ok(Object.fromEntries(Object.entries(given).filter(([, one]) => one !== null && one !== '')));
}
