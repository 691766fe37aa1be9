import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { isPlace } from '../frame.ts';
import { allocations } from './allocate.ts';
import { eachMethods } from './each.ts';
import { isRate } from './landing.ts';
import type { SpreadInput, SpreadRequest } from './request.ts';
import { isStepMethod } from './steps.ts';

const spreadable = new Set(['sum', 'last', 'ratio', 'wavg']);

/** What is wrong with the form of a request, before anything is computed. */
export function checkRequest(input: SpreadInput, request: SpreadRequest): Problem[] {
  const { method } = request;
  if (!spreadable.has(input.aggregation)) {
    return [problem('KIND', 'at', { aggregation: input.aggregation, method })];
  }
  if (method === 'goalSeek') return [problem('KIND', 'method', { aggregation: input.aggregation, method })];
  const known = allocations[method] !== undefined || eachMethods.has(method) || isStepMethod(method);
  if (!known && method !== 'repeat') return [problem('INVALID', 'method', { method })];
  return [...checkPlaces(input, request), ...checkNumbers(input, request)];
}

function checkPlaces(input: SpreadInput, request: SpreadRequest): Problem[] {
  const { frame, cube } = input;
  const problems: Problem[] = [];
  for (const name of ['at', 'source', 'target'] as const) {
    const place = request[name];
    if (place !== undefined && !isPlace(frame, place)) problems.push(problem('UNKNOWN_REFERENCE', name));
  }
  const { along, part } = request;
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
  const { granularity, method } = request;
  if (granularity !== undefined && (!Number.isInteger(granularity) || granularity < 1)) {
    problems.push(problem('OUT_OF_RANGE', 'granularity', { value: granularity, min: 1 }));
  }
  const typed = allocations[method] !== undefined || method === 'repeat' || method === 'repeatLeaves';
  if (typed && request.value === undefined) problems.push(problem('REQUIRED', 'value', { method }));
  return problems;
}
