import type { Kind } from '../plan/kind.ts';

/** Step 5, watching and adjusting: the meetings, what was off course, what was decided. */
export const trackingKinds: readonly Kind[] = [
  {
    kind: 'review',
    room: 'tracking',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      on: { type: 'date', required: true },
      cadence: { type: 'choice', options: ['day', 'week', 'xun', 'month', 'quarter'] },
      attendees: { type: 'person', many: true },
      minutes: { type: 'text', multiline: true, maxLength: 20_000 },
      status: { type: 'choice', options: ['planned', 'held'] },
    },
  },
  {
    kind: 'deviation',
    room: 'tracking',
    book: 'plan',
    title: 'name',
    scope: { coordinate: 'coordinate', persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      review: { type: 'reference', kinds: ['review'] },
      target: { type: 'reference', kinds: ['target'] },
      coordinate: { type: 'coordinate' },
      period: { type: 'text', of: 'period', maxLength: 40 },
      cause: {
        type: 'choice',
        options: [
          'market',
          'competitor',
          'productPrice',
          'execution',
          'resource',
          'dataDefinition',
          'targetItself',
        ],
      },
      explanation: { type: 'text', multiline: true },
      decision: {
        type: 'choice',
        options: [
          'keep',
          'fixExecution',
          'changeInitiative',
          'moveResource',
          'transferTarget',
          'reliefOrRebase',
          'escalate',
        ],
      },
      adjustment: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      due: { type: 'date' },
      status: {
        type: 'choice',
        options: ['opened', 'explained', 'decided', 'adjusting', 'verified', 'closed', 'dismissed'],
      },
    },
  },
  {
    kind: 'actionItem',
    room: 'tracking',
    book: 'plan',
    title: 'name',
    scope: { persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      review: { type: 'reference', kinds: ['review'] },
      deviation: { type: 'reference', kinds: ['deviation'] },
      accountable: { type: 'person' },
      due: { type: 'date' },
      result: { type: 'text', multiline: true },
      status: { type: 'choice', options: ['open', 'done', 'dropped'] },
    },
  },
];
