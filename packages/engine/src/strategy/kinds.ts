import type { Kind } from '../plan/kind.ts';

/** From when on a contribution counts, and how long it takes until it counts in full (COV-2, COV-4). */
const effect = {
  effectFrom: { type: 'date' },
  /** It cannot begin before this task is done. */
  effectAfter: { type: 'reference', kinds: ['task'] },
  /** Calendar days of linear growth. */
  rampDays: { type: 'number', integer: true, min: 0, max: 3_660 },
} as const;

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
      /** Whom it is for, and what troubles them that it answers. */
      segments: { type: 'reference', kinds: ['customerInsight'], many: true },
      answers: { type: 'reference', kinds: ['painPoint'], many: true },
      /**
       * What it adds to `target`: in that metric's smallest unit, whole; of a rate, which has none, what is read, percentages
       * in points, to hundredths. Anything else is `NUMBER_TOO_PRECISE`.
       */
      contribution: { type: 'estimate' },
      ...effect,
      expectedResult: { type: 'text' },
      /** Money that it may take, beside what its needs say (NEED-10). */
      budget: { type: 'money' },
      /** Chance that it delivers at all, 0 to 100. */
      probability: { type: 'number', min: 0, max: 100 },
      priority: { type: 'choice', options: ['high', 'medium', 'low'] },
      accountable: { type: 'person' },
      from: { type: 'date' },
      to: { type: 'date' },
      /** By how many days it begins later than its contributions were estimated for (COV-4). */
      slipDays: { type: 'number', integer: true, min: 0, max: 3_660 },
      /** What only this offer has, that it brings to bear; `differentiator` said so in words. */
      differentiators: { type: 'reference', kinds: ['differentiator'], many: true },
      differentiator: { type: 'text', former: true },
      evidence: {
        type: 'reference',
        kinds: ['marketInsight', 'customerInsight', 'competitorInsight', 'assumption'],
        many: true,
      },
      status: { type: 'choice', options: ['planned', 'running', 'done', 'dropped'] },
      /** The summary task of a project file that it came from, as of a task (FIL-1). */
      fileKey: { type: 'text', maxLength: 200, ofFile: true },
      fileDetails: { type: 'text', maxLength: 60_000, ofFile: true },
    },
  },
  {
    /** What an initiative adds to one more target, or to the same one at another place. */
    kind: 'contribution',
    room: 'strategy',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate' },
    fields: {
      initiative: { type: 'reference', kinds: ['initiative'], required: true, fixed: true },
      target: { type: 'reference', kinds: ['target'], required: true },
      coordinate: { type: 'coordinate' },
      /** As of an initiative. */
      contribution: { type: 'estimate', required: true },
      /** Instead of the initiative's own. */
      probability: { type: 'number', min: 0, max: 100 },
      ...effect,
    },
  },
  {
    kind: 'differentiator',
    room: 'strategy',
    book: 'plan',
    title: 'promise',
    fields: {
      promise: { type: 'text', required: true, maxLength: 200 },
      /** The pain points that it answers; `painPoint` said so in words before they had names. */
      answers: { type: 'reference', kinds: ['painPoint'], many: true },
      painPoint: { type: 'text', former: true },
      proof: { type: 'text', multiline: true },
      competitorGap: { type: 'text' },
      strategy: { type: 'reference', kinds: ['strategy'] },
    },
  },
];
