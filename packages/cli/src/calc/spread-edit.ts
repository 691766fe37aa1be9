import {
  amountFromDecimal,
  MAX_DECIMALS,
  ok,
  type Place,
  type Problem,
  problem,
  type Result,
  refuse,
  type SpreadRequest,
} from '@shapan/engine';
import type { Edit, SpreadFields } from './spread-fields.ts';
import type { Sheet } from './spread-sheet.ts';

/** Numbers of the edit in smallest units, ids as places. */
export function readEdit(sheet: Sheet, { edit, decimals }: SpreadFields): Result<SpreadRequest> {
  const problems: Problem[] = [];
  const amounts: { value?: number; from?: number; to?: number; granularity?: number } = {};
  for (const name of ['value', 'from', 'to', 'granularity'] as const) {
    const given = edit[name];
    if (given === undefined) continue;
    const amount = amountFromDecimal(given, decimals, `edit.${name}`);
    if (amount.ok) amounts[name] = amount.value;
    else problems.push(...amount.problems);
  }
  const places: { at?: Place; source?: Place; target?: Place } = {};
  for (const name of ['at', 'source', 'target'] as const) {
    const id = edit[name];
    const place = id === undefined ? undefined : sheet.placeOf(id);
    if (place !== undefined) places[name] = place;
    else if (id !== undefined) problems.push(problem('UNKNOWN_REFERENCE', `edit.${name}`, { id }));
  }
  const reference = readReference(sheet, edit, decimals);
  if (!reference.ok) problems.push(...reference.problems);
  if (problems.length > 0 || !reference.ok) return refuse(...problems);
  const { value: _v, from: _f, to: _t, granularity: _g, at: _a, source: _s, target: _d, ...plain } = edit;
  const whole: Place = { members: sheet.frame.trees.map(() => 0), time: 0 };
  return ok({ ...plain, ...amounts, ...places, at: places.at ?? whole, reference: reference.value });
}

/** Methods that take the reference's numbers themselves; to the others they are only weights. */
const takesAmounts: ReadonlySet<string> = new Set(['copy', 'copyFactor', 'addFactor']);

function readReference(sheet: Sheet, edit: Edit, decimals: number): Result<SpreadRequest['reference']> {
  if (edit.reference === undefined) return ok(undefined);
  const entries = Object.entries(edit.reference);
  const stray = entries.find(([id]) => sheet.placeOf(id) === undefined);
  if (stray !== undefined) return refuse(problem('UNKNOWN_REFERENCE', `edit.reference.${stray[0]}`));
  const finest = takesAmounts.has(edit.method) ? decimals : MAX_DECIMALS;
  let problems: readonly Problem[] = [];
  // Weights may have more decimals than the unit; any common scale keeps their proportions.
  for (let scale = decimals; scale <= finest; scale++) {
    const read = entries.map(([id, value]) =>
      value === null ? ok(null) : amountFromDecimal(value, scale, `edit.reference.${id}`),
    );
    problems = read.flatMap((one) => (one.ok ? [] : one.problems));
    if (problems.length > 0) continue;
    const amounts = new Map(read.map((one, i) => [entries[i]![0], one.ok ? one.value : null]));
    return ok((row, slot) => amounts.get(sheet.idAt(row, slot)) ?? null);
  }
  return refuse(...problems);
}
