import { applyChanges, type Change, createState, kinds, type PlanRecord } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { type Actor, partsOf, refusal, type Territory, undoRefusal } from '../src/index.ts';

/** What of a target is whose: its words are edited with it, what the whole plan stands on by who shapes the plan. */
const target: PlanRecord = {
  kind: 'target',
  id: 't',
  fields: { metric: 'm', from: '2026-01-01', to: '2026-12-31', accountable: 'rep', path: 'now' },
};
const whole: Territory = new Map();
const state = createState();
applyChanges(state, [{ type: 'record.added', record: target }]);
const part: Territory = new Map([['region', new Set(['A'])]]);
const director: Actor = { member: 'director', role: 'director', scope: [] };
const manager: Actor = { member: 'manager', role: 'manager', scope: [] };
const rep: Actor = { member: 'rep', role: 'rep', scope: [] };

type Fields = PlanRecord['fields'];

const updating = (actor: Actor, set: Fields, territory = whole) =>
  refusal(
    actor,
    { type: 'record.update', kind: 'target', id: 't', set, expect: {} },
    { state, master: createState(), territory, kinds, book: 'plan', today: '2026-07-01' },
  );

const undoing = (actor: Actor, changes: readonly Change[], territory = whole) =>
  undoRefusal(
    actor,
    { actor: actor.member, changes },
    {
      state,
      territory,
      parts: partsOf({ state, master: createState(), territory, today: '2026-07-01' }),
      kinds,
      rowOf: () => undefined,
      master: createState(),
      today: '2026-07-01',
    },
  );

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

describe('when a target is and how far it is closed', () => {
  const spans = [{ closedUntil: '2026-03-31' }, { from: '2026-02-01' }, { to: '2026-11-30' }];

  test.each(spans)('is for who shapes the plan, not for who is accountable: %o', (set) => {
    expect(updating(director, set)).toBeNull();
    for (const actor of [manager, rep]) {
      expect(updating(actor, set)).toBe('plan.shape');
      expect(updating(actor, { ...set, path: 'now' })).toBe('plan.shape');
    }
  });

  test.each(spans)('is for who shapes the whole of it: %o', (set) => {
    const accountable: Actor = { ...director, member: 'rep' };
    expect(updating(accountable, set, part)).toBe('scope');
    expect(updating(accountable, { path: 'now' }, part)).toBeNull();
  });

  test.each(spans)('is not to be had by taking back either: %o', (set) => {
    const [name = ''] = Object.keys(set);
    const closing = changed({ [name]: null }, set);
    expect(undoing(director, [closing])).toBeNull();
    expect(undoing(manager, [closing])).toBe('plan.shape');
    expect(undoing(rep, [closing])).toBe('plan.shape');
    expect(undoing({ ...director, member: 'rep' }, [closing], part)).toBe('scope');
  });
});
