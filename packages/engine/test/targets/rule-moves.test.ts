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
});
