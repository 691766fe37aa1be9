import type { Kind } from '../../plan/kind.ts';

/** Kind of the records that release a target's numbers to those who work below. */
export const RELEASE = 'release';

/** To whom the numbers of a target that is handed down level by level were released (SPR-T93). */
export const releaseKinds: readonly Kind[] = [
  {
    kind: RELEASE,
    room: 'targets',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate' },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      /** One member, of the dimension along which the target is handed down. */
      coordinate: { type: 'coordinate', required: true, fixed: true },
    },
  },
];
