import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, meetOf, type Place } from '../frame.ts';
import { sumLeaves } from '../totals/scan.ts';
import { cubeOf, type Draft } from './draft.ts';
import type { StepEntry } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** SPR-T35, SPR-T36: an amount leaves the source and enters the target; *assign* leaves the source as it is. */
export function planTransfer(draft: Draft, _at: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { method, source, target } = request;
  const part = request.part ?? 0;
  const { frame } = draft.input;
  if (target === undefined) return refuse(problem('REQUIRED', 'target', { method }));
  if (source === undefined && method !== 'assign') return refuse(problem('REQUIRED', 'source', { method }));
  const into = sumLeaves(cubeOf(draft), frame, part, target).sum;
  const held = source === undefined ? 0 : sumLeaves(cubeOf(draft), frame, part, source).sum;
  const amount = request.value ?? (method === 'distribute' ? held : undefined);
  if (amount === undefined) return refuse(problem('REQUIRED', 'value', { method }));
  const arrival = { place: target, value: into + amount };
  if (method === 'assign' || source === undefined) return ok([arrival]);
  if (meetOf(frame, source, target) !== null) return refuse(problem('CONTRADICTION', 'target', { method }));
  return ok([{ place: source, value: held - amount }, arrival]);
}

/** SPR-T38: the difference goes to one named leaf, everybody else keeps their number. */
export function planUnassigned(
  draft: Draft,
  at: Place,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const { value, target } = request;
  if (value === undefined) return refuse(problem('REQUIRED', 'value', { method: 'unassigned' }));
  if (target === undefined) return refuse(problem('REQUIRED', 'target', { method: 'unassigned' }));
  const { frame } = draft.input;
  if (!covers(frame, at, target)) return refuse(problem('INVALID', 'target', { method: 'unassigned' }));
  const part = request.part ?? 0;
  const { sum: total, entries } = sumLeaves(cubeOf(draft), frame, part, at);
  // What already shows the number parks nothing, not even 0 where nothing is (SPR-T9).
  if (entries > 0 && total === value) return ok([]);
  const parked = sumLeaves(cubeOf(draft), frame, part, target).sum;
  return ok([{ place: target, value: parked + value - total }]);
}
