import type { Kind } from '../../plan/kind.ts';

/** Where a proposal stands: with whoever answers, with its proposer, or settled. */
export const proposalAnswers = ['open', 'countered', 'accepted', 'declined', 'withdrawn'] as const;

/** One of `proposalAnswers`. */
export type ProposalAnswer = (typeof proposalAnswers)[number];

/** Numbers from below, and what became of them (SPR-T93, SPR-T98). They come and change by commands of their own. */
export const proposalKinds: readonly Kind[] = [
  {
    kind: 'proposal',
    room: 'targets',
    book: 'plan',
    title: 'reason',
    scope: { coordinate: 'coordinate', confined: true, persons: ['proposer'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      coordinate: { type: 'coordinate', fixed: true },
      time: { type: 'text', of: 'period', required: true, fixed: true, maxLength: 40 },
      proposer: { type: 'person', required: true, fixed: true },
      /** In the metric's smallest unit. */
      value: { type: 'number', integer: true, required: true, fixed: true },
      reason: { type: 'text', required: true, fixed: true, maxLength: 400 },
      /** What it would take. */
      measures: { type: 'text', multiline: true, fixed: true },
      answer: { type: 'choice', options: proposalAnswers, required: true, fixed: true },
      counterValue: { type: 'number', integer: true, fixed: true },
      answerReason: { type: 'text', maxLength: 400, fixed: true },
      answeredBy: { type: 'person', fixed: true },
    },
  },
];
