import type { Kind } from '../plan/kind.ts';

/** Step 2: the direction chosen, the initiatives that carry it, and what only this offer has. */
export const strategyKinds: readonly Kind[] = [
  {
    kind: 'strategy',
    room: 'strategy',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      rationale: { type: 'text', multiline: true },
      segment: { type: 'text', maxLength: 200 },
      targets: { type: 'reference', kinds: ['target'], many: true },
      evidence: {
        type: 'reference',
        kinds: ['marketInsight', 'customerInsight', 'competitorInsight'],
        many: true,
      },
    },
  },
  {
    kind: 'initiative',
    room: 'strategy',
    book: 'plan',
    title: 'name',
    scope: { coordinate: 'coordinate', persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      approach: { type: 'text', multiline: true },
      strategy: { type: 'reference', kinds: ['strategy'] },
      target: { type: 'reference', kinds: ['target'] },
      contributesTo: { type: 'reference', kinds: ['target'], many: true },
      coordinate: { type: 'coordinate' },
      /** What it adds to `target`, in that metric's own unit. */
      contribution: { type: 'estimate' },
      expectedResult: { type: 'text' },
      /** Chance that it delivers at all, 0 to 100. */
      probability: { type: 'number', min: 0, max: 100 },
      priority: { type: 'choice', options: ['high', 'medium', 'low'] },
      accountable: { type: 'person' },
      from: { type: 'date' },
      to: { type: 'date' },
      differentiator: { type: 'text' },
      evidence: {
        type: 'reference',
        kinds: ['marketInsight', 'customerInsight', 'competitorInsight', 'assumption'],
        many: true,
      },
      status: { type: 'choice', options: ['planned', 'running', 'done', 'dropped'] },
    },
  },
  {
    kind: 'differentiator',
    room: 'strategy',
    book: 'plan',
    title: 'promise',
    fields: {
      promise: { type: 'text', required: true, maxLength: 200 },
      painPoint: { type: 'text' },
      proof: { type: 'text', multiline: true },
      competitorGap: { type: 'text' },
      strategy: { type: 'reference', kinds: ['strategy'] },
    },
  },
];
