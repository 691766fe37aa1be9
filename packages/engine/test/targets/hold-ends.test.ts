import { beforeEach, describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  type Command,
  decidePromotion,
  decideTakeBack,
  findRecord,
  forkState,
  isApproved,
} from '../../src/index.ts';
import { contextOf, must, type PlanOfKinds, planOf, refusalOf, shown, typing } from './plan-of-kinds.ts';

/** A hold ends on a day, by an event or with the plan; never silently not at all. */

let plan: PlanOfKinds;

const hold = (id: string, fields: object = {}): Command => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: {
    target: 'sales',
    members: ['N1'],
    time: 'M2026-07',
    keeps: 'value',
    owner: 'other',
    reason: 'as it was handed in',
    expiresWhen: 'approved',
    ...fields,
  },
});
const release = (id: string): Command => ({ type: 'record.remove', kind: 'hold', id });
const stage = (status: string): Command => ({
  type: 'record.update',
  kind: 'brief',
  id: 'brief',
  set: { status },
});
const isHeld = (id: string): boolean => findRecord(plan.state, 'hold', id) !== undefined;
const takeBack = (changes: readonly Change[]): readonly string[] => {
  const undone = decideTakeBack(contextOf(plan.state, plan.master), changes, plan.state);
  if (!undone.ok) return undone.problems.map(({ code, params }) => `${code} ${params?.['by']}`);
  applyChanges(plan.state, undone.value.changes);
  return [];
};
/** What somebody does in a what-if of the plan as it is now. */
function whatIf(...commands: readonly Command[]): readonly Change[] {
  const state = forkState(plan.state);
  const branch = { ...plan, state, context: contextOf(state, plan.master) };
  return commands.flatMap((command) => must(branch, command).changes);
}

beforeEach(() => {
  plan = planOf({ sales: { aggregation: 'sum' } });
  const fields = { name: 'Plan', scenario: 'blank', from: '2026-07-01', to: '2026-09-30', status: 'draft' };
  must(plan, { type: 'record.add', kind: 'brief', id: 'brief', fields });
  must(plan, typing('sales', { 'N1 7': 60, 'N2 7': 40 }));
});

describe('[SPR-T53] a hold that lasts until the plan is approved', () => {
  test('protects in draft and in review, and is gone in the entry that approves', () => {
    must(plan, hold('h'));
    must(plan, stage('review'));
    expect(refusalOf(plan, typing('sales', { 'N1 7': 70 }))).toMatchObject({ code: 'NO_FREE_CELL' });
    const { changes } = must(plan, stage('approved'));
    expect(changes.map(({ type }) => type)).toEqual(['record.changed', 'record.removed']);
    must(plan, typing('sales', { 'N1 7': 70 }));
    expect(shown(plan, 'sales', 'N1 7')?.numerator).toBe(70);
  });

  test.each(['approved', 'running', 'closed'])('%s is approved, whatever stage was passed over', (status) => {
    must(plan, hold('h'));
    must(plan, stage(status));
    expect([isApproved(plan.state), isHeld('h')]).toEqual([true, false]);
  });

  test('others stay: those with a day, and those to the plan’s end', () => {
    must(plan, hold('day', { expiresWhen: null, expires: '2026-08-31' }));
    must(plan, hold('end', { expiresWhen: null, members: ['N2'] }));
    must(plan, stage('approved'));
    expect([isHeld('day'), isHeld('end')]).toEqual([true, true]);
  });

  test('with a day as well, whichever comes first ends it', () => {
    must(plan, hold('h', { expires: '2026-07-31' }));
    const typed = typing('sales', { 'N1 7': 61 });
    expect(refusalOf(plan, typed, { today: '2026-07-31' })).toMatchObject({ code: 'NO_FREE_CELL' });
    expect(refusalOf(plan, typed, { today: '2026-08-01' })).toBeNull();
    must(plan, stage('approved'), { today: '2026-07-15' });
    expect(isHeld('h')).toBe(false);
  });

  test('undo of the approval brings it back, unless its numbers have moved since', () => {
    must(plan, hold('cap', { keeps: 'bound', cap: 65 }));
    const { changes } = must(plan, stage('approved'));
    expect(takeBack(changes)).toEqual([]);
    expect([isApproved(plan.state), isHeld('cap')]).toEqual([false, true]);
    const again = must(plan, stage('approved')).changes;
    must(plan, typing('sales', { 'N1 7': 70 }));
    expect(takeBack(again)).toHaveLength(1);
    expect(isHeld('cap')).toBe(false);
  });

  test('a plan that goes back to draft is held anew or not at all', () => {
    must(plan, hold('h'));
    must(plan, stage('approved'));
    must(plan, stage('draft'));
    expect(isHeld('h')).toBe(false);
    must(plan, hold('h'));
    expect(isHeld('h')).toBe(true);
  });

  test('is not made in a plan that is approved already: there it would never end', () => {
    must(plan, stage('running'));
    const refused = { code: 'INVALID', path: 'fields.expiresWhen' };
    expect(refusalOf(plan, hold('h'))).toMatchObject(refused);
    must(plan, hold('h', { expiresWhen: null }));
    const later = { type: 'record.update', kind: 'hold', id: 'h', set: { expiresWhen: 'approved' } } as const;
    expect(refusalOf(plan, later)).toMatchObject(refused);
  });

  test('does not come into an approved plan by undo or out of a what-if either', () => {
    const before = must(plan, hold('released'));
    expect(before.changes).toHaveLength(1);
    const released = must(plan, release('released')).changes;
    const made = whatIf(hold('made'), typing('sales', { 'N2 7': 41 }));
    must(plan, stage('approved'));
    expect(takeBack(released)).toEqual([]);
    const promoted = decidePromotion(contextOf(plan.state, plan.master), made, plan.state);
    if (!promoted.ok) throw new Error(JSON.stringify(promoted.problems));
    applyChanges(plan.state, promoted.value.changes);
    expect([isHeld('released'), isHeld('made')]).toEqual([false, false]);
    expect(shown(plan, 'sales', 'N2 7')?.numerator).toBe(41);
  });

  test('belongs to one version: approving a what-if ends its copy only, approving the plan not the copy', () => {
    must(plan, hold('h'));
    const state = forkState(plan.state);
    const branch = { ...plan, state, context: contextOf(state, plan.master) };
    const approved = must(branch, stage('approved')).changes;
    expect([findRecord(state, 'hold', 'h'), isHeld('h')]).toEqual([undefined, true]);
    const promoted = decidePromotion(contextOf(plan.state, plan.master), approved, state);
    if (!promoted.ok) throw new Error(JSON.stringify(promoted.problems));
    applyChanges(plan.state, promoted.value.changes);
    expect(isHeld('h')).toBe(false);
  });
});
