import { expect, test } from 'vitest';
import { type EnterContext, forkState } from '../../src/index.ts';
import { must, number, type PlanOfKinds, planOf, refusalOf, typing } from './plan-of-kinds.ts';

type Past = NonNullable<EnterContext['past']>;

/** A plan with numbers, and the book as it was at two positions of its log: before them, and with them. */
function plan(): { readonly plan: PlanOfKinds; readonly past: Past } {
  const plan = planOf({ r: { aggregation: 'sum' }, other: { aggregation: 'sum' } });
  const empty = forkState(plan.state);
  must(plan, typing('r', { 'N1 7': 10, 'N2 7': 30, 'S 7': 60 }));
  must(plan, typing('other', { 'N1 7': 1, 'S 7': 3 }));
  const filled = forkState(plan.state);
  return { plan, past: (position) => [empty, filled][position] };
}

const shown = (of: PlanOfKinds) => ['N1 7', 'N2 7', 'S 7'].map((cell) => number(of, 'r', cell));

test('[SPR-T58] a total that was typed away takes the pattern that it had', () => {
  const { plan: typed, past } = plan();
  must(typed, typing('r', { '* 7': 0 }));
  must(typed, typing('r', { '* 7': { value: 200, asOf: 1 } }), { past });
  expect(shown(typed)).toEqual([20, 60, 120]);
});

test('[SPR-T58] what is there now comes first, the earlier pattern only where nothing is', () => {
  const { plan: typed, past } = plan();
  must(typed, typing('r', { 'N1 7': 90, 'N2 7': 0 }));
  must(typed, typing('r', { '* 7': { value: 300, asOf: 1 } }), { past });
  expect(shown(typed)).toEqual([180, 0, 120]);
});

test('[SPR-T58] an earlier time without numbers is no pattern: equally, and that is told', () => {
  const { plan: typed, past } = plan();
  must(typed, typing('r', { '* 7': 0 }));
  const { notices } = must(typed, typing('r', { '* 7': { value: 30, asOf: 0 } }), { past });
  expect(notices.map(({ code }) => code)).toContain('ZERO_BASIS');
  expect(shown(typed)).toEqual([10, 10, 10]);
});

test('[SPR-T27] a reference may be another version: of the target itself or of another one', () => {
  const { plan: typed, past } = plan();
  must(typed, typing('r', { 'N1 7': 1, 'N2 7': 1, 'S 7': 1 }));
  must(typed, typing('other', { 'N1 7': 7, 'S 7': 7 }));
  const by = (asOf: number, more: object = {}) =>
    typing('r', { '* 7': { method: 'relativeProportional', value: 400, asOf, ...more } });
  must(typed, by(1), { past });
  expect(shown(typed)).toEqual([40, 120, 240]);
  must(typed, by(1, { reference: 'other' }), { past });
  expect(shown(typed)).toEqual([100, 0, 300]);
  must(typed, typing('r', { '* 7': { method: 'copy', asOf: 1 } }), { past });
  expect(shown(typed)).toEqual([10, 30, 60]);
});

test('[SPR-T16] an earlier time is refused where it is not known, and where no method reads it', () => {
  const { plan: typed, past } = plan();
  const wish = { value: 5, asOf: 1 };
  expect(refusalOf(typed, typing('r', { '* 7': wish }))).toMatchObject({
    code: 'NOT_FOUND',
    path: 'entries[0].asOf',
  });
  expect(refusalOf(typed, typing('r', { '* 7': { ...wish, asOf: 9 } }), { past })?.code).toBe('NOT_FOUND');
  expect(refusalOf(typed, typing('r', { '* 7': { ...wish, method: 'equal' } }), { past })).toMatchObject({
    code: 'INVALID',
    path: 'entries[0].asOf',
  });
});
