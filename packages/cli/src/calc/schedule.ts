import {
  constraintTypes,
  DEFAULT_PRIORITY,
  type LevelBudget,
  levelSchedule,
  linkTypes,
  problem,
  type Schedule,
  schedule,
} from '@shapan/engine';
import {
  finiteNumber,
  listOf,
  numbersByKey,
  objectOf,
  oneOf,
  optional,
  refusal,
  text,
  trueOrFalse,
  wholeNumber,
} from './request-fields.ts';

/** An hour: long enough for a proof that is asked for. */
const MOST_MILLISECONDS = 3_600_000;
const USUAL_MILLISECONDS = 1000;

/** Ranges and references are the engine's to check; here only the form is. */
const requestFields = objectOf({
  tasks: listOf(
    objectOf({
      id: text,
      duration: finiteNumber,
      resources: optional(numbersByKey, {}),
      priority: optional(finiteNumber, DEFAULT_PRIORITY),
      constraints: optional(listOf(objectOf({ type: oneOf(...constraintTypes), at: finiteNumber })), []),
    }),
  ),
  links: optional(
    listOf(
      objectOf({
        from: text,
        to: text,
        type: optional(oneOf(...linkTypes), 'FS'),
        lag: optional(finiteNumber, 0),
      }),
    ),
    [],
  ),
  capacity: optional(numbersByKey, undefined),
  level: optional(trueOrFalse, false),
  timeLimitMs: optional(wholeNumber(0, MOST_MILLISECONDS), undefined),
  stepLimit: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), undefined),
});

type ScheduleFields = Extract<ReturnType<typeof requestFields>, { ok: true }>['value'];

/**
 * `{"tasks":[{"id","duration","resources","constraints","priority"}],"links":[{"from","to","type","lag"}],"capacity",
 * "level","timeLimitMs","stepLimit"}` → `{"makespan","lowerBound","optimal",
 * "tasks":[{"id","start","finish","lateStart","lateFinish","slack","critical"}]}`.
 *
 * Times are whole working periods from 0; a milestone lasts 0. A link is `FS` without lag when nothing else is said;
 * a negative lag is a lead. Without `level` resources are left aside. With it every resource that is needed must have a
 * capacity; the search ends after `timeLimitMs` (1000 when neither limit is said) or `stepLimit` steps, and before as
 * soon as nothing can be better.
 */
export function answerSchedule(request: unknown): unknown {
  const began = performance.now();
  const fields = requestFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const { tasks, links, capacity, level } = fields.value;
  const needs = tasks.some(({ resources }) => Object.values(resources).some((units) => units !== 0));
  if (level && needs && capacity === undefined) return refusal([problem('REQUIRED', 'capacity')]);
  const asked = { tasks, links, ...(capacity && { capacity }) };
  const found = level ? levelSchedule(asked, budgetOf(fields.value, began)) : schedule(asked);
  return found.ok ? answer(found.value) : refusal(found.problems);
}

function budgetOf({ timeLimitMs, stepLimit }: ScheduleFields, began: number): LevelBudget {
  if (timeLimitMs === undefined && stepLimit !== undefined) return { steps: stepLimit };
  const end = began + (timeLimitMs ?? USUAL_MILLISECONDS);
  const shouldStop = () => performance.now() >= end;
  return { shouldStop, ...(stepLimit !== undefined && { steps: stepLimit }) };
}

const answer = ({ makespan, lowerBound, optimal, tasks }: Schedule) => ({
  makespan,
  lowerBound,
  optimal,
  tasks: tasks.map(({ id, start, finish, lateStart, lateFinish, slack, critical }) => ({
    id,
    start,
    finish,
    lateStart,
    lateFinish,
    slack,
    critical,
  })),
});
