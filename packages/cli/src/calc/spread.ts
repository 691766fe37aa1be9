import {
  ok,
  type Problem,
  problem,
  type Result,
  refuse,
  type SpreadInput,
  setCells,
  spreadBatch,
} from '@shapan/engine';
import { amountsInUnits } from './in-units.ts';
import { answerMetrics } from './metrics.ts';
import { refusal } from './request-fields.ts';
import type { Sheet } from './sheet.ts';
import { readEdits } from './spread-edit.ts';
import { type Edit, pathOfEdit, readSpread, type SpreadFields } from './spread-fields.ts';
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
  if (typeof request === 'object' && request !== null && 'metrics' in request) return answerMetrics(request);
  const fields = readSpread(request);
  if (!fields.ok) return refusal(fields.problems);
  const { decimals } = fields.value;
  const sheet = buildSheet(fields.value);
  if (!sheet.ok) return refusal(sheet.problems);
  const before = shownNumbers(sheet.value, decimals);
  const stray = strayTotal(fields.value, before);
  if (stray !== undefined) return refusal([stray]);
  const edits = readEdits(sheet.value, fields.value);
  if (!edits.ok) return refusal(edits.problems);
  const input = inputOf(sheet.value, fields.value);
  if (!input.ok) return refusal(input.problems);
  const outcome = spreadBatch(input.value, edits.value);
  if (!outcome.ok) return refusal(outcome.problems.map((found) => inRequest(fields.value, found)));
  for (const { part, cells, after } of outcome.value.changes) setCells(sheet.value.cube, part, cells, after);
  const cells = shownNumbers(sheet.value, decimals);
  return { cells, changed: sheet.value.ids.filter((id) => cells[id] !== before[id]) };
}

function inputOf(sheet: Sheet, { multiway }: SpreadFields): Result<SpreadInput> {
  const { cube, frame, behaviour, holds } = sheet;
  const aggregation = behaviour === 'last' ? 'last' : 'sum';
  const { park: id, ...wish } = multiway ?? {};
  const park = id === undefined ? undefined : sheet.placeOf(id);
  if (id !== undefined && park === undefined)
    return refuse(problem('UNKNOWN_REFERENCE', 'multiway.park', { id }));
  return ok({ cube, frame, aggregation, behaviour, holds, multiway: { ...wish, park } });
}

/** A total among the cells is no second truth: it has to be what its members make. */
function strayTotal(fields: SpreadFields, shown: Record<string, number | null>): Problem | undefined {
  for (const [id, given] of Object.entries(fields.cells)) {
    const total = shown[id] ?? null;
    const close = given !== null && total !== null && Math.abs(given - total) <= 1e-9 * Math.abs(total);
    if (given === total || close) continue;
    const expected = total === null ? 'null, as its leaves make' : `${total}, as its leaves make`;
    return problem('INVALID', `cells.${id}`, { value: given, total, expected });
  }
  return undefined;
}

/** Fields that are asked for in units of their own, or for weights: their limits and values are no amounts. */
const ownUnits: ReadonlySet<string> = new Set(
  'percent pattern reference nearer years kind past along'.split(' '),
);

/** The engine speaks of smallest units and of its own requests; the answer of the metric's unit and of the request. */
function inRequest(fields: SpreadFields, { code, path, params }: Problem): Problem {
  const [, index = '0', field] = /^(?:(\d+)\.)?(.*)$/.exec(path ?? '') ?? [];
  const place =
    path === undefined || path === 'holds' || path.startsWith('multiway')
      ? path
      : `${pathOfEdit(fields, Number(index))}.${field}`;
  const weight =
    code === 'BASIS_NEGATIVE' && field === 'reference' ? negativeOf(fields.edits[Number(index)]) : undefined;
  if (weight !== undefined) return problem(code, `${place}.${weight[0]}`, { weight: weight[1] });
  if (params === undefined) return problem(code, place);
  const [own = ''] = (field ?? '').split('[');
  return problem(code, place, ownUnits.has(own) ? params : amountsInUnits(params, fields.decimals));
}

/** Weights are made whole for the engine: which of the request's own is negative says more. */
const negativeOf = (edit: Edit | undefined): [string, number | null] | undefined =>
  Object.entries(edit?.reference ?? {}).find(([, weight]) => weight !== null && weight < 0);
