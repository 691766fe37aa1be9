import {
  amountFromDecimal,
  MAX_DECIMALS,
  numberFromAmount,
  ok,
  type Problem,
  problem,
  type Result,
  refuse,
  splitAmount,
  splitTwoWay,
  unitScale,
} from '@shapan/engine';
import { finiteNumber, listOf, objectOf, oneOf, optional, refusal, wholeNumber } from './request-fields.ts';

const decimals = optional(wholeNumber(0, MAX_DECIMALS), 0);

const oneWayFields = objectOf({
  total: finiteNumber,
  weights: listOf(finiteNumber),
  decimals,
  residue: optional(oneOf('largestRemainder', 'divisor'), 'largestRemainder'),
  negative: optional(oneOf('refuse', 'keep'), 'refuse'),
});

const twoWayFields = objectOf({
  rows: listOf(finiteNumber),
  columns: listOf(finiteNumber),
  weights: listOf(listOf(finiteNumber)),
  decimals,
});

/**
 * `{"total","weights","decimals","residue","negative"}` → `{"parts"}`, or
 * `{"rows","columns","weights","decimals"}` → `{"matrix"}`.
 *
 * Totals and answers are in the metric's own unit; weights are any numbers. `residue` is `largestRemainder`
 * (default) or `divisor`; `negative` is `refuse` (default) or `keep`.
 */
export function answerSplit(request: unknown): unknown {
  const isTwoWay =
    typeof request === 'object' && request !== null && ('rows' in request || 'columns' in request);
  return isTwoWay ? answerTwoWay(request) : answerOneWay(request);
}

function answerOneWay(request: unknown): unknown {
  const fields = oneWayFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const { total, weights, decimals, residue, negative } = fields.value;
  const amount = amountFromDecimal(total, decimals, 'total');
  if (!amount.ok) return refusal(amount.problems);
  const parts = splitAmount(amount.value, weights, { residue, negative });
  if (!parts.ok) return refusal(parts.problems.map((found) => inUnits(found, decimals)));
  return { parts: parts.value.map((part) => numberFromAmount(part, decimals)) };
}

function answerTwoWay(request: unknown): unknown {
  const fields = twoWayFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const { decimals, weights } = fields.value;
  const rows = amounts(fields.value.rows, decimals, 'rows');
  if (!rows.ok) return refusal(rows.problems);
  const columns = amounts(fields.value.columns, decimals, 'columns');
  if (!columns.ok) return refusal(columns.problems);
  const matrix = splitTwoWay(rows.value, columns.value, weights);
  if (!matrix.ok) return refusal(matrix.problems.map((found) => inUnits(found, decimals)));
  return { matrix: matrix.value.map((line) => line.map((part) => numberFromAmount(part, decimals))) };
}

function amounts(numbers: readonly number[], decimals: number, path: string): Result<readonly number[]> {
  const read = numbers.map((number, at) => amountFromDecimal(number, decimals, `${path}[${at}]`));
  const problems = read.flatMap((amount) => (amount.ok ? [] : amount.problems));
  if (problems.length > 0) return refuse(...problems);
  return ok(read.flatMap((amount) => (amount.ok ? [amount.value] : [])));
}

const amountParams: ReadonlySet<string> = new Set([
  'rows',
  'columns',
  'difference',
  'need',
  'take',
  'min',
  'max',
]);

/** The engine speaks of smallest units, the answer of the metric's own. */
function inUnits({ code, path, params = {} }: Problem, decimals: number): Problem {
  const entries = Object.entries(params).map(([name, value]) => {
    const isAmount = typeof value === 'number' && amountParams.has(name);
    return [name, isAmount ? value / unitScale(decimals) : value] as const;
  });
  return problem(code, path, Object.fromEntries(entries));
}
