import { type DateRange, daysBetween, type PlainDate } from '../../foundation/date.ts';
import type { AddRecord } from '../../plan/command.ts';
import { addition, type Draft, textOf } from '../draft.ts';
import type { PackNeed } from '../pack.ts';

/** Tasks, what they wait for, and what they need. */
export function executionRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text } = draft;
  return [
    ...pack.tasks.map((one) => {
      const window = draft.window(one.window);
      const progress = progressOn(draft.told, window, one.pace ?? 0);
      return addition(draft, 'task', one.key, {
        name: text(one.name),
        initiative: draft.id('initiative', one.initiative),
        ...window,
        effort: draft.sampleNumbers ? one.effort : undefined,
        milestone: one.milestone,
        ...draft.accountable,
        departments: one.departments.map((key) => draft.master.department.get(key)!),
        acceptance: text(one.acceptance),
        priority: one.priority,
        status: statusAt(progress),
        progress,
        resources: textOf(draft, one.resources),
      });
    }),
    ...pack.links.map(([before, after, relation = 'FS', lag = 0]) =>
      addition(draft, 'taskLink', `${before} ${after}`, {
        from: draft.id('task', before),
        to: draft.id('task', after),
        relation,
        lag,
      }),
    ),
    ...pack.needs.map((one, i) =>
      addition(draft, 'resourceNeed', String(i), {
        name: text(one.name),
        task: draft.id('task', one.task),
        resource: one.resource === undefined ? undefined : draft.id('resource', one.resource),
        category: one.category,
        ...(one.category === 'budget' ? moneyOfNeed(draft, one) : amountOfNeed(draft, one)),
        secured: one.secured ?? false,
      }),
    ),
  ];
}

/** How much of what, for all that is no money. */
const amountOfNeed = (draft: Draft, { quantity, unit }: PackNeed) => ({
  quantity: draft.sampleNumbers ? quantity : undefined,
  unit: draft.unit(unit),
});

const moneyOfNeed = (draft: Draft, { quantity, committed, spent }: PackNeed) => ({
  planned: draft.money(quantity),
  committed: draft.money(committed),
  spent: draft.money(spent),
});

/** How far a task is on a day, in percent: as people say it, in steps of five, and done only when its window is over. */
function progressOn(day: PlainDate, { from, to }: DateRange, pace: number): number {
  if (day >= to) return pace;
  if (day < from) return 0;
  return Math.floor((pace * daysBetween(from, day)) / daysBetween(from, to) / 5) * 5;
}

function statusAt(progress: number): 'planned' | 'running' | 'done' {
  if (progress === 0) return 'planned';
  return progress < 100 ? 'running' : 'done';
}
