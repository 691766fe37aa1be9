import { constraintTypes, linkTypes, type Schedule, schedule } from '@shapan/engine';
import {
  finiteNumber,
  listOf,
  numbersByKey,
  objectOf,
  oneOf,
  optional,
  refusal,
  text,
} from './request-fields.ts';

/** Ranges and references are the engine's to check; here only the form is. */
const requestFields = objectOf({
  tasks: listOf(
    objectOf({
      id: text,
      duration: finiteNumber,
      resources: optional(numbersByKey, {}),
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
});

/**
 * `{"tasks":[{"id","duration","constraints"}],"links":[{"from","to","type","lag"}]}` →
 * `{"makespan","lowerBound","optimal","tasks":[{"id","start","finish","lateStart","lateFinish","slack","critical"}]}`.
 *
 * Times are whole working periods from 0; a milestone lasts 0. A link is `FS` without lag when nothing else is said;
 * a negative lag is a lead.
 */
export function answerSchedule(request: unknown): unknown {
  const fields = requestFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const { tasks, links, capacity } = fields.value;
  const found = schedule({ tasks, links, ...(capacity && { capacity }) });
  return found.ok ? answer(found.value) : refusal(found.problems);
}

const answer = ({ tasks, ...whole }: Schedule) => ({
  ...whole,
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
