import type { RecordView } from '../../records/index.ts';

export const verdicts = ['keep', 'improve', 'stop', 'start'] as const;
export type Verdict = (typeof verdicts)[number];

/** T5b, the retrospective. */
export const lessonView: RecordView = {
  key: 't5b',
  kind: 'lesson',
  template: 'T5',
  columns: [
    'statement',
    'angle',
    'verdict',
    'evidence',
    'rootCause',
    'recommendation',
    'accountable',
    'due',
    'adoption',
    'adoptionReason',
  ],
  defaults: { verdict: 'improve', adoption: 'proposed' },
  card: ['verdict', 'angle', 'recommendation', 'accountable', 'adoption'],
};
