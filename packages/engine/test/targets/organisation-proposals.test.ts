import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  bothSides,
  type Command,
  decide,
  placesOf,
  proposalsOf,
  tableTotals,
} from '../../src/index.ts';
import {
  ask,
  contextOf,
  must,
  reassign,
  TARGET,
  type Territories,
  table,
  territories,
  type,
  YEAR,
} from './territories.ts';

/** Two regions; customer C stands under A, all months 10. */
function twoRegions(metric: object = {}): Territories {
  const world = territories({ A: null, A1: 'A', C: 'A', B: null, B1: 'B' }, rows, metric);
  type(
    world,
    rows.flatMap(([customer, product]) =>
      Array.from({ length: 12 }, (_, m): [string, string, number, number] => [customer, product, m + 1, 10]),
    ),
  );
  return world;
}

const rows = ['A1', 'C', 'B1'].map((customer): [string, string] => [customer, 'p']);

const propose = (world: Territories, member: string, value: number) =>
  must(
    ask(world, {
      type: 'target.propose',
      id: `for-${member}`,
      target: TARGET,
      at: { members: [member, '*'], time: YEAR },
      value,
      reason: 'two orders lost',
    } as Command),
  );

/** Both sides of every place of a member over the year. */
function sides(world: Territories, member: string) {
  const layout = table(world);
  const totals = tableTotals(layout);
  const proposals = proposalsOf(world.state, layout);
  return placesOf(layout.frame, { members: [member, '*'], time: YEAR }).map((at) =>
    bothSides(layout, totals, proposals, at),
  );
}

const gaps = (world: Territories, member: string) => sides(world, member).map(({ gap }) => gap);

function accept(world: Territories, proposal: string): void {
  const command: Command = { type: 'target.answer', proposal, answer: 'accept' };
  const agreed = decide({ ...contextOf(world), actor: 'boss' }, command);
  if (!agreed.ok) throw new Error(JSON.stringify(agreed.problems));
  applyChanges(world.state, agreed.value.changes);
  world.state.position += 1;
}

describe('[SPR-T93] what was proposed for a member that moves afterwards', () => {
  it('stays with its places, shared as the target is there', () => {
    const world = twoRegions();
    propose(world, 'C', 91);
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(sides(world, 'C').map(({ bottomUp }) => bottomUp)).toEqual([46, 45]);
    expect([gaps(world, 'A'), gaps(world, 'B'), gaps(world, '*')]).toEqual([[-14], [-15], [-29]]);
    expect(sides(world, '*')).toMatchObject([{ proposals: 1, crossing: 0 }]);
  });

  it('is shared by days where the target has no number', () => {
    const world = territories({ A: null, C: 'A', B: null }, [['C', 'p']]);
    propose(world, 'C', 365);
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect([gaps(world, 'A'), gaps(world, 'B')]).toEqual([[181], [184]]);
  });

  it('counts once where a larger number speaks for one of the places', () => {
    const world = twoRegions();
    propose(world, 'C', 90);
    propose(world, 'A', 200);
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect([gaps(world, 'A'), gaps(world, 'B'), gaps(world, '*')]).toEqual([[20], [-15], [5]]);
  });

  it('is that of the last place where it is a balance', () => {
    const world = twoRegions({ aggregation: 'last' });
    propose(world, 'C', 8);
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect([gaps(world, 'A'), gaps(world, 'B')]).toEqual([[0], [-2]]);
  });

  it.each<[string, object, number[], number]>([
    ['a flow is the sum of its places', {}, [46, 45], 331],
    ['a balance is that of the last one', { aggregation: 'last' }, [91], 111],
    ['of a mean each place has its own', { timeBehaviour: 'average' }, [91, 91], 111],
    ['of a day-weighted one too', { timeBehaviour: 'weightedAverage' }, [91, 91], 111],
    ['what fills is copied into all of them', { timeBehaviour: 'fill' }, [546, 546], 1332],
  ])('may still be agreed to: %s', (_, metric, agreed, whole) => {
    const world = twoRegions(metric);
    propose(world, 'C', 91);
    must(reassign(world, 'C', 'B', '2026-07-01'));
    accept(world, 'for-C');
    const shown = sides(world, 'C').slice(-agreed.length);
    expect(shown.map(({ topDown }) => topDown)).toEqual(agreed);
    expect(sides(world, '*')).toMatchObject([{ topDown: whole }]);
  });

  it('leaves no gap once it is agreed', () => {
    const world = twoRegions();
    propose(world, 'C', 91);
    accept(world, 'for-C');
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(sides(world, 'C').map(({ gap, proposals }) => [gap, proposals])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(sides(world, '*')).toMatchObject([{ topDown: 331, bottomUp: 331 }]);
  });
});

describe('[SPR-T93, SPR-T40] both sides of a mean over time', () => {
  const yearly = (member: string, value: number, time = YEAR): Command =>
    ({
      type: 'target.propose',
      id: `${member}-${time}`,
      target: TARGET,
      at: { members: [member, '*'], time },
      value,
      reason: 'two orders lost',
    }) as Command;

  it('the mean itself is compared, not the sum over its periods', () => {
    const world = twoRegions({ timeBehaviour: 'average' });
    must(ask(world, yearly('C', 8)));
    expect(sides(world, 'C')).toMatchObject([{ topDown: 10, bottomUp: 8, gap: -2 }]);
    expect(sides(world, 'A')).toMatchObject([{ topDown: 20, bottomUp: 18, gap: -2 }]);
  });

  it.each<[string, number, number]>([
    ['average', 34, 12], // 24 more in one of 12 months
    ['weightedAverage', 375, 41], // 365 more on 31 of 365 days
  ])('of %s one month counts as its part of the year', (timeBehaviour, value, bottomUp) => {
    const world = twoRegions({ timeBehaviour });
    must(ask(world, yearly('C', value, 'M2026-01')));
    expect(sides(world, 'C')).toMatchObject([{ topDown: 10, bottomUp, gap: bottomUp - 10 }]);
  });

  it('periods that only a proposal fills are counted with it', () => {
    const world = twoRegions({ timeBehaviour: 'average' });
    const empty = territories({ A: null, C: 'A' }, [['C', 'p']], { timeBehaviour: 'average' });
    type(empty, [['C', 'p', 1, 10]]);
    must(ask(empty, yearly('C', 30, 'Q2026-2')));
    expect(sides(empty, 'C')).toMatchObject([{ topDown: 10, bottomUp: 25, gap: 15 }]);
    expect(sides(world, 'C')).toMatchObject([{ topDown: 10, bottomUp: null, gap: 0 }]);
  });

  it('of a member that moves, each of its places has its share of the mean', () => {
    const world = twoRegions({ timeBehaviour: 'average' });
    must(ask(world, yearly('C', 8)));
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(sides(world, 'C')).toMatchObject([{ bottomUp: 8 }, { bottomUp: 8 }]);
    expect([gaps(world, 'A'), gaps(world, 'B'), gaps(world, '*')]).toEqual([[-1], [-1], [-2]]);
  });
});
