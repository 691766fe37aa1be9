import fc from 'fast-check';
import { naughty } from './naughty.ts';

/** Values for a JSON Schema: what it asks for, mostly; a bent form of it now and then. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

type Words = readonly string[];
const DEEPEST = 10;

/** `words`: names that mean something to the server, so that a request gets past its form now and then. */
export function valuesOf(
  schema: JsonSchema,
  document: object,
  words: Words,
  depth = 0,
): fc.Arbitrary<unknown> {
  const inner = (one: JsonSchema): fc.Arbitrary<unknown> => valuesOf(one, document, words, depth + 1);
  if (depth > DEEPEST) return fc.constant(null);
  // A schema may speak of itself: it is opened only when a value asks for it.
  const { $ref } = schema;
  if ($ref !== undefined) return fc.constant(null).chain(() => inner(resolve($ref, document)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map(inner));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  const [type] = Array.isArray(schema.type) ? (schema.type as string[]) : [schema.type];
  switch (type) {
    case 'string':
      return texts(schema, words);
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const [minLength, maxLength] = [schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)];
      return fc.array(inner(schema.items ?? {}), { minLength, maxLength: Math.max(minLength, maxLength) });
    }
    case 'object':
      return objects(schema, inner, words);
    default:
      return junk;
  }
}

function resolve(reference: string, document: object): JsonSchema {
  const path = reference.replace(/^#\//, '').split('/');
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as JsonSchema;
}

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

function texts(
  { format, pattern, minLength = 0, maxLength = 200 }: JsonSchema,
  words: Words,
): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.uuid({ version: 7 }), fc.constantFrom(...words));
  if (format === 'date') return day.map((text) => text.slice(0, 10));
  if (format === 'date-time') return day;
  if (format === 'email') return fc.uuid().map((id) => `${id}@example.org`);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const free = fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 20), unit: 'grapheme' });
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: free });
}

function numbers({ type, minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(minimum ?? -1e15, -9e15), Math.min(maximum ?? 1e15, 9e15)];
  const edges = fc.constantFrom(min, max, Math.max(min, 0), Math.min(max, 1));
  if (type === 'integer') return fc.oneof(edges, fc.integer({ min: Math.ceil(min), max: Math.floor(max) }));
  return fc.oneof(edges, fc.double({ min, max, noNaN: true }));
}

function objects(
  schema: JsonSchema,
  inner: (one: JsonSchema) => fc.Arbitrary<unknown>,
  words: Words,
): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)]));
  const fixed = fc.record(known, { requiredKeys: required as string[] });
  if (typeof additionalProperties !== 'object') return fixed;
  const free = fc.dictionary(fc.constantFrom(...words), inner(additionalProperties), { maxKeys: 3 });
  return fc.tuple(fixed, free).map(([one, other]) => ({ ...other, ...one }));
}

/** Anything that JSON can say, and texts that have broken programs. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 9e15, 1e300, '', [], {}, [[]], { '': null }, '2026-02-30'),
  fc.constantFrom(...naughty.filter((text) => text.length < 3_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One place in the value is replaced, left out, doubled, or joined by something nobody asked for. */
export function bent(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return junk;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) return junk;
  return fc.tuple(fc.nat(entries.length - 1), fc.nat(4)).chain(([at, how]) => {
    const [name, item] = entries[at] as [string, unknown];
    const others = entries.filter((_, i) => i !== at);
    const rebuilt = (changed: readonly [string, unknown][]): unknown =>
      Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
    if (how === 0) return fc.constant(rebuilt(others));
    if (how === 1) return junk.map((other) => rebuilt([...entries, [`${name}x`, other]]));
    if (how === 2) return junk;
    return (how === 3 ? junk : bent(item)).map((other) => rebuilt([...others, [name, other]]));
  });
}
