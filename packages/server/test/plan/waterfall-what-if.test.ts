import { describe, expect, test } from 'vitest';
import {
  enter,
  inRegion,
  outcome,
  promote,
  release,
  takeBack,
  waterfall,
  waterfallWorld,
} from './waterfall-world.ts';

/**
 * [SPR-T93] A what-if tells nobody what its plan does not: its owner acts in it as a director would, so its releases alone
 * would be anybody's to give.
 */
const { here, by, inBook, readIn, told, whatIf } = waterfallWorld();

describe('a what-if of a plan that is handed down level by level', () => {
  test('whoever owns it releases nothing to others that the plan has not', async () => {
    await by(here.owner, waterfall(), release('A'));
    const insider = await here.workspace.member('rep', inRegion('A'));
    const thought = await whatIf(insider);
    expect(await outcome(by(insider, release('A1')))).toContain('ROLE');
    await inBook(thought, insider, release('A1', 'there'));
    expect(await readIn(here.rep, thought)).toEqual([]);
    expect(await told(here.rep, thought)).not.toContain('30017');
    expect(await outcome(inBook(thought, here.rep, enter('A1', 5)))).toContain('NOT_RELEASED');
    await by(here.owner, release('A1'));
    expect(await readIn(here.rep, thought)).toEqual(['A1']);
    expect(await told(here.rep, thought)).toContain('30017');
    expect(await outcome(inBook(thought, insider, enter('A2', 5)))).toBe('accepted');
    expect(await outcome(inBook(thought, here.rep, enter('A1', 5)))).toBe('accepted');
  });

  test('switching it off there switches nothing off in the plan', async () => {
    await by(here.owner, waterfall());
    const everywhere = await here.workspace.member('rep');
    const thought = await whatIf(everywhere);
    await inBook(thought, everywhere, waterfall(null));
    expect(await readIn(here.manager, thought)).toEqual([]);
    expect(await told(here.manager, thought)).not.toContain('30017');
  });

  test('what is taken back in the plan is hidden in its what-ifs, present and past', async () => {
    await by(here.owner, waterfall(), release('A'));
    const thought = await whatIf();
    expect(await readIn(here.manager, thought)).toEqual(['A1', 'A2']);
    await by(here.owner, takeBack('r-A'));
    expect(await readIn(here.manager, thought)).toEqual([]);
    expect(await told(here.manager, thought)).not.toContain('30017');
    const { position } = await here.plans.read(here.owner, thought);
    await inBook(thought, here.owner, enter('B', 7));
    expect((await here.plans.read(here.manager, thought, position)).cubes[0]?.rows).not.toContainEqual([
      'A1',
    ]);
  });

  test('what was adjusted there is hidden there, and what is released there counts once it is adopted', async () => {
    await by(here.owner, waterfall(), release('A'));
    const thought = await whatIf();
    await inBook(thought, here.owner, enter('A1', 777_77));
    expect(await readIn(here.manager, thought)).toEqual([]);
    expect(await readIn(here.manager, here.plan)).toEqual(['A1', 'A2']);
    await inBook(thought, here.owner, release('A', 'there'));
    expect(await readIn(here.manager, thought)).toEqual(['A1', 'A2']);
    await by(here.owner, promote(thought));
    expect(await told(here.manager)).toContain('77777');
  });
});
