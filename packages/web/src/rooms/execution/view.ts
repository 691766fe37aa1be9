import { type PlanRecord, recordsOf } from '@shapan/engine';
import { type RecordContext, type RecordView, windowColumn } from '../../records/index.ts';
import { predecessorsColumn } from './predecessors.ts';
import { seenTask } from './schedule-of.ts';
import { breachWord } from './window-breaches.tsx';

const needs = new WeakMap<RecordContext, ReadonlyMap<string, readonly PlanRecord[]>>();

/** What a task needs, and whether it is there; found once for all rows of a table. */
function needsOf(context: RecordContext, task: string): readonly PlanRecord[] {
  const found = needs.get(context) ?? needsByTask(context);
  needs.set(context, found);
  return found.get(task) ?? [];
}

function needsByTask({ state }: RecordContext): ReadonlyMap<string, readonly PlanRecord[]> {
  const byTask = new Map<string, PlanRecord[]>();
  for (const need of recordsOf(state, 'resourceNeed')) {
    const task = String(need.fields['task'] ?? '');
    const others = byTask.get(task);
    if (others) others.push(need);
    else byTask.set(task, [need]);
  }
  return byTask;
}

/** T3, execution plan and resources: tasks below the initiative that they serve. */
export const taskView: RecordView = {
  key: 't3',
  kind: 'task',
  template: 'T3',
  columns: [
    'name',
    'initiative',
    'from',
    'to',
    'accountable',
    'departments',
    'acceptance',
    'resources',
    'priority',
    predecessorsColumn,
    'status',
    'progress',
    {
      id: 'secured',
      header: 'template.T3.secured',
      width: 110,
      text: (context, { id }) => {
        const found = needsOf(context, id);
        const secured = found.filter(({ fields }) => fields['secured'] === true).length;
        return found.length === 0 ? '' : context.t('execution.secured', { secured, count: found.length });
      },
    },
    {
      id: 'criticalPath',
      header: 'template.T3.criticalPath',
      width: 110,
      text: (context, { id }) => {
        const seen = seenTask(context, id);
        if (!seen || seen.outlook === 'done') return '';
        return seen.critical
          ? context.t('execution.bar.critical')
          : context.t('execution.bar.slack', { days: seen.slack });
      },
      order: (context, { id }) => seenTask(context, id)?.slack ?? Number.MAX_SAFE_INTEGER,
    },
    'milestone',
    'deliverable',
    { id: 'inWindow', header: 'template.T3.inWindow', width: 110, text: breachWord },
  ],
  accepts: [windowColumn('template.T3.window')],
  groupBy: 'initiative',
  defaults: { status: 'planned' },
  card: ['accountable', 'from', 'to', 'status', 'progress', 'acceptance'],
};

export const needView: RecordView = {
  key: 'needs',
  kind: 'resourceNeed',
  columns: [
    'name',
    'task',
    'initiative',
    'category',
    'person',
    'quantity',
    'unit',
    'resource',
    'planned',
    'committed',
    'spent',
    'from',
    'to',
    'approver',
    'secured',
  ],
  defaults: { category: 'people', secured: false },
  card: ['task', 'category', 'quantity', 'unit', 'secured'],
};

export const linkView: RecordView = {
  key: 'links',
  kind: 'taskLink',
  identity: ['from', 'to', 'relation'],
  columns: ['from', 'to', 'relation', 'lag'],
  defaults: { relation: 'FS' },
  card: ['relation', 'lag'],
};
