import { ok, type Problem, problem, type Result, refuse } from '@shapan/engine';

/** Takes one value of a request, or says what is wrong with it. `path` names the place. */
export type Reader<T> = (value: unknown, path: string) => Result<T>;

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Fields<S extends Shape> = { readonly [K in keyof S]: S[K] extends Reader<infer T> ? T : never };

/** An object with exactly these fields. A field that is not known is refused: a misspelt one must not be lost. */
export function objectOf<S extends Shape>(shape: S): Reader<Fields<S>> {
  return (value, path) => {
    if (!isObject(value)) return refuse(problem('INVALID', path, { expected: 'object' }));
    const problems: Problem[] = [];
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(shape, name)) continue;
      problems.push(problem('UNKNOWN_FIELD', join(path, name), { known: Object.keys(shape).join(', ') }));
    }
    const fields: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries(shape)) {
      const field = reader(value[name], join(path, name));
      if (field.ok) fields[name] = field.value;
      else problems.push(...field.problems);
    }
    return problems.length > 0 ? refuse(...problems) : ok(fields as Fields<S>);
  };
}

/** A field that may be left out. */
export const optional =
  <T, const D>(reader: Reader<T>, fallback: D): Reader<T | D> =>
  (value, path) =>
    value === undefined ? ok(fallback) : reader(value, path);

/** A field that must be there, but may be `null`: no value. */
export const nullable =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, path) =>
    value === null ? ok(null) : reader(value, path);

/** A field that is simply not there when it is left out. */
export const maybe = <T>(reader: Reader<T>): Reader<T | undefined> => optional(reader, undefined);

/** One of a few words. */
export const oneOf =
  <const T extends string>(...words: readonly T[]): Reader<T> =>
  (value, path) => {
    if (value === undefined) return refuse(problem('REQUIRED', path));
    const word = words.find((known) => known === value);
    return word === undefined ? refuse(problem('INVALID', path, { expected: words.join(', ') })) : ok(word);
  };

/** A list whose entries all have one form; paths count from 0, as in `weights[2]`. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (value === undefined) return refuse(problem('REQUIRED', path));
    if (!Array.isArray(value)) return refuse(problem('INVALID', path, { expected: 'list' }));
    const read = value.map((item, i) => reader(item, `${path}[${i}]`));
    const problems = read.flatMap((item) => (item.ok ? [] : item.problems));
    return problems.length > 0
      ? refuse(...problems)
      : ok(read.flatMap((item) => (item.ok ? [item.value] : [])));
  };
}

export const text: Reader<string> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  return typeof value === 'string' && value !== ''
    ? ok(value)
    : refuse(problem('INVALID', path, { expected: 'text' }));
};

export const finiteNumber: Reader<number> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  return typeof value === 'number' && Number.isFinite(value)
    ? ok(value)
    : refuse(problem('NOT_A_NUMBER', path));
};

export const wholeNumber =
  (min: number, max: number): Reader<number> =>
  (value, path) => {
    const number = finiteNumber(value, path);
    if (!number.ok) return number;
    const fits = Number.isInteger(number.value) && number.value >= min && number.value <= max;
    return fits ? number : refuse(problem('OUT_OF_RANGE', path, { min, max }));
  };

export const trueOrFalse: Reader<boolean> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  return typeof value === 'boolean'
    ? ok(value)
    : refuse(problem('INVALID', path, { expected: 'true, false' }));
};

/** An object whose values are all numbers; the keys are free. */
export const numbersByKey: Reader<Readonly<Record<string, number>>> = (value, path) => {
  if (!isObject(value)) return refuse(problem('INVALID', path, { expected: 'object' }));
  const problems = Object.entries(value).flatMap(([key, entry]) => {
    const number = finiteNumber(entry, join(path, key));
    return number.ok ? [] : number.problems;
  });
  return problems.length > 0 ? refuse(...problems) : ok(value as Readonly<Record<string, number>>);
};

/** Numbers or `null` by member id. */
export const cells: Reader<Readonly<Record<string, number | null>>> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  if (!isObject(value)) return refuse(problem('INVALID', path, { expected: 'object' }));
  const read = Object.entries(value).map(
    ([id, entry]) => [id, nullable(finiteNumber)(entry, join(path, id))] as const,
  );
  const problems = read.flatMap(([, entry]) => (entry.ok ? [] : entry.problems));
  if (problems.length > 0) return refuse(...problems);
  return ok(Object.fromEntries(read.map(([id, entry]) => [id, entry.ok ? entry.value : null])));
};

/** The member above. `null` and nothing both mean: at the top. */
export const parent: Reader<string | null> = optional(nullable(text), null);

/** The first thing that is wrong, as `shapan calc` answers it. */
export const refusal = (problems: readonly Problem[]): { readonly problem: Problem | undefined } => ({
  problem: problems[0],
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
