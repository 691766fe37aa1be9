import { type Problem, problem, setCells, spread, unitScale } from '@shapan/engine';
import { refusal } from './request-fields.ts';
import { readEdit } from './spread-edit.ts';
import { readSpread, type SpreadFields } from './spread-fields.ts';
import { buildSheet, shownNumbers } from './spread-sheet.ts';

/**
 * `{"members","cells","holds","edit","decimals","timeBalance"}` → `{"cells","changed"}`: every member's number
 * after the edit, totals included, and the members whose number changed.
 *
 * Numbers are in the metric's own unit; `null` is no value. A hold on a member with others below it keeps its
 * sum; `{"id","keeps":"value|total|share|bound","floor","cap","share"}` says what else it keeps, a share as part of 1.
 * `edit.floor` and `edit.cap` are ends for every leaf, or by member. With `timeBalance` `first`, `last` or `average` the members are periods in their order.
 */
export function answerSpread(request: unknown): unknown {
  const fields = readSpread(request);
  if (!fields.ok) return refusal(fields.problems);
  const { decimals } = fields.value;
  const sheet = buildSheet(fields.value);
  if (!sheet.ok) return refusal(sheet.problems);
  const before = shownNumbers(sheet.value, decimals);
  const stray = strayTotal(fields.value, before);
  if (stray !== undefined) return refusal([stray]);
  const edit = readEdit(sheet.value, fields.value);
  if (!edit.ok) return refusal(edit.problems);
  const { cube, frame, behaviour, holds } = sheet.value;
  const aggregation = behaviour === 'last' ? 'last' : 'sum';
  const outcome = spread({ cube, frame, aggregation, behaviour, holds }, edit.value);
  if (!outcome.ok) return refusal(outcome.problems.map((found) => inUnits(found, decimals)));
  for (const { part, cells, after } of outcome.value.changes) setCells(cube, part, cells, after);
  const cells = shownNumbers(sheet.value, decimals);
  const changed = fields.value.members.map(({ id }) => id).filter((id) => cells[id] !== before[id]);
  return { cells, changed };
}

/** A total among the cells is no second truth: it has to be what its members make. */
function strayTotal(fields: SpreadFields, shown: Record<string, number | null>): Problem | undefined {
  for (const [id, given] of Object.entries(fields.cells)) {
    const total = shown[id] ?? null;
    const close = given !== null && total !== null && Math.abs(given - total) <= 1e-9 * Math.abs(total);
    if (given !== total && !close) return problem('INVALID', `cells.${id}`, { value: given, total });
  }
  return undefined;
}

const amountParams: ReadonlySet<string> = new Set(['amount', 'gross', 'fixed', 'min', 'max']);

/** The engine speaks of smallest units and of the edit alone; the answer of the metric's unit and the request. */
function inUnits({ code, path, params }: Problem, decimals: number): Problem {
  const place = path === undefined || path === 'holds' ? path : `edit.${path}`;
  if (params === undefined) return problem(code, place);
  const entries = Object.entries(params).map(([name, value]) => {
    const isAmount = typeof value === 'number' && amountParams.has(name);
    return [name, isAmount ? value / unitScale(decimals) : value] as const;
  });
  return problem(code, place, Object.fromEntries(entries));
}
