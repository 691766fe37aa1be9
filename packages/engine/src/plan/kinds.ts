import type { Kind } from './kind.ts';

/** The plan itself: its brief, frozen versions, comments on anything, and fields a workspace adds to a kind. */
export const planKinds: readonly Kind[] = [
  {
    kind: 'brief',
    room: 'plan',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 120 },
      scenario: {
        type: 'choice',
        options: ['launch', 'expansion', 'sprint', 'competition', 'keyAccounts', 'blank'],
        required: true,
      },
      purpose: { type: 'text', multiline: true },
      status: { type: 'choice', options: ['draft', 'review', 'approved', 'running', 'closed'] },
      /** The period that the targets are about … */
      from: { type: 'date', required: true },
      to: { type: 'date', required: true },
      /** … and the window in which people work for them, which may begin earlier. */
      workFrom: { type: 'date' },
      workTo: { type: 'date' },
      cadence: { type: 'choice', options: ['day', 'week', 'xun', 'month', 'quarter'] },
      rhythm: { type: 'text', multiline: true },
      essence: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      /** ISO 4217: what all money of the plan's records counts in; the workspace's when the plan is made (NEED-1). */
      currency: { type: 'text', maxLength: 3 },
      example: { type: 'boolean' },
      earlierPlan: { type: 'text', maxLength: 64 },
    },
  },
  {
    kind: 'version',
    room: 'plan',
    book: 'plan',
    title: 'name',
    // Of all the numbers of the plan: a few unknown ones could be guessed from it.
    scope: { whole: ['fingerprint'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 120 },
      purpose: { type: 'choice', options: ['baseline', 'revision', 'snapshot'], required: true },
      reason: { type: 'text', multiline: true },
      /** Whose log the position is of: the plan's or the what-if's. */
      log: { type: 'text', maxLength: 64, fixed: true },
      /** Position of that log, and of the master data's log, at which it was frozen. */
      position: { type: 'number', integer: true, min: 0, required: true, fixed: true },
      masterPosition: { type: 'number', integer: true, min: 0, required: true, fixed: true },
      /** Fingerprint of the frozen content: the same content gives the same fingerprint. */
      fingerprint: { type: 'text', maxLength: 64, required: true, fixed: true },
    },
  },
  {
    kind: 'comment',
    room: 'plan',
    book: 'plan',
    title: null,
    scope: { persons: ['author'] },
    fields: {
      text: { type: 'text', multiline: true, required: true },
      author: { type: 'person', required: true, fixed: true },
      /** What it is about: a record. What is said of a number is a `cellComment`. */
      about: { type: 'text', required: true, fixed: true, maxLength: 400 },
      mentions: { type: 'person', many: true },
      resolved: { type: 'boolean' },
    },
  },
];
