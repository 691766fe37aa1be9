import { grains } from '../foundation/period.ts';
import type { Kind } from '../plan/kind.ts';
import { proposalKinds } from './proposals/kinds.ts';
import { ruleKinds } from './rules/kinds.ts';
import { timeBehaviours } from './totals.ts';
import { releaseKinds } from './waterfall/kinds.ts';

/** Leaf periods of a target: a grain of the calendar, or `custom` for the dates of a period set. */
export const targetGrains = [...grains, 'custom'] as const;

/** Aggregation kinds (DOMAIN-5). A mandatory property of every metric: summing what must not be summed is the commonest silent error. */
export const aggregations = [
  'sum',
  'last',
  'ratio',
  'wavg',
  'distinct',
  'max',
  'min',
  'formula',
  'manual',
] as const;

/** Step 1, the numbers: workspace master data first, then what one plan says about it. */
export const targetKinds: readonly Kind[] = [
  {
    kind: 'dimension',
    room: 'targets',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 80 },
      category: {
        type: 'choice',
        options: ['region', 'product', 'customer', 'channel', 'owner', 'custom'],
        required: true,
      },
      order: { type: 'number', integer: true },
      example: { type: 'boolean' },
    },
  },
  {
    kind: 'dimensionMember',
    room: 'targets',
    book: 'master',
    title: 'name',
    fields: {
      dimension: { type: 'reference', kinds: ['dimension'], required: true, fixed: true },
      name: { type: 'text', required: true, maxLength: 120 },
      /** The key in other systems; unique within its dimension. Names may repeat, codes may not. */
      code: { type: 'text', maxLength: 80 },
      parent: { type: 'reference', kinds: ['dimensionMember'] },
      order: { type: 'number', integer: true },
      person: { type: 'person' },
      from: { type: 'date' },
      to: { type: 'date' },
      /** Holds what was handed out beyond what must be delivered, with the opposite sign (SPR-T96). */
      padding: { type: 'boolean' },
      /** Stands for what nobody has yet: open amounts of its dimension are parked here (SPR-T38). */
      unassigned: { type: 'boolean' },
      example: { type: 'boolean' },
    },
  },
  {
    /** From a day on a member stands under another one; the days before stay what they were (ORG-1). */
    kind: 'reassignment',
    room: 'targets',
    book: 'master',
    title: null,
    fields: {
      member: { type: 'reference', kinds: ['dimensionMember'], required: true, fixed: true },
      /** Nothing = the top of its dimension. */
      parent: { type: 'reference', kinds: ['dimensionMember'], fixed: true },
      from: { type: 'date', required: true, fixed: true },
      reason: { type: 'text', maxLength: 400 },
    },
  },
  {
    kind: 'metric',
    room: 'targets',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 80 },
      key: { type: 'text', required: true, maxLength: 60 },
      aggregation: { type: 'choice', options: aggregations, required: true, fixed: true },
      direction: { type: 'choice', options: ['up', 'down', 'band'], required: true },
      unit: {
        type: 'choice',
        options: ['money', 'count', 'percent', 'score', 'hours', 'days'],
        required: true,
      },
      unitLabel: { type: 'text', maxLength: 20 },
      /** Decimals of the smallest storable unit: 2 = 分 for money, 0 = whole customers. */
      decimals: { type: 'number', integer: true, min: 0, max: 9, required: true, fixed: true },
      currency: { type: 'text', of: 'currency', maxLength: 3 },
      definition: { type: 'text', multiline: true },
      source: { type: 'text' },
      /** How leaf periods make longer ones and what typing there does (SPR-T40); by the aggregation when left out. */
      timeBehaviour: { type: 'choice', options: timeBehaviours },
      /** Days of a day-weighted mean: as the calendar has them, or 28 in every February. */
      dayCount: { type: 'choice', options: ['actualActual', 'actual365'] },
      /** Factors of January to December for spreading by season (SPR-T42). */
      seasonality: { type: 'list', of: 'number', maxItems: 12 },
      /** What the two parts of a ratio or weighted average count. */
      numerator: { type: 'text', maxLength: 80 },
      denominator: { type: 'text', maxLength: 80 },
      /** Of formula metrics: how it follows from others, by their keys; and which of them moves when it is typed. */
      formula: {
        type: 'text',
        of: 'formula',
        maxLength: 1_000,
        only: { field: 'aggregation', is: 'formula' },
      },
      absorbs: { type: 'reference', kinds: ['metric'], only: { field: 'aggregation', is: 'formula' } },
      example: { type: 'boolean' },
    },
  },
  {
    /** At what a number that is typed in another currency is converted into that of its metric (SPR-T86). */
    kind: 'fxRate',
    room: 'targets',
    book: 'master',
    title: 'currency',
    fields: {
      /** ISO 4217, as `into`. */
      currency: { type: 'text', of: 'currency', required: true, maxLength: 3 },
      /** How much of `into` one unit of the other currency is: exactly the decimal that is written. */
      rate: { type: 'number', required: true, min: 0.000_000_001, max: 1_000_000_000 },
      into: { type: 'text', of: 'currency', required: true, maxLength: 3 },
      /** For targets that begin on this day or later; nothing = for all before the next one. */
      from: { type: 'date' },
      source: { type: 'text', maxLength: 200 },
      example: { type: 'boolean' },
    },
  },
  {
    kind: 'calendar',
    room: 'targets',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 80 },
      yearStartMonth: { type: 'number', integer: true, min: 1, max: 12, required: true },
      pattern: { type: 'choice', options: ['months', '445', '454', '544'], required: true },
      holidays: { type: 'choice', options: ['CN', 'none'], required: true },
      exceptions: { type: 'dayExceptions' },
    },
  },
  {
    kind: 'periodSet',
    room: 'targets',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 80 },
      /** n + 1 dates bound n periods: each runs from its date to the day before the next. Ascending. */
      boundaries: { type: 'list', of: 'date', required: true, fixed: true, maxItems: 1_000 },
      example: { type: 'boolean' },
    },
  },
  {
    kind: 'import',
    room: 'tracking',
    book: 'master',
    title: 'fileName',
    fields: {
      fileName: { type: 'text', required: true, maxLength: 255 },
      source: { type: 'text', required: true, maxLength: 80 },
      metric: { type: 'reference', kinds: ['metric'], required: true },
      rows: { type: 'number', integer: true, min: 0, required: true },
      skipped: { type: 'number', integer: true, min: 0 },
      contentHash: { type: 'text', maxLength: 64 },
      from: { type: 'date' },
      to: { type: 'date' },
      example: { type: 'boolean' },
    },
  },
  {
    kind: 'importMapping',
    room: 'documents',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 120 },
      /** Fingerprint of the header row, so that the next file of the same form needs no questions. */
      header: { type: 'text', required: true, maxLength: 64 },
      mapping: { type: 'text', required: true, maxLength: 200_000 },
      source: { type: 'text', maxLength: 80 },
      /** An id that is only proposed again: what is remembered keeps no metric from being removed. */
      metric: { type: 'text', maxLength: 64 },
      createMembers: { type: 'boolean' },
    },
  },
  {
    kind: 'target',
    room: 'targets',
    book: 'plan',
    title: null,
    scope: {
      persons: ['accountable'],
      whole: ['baseline', 'givenGrowth', 'lower', 'upper', 'pipeline'],
      words: ['breakdownNote', 'path'],
    },
    fields: {
      metric: { type: 'reference', kinds: ['metric'], required: true, fixed: true },
      targetClass: { type: 'choice', options: ['core', 'supporting'], required: true },
      /** Dimensions of the breakdown, in the plan's canonical order (SPR-T69). */
      dimensions: { type: 'reference', kinds: ['dimension'], many: true, fixed: true },
      grain: { type: 'choice', options: targetGrains, required: true, fixed: true },
      periodSet: { type: 'reference', kinds: ['periodSet'], fixed: true },
      from: { type: 'date', required: true },
      to: { type: 'date', required: true },
      /** Periods that end on this day or before are closed: spreading leaves them as they are (SPR-T44). */
      closedUntil: { type: 'date' },
      /** Handed down level by level along this dimension: below, its numbers are seen once released (SPR-T93). */
      waterfall: { type: 'reference', kinds: ['dimension'] },
      breakdownNote: { type: 'text', multiline: true },
      path: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      due: { type: 'date' },
      /** Percent of the target that must be reached at least, and that would be more than asked (DOMAIN: 保底, 挑战). */
      floorTarget: { type: 'number', min: 0, max: 1_000 },
      stretchTarget: { type: 'number', min: 0, max: 1_000 },
      /** Over-assignment that is still in order, in percent of what must be delivered. */
      paddingLimit: { type: 'number', min: 0, max: 1_000 },
      weight: { type: 'number', min: 0, max: 100 },
      dataSource: { type: 'text' },
      /** What was found out or is taken for true that the target was set by. */
      evidence: {
        type: 'reference',
        kinds: ['marketInsight', 'customerInsight', 'competitorInsight', 'assumption'],
        many: true,
      },
      /** Value of the comparison period, in the metric's smallest unit; growth is computed from it. */
      baseline: { type: 'number', integer: true },
      /** Which of value and growth somebody gave; the other one is computed. Percent, relative. */
      givenGrowth: { type: 'number' },
      /** Of a metric that is to stay inside a band: its limits for the whole target, in the metric's own unit. */
      lower: { type: 'number' },
      upper: { type: 'number' },
      /** Open deals that close in its days, in the metric's smallest unit, and what part of them is won in percent (SMT-12). */
      pipeline: { type: 'number', integer: true, min: 0 },
      winRate: { type: 'number', min: 0, max: 100 },
      order: { type: 'number', integer: true },
    },
  },
  {
    /** How a part of a target is to be reached, by whom and until when (TPL-1). */
    kind: 'cellPath',
    room: 'targets',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate', confined: true, persons: ['accountable'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      /** A member for some dimensions of the breakdown; the others are at their top. */
      coordinate: { type: 'coordinate', required: true, fixed: true },
      path: { type: 'text', multiline: true },
      accountable: { type: 'person' },
      due: { type: 'date' },
    },
  },
  {
    /** What a total of a distinct count or of a judged metric was given as its own number (SPR-T78). */
    kind: 'statedNumber',
    room: 'targets',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate', confined: true },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      /** One member per dimension; a dimension that is left out is at its top. */
      coordinate: { type: 'coordinate', required: true, fixed: true },
      time: { type: 'text', of: 'period', required: true, fixed: true, maxLength: 40 },
      /** In the metric's smallest unit. */
      value: { type: 'number', integer: true, required: true },
    },
  },
  {
    kind: 'hold',
    room: 'targets',
    book: 'plan',
    title: 'reason',
    scope: { persons: ['owner'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      /** One dimension member per dimension of the target, or nothing for the top; and a node of its time tree. */
      members: { type: 'list', of: 'member', required: true, fixed: true },
      time: { type: 'text', of: 'period', required: true, fixed: true, maxLength: 40 },
      /**
       * SPR-T51. `period`: every number of a time node, so `members` names nothing but tops. `structure`: no number, but where
       * the members at and below those of `members` stand.
       */
      keeps: {
        type: 'choice',
        options: ['value', 'total', 'share', 'bound', 'period', 'structure'],
        required: true,
      },
      /** Of a bound, in the metric's smallest unit; at least one of them. */
      floor: { type: 'number', integer: true },
      cap: { type: 'number', integer: true },
      /** Of a share: the dimension, or `time`, along which the total one level up is the whole. */
      along: { type: 'text', maxLength: 64 },
      /**
       * The exact share, part ÷ whole: taken from the numbers when the hold is made, or typed as a percentage – 12.5 %
       * is 125 ÷ 1000.
       */
      sharePart: { type: 'number', integer: true, fixed: true },
      shareWhole: { type: 'number', integer: true, fixed: true },
      /** SPR-T53; nothing = `firm`, for a period `system`. */
      strength: { type: 'choice', options: ['soft', 'firm', 'system'] },
      owner: { type: 'person', required: true },
      reason: { type: 'text', required: true, maxLength: 400 },
      /** The last day on which it protects. */
      expires: { type: 'date' },
      /** What ends it, if that comes first: the approval of the plan. Without this and a day it lasts to the plan's end. */
      expiresWhen: { type: 'choice', options: ['approved'] },
      /** The same in every hold of a selection: they were made in one step for one reason, and are released as one. */
      selection: { type: 'text', fixed: true, maxLength: 64 },
    },
  },
  {
    kind: 'targetView',
    room: 'targets',
    book: 'plan',
    title: 'name',
    scope: { persons: ['owner'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      name: { type: 'text', required: true, maxLength: 80 },
      /** What stands where, what is held aside, opened, sorted, filtered and hidden: the address of the layout, without the cell. */
      layout: { type: 'text', required: true, maxLength: 20_000 },
      owner: { type: 'person', required: true },
    },
  },
  {
    // Its text speaks of a number: who may not see that does not see it either.
    kind: 'cellComment',
    room: 'targets',
    book: 'plan',
    title: null,
    scope: { coordinate: 'coordinate', confined: true, persons: ['author'] },
    fields: {
      target: { type: 'reference', kinds: ['target'], required: true, fixed: true },
      coordinate: { type: 'coordinate', fixed: true },
      time: { type: 'text', of: 'period', maxLength: 40, fixed: true },
      text: { type: 'text', multiline: true, required: true },
      author: { type: 'person', required: true, fixed: true },
      mentions: { type: 'person', many: true },
      resolved: { type: 'boolean' },
    },
  },
  ...ruleKinds,
  ...proposalKinds,
  ...releaseKinds,
];
