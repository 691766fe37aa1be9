import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  decide,
  entryEffect,
  entryEffects,
  type Fields,
  kinds,
  layoutOf,
  type TargetEntry,
} from '../../src/index.ts';

/**
 * Regions A (A1, A2) and B (B1) by two months, 100 in every leaf. Anna has A, Ben A1 and Bea B1; nobody has A2, B or the
 * whole. Products are named where asked for.
 */
function opened({ aggregation = 'sum', accountable }: { aggregation?: string; accountable?: string } = {}) {
  const [master, plan] = [createState(), createState()];
  const decided = (state: BookState, book: 'master' | 'plan', command: Command) => {
    const context = { book, state, master, kinds, actor: 'me', writable: () => true };
    const result = decide(context, command);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.value.changes;
  };
  const add = (kind: string, id: string, fields: Fields) =>
    applyChanges(master, decided(master, 'master', { type: 'record.add', kind, id, fields }));
  const member = (id: string, fields: Fields) =>
    add('dimensionMember', id, { dimension: 'region', name: id, ...fields });
  add('dimension', 'region', { name: 'Region', category: 'region' });
  member('Z', {});
  member('A', { parent: 'Z', person: 'anna' });
  member('A1', { parent: 'A', person: 'ben' });
  member('A2', { parent: 'A' });
  member('B', { parent: 'Z' });
  member('B1', { parent: 'B', person: 'bea' });
  add('metric', 'm', { name: 'M', key: 'm', aggregation, direction: 'up', unit: 'count', decimals: 0 });
  const fields = {
    metric: 'm',
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-08-31',
    ...(accountable !== undefined && { accountable }),
  };
  const rows = [['A1'], ['A2'], ['B1']];
  const inPlan = (command: Command) => decided(plan, 'plan', command);
  applyChanges(plan, inPlan({ type: 'target.define', id: 'target', fields, rows }));
  const enter = (entries: readonly TargetEntry[]) =>
    inPlan({ type: 'target.enter', target: 'target', entries });
  const leaf = (id: string, time: string, value: number) => ({ at: { members: [id], time }, value });
  for (const [id] of rows)
    applyChanges(plan, enter([leaf(id!, 'M2026-07', 100), leaf(id!, 'M2026-08', 100)]));
  return {
    add,
    plan,
    inPlan,
    effect: (...entries: TargetEntry[]) =>
      entryEffect(layoutOf(plan, master, 'target')!, { state: plan, master }, enter(entries)),
    effects: (changes: Parameters<typeof entryEffects>[1]) => entryEffects({ state: plan, master }, changes),
    leaf,
  };
}

describe('[SPR-T87] owners affected', () => {
  it('are the persons of the nearest members at or above each leaf, with what moves of theirs', () => {
    const { effect, leaf } = opened();
    expect(effect(leaf('Z', 'all', 1200))).toMatchObject({
      owners: [
        { person: 'ben', leaves: 2, difference: 200 },
        { person: 'anna', leaves: 2, difference: 200 },
        { person: 'bea', leaves: 2, difference: 200 },
      ],
      net: 600,
    });
    expect(effect(leaf('A2', 'M2026-07', 30))).toMatchObject({
      owners: [{ person: 'anna', leaves: 1, difference: -70 }],
    });
    expect(effect(leaf('A1', 'M2026-07', 100))).toBeNull();
  });

  it('are of every dimension, and whoever has one leaf twice is counted once', () => {
    const { add, inPlan, plan, effects } = opened();
    add('dimension', 'product', { name: 'Product', category: 'product' });
    add('dimensionMember', 'P', { dimension: 'product', name: 'P', person: 'pia' });
    add('dimensionMember', 'Q', { dimension: 'product', name: 'Q', person: 'ben' });
    const fields = {
      metric: 'm',
      targetClass: 'core',
      dimensions: ['region', 'product'],
      grain: 'month',
      from: '2026-07-01',
      to: '2026-07-31',
    };
    const rows = ['P', 'Q'].map((product) => ['A1', product]);
    applyChanges(plan, inPlan({ type: 'target.define', id: 'both', fields, rows }));
    const entry = { at: { members: ['*', '*'], time: 'all' }, value: 10 };
    expect(effects(inPlan({ type: 'target.enter', target: 'both', entries: [entry] }))).toEqual([
      {
        target: 'both',
        owners: [
          { person: 'ben', leaves: 2, difference: 10 },
          { person: 'pia', leaves: 1, difference: 5 },
        ],
        net: 10,
        isNetChange: true,
        approver: 'anna',
      },
    ]);
  });
});

describe('[SPR-T87, DOMAIN-9.4] the approver', () => {
  it('of a zero-sum entry is the person of the innermost member that holds all of it', () => {
    const { effect, leaf } = opened();
    const within = { isNetChange: false, net: 0 };
    expect(effect(leaf('A1', 'M2026-07', 90), leaf('A1', 'M2026-08', 110))).toMatchObject({
      ...within,
      approver: 'ben',
    });
    expect(effect(leaf('A1', 'M2026-07', 90), leaf('A2', 'M2026-07', 110))).toMatchObject({
      ...within,
      approver: 'anna',
    });
  });

  it('of a net change is the next person above the member whose total changes', () => {
    const { effect, leaf } = opened();
    expect(effect(leaf('A1', 'M2026-07', 90))).toMatchObject({ isNetChange: true, approver: 'anna' });
    expect(effect(leaf('A2', 'M2026-07', 90))).toMatchObject({ isNetChange: true, approver: 'anna' });
  });

  it('above all persons is whoever answers for the target, then for the plan, then nobody', () => {
    const across = (made: ReturnType<typeof opened>) =>
      made.effect(made.leaf('A1', 'M2026-07', 90), made.leaf('B1', 'M2026-07', 110))?.approver;
    expect(across(opened({ accountable: 'tara' }))).toBe('tara');
    const unnamed = opened();
    expect(across(unnamed)).toBeNull();
    expect(unnamed.effect(unnamed.leaf('A', 'all', 1))?.approver).toBeNull();
    const brief = {
      name: 'Plan',
      scenario: 'blank',
      from: '2026-07-01',
      to: '2026-08-31',
      accountable: 'paul',
    };
    applyChanges(unnamed.plan, unnamed.inPlan({ type: 'record.add', kind: 'brief', id: 'b', fields: brief }));
    expect(across(unnamed)).toBe('paul');
  });

  it('of a balance is asked period by period: what moves from one to another changes both', () => {
    const { effect, leaf } = opened({ aggregation: 'last' });
    expect(effect(leaf('A1', 'M2026-07', 90), leaf('A2', 'M2026-07', 110))).toMatchObject({
      isNetChange: false,
      approver: 'anna',
    });
    expect(effect(leaf('A1', 'M2026-07', 90), leaf('A1', 'M2026-08', 110))).toMatchObject({
      isNetChange: true,
      approver: 'anna',
    });
  });
});
