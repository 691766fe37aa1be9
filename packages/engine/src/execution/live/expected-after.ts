import type { PlainDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { moveTask } from '../schedule/moved.ts';
import type { MovedTask } from './consequence.ts';
import { expectedAs } from './expected.ts';
import type { PlanSchedule } from './plan-schedule.ts';
import { expectedEndAs } from './read-schedule.ts';
import { scheduledAs, spanOf, type TaskSpan, taskDays } from './task-span.ts';

/** A task with the place in time that its days give it. */
interface Stand {
  readonly task: PlanRecord;
  readonly span: TaskSpan;
}

/**
 * When tasks are to be expected to end once these days are written, by id: those for which it is another day than now (TSK-10).
 * Costs what the moves change; nothing of the schedule is another one afterwards.
 */
export function expectedAfter(
  plan: PlanSchedule,
  moved: readonly MovedTask[],
): ReadonlyMap<string, PlainDate> {
  const { expected, tasks, spans, axis, begin, places } = plan;
  const today = axis.before(plan.today);
  const stands = new Map<number, Stand>();
  const touched = new Set<number>();
  const stand = (place: number, { task, span }: Stand): void => {
    const asked = scheduledAs(task, span, axis, begin);
    touched.add(place);
    for (const one of moveTask(expected, place, expectedAs(task, asked, span, today)).tasks) touched.add(one);
  };
  for (const { id, set } of moved) {
    const place = places.get(id);
    if (place === undefined) continue;
    const task = { ...tasks[place]!, fields: { ...tasks[place]!.fields, ...set } };
    stands.set(place, { task, span: spanOf(task, taskDays(task), axis, begin) });
  }
  for (const [place, written] of stands) stand(place, written);
  const own = (place: number): Stand => ({ task: tasks[place]!, span: spans[place]! });
  const ends = [...touched].map(
    (place) => [place, expectedEndAs(plan, place, stands.get(place) ?? own(place))] as const,
  );
  for (const place of stands.keys()) stand(place, own(place));
  return new Map(
    ends.flatMap(([place, end]) =>
      end === expectedEndAs(plan, place, own(place)) ? [] : [[tasks[place]!.id, end] as const],
    ),
  );
}
