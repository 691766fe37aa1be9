import type { AddRecord } from '../../plan/command.ts';
import { addition, type Draft, textOf } from '../draft.ts';

/** Tasks, what they wait for, and what they need. */
export function executionRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text } = draft;
  return [
    ...pack.tasks.map((one) =>
      addition(draft, 'task', one.key, {
        name: text(one.name),
        initiative: draft.id('initiative', one.initiative),
        ...draft.window(one.window),
        milestone: one.milestone,
        ...draft.accountable,
        support: text(one.support),
        acceptance: text(one.acceptance),
        priority: one.priority,
        status: statusAt(one.progress ?? 0),
        progress: one.progress ?? 0,
        resources: textOf(draft, one.resources),
      }),
    ),
    ...pack.links.map(([before, after]) =>
      addition(draft, 'taskLink', `${before} ${after}`, {
        from: draft.id('task', before),
        to: draft.id('task', after),
        relation: 'FS',
        lag: 0,
      }),
    ),
    ...pack.needs.map((one, i) =>
      addition(draft, 'resourceNeed', String(i), {
        name: text(one.name),
        task: draft.id('task', one.task),
        resource: one.resource === undefined ? undefined : draft.id('resource', one.resource),
        category: one.category,
        quantity: draft.sampleNumbers ? one.quantity : undefined,
        unit: draft.unit(one.unit),
        secured: one.secured ?? false,
      }),
    ),
  ];
}

function statusAt(progress: number): 'planned' | 'running' | 'done' {
  if (progress === 0) return 'planned';
  return progress < 100 ? 'running' : 'done';
}
