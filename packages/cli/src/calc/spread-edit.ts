import {
  amountFromDecimal,
  type LeafLimit,
  ok,
  type Place,
  type Problem,
  problem,
  type Result,
  refuse,
  type SpreadRequest,
  wholeLeafWeights,
} from '@shapan/engine';
import type { Sheet } from './sheet.ts';
import { calendarReference } from './spread-calendar.ts';
import { type Edit, pathOfEdit, type SpreadFields } from './spread-fields.ts';

/** Every edit of the request. */
export function readEdits(sheet: Sheet, fields: SpreadFields): Result<readonly SpreadRequest[]> {
  const read = fields.edits.map((edit, i) => readEdit(sheet, fields, edit, pathOfEdit(fields, i)));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? refuse(...problems) : ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** Numbers of an edit in smallest units, ids as places. */
function readEdit(sheet: Sheet, fields: SpreadFields, edit: Edit, path: string): Result<SpreadRequest> {
  const { decimals } = fields;
  const problems: Problem[] = [];
  const amounts: { value?: number; from?: number; to?: number; granularity?: number } = {};
  for (const name of ['value', 'from', 'to', 'granularity'] as const) {
    const given = edit[name];
    if (given === undefined) continue;
    const amount = amountFromDecimal(given, decimals, `${path}.${name}`);
    if (amount.ok) amounts[name] = amount.value;
    else problems.push(...amount.problems);
  }
  const places: { at?: Place; location?: Place; source?: Place; target?: Place } = {};
  const placeAt = (id: string, where: string): Place | undefined => {
    const place = sheet.placeOf(id);
    if (place === undefined) problems.push(problem('UNKNOWN_REFERENCE', where, { id }));
    return place;
  };
  for (const name of ['at', 'location', 'source', 'target'] as const) {
    const id = edit[name];
    const place = id === undefined ? undefined : placeAt(id, `${path}.${name}`);
    if (place !== undefined) places[name] = place;
  }
  const limits: { floor?: LeafLimit; cap?: LeafLimit } = {};
  for (const name of ['floor', 'cap'] as const) {
    const limit = readLimit(sheet, edit, name, decimals, path);
    if (!limit.ok) problems.push(...limit.problems);
    else if (limit.value !== undefined) limits[name] = limit.value;
  }
  const selection = edit.selection?.flatMap((id, i) => placeAt(id, `${path}.selection[${i}]`) ?? []);
  const given = readReference(sheet, edit, 'reference', decimals, path);
  const nearer = readReference(sheet, edit, 'nearer', decimals, path);
  const calendar = calendarReference(sheet, fields, edit, path);
  const along = alongOf(sheet, edit, path);
  for (const read of [given, nearer, calendar, along]) if (!read.ok) problems.push(...read.problems);
  if (problems.length > 0 || !given.ok || !nearer.ok || !calendar.ok || !along.ok) return refuse(...problems);
  const whole: Place = { members: sheet.frame.trees.map(() => 0), time: 0 };
  return ok({
    ...choicesOf(edit),
    ...amounts,
    ...limits,
    ...places,
    ...(selection && selection.length > 0 && { selection }),
    at: places.at ?? whole,
    reference: given.value ?? calendar.value,
    nearer: nearer.value,
    along: along.value,
    // Over two dimensions whole units are handed out fairly both ways (SPR-T70).
    fair: edit.fair ?? (sheet.dimensions.length > 1 && decimals === 0 && !edit.residue ? 'auto' : undefined),
  });
}

/** The dimension of a line, a growth or a pattern; where there is only one it goes without saying. */
function alongOf({ dimensions }: Sheet, { along }: Edit, path: string): Result<number | undefined> {
  if (along === undefined) return ok(undefined);
  const at = dimensions.indexOf(along);
  return at < 0 ? refuse(problem('INVALID', `${path}.along`, { expected: dimensions.join(', ') })) : ok(at);
}

/** The fields that mean the same to the engine. */
function choicesOf(edit: Edit): Omit<SpreadRequest, 'at'> {
  const { method, percent, action, mode, filter, sign, skip, residue, zeroBasis, negativeBasis } = edit;
  const { emptySource, pattern } = edit;
  return {
    method,
    percent,
    action,
    mode,
    filter,
    sign,
    skip,
    residue,
    zeroBasis,
    negativeBasis,
    emptySource,
    pattern,
  };
}

/** One floor or cap for every leaf, or one for each member that is named. */
function readLimit(
  sheet: Sheet,
  edit: Edit,
  name: 'floor' | 'cap',
  decimals: number,
  at: string,
): Result<LeafLimit | undefined> {
  const given = edit[name];
  if (given === undefined) return ok(undefined);
  if (typeof given === 'number') return amountFromDecimal(given, decimals, `${at}.${name}`);
  const amounts = new Map<string, number>();
  for (const [id, value] of Object.entries(given)) {
    const path = `${at}.${name}.${id}`;
    if (sheet.placeOf(id) === undefined) return refuse(problem('UNKNOWN_REFERENCE', path, { id }));
    if (value === null) continue;
    if (!sheet.isLeaf(id)) return refuse(problem('INVALID', path, { id, expected: 'leaf' }));
    const amount = amountFromDecimal(value, decimals, path);
    if (!amount.ok) return amount;
    amounts.set(id, amount.value);
  }
  return ok((row, slot) => amounts.get(sheet.idAt(row, slot)) ?? null);
}

/** Methods that take the reference's numbers themselves; to the others they are only weights. */
const takesAmounts: ReadonlySet<string> = new Set(['copy', 'copyFactor', 'addFactor', 'pattern', 'predict']);

function readReference(
  sheet: Sheet,
  edit: Edit,
  name: 'reference' | 'nearer',
  decimals: number,
  at: string,
): Result<SpreadRequest['reference']> {
  const numbers = edit[name];
  if (numbers === undefined) return ok(undefined);
  const entries = Object.entries(numbers);
  const stray = entries.find(([id]) => sheet.placeOf(id) === undefined);
  if (stray !== undefined) return refuse(problem('UNKNOWN_REFERENCE', `${at}.${name}.${stray[0]}`));
  const total = entries.find(
    ([id, value]) => value !== null && !sheet.isLeaf(id) && !addsUp(sheet, id, numbers),
  );
  if (total !== undefined) {
    const [id, value] = total;
    return refuse(problem('INVALID', `${at}.${name}.${id}`, { id, value, expected: 'leaf' }));
  }
  if (!takesAmounts.has(edit.method)) {
    // Only their proportions matter: weights may be finer than any unit.
    const weights = wholeLeafWeights(Float64Array.from(entries, ([, value]) => value ?? Number.NaN));
    return ok(
      byLeaf(
        sheet,
        entries.map(([id], i) => [id, Number.isNaN(weights[i]) ? null : weights[i]!]),
      ),
    );
  }
  const read = entries.map(([id, value]) =>
    value === null ? ok(null) : amountFromDecimal(value, decimals, `${at}.${name}.${id}`),
  );
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return refuse(...problems);
  return ok(
    byLeaf(
      sheet,
      read.map((one, i) => [entries[i]![0], one.ok ? one.value : null]),
    ),
  );
}

function byLeaf(
  sheet: Sheet,
  numbers: readonly (readonly [string, number | null])[],
): NonNullable<SpreadRequest['reference']> {
  const known = new Map(numbers);
  return (row, slot) => known.get(sheet.idAt(row, slot)) ?? null;
}

/** A total among the reference's numbers says nothing of its own: it is what its members make, or an error. */
function addsUp(
  { behaviour, leavesBelow }: Sheet,
  id: string,
  numbers: Readonly<Record<string, number | null>>,
): boolean {
  const known = leavesBelow(id).flatMap((leaf) =>
    Object.hasOwn(numbers, leaf) ? (numbers[leaf] ?? []) : [],
  );
  if (known.length === 0 || behaviour !== 'flow') return known.length > 0;
  const sum = known.reduce((a, b) => a + b, 0);
  return Math.abs(sum - numbers[id]!) <= 1e-9 * known.reduce((a, b) => a + Math.abs(b), 0);
}
