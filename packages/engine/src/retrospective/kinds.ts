import type { Kind } from '../plan/kind.ts';

/** Step 5, learning: what to keep, what to improve, and what the next plan made of it. */
export const retrospectiveKinds: readonly Kind[] = [
  {
    kind: 'lesson',
    room: 'retrospective',
    book: 'plan',
    title: 'statement',
    fields: {
      statement: { type: 'text', required: true, maxLength: 400 },
      angle: { type: 'choice', options: ['objective', 'strategy', 'execution', 'resource', 'risk'] },
      verdict: { type: 'choice', options: ['keep', 'improve', 'stop', 'start'], required: true },
      evidence: { type: 'text', multiline: true },
      rootCause: { type: 'text', multiline: true },
      recommendation: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      due: { type: 'date' },
      adoption: { type: 'choice', options: ['proposed', 'accepted', 'declined'] },
      adoptionReason: { type: 'text' },
      /** The plan in which it was learned, when it was carried over. */
      learnedIn: { type: 'text', maxLength: 64 },
    },
  },
];
