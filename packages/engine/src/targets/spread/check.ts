import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { isPlace } from '../frame.ts';
import { eachMethods } from './each.ts';
import { addsUp, isExtreme, isRate } from './landing.ts';
import type { SpreadInput, SpreadRequest } from './request.ts';
import { isCell } from './scope.ts';
import { isStepMethod } from './steps.ts';
import { allocations } from './weigh.ts';

/** Methods of mode `each` that work with the typed number. */
const needsValue: ReadonlySet<string> = new Set(['repeatLeaves', 'capLeaves', 'floorLeaves']);

/** What is wrong with the form of a request, before anything is computed. */
export function checkRequest(input: SpreadInput, request: SpreadRequest): Problem[] {
  const { method } = request;
  const apart = whyApart(input, request);
  if (apart) return [apart];
  if (method === 'goalSeek') return [problem('KIND', 'method', { aggregation: input.aggregation, method })];
  const known = allocations[method] !== undefined || eachMethods.has(method) || isStepMethod(request);
  if (!known && method !== 'repeat') return [problem('INVALID', 'method', { method })];
  return [...checkPlaces(input, request), ...checkNumbers(input, request)];
}

/**
 * Where totals do not add up, a single leaf still takes its number. The largest or smallest leaf is no total that could
 * be spread, but what is done to every leaf means something there: cap or floor them all (SPR-T78).
 */
function whyApart(input: SpreadInput, { at, method, action = 'replace' }: SpreadRequest): Problem | null {
  const { aggregation, frame } = input;
  if (addsUp(input)) return null;
  if (isExtreme(input) && eachMethods.has(method)) return null;
  const plain = (method === 'proportional' || method === 'clear') && action === 'replace';
  if (plain && isPlace(frame, at) && isCell(frame, at)) return null;
  const instead = aggregation === 'max' ? 'capLeaves' : aggregation === 'min' ? 'floorLeaves' : null;
  return problem('KIND', 'at', { aggregation, method, ...(instead && { instead }) });
}

function checkPlaces(input: SpreadInput, request: SpreadRequest): Problem[] {
  const { frame, cube } = input;
  const problems: Problem[] = [];
  for (const name of ['at', 'source', 'target', 'location'] as const) {
    const place = request[name];
    if (place !== undefined && !isPlace(frame, place)) problems.push(problem('UNKNOWN_REFERENCE', name));
  }
  const { along, part, selection = [] } = request;
  for (const [i, place] of selection.entries()) {
    if (!isPlace(frame, place)) problems.push(problem('UNKNOWN_REFERENCE', `selection[${i}]`));
  }
  if (typeof along === 'number' && frame.trees[along] === undefined) {
    problems.push(problem('OUT_OF_RANGE', 'along', { value: along }));
  }
  if (part !== undefined && part >= cube.parts)
    problems.push(problem('OUT_OF_RANGE', 'part', { value: part }));
  return problems;
}

function checkNumbers(input: SpreadInput, request: SpreadRequest): Problem[] {
  const problems: Problem[] = [];
  const rate = isRate(input) && request.part === undefined;
  const amounts = { value: rate ? undefined : request.value, from: request.from, to: request.to };
  for (const [name, value] of Object.entries(amounts)) {
    if (value === undefined) continue;
    if (!Number.isInteger(value)) problems.push(problem('INVALID', name, { value }));
    else if (Math.abs(value) > MAX_AMOUNT) problems.push(problem('OUT_OF_RANGE', name, { value }));
  }
  for (const [name, value] of Object.entries({ value: request.value, percent: request.percent })) {
    if (value !== undefined && !Number.isFinite(value)) problems.push(problem('NOT_A_NUMBER', name));
  }
  const { granularity, method, pattern = [] } = request;
  if (pattern.some((item) => typeof item === 'number' && !Number.isFinite(item))) {
    problems.push(problem('NOT_A_NUMBER', 'pattern'));
  }
  if (granularity !== undefined && (!Number.isInteger(granularity) || granularity < 1)) {
    problems.push(problem('OUT_OF_RANGE', 'granularity', { value: granularity, min: 1 }));
  }
  const { fair, residue = 'largestRemainder' } = request;
  if (fair === true && residue !== 'largestRemainder') problems.push(problem('INVALID', 'fair', { residue }));
  const typed = allocations[method] !== undefined || method === 'repeat' || needsValue.has(method);
  const percentage = method === 'proportional' && request.percent !== undefined;
  if (typed && !percentage && request.value === undefined)
    problems.push(problem('REQUIRED', 'value', { method }));
  return problems;
}
