import type { Kind } from '../plan/kind.ts';

/** Step 4: what may go wrong, the sign that it does, and the answer prepared for it. */
export const riskKinds: readonly Kind[] = [
  {
    kind: 'risk',
    room: 'risks',
    book: 'plan',
    title: 'name',
    scope: { coordinate: 'coordinate', persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      category: {
        type: 'choice',
        options: ['market', 'competition', 'resource', 'execution', 'supply', 'credit', 'compliance'],
      },
      /** Three grades each; the level follows from both and is never typed. */
      probability: { type: 'choice', options: ['high', 'medium', 'low'] },
      impact: { type: 'choice', options: ['severe', 'moderate', 'slight'] },
      trigger: { type: 'text', multiline: true },
      response: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      /** Working days from the trigger until the response must be done. */
      responseDays: { type: 'number', integer: true, min: 0, max: 365 },
      targets: { type: 'reference', kinds: ['target'], many: true },
      evidence: {
        type: 'reference',
        kinds: ['marketInsight', 'customerInsight', 'competitorInsight', 'assumption'],
        many: true,
      },
      coordinate: { type: 'coordinate' },
      status: { type: 'choice', options: ['open', 'watching', 'triggered', 'responding', 'closed'] },
    },
  },
];
