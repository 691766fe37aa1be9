import { applyChanges, type Change, createState, kinds, type PlanRecord } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { type Actor, refusal, type Territory, undoRefusal } from '../src/index.ts';

/** What of a target is whose: its words are edited with it, what the whole plan stands on by who shapes the plan. */
const target: PlanRecord = {
  kind: 'target',
  id: 't',
  fields: { metric: 'm', from: '2026-01-01', to: '2026-12-31', accountable: 'rep', path: 'now' },
};
const whole: Territory = new Map();
const state = createState();
applyChanges(state, [{ type: 'record.added', record: target }]);
const director: Actor = { member: 'director', role: 'director', scope: {} };
const manager: Actor = { member: 'manager', role: 'manager', scope: {} };
const rep: Actor = { member: 'rep', role: 'rep', scope: {} };

type Fields = PlanRecord['fields'];

const updating = (actor: Actor, set: Fields, territory = whole) =>
  refusal(
    actor,
    { type: 'record.update', kind: 'target', id: 't', set, expect: {} },
    { state, master: createState(), territory, kinds, book: 'plan' },
  );

const undoing = (actor: Actor, changes: readonly Change[], territory = whole) =>
  undoRefusal(actor, { actor: actor.member, changes }, { state, territory, kinds, rowOf: () => undefined });

const changed = (before: Fields, after: Fields): Change => ({
  type: 'record.changed',
  kind: 'target',
  id: 't',
  before,
  after,
});

describe('what was edited of a target', () => {
  const edit = changed({ path: 'then' }, { path: 'now' });

  test.each([director, manager, rep])('is taken back by the $role who may edit it', (actor) => {
    expect(updating(actor, { path: 'now' })).toBeNull();
    expect(undoing(actor, [edit])).toBeNull();
  });

  test('comes and goes as a whole only with who shapes the plan', () => {
    for (const type of ['record.added', 'record.removed'] as const) {
      expect(undoing(rep, [{ type, record: target }])).toBe('plan.shape');
      expect(undoing(manager, [{ type, record: target }])).toBe('plan.shape');
      expect(undoing(director, [{ type, record: target }])).toBeNull();
    }
  });
});
