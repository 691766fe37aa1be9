import type { Kind } from '../plan/kind.ts';

/** Step 3: tasks with one accountable person each, what they wait for and what they need. */
export const executionKinds: readonly Kind[] = [
  {
    kind: 'task',
    room: 'execution',
    book: 'plan',
    title: 'name',
    scope: { persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      initiative: { type: 'reference', kinds: ['initiative'] },
      from: { type: 'date' },
      to: { type: 'date' },
      milestone: { type: 'boolean' },
      accountable: { type: 'person' },
      support: { type: 'text', maxLength: 200 },
      acceptance: { type: 'text', multiline: true },
      priority: { type: 'choice', options: ['high', 'medium', 'low'] },
      status: { type: 'choice', options: ['planned', 'running', 'done', 'dropped'] },
      /** Share of the work done, 0 to 100. */
      progress: { type: 'number', min: 0, max: 100 },
      resources: { type: 'text' },
    },
  },
  {
    kind: 'taskLink',
    room: 'execution',
    book: 'plan',
    title: null,
    fields: {
      from: { type: 'reference', kinds: ['task'], required: true },
      to: { type: 'reference', kinds: ['task'], required: true },
      relation: { type: 'choice', options: ['FS', 'SS', 'FF', 'SF'], required: true },
      /** Working days between the two; negative is a lead. */
      lag: { type: 'number', integer: true, min: -1000, max: 1000 },
    },
  },
  {
    kind: 'resourceNeed',
    room: 'execution',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      task: { type: 'reference', kinds: ['task'] },
      resource: { type: 'reference', kinds: ['resource'] },
      category: { type: 'choice', options: ['people', 'budget', 'material'], required: true },
      quantity: { type: 'number', min: 0 },
      unit: { type: 'text', maxLength: 40 },
      secured: { type: 'boolean' },
    },
  },
];
