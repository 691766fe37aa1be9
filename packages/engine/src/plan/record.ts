/**
 * Records: everything in a plan that is not a number of the target cube – goals, insights, initiatives,
 * tasks, risks, reviews, lessons … – and all master data. One generic shape; what a kind may hold is said
 * once, in that kind's definition (`kind.ts`).
 */

/** What a field may hold: plain JSON. Dates are `YYYY-MM-DD`, ids are strings, amounts are exact integers. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue };

/** Field values by field name. An absent field and `null` mean the same: nothing was said. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** One record of a book. Never changed in place: a change of it is a new one. */
export interface PlanRecord {
  readonly kind: string;
  /** Time-ordered UUID, made by whoever asked for the record; never by the engine. */
  readonly id: string;
  readonly fields: Fields;
}

/** The fields after some were set; `null` and the empty text empty a field, and an empty field is not kept. */
export function mergeFields(fields: Fields, set: Fields): Fields {
  const merged = { ...fields, ...set };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== ''));
}

/** Deep equality of two field values; `undefined` counts as `null`. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameValue(a[key], b[key]));
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}
