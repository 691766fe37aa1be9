import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/index.ts';
import {
  ask,
  codesOf,
  month,
  must,
  reassign,
  shown,
  TARGET,
  type Territories,
  territories,
  type,
  YEAR,
} from './territories.ts';

/** Rules over members that stand in several places one after the other. */
const add = (world: Territories, kind: string, id: string, fields: object) =>
  must(ask(world, { type: 'record.add', kind, id, fields: { target: TARGET, ...fields } }));

const run = (world: Territories, id: string) => ask(world, { type: 'target.runRule', rule: id });

/** A1, A2 and C stand under A, all months 10; C moves to B in July. */
function oneMoves(): Territories {
  const world = territories({ A: null, A1: 'A', A2: 'A', C: 'A', B: null, B1: 'B' }, [
    ['A1', 'p'],
    ['A2', 'p'],
    ['C', 'p'],
    ['B1', 'p'],
  ]);
  type(
    world,
    ['A1', 'A2', 'C', 'B1'].flatMap((customer) =>
      Array.from({ length: 12 }, (_, m): [string, string, number, number] => [customer, 'p', m + 1, 10]),
    ),
  );
  must(reassign(world, 'C', 'B', '2026-07-01'));
  return world;
}

const underA = {
  coordinate: { territory: 'A' },
  dimension: 'territory',
  level: 'leaves',
  keeps: 'shares',
};

describe('[ORG-4] a rule over a member that moved', () => {
  it('[SPR-T95] keeps what was typed for it by hand over a longer time', () => {
    const world = oneMoves();
    add(world, 'override', 'typed', { coordinate: { territory: 'C' }, reason: 'signed', author: 'somebody' });
    const weights = { A1: 1, A2: 1, C: 8 };
    add(world, 'breakdownRule', 'r', { ...underA, basis: 'weights', weights, keepManual: true });
    must(run(world, 'r'));
    expect([shown(world, 'C', month(1)), shown(world, 'C', YEAR)]).toEqual([10, 120]);
    expect(shown(world, 'A', YEAR)).toBe(300);
  });

  it('[SPR-T95] keeps what was agreed on for it', () => {
    const world = oneMoves();
    const fields = {
      target: TARGET,
      coordinate: { territory: 'C' },
      time: YEAR,
      value: 120,
      answer: 'accepted',
    };
    applyChanges(world.state, [{ type: 'record.added', record: { kind: 'proposal', id: 'agreed', fields } }]);
    const weights = { A1: 1, A2: 1, C: 8 };
    add(world, 'breakdownRule', 'r', { ...underA, basis: 'weights', weights, keepCommitments: true });
    must(run(world, 'r'));
    expect(shown(world, 'C', YEAR)).toBe(120);
  });

  const buckets = { ...underA, coordinate: {}, basis: 'buckets', amounts: [60] };

  it('[SPR-T94] leaves the rest to the named member, before and after its move', () => {
    const world = oneMoves();
    const weights = { A1: 1, A2: 1, B1: 1 };
    add(world, 'breakdownRule', 'r', { ...buckets, weights, remainder: 'C' });
    must(run(world, 'r'));
    expect(['A1', 'A2', 'B1', 'C'].map((name) => shown(world, name, YEAR))).toEqual([60, 60, 60, 300]);
    expect([shown(world, 'C', month(6)), shown(world, 'C', month(7))]).toEqual([25, 25]);
  });

  it('[SPR-T94, SPR-T97] is refused where the named member is no part of what it divides', () => {
    const world = oneMoves();
    const weights = { A1: 1, A2: 1 };
    add(world, 'breakdownRule', 'r', { ...buckets, ...underA, weights, remainder: 'B1' });
    add(world, 'breakdownRule', 'heads', { ...underA, basis: 'headcount', remainder: 'B1' });
    expect(['r', 'heads'].map((id) => codesOf(run(world, id)))).toEqual([
      ['UNKNOWN_REFERENCE rule.remainder'],
      ['UNKNOWN_REFERENCE rule.remainder'],
    ]);
  });

  describe('[SPR-T94] counts it once, each place for its days', () => {
    // 181 days under A, 184 under B.
    const early = 'C~2026-07-01';
    const placesOfC = (world: Territories) => [shown(world, early, YEAR), shown(world, 'C~', YEAR)];
    const everywhere = { ...underA, coordinate: {} };

    it('with one fixed amount', () => {
      const world = oneMoves();
      add(world, 'breakdownRule', 'r', { ...buckets, amounts: [73], weights: { C: 1, B1: 1 } });
      must(run(world, 'r'));
      expect(placesOfC(world)).toEqual([36, 37]);
      expect(['A1', 'A2', 'B1', 'C'].map((name) => shown(world, name, YEAR))).toEqual([167, 167, 73, 73]);
    });

    it('with the part of it that a rule below one of the places has to give', () => {
      const world = oneMoves();
      const classes = { ...buckets, amounts: [73], weights: { C: 1 } };
      for (const territory of ['A', 'B']) {
        add(world, 'breakdownRule', territory, { ...classes, coordinate: { territory } });
        must(run(world, territory));
      }
      expect(placesOfC(world)).toEqual([36, 37]);
      expect([shown(world, 'A', YEAR), shown(world, 'B', YEAR)]).toEqual([300, 180]);
    });

    it('with all of it where it does not move in the time of the rule', () => {
      const world = oneMoves();
      add(world, 'breakdownRule', 'r', { ...buckets, amounts: [12], weights: { C: 1 }, time: month(3) });
      must(run(world, 'r'));
      expect([shown(world, 'C', month(3)), shown(world, 'C', month(4))]).toEqual([12, 10]);
    });

    it.each([
      ['equal shares', { basis: 'equal' }],
      ['weights', { basis: 'weights', weights: { A1: 5, A2: 5, C: 5, B1: 5 } }],
      ['people', { basis: 'headcount' }],
    ])('with %s', (_, fields) => {
      const world = oneMoves();
      add(world, 'breakdownRule', 'r', { ...everywhere, ...fields });
      must(run(world, 'r'));
      expect(['A1', 'A2', 'B1', 'C'].map((name) => shown(world, name, YEAR))).toEqual([120, 120, 120, 120]);
    });

    it('and in each period by its own weight where periods keep their numbers', () => {
      const world = oneMoves();
      const weights = { A1: 1, A2: 1, C: 1, B1: 1 };
      add(world, 'breakdownRule', 'r', { ...everywhere, basis: 'weights', weights, keeps: 'totals' });
      must(run(world, 'r'));
      expect(['A1', 'C', 'B1'].map((name) => shown(world, name, month(8)))).toEqual([10, 10, 10]);
    });

    it('but by the weight of one place where that is given', () => {
      const world = oneMoves();
      const weights = { A1: 1, A2: 1, B1: 1, C: 1, [early]: 0 };
      add(world, 'breakdownRule', 'r', { ...everywhere, basis: 'weights', weights });
      must(run(world, 'r'));
      expect(shown(world, early, YEAR)).toBe(0);
    });

    it('while every place has all of a balance, which is no part of the time', () => {
      const world = oneMoves();
      applyChanges(world.master, [
        {
          type: 'record.changed',
          kind: 'metric',
          id: 'money',
          before: { timeBehaviour: null },
          after: { timeBehaviour: 'last' },
        },
      ]);
      world.master.position += 1;
      add(world, 'breakdownRule', 'r', { ...everywhere, basis: 'equal' });
      must(run(world, 'r'));
      expect(['A1', 'A2', 'B1'].map((name) => shown(world, name, month(12)))).toEqual([10, 10, 10]);
      expect(shown(world, 'C', month(12))).toBe(10);
    });
  });
});
