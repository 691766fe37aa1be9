import { expect, test } from 'vitest';
import { applyChanges, layoutOf, overAssignment, placeOf, tableTotals } from '../../src/index.ts';
import {
  ask,
  enact,
  numbers,
  problemsOf,
  type RulePlan,
  rule,
  rulePlan,
  runRule,
  sum,
  target,
} from './rule-plan.ts';

const over = (plan: RulePlan, member: string) => {
  const layout = layoutOf(plan.state, plan.master, 't')!;
  const at = placeOf(layout.frame, { members: [member], time: 'all' })!;
  return overAssignment(layout, plan.master, tableTotals(layout), at, 0);
};

test('[SPR-T96] over-assignment stands on a padding member, so that everything still adds up', () => {
  const plan = rulePlan();
  const padding = { dimension: 'region', name: 'Padding', parent: 'E', padding: true };
  applyChanges(plan.master, [
    { type: 'record.added', record: { kind: 'dimensionMember', id: 'pad', fields: padding } },
  ]);
  target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], pad: [0, 0, 0], W: [100, 100, 100] });
  expect(over(plan, 'E')).toEqual({ toDeliver: 600, handedOut: 600, over: 0 });
  expect(over(plan, 'W')).toBeNull();
  const source = { members: ['pad'], time: 'M2026-01' };
  const into = { members: ['E1'], time: 'M2026-01' };
  const entry = { at: source, method: 'transfer', value: 30, source, target: into } as const;
  expect(problemsOf(ask(plan, { type: 'target.enter', target: 't', entries: [entry] }))).toEqual([]);
  enact(plan, { type: 'target.enter', target: 't', entries: [entry] });
  expect(numbers(plan)['pad']).toEqual([-30, 0, 0]);
  expect(over(plan, 'E')).toEqual({ toDeliver: 600, handedOut: 630, over: 30 });
  expect(sum(Object.values(numbers(plan)).flat()), 'the whole is what it was').toBe(900);
  expect(over(plan, '*')).toEqual({ toDeliver: 900, handedOut: 930, over: 30 });
});

const withNobody = (plan: RulePlan) => {
  const member = (id: string, flag: string) => ({
    type: 'record.added' as const,
    record: { kind: 'dimensionMember', id, fields: { dimension: 'region', name: id, [flag]: true } },
  });
  applyChanges(plan.master, [member('pad', 'padding'), member('open', 'unassigned')]);
  target(plan, 't', { E1: [], E2: [], W: [], pad: [], open: [] });
};
const total = (plan: RulePlan, value: number, method: object = {}, members = ['*']) =>
  enact(plan, {
    type: 'target.enter',
    target: 't',
    entries: [{ at: { members, time: 'all' }, value, ...method }],
  });
const sums = (plan: RulePlan) => ['E1', 'E2', 'W', 'pad', 'open'].map((id) => sum(numbers(plan)[id]));

test('[SPR-T96] padding and what is not assigned yet take no share by default, and one when named or already there', () => {
  for (const method of [{}, { method: 'equal' }, { method: 'calendar', kind: 'naturalDays' }]) {
    const plan = rulePlan();
    withNobody(plan);
    total(plan, 900, method);
    expect(sums(plan).slice(3), JSON.stringify(method)).toEqual([0, 0]);
    expect(sums(plan).reduce((all, one) => all + one)).toBe(900);
  }
  const plan = rulePlan();
  withNobody(plan);
  total(plan, 90, {}, ['open']);
  expect(sums(plan), 'named').toEqual([0, 0, 0, 0, 90]);
  total(plan, 900, { method: 'equalLeaves' });
  expect(sums(plan), 'already there').toEqual([225, 225, 225, 0, 225]);
});

test('[SPR-T38] a rule hands out what is not assigned yet, unless it names the member', () => {
  const plan = rulePlan();
  withNobody(plan);
  total(plan, 900, {}, ['open']);
  for (const basis of ['equal', 'headcount']) {
    rule(plan, basis, { dimension: 'region', basis });
    enact(plan, runRule(basis));
    expect(sums(plan)[4], basis).toBe(0);
  }
  rule(plan, 'named', { dimension: 'region', basis: 'weights', weights: { E1: 2, open: 1 } });
  enact(plan, runRule('named'));
  expect(sums(plan)).toEqual([600, 0, 0, 0, 300]);
});
