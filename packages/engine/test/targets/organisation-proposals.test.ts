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

  it('leaves no gap once it is agreed', () => {
    const world = twoRegions();
    propose(world, 'C', 91);
    const accept: Command = { type: 'target.answer', proposal: 'for-C', answer: 'accept' };
    const agreed = decide({ ...contextOf(world), actor: 'boss' }, accept);
    applyChanges(world.state, agreed.ok ? agreed.value.changes : []);
    world.state.position += 1;
    must(reassign(world, 'C', 'B', '2026-07-01'));
    expect(sides(world, 'C').map(({ gap, proposals }) => [gap, proposals])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(sides(world, '*')).toMatchObject([{ topDown: 331, bottomUp: 331 }]);
  });
});
