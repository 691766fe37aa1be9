import { expect, test } from 'vitest';
import { applyChanges, layoutOf, overAssignment, placeOf, tableTotals } from '../../src/index.ts';
import { ask, enact, numbers, problemsOf, type RulePlan, rulePlan, sum, target } from './rule-plan.ts';

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
