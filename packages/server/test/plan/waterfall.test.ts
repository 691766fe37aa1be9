import { type CommandRequest, type Role, type Scope, unpackBook } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { revenueTarget } from '../workspace.ts';
import { sumOf } from './sum-of-target.ts';
import {
  enter,
  inRegion,
  outcome,
  release,
  SECRET,
  takeBack,
  waterfall,
  waterfallWorld,
} from './waterfall-world.ts';

/**
 * [SPR-T93] A target that is handed down level by level is read below once it was released, on every road: the book, its
 * log, comparisons, the history of a cell, attainment, references, previews and refusals.
 */
const { here, by, readBy, told } = waterfallWorld();

describe('what is read', () => {
  test.each<[string, () => Caller, string[], string[]]>([
    ['who sees everything, whatever was released', () => here.owner, [], ['A1', 'A2', 'B']],
    ['the part of a manager, before', () => here.manager, [], []],
    ['the part of a manager, released below only', () => here.manager, ['A1', 'A2'], []],
    ['the part of a manager, released', () => here.manager, ['A'], ['A1', 'A2']],
    ['the part of a rep, released one level above only', () => here.rep, ['A'], []],
    ['the part of a rep, released', () => here.rep, ['A', 'A1'], ['A1']],
    ['the part of a rep, released to another one', () => here.rep, ['A2', 'B'], []],
  ])('%s', async (_, caller, members, rows) => {
    await by(here.owner, waterfall());
    for (const member of members) await by(here.owner, release(member));
    expect(await readBy(caller())).toEqual(rows);
    const known = { A1: SECRET, A2: 300, B: 300 };
    const expected = rows.reduce((sum, row) => sum + known[row as keyof typeof known], 0);
    expect(sumOf(unpackBook(await here.plans.readPacked(caller(), here.plan)))).toBe(expected);
  });

  test('no road tells a number before its release', async () => {
    const other = await here.workspace.plan();
    await here.workspace.submit(here.owner, other, [
      { ...revenueTarget, fields: { ...revenueTarget.fields, waterfall: 'region' } },
      enter('A1', SECRET + 1),
    ]);
    here.plan = other;
    expect(await told(here.owner)).toContain(String(SECRET + 1));
    for (const reader of [here.manager, here.rep])
      expect(await told(reader)).not.toContain(String(SECRET + 1));
    await by(here.owner, release('A'));
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan))).toContain(String(SECRET + 1));
    expect(await told(here.rep)).not.toContain(String(SECRET + 1));
  });

  test('what was adjusted before its release is told by nothing afterwards', async () => {
    await by(here.owner, waterfall(), release('A'));
    await by(here.owner, enter('A1', 777_77));
    await by(here.owner, enter('A1', 555));
    await by(here.owner, release('A', 'again'));
    expect(await told(here.owner)).toContain('77777');
    expect(await told(here.manager)).not.toContain('77777');
    const cell = { target: 'target', members: ['A1'], time: 'M2026-07' };
    const events = await here.plans.cellHistory(here.manager, here.plan, cell, { limit: 10 });
    expect(JSON.stringify(events)).not.toContain('77777');
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
  });

  test('switching it on, or taking a release back, hides what was known before on every road', async () => {
    const secret = '30017';
    const where = async (): Promise<string[]> => {
      const { position } = await here.plans.read(here.owner, here.plan);
      const roads = {
        read: here.plans.read(here.manager, here.plan),
        at: here.plans.read(here.manager, here.plan, position - 1),
        packed: here.plans
          .readPacked(here.manager, here.plan, position - 1)
          .then((bytes) => sumOf(unpackBook(bytes)) !== 0 && secret),
        changes: here.plans.changes(here.manager, here.plan, position - 2, position - 1),
        log: here.plans.changes(here.manager, here.plan, 0),
        compare: here.plans.compare(here.manager, here.plan, 0, position - 1),
        history: here.plans.history(here.manager, here.plan, { limit: 100 }),
      };
      const told: string[] = [];
      for (const [road, answer] of Object.entries(roads))
        if (JSON.stringify(await answer).includes(secret)) told.push(road);
      return told;
    };
    await by(here.owner, enter('A1', 300_17));
    expect(await where()).not.toEqual([]);
    await by(here.owner, waterfall());
    expect(await where()).toEqual([]);
    await by(here.owner, release('A'));
    expect(await where()).toContain('read');
    await by(here.owner, takeBack('r-A'));
    expect(await where()).toEqual([]);
  });

  test('of an adjustment that hides a part it is told that it was made, not why', async () => {
    await by(here.owner, waterfall(), release('A'));
    await here.workspace.submit(here.owner, here.plan, [enter('A1', 555)], { reason: 'A1 goes up to 555' });
    const [entry] = await here.plans.history(here.manager, here.plan, { limit: 1 });
    expect(entry).toMatchObject({ actor: here.owner.member, reason: null, cells: 0, records: 1 });
    expect(await here.plans.history(here.owner, here.plan, { limit: 1 })).toMatchObject([
      { reason: 'A1 goes up to 555' },
    ]);
    await here.workspace.submit(here.owner, here.plan, [release('A', 'again')], {
      reason: 'Agreed on Monday',
    });
    expect(await here.plans.history(here.manager, here.plan, { limit: 1 })).toMatchObject([
      { reason: 'Agreed on Monday' },
    ]);
  });

  test('what was proposed without knowing is taken back without knowing, and not agreed to', async () => {
    await by(here.owner, waterfall());
    const propose: CommandRequest = {
      type: 'target.propose',
      id: 'p',
      target: 'target',
      at: { members: ['A1'], time: 'all' },
      value: 12,
      reason: 'More is possible',
    };
    const answer = (what: 'withdraw' | 'accept'): CommandRequest => ({
      type: 'target.answer',
      proposal: 'p',
      answer: what,
    });
    await by(here.rep, propose);
    expect(await outcome(by(here.rep, answer('accept')))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.rep, answer('withdraw')))).toBe('accepted');
  });

  test('whose sight moves reads the book anew; nobody else need', async () => {
    await by(here.owner, waterfall());
    const { entry } = await by(here.owner, release('A'));
    const since = (caller: Caller) => here.plans.changes(caller, here.plan, entry.position - 1);
    expect(await since(here.manager)).toMatchObject({ reload: true });
    expect(await since(here.rep)).toMatchObject({ reload: false });
    expect(await since(here.owner)).toMatchObject({ reload: false });
  });

  test('a hold says its limits where the numbers are known, nowhere else', async () => {
    await by(here.owner, {
      type: 'record.add',
      kind: 'hold',
      id: 'h',
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        keeps: 'bound',
        floor: 123_45,
        owner: here.owner.member,
        reason: 'signed',
      },
    });
    await by(here.owner, waterfall());
    expect(JSON.stringify(await here.plans.read(here.rep, here.plan))).not.toContain('12345');
    await by(here.owner, release('A1'));
    expect(JSON.stringify(await here.plans.read(here.rep, here.plan))).toContain('12345');
  });
});

describe('what is asked for', () => {
  beforeEach(async () => {
    await by(here.owner, waterfall(), release('A'));
  });

  test('typing, holding and explaining wait for the release, and say so', async () => {
    expect(await outcome(by(here.rep, enter('A1', 5)))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.rep, enter('B', 5)))).toContain('SCOPE');
    const cell = { target: 'target', members: ['A1'], time: 'M2026-07' };
    expect(await outcome(here.plans.cellHistory(here.rep, here.plan, cell, { limit: 10 }))).toContain(
      'NOT_RELEASED',
    );
    const preview = here.workspace.submit(here.rep, here.plan, [enter('A1', 5)], { preview: true });
    expect(await outcome(preview)).toContain('NOT_RELEASED');
    const hold: CommandRequest = {
      type: 'record.add',
      kind: 'hold',
      id: 'h',
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        keeps: 'bound',
        floor: 9_999_999,
        owner: here.manager.member,
        reason: 'a guess',
      },
    };
    const below = await here.workspace.member('manager', inRegion('A1'));
    expect(await outcome(by(below, hold))).toContain('NOT_RELEASED');
    await by(here.owner, release('A1'));
    expect(await outcome(by(here.rep, enter('A1', 5)))).toBe('accepted');
  });

  test('a number from below is proposed without knowing the one from above', async () => {
    const propose: CommandRequest = {
      type: 'target.propose',
      id: 'p',
      target: 'target',
      at: { members: ['A1'], time: 'all' },
      value: 12,
      reason: 'two accounts lost',
    };
    expect(await outcome(by(here.rep, propose))).toBe('accepted');
  });

  test('no other target is a way round', async () => {
    const other = { ...revenueTarget, id: 'other' };
    await by(here.owner, other);
    const copy: CommandRequest = {
      type: 'target.enter',
      target: 'other',
      entries: [{ at: { members: ['A1'], time: 'M2026-07' }, method: 'copy', reference: 'target' }],
    };
    expect(await outcome(by(here.rep, copy))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.manager, copy))).toBe('accepted');
  });

  test('nor is the number that it was at an earlier entry', async () => {
    const drafted = await by(here.owner, enter('A1', 777_77));
    await by(here.owner, enter('A1', 555), release('A', 'again'), release('A1'));
    const past = (asOf: number) => enter('A1', 0, { method: 'copy', value: undefined, asOf });
    expect(await outcome(by(here.rep, past(drafted.entry.position)))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.manager, past(drafted.entry.position)))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.rep, past(drafted.entry.position + 1)))).toBe('accepted');
  });
});

describe('who releases', () => {
  test.each<[Role, Scope, string, string]>([
    ['owner', [], 'A', 'accepted'],
    ['director', [], 'A', 'accepted'],
    ['operations', [], 'A', 'accepted'],
    ['manager', [], 'A1', 'accepted'],
    ['manager', inRegion('A'), 'A1', 'accepted'],
    ['director', inRegion('A'), 'A2', 'accepted'],
    ['manager', inRegion('A'), 'A', 'SCOPE'],
    ['director', inRegion('A'), 'A', 'SCOPE'],
    ['manager', inRegion('A'), 'B', 'SCOPE'],
    ['manager', inRegion('A1'), 'A1', 'SCOPE'],
    ['rep', inRegion('A'), 'A1', 'ROLE'],
    ['rep', [], 'A', 'ROLE'],
    ['viewer', [], 'A', 'ROLE'],
  ])('%s in %j, to %s: %s', async (role, scope, member, expected) => {
    await by(here.owner, waterfall());
    if (scope[0]?.member === 'A') await by(here.owner, release('A', 'first'));
    const caller = await here.workspace.member(role, scope);
    expect(await outcome(by(caller, release(member)))).toContain(expected);
  });

  test('nobody releases on what was not released to them, or says how a target is handed down', async () => {
    await by(here.owner, waterfall());
    expect(await outcome(by(here.manager, release('A1')))).toContain('NOT_RELEASED');
    expect(await outcome(by(here.manager, waterfall(null)))).toContain('ROLE');
    const director = await here.workspace.member('director', inRegion('A'));
    expect(await outcome(by(director, waterfall(null)))).toContain('SCOPE');
    await by(here.owner, release('A'));
    expect(await outcome(by(director, takeBack('r-A')))).toContain('SCOPE');
  });

  test('no undo gives back a release that a person could not give', async () => {
    await by(here.owner, waterfall(), release('A'), release('A1'));
    const taken = await by(here.owner, takeBack('r-A1'));
    const insider = await here.workspace.member('operations', inRegion('A1'));
    const undo = (caller: Caller): Promise<string> =>
      outcome(by(caller, { type: 'undo', position: taken.entry.position } as CommandRequest));
    expect(await undo(insider)).toContain('SCOPE');
    expect(await undo(here.owner)).toBe('accepted');
    expect(await readBy(here.rep)).toEqual(['A1']);
  });

  test('an adjustment from above hides the part again, one from within does not', async () => {
    await by(here.owner, waterfall(), release('A'), release('A1'));
    const within = await by(here.manager, enter('A2', 400));
    expect(within.notices.map(({ code }) => code)).not.toContain('RELEASE_TAKEN_BACK');
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    await by(here.manager, enter('A1', 200));
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    expect(await readBy(here.rep)).toEqual([]);
    await by(here.manager, release('A1', uuidv7()));
    expect(await readBy(here.rep)).toEqual(['A1']);
    const above = await by(here.owner, enter('A2', 100));
    expect(above.notices.map(({ code }) => code)).toContain('RELEASE_TAKEN_BACK');
    expect(await readBy(here.manager)).toEqual([]);
    expect(await readBy(here.rep)).toEqual(['A1']);
  });
});
