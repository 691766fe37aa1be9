import type { Kind } from '../../plan/kind.ts';
import { ruleBases, ruleCalendars } from './rule.ts';

/** What says how a target's numbers are broken down, and what people set against it. */
export const ruleKinds: readonly Kind[] = [
  {
    kind: 'breakdownRule',
    room: 'targets',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate', confined: true },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      /** The number it divides: a member per dimension, the top where none is named, and a node of the time tree. */
      coordinate: { type: 'coordinate' },
      time: { type: 'text', of: 'period', maxLength: 40 },
      /** What it divides by: a dimension of the target, or time when none is named. */
      dimension: { type: 'reference', kinds: ['dimension'] },
      level: { type: 'choice', options: ['next', 'leaves'], required: true },
      basis: { type: 'choice', options: ruleBases, required: true },
      calendar: { type: 'choice', options: ruleCalendars },
      /** The target whose numbers are the weights: last year's, a potential, a headcount. */
      source: { type: 'reference', kinds: ['target'] },
      /** Weights by member or period id; with `headcount` people, with `buckets` the number of its class. */
      weights: { type: 'weights' },
      /** With `buckets`: what each part of the first, second … class gets, in the metric's smallest unit. */
      amounts: { type: 'list', of: 'number', maxItems: 20 },
      /** Percent handed out beyond what must be delivered; a padding member takes it with the opposite sign (SPR-T96). */
      over: { type: 'number', min: 0, max: 1_000 },
      /** Weights follow the ledger: the same days of earlier years, or the twelve months before. */
      fromLedger: { type: 'choice', options: ['years', 'trailing'] },
      historyYears: { type: 'number', integer: true, min: 1, max: 10 },
      /** Where the weights came from, for people: a ledger of actuals, a study. */
      weightsFrom: { type: 'text', maxLength: 200 },
      keeps: { type: 'choice', options: ['shares', 'totals'], required: true },
      keepManual: { type: 'boolean' },
      keepCommitments: { type: 'boolean' },
      /** Percent of full productivity by month since the first day; 100 afterwards. */
      ramp: { type: 'list', of: 'number', maxItems: 120 },
      /** Who takes what nobody is there for; the colleagues when none is named. */
      remainder: { type: 'reference', kinds: ['dimensionMember'] },
      /** Run again in the same entry that changes its source. */
      auto: { type: 'boolean' },
      order: { type: 'number', integer: true },
      /** The weights of the last run, so that a driver that moved since is seen (SPR-T12). */
      ranWith: { type: 'weights', fixed: true },
      /** Which of the runs of the target's rules that was, from 1, so that a run that another one replaced is seen. */
      ranOrder: { type: 'number', integer: true, min: 1, fixed: true },
    },
  },
  {
    kind: 'override',
    room: 'targets',
    book: 'plan',
    title: 'reason',
    scope: { coordinate: 'coordinate', confined: true, persons: ['author'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      coordinate: { type: 'coordinate', fixed: true },
      time: { type: 'text', of: 'period', maxLength: 40, fixed: true },
      /** What stood there before somebody set it aside, in the metric's smallest unit. */
      calculated: { type: 'number', integer: true },
      reason: { type: 'text', required: true, maxLength: 400 },
      author: { type: 'person', required: true, fixed: true },
    },
  },
];
