import type { CommandRequest } from '@shapan/contract';
import { describe, expect, test } from 'vitest';
import {
  enter,
  outcome,
  release,
  setTarget,
  takeBack,
  waterfall,
  waterfallWorld,
} from './waterfall-world.ts';

/** [SPR-T93] What is said of hidden numbers in words, limits and proposals is hidden with them, also when it goes. */
const { here, by, readBy, told } = waterfallWorld();

const words = { breakdownNote: 'A1 takes 300.17', path: 'Two tenders of 150.08 each' };
const inWords = /300\.17|150\.08/;

describe('what the breakdown says in words', () => {
  test('is told on no road before all numbers of the own part are released', async () => {
    await by(here.owner, waterfall(), setTarget(words));
    expect(await told(here.owner)).toMatch(inWords);
    for (const reader of [here.manager, here.rep]) expect(await told(reader)).not.toMatch(inWords);
    await by(here.owner, release('A'));
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan))).toMatch(inWords);
    expect(await told(here.rep)).not.toMatch(inWords);
    await by(here.owner, takeBack('r-A'));
    expect(await told(here.manager)).not.toMatch(inWords);
  });

  test('of a target that everybody knows is told to everybody', async () => {
    await by(here.owner, setTarget(words));
    expect(await told(here.rep)).toMatch(inWords);
  });

  test('what it said before the release stays unsaid', async () => {
    await by(here.owner, waterfall(), setTarget(words));
    await by(here.owner, setTarget({ breakdownNote: 'By potential', path: 'Tenders' }));
    await by(here.owner, release('A'));
    expect(await told(here.manager)).not.toMatch(inWords);
    expect(await told(here.manager)).toContain('By potential');
  });

  test('is not written, nor guessed at, by who may not read it', async () => {
    await by(here.owner, setTarget({ ...words, accountable: here.rep.member }), waterfall());
    const write: CommandRequest = setTarget({ path: 'mine' });
    expect(await outcome(by(here.rep, write))).toContain('NOT_RELEASED');
    const guess = { ...setTarget({ due: '2026-09-30' }), expect: { path: 'a guess' } } as CommandRequest;
    expect(await outcome(by(here.rep, guess))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.rep, setTarget({ due: '2026-09-30' })))).toBe('accepted');
    await by(here.owner, release('A1'));
    expect(await outcome(by(here.rep, write))).toBe('accepted');
  });
});

describe('what goes', () => {
  const floor: CommandRequest = {
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: {
      target: 'target',
      members: ['A1'],
      time: 'M2026-07',
      keeps: 'bound',
      floor: 111_11,
      owner: '',
      reason: 'signed',
    },
  };
  const hold = (): CommandRequest =>
    ({
      ...floor,
      fields: { ...(floor as { fields: object }).fields, owner: here.owner.member },
    }) as CommandRequest;

  test('a target that is removed in one entry with all that hangs on it tells nothing of it', async () => {
    await by(here.owner, waterfall(), hold(), setTarget(words));
    const going: CommandRequest[] = [
      { type: 'record.remove', kind: 'hold', id: 'h' },
      { type: 'target.remove', target: 'target' },
    ];
    const gone = (await by(here.owner, ...going)).entry.position;
    const log = JSON.stringify(await here.plans.changes(here.owner, here.plan, gone - 1));
    expect(log).toContain('11111');
    for (const reader of [here.manager, here.rep]) {
      const roads = [
        here.plans.changes(reader, here.plan, gone - 1),
        here.plans.history(reader, here.plan, { limit: 100 }),
        here.plans.compare(reader, here.plan, gone - 1, gone),
      ];
      const read = JSON.stringify(await Promise.all(roads));
      expect(read).not.toMatch(inWords);
      expect(read).not.toMatch(/11111|30017/);
    }
  });

  test('of a removed target the past tells what was released then, and no more', async () => {
    await by(here.owner, waterfall(), release('A'));
    const known = (await by(here.owner, enter('B', 301))).entry.position;
    const drafted = (await by(here.owner, enter('A1', 777_77))).entry.position;
    await by(here.owner, { type: 'target.remove', target: 'target' });
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan, known))).toContain('30017');
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan, drafted))).not.toContain('77777');
    const net = (from: number, to: number) => here.plans.compare(here.manager, here.plan, from, to);
    expect(JSON.stringify(await net(known, drafted))).not.toContain('77777');
    expect(JSON.stringify(await net(drafted, drafted + 1))).not.toContain('77777');
  });

  test('a limit that was moved before its release is told by no comparison across it', async () => {
    await by(here.owner, waterfall());
    const before = (await by(here.owner, hold())).entry.position;
    const moved = { type: 'record.update', kind: 'hold', id: 'h', set: { floor: 222_22 } } as CommandRequest;
    await by(here.owner, moved);
    const after = (await by(here.owner, release('A'))).entry.position;
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan))).toContain('22222');
    const net = await here.plans.compare(here.manager, here.plan, before, after);
    expect(JSON.stringify(net)).not.toContain('11111');
  });
});
