import { describe, expect, it } from 'vitest';
import { applyChanges, type Change, type Fields, forkState, organisationEffect } from '../../src/index.ts';
import { ask, must, reassign, TARGET, type Territories, territories, type, YEAR } from './territories.ts';

/** T and C below it stand under A; all of C's months but the first three are 10. */
function oneBelow(metric: object = {}): Territories {
  const world = territories(
    { A: null, T: 'A', C: 'T', B: null, B1: 'B' },
    [
      ['C', 'p'],
      ['B1', 'p'],
    ],
    metric,
  );
  type(
    world,
    ['C', 'B1'].flatMap((customer) =>
      Array.from({ length: 9 }, (_, m): [string, string, number, number] => [customer, 'p', m + 4, 10]),
    ),
  );
  return world;
}

const close = (world: Territories, until: string) =>
  must(ask(world, { type: 'record.update', kind: 'target', id: TARGET, set: { closedUntil: until } }));

/** What changes of the master data would do to the target. */
function effectOf(world: Territories, changes: readonly Change[]) {
  const after = forkState(world.master);
  applyChanges(after, changes);
  return organisationEffect(world.state, world.master, after, TARGET, '2026-01-01');
}

const move = (member: string, parent: string, from: string): Change => ({
  type: 'record.added',
  record: { kind: 'reassignment', id: `${member} ${from}`, fields: { member, parent, from } },
});

describe('[SPR-T51] the hold of a structure', () => {
  const held = (members: readonly string[], more: Fields = {}) => {
    const world = oneBelow();
    const fields = { keeps: 'structure', owner: 'me', reason: 'approval', time: YEAR, ...more };
    must(
      ask(world, {
        type: 'record.add',
        kind: 'hold',
        id: 'h',
        fields: { target: TARGET, members: [...members], ...fields },
      }),
    );
    return world;
  };
  const blocked = (world: Territories, ...changes: Change[]) => [
    ...(effectOf(world, changes)?.blocked ?? []),
  ];

  it('keeps every member of the branch, its top included, from coming, leaving and moving within', () => {
    expect(blocked(held(['A', '*']), move('C', 'B', '2026-07-01'))).toEqual(['C']);
    expect(blocked(held(['A', '*']), move('C', 'A', '2026-07-01'))).toEqual(['C']);
    expect(blocked(held(['B', '*']), move('C', 'B', '2026-07-01'))).toEqual(['C']);
    expect(blocked(held(['A', '*']), move('A', 'B', '2026-07-01'))).toEqual(['A']);
    expect(blocked(held(['A', '*']), move('B1', 'T', '2026-07-01'))).toEqual(['B1']);
    expect(blocked(held(['T', '*']), move('B1', 'A', '2026-07-01'))).toEqual([]);
    expect(blocked(held(['*', '*']), move('B1', 'A', '2026-07-01'))).toEqual(['B1']);
  });

  it('is about its own time and ends with it', () => {
    const held3 = (more: Fields) => held(['A', '*'], more);
    expect(blocked(held3({ time: 'M2026-06' }), move('C', 'B', '2026-07-01'))).toEqual([]);
    expect(blocked(held3({ time: 'M2026-08' }), move('C', 'B', '2026-07-01'))).toEqual(['C']);
    expect(blocked(held3({ expires: '2025-12-31' }), move('C', 'B', '2026-07-01'))).toEqual([]);
  });

  it('keeps members that the target has no rows of, and no number', () => {
    const world = territories(
      { A: null, A1: 'A', N: 'A', B: null },
      [
        ['A1', 'p'],
        ['B', 'p'],
      ],
      {},
    );
    const fields = { keeps: 'structure', owner: 'me', reason: 'approval', time: YEAR };
    must(
      ask(world, {
        type: 'record.add',
        kind: 'hold',
        id: 'h',
        fields: { target: TARGET, members: ['A', '*'], ...fields },
      }),
    );
    expect(blocked(world, move('N', 'B', '2026-07-01'))).toEqual(['N']);
    const whole = held(['*', '*']);
    const entry = { at: { members: ['*', '*'], time: YEAR }, value: 7 };
    must(ask(whole, { type: 'target.enter', target: TARGET, entries: [entry] }));
  });
});

describe('[ORG-7] what a move does to a target', () => {
  it('keeps the own numbers of totals from falling apart unseen', () => {
    const world = oneBelow({ aggregation: 'distinct' });
    const entries = [
      { at: { members: ['C', '*'], time: YEAR }, value: 40 },
      { at: { members: ['A', '*'], time: YEAR }, value: 40 },
    ];
    must(ask(world, { type: 'target.enter', target: TARGET, entries }));
    const { stated, blocked } = effectOf(world, [move('C', 'B', '2026-07-01')])!;
    expect([...blocked]).toEqual(['C']);
    expect(stated.map(({ fields }) => fields['coordinate'])).toEqual([{ territory: 'C', product: 'p' }]);
  });

  it('changes no total of a closed period in which nothing was entered', () => {
    const world = oneBelow();
    close(world, '2026-03-31');
    expect(effectOf(world, [move('C', 'B', '2026-01-01')])?.closed).toBeNull();
    close(world, '2026-04-30');
    expect(effectOf(world, [move('C', 'B', '2026-01-01')])?.closed).toBe('2026-04-30');
  });

  it('tells the total of a member above that has moved itself', () => {
    const world = oneBelow();
    must(reassign(world, 'T', 'B', '2026-06-01'));
    const { totals } = effectOf(world, [move('C', 'A', '2026-08-01')])!;
    expect(totals.find(({ member }) => member === 'T')).toEqual({
      member: 'T',
      before: { numerator: 90, denominator: 1 },
      after: { numerator: 40, denominator: 1 },
    });
  });

  it('is the same for another parent in the record of a member, at all times', () => {
    const world = oneBelow();
    close(world, '2026-04-30');
    const changed: Change = {
      type: 'record.changed',
      kind: 'dimensionMember',
      id: 'C',
      before: { parent: 'T' },
      after: { parent: 'B' },
    };
    const effect = effectOf(world, [changed])!;
    expect([effect.from, effect.closed]).toEqual(['2026-01-01', '2026-04-30']);
    expect(effect.totals.map(({ member, after }) => [member, after?.numerator ?? null])).toEqual([
      ['T', null],
      ['A', null],
      ['B', 180],
    ]);
    expect(effectOf(world, [{ ...changed, after: { name: 'C' }, before: { name: 'D' } }])).toBeNull();
  });
});
