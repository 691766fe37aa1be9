import { type CommandRequest, partsOf, toldRefusal, unpackBook } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Refused } from '../../src/http/refused.ts';
import { todayOf } from '../../src/today.ts';
import { revenueTarget } from '../workspace.ts';
import {
  enter,
  freeze,
  inRegion,
  outcome,
  promote,
  release,
  restore,
  SECRET,
  takeBack,
  waterfall,
  waterfallWorld,
} from './waterfall-world.ts';

/** [SPR-T93] The other roads to a number of a target that is handed down level by level. */
const { here, by, inBook, readBy, readIn, told, whatIf } = waterfallWorld();

describe('the other roads to a number', () => {
  test('a plan made from this one is handed down as well, and nothing of it was released yet', async () => {
    await by(here.owner, waterfall(), release('A'), release('A1'));
    const next = uuidv7();
    const period = { from: '2026-10-01', to: '2026-12-31' };
    await here.plans.create(here.owner, { from: 'plan', id: next, name: 'Next', period, plan: here.plan });
    const { records } = await here.plans.read(here.owner, next);
    const target = records.find(({ kind }) => kind === 'target');
    expect(target?.fields['waterfall']).toBe('region');
    expect(records.filter(({ kind }) => kind === 'release')).toEqual([]);
    await inBook(next, here.owner, {
      type: 'target.enter',
      target: String(target?.id),
      entries: [{ at: { members: ['A1'], time: 'M2026-10' }, value: SECRET }],
    });
    here.plan = next;
    for (const reader of [here.manager, here.rep]) {
      expect(await readIn(reader, next)).toEqual([]);
      expect(JSON.stringify(await here.plans.read(reader, next))).not.toContain(String(SECRET));
      // The total of the earlier plan became the baseline.
      expect(JSON.stringify(await here.plans.read(reader, next))).not.toContain('90017');
    }
  });

  test('a what-if tells no more than its plan, and its numbers wait for their release once adopted', async () => {
    await by(here.owner, waterfall(), release('A'), release('A1'));
    const thought = await whatIf();
    await inBook(thought, here.owner, enter('A1', 777_77));
    expect(await readIn(here.rep, thought)).toEqual([]);
    expect(await readIn(here.rep, here.plan)).toEqual(['A1']);
    await by(here.owner, promote(thought));
    expect(await told(here.owner)).toContain('77777');
    for (const reader of [here.manager, here.rep]) {
      expect(await readIn(reader, here.plan)).toEqual([]);
      expect(await told(reader)).not.toContain('77777');
    }
  });

  test('what was released anew meanwhile is hidden by adopting other numbers', async () => {
    await by(here.owner, waterfall(), release('A'));
    const thought = await whatIf();
    await inBook(thought, here.owner, enter('A1', 777_77));
    await by(here.owner, takeBack('r-A'), release('A', 'anew'));
    await by(here.owner, promote(thought));
    expect(await readBy(here.manager)).toEqual([]);
  });

  test('nobody is released to twice, by adopting or by undoing', async () => {
    await by(here.owner, waterfall());
    const thought = await whatIf();
    await inBook(thought, here.owner, release('A', 'there'));
    const { entry } = await by(here.owner, release('A', 'here'));
    expect(await outcome(by(here.owner, promote(thought)))).toContain('ALREADY_EXISTS');
    const taken = await by(here.owner, takeBack('here'));
    await by(here.owner, release('A', 'anew'));
    const undo = (position: number): CommandRequest => ({ type: 'undo', position }) as CommandRequest;
    expect(await outcome(by(here.owner, undo(taken.entry.position)))).toContain('UNDO_BLOCKED');
    expect(entry.position).toBeLessThan(taken.entry.position);
    await by(here.owner, takeBack('anew'));
    expect(await readBy(here.manager)).toEqual([]);
  });

  test('going back to a version brings its numbers and who knew them, and no others', async () => {
    await by(here.owner, waterfall(), enter('A1', 777_77));
    await by(here.owner, freeze('draft'));
    await by(here.owner, enter('A1', 555), release('A'));
    await by(here.owner, freeze('told'));
    await by(here.owner, enter('A1', 888_88));
    await by(here.owner, restore('told'));
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    expect(await told(here.manager)).not.toMatch(/77777|88888/);
    await by(here.owner, restore('draft'));
    expect(await readBy(here.manager)).toEqual([]);
    expect(await told(here.manager)).not.toMatch(/77777|88888/);
  });

  test('a comparison that spans a release tells what both sides knew', async () => {
    await by(here.owner, waterfall(), release('A'));
    const known = (await by(here.owner, enter('B', 301))).entry.position;
    const drafted = (await by(here.owner, enter('A1', 777_77))).entry.position;
    await by(here.owner, enter('A1', 555));
    const again = (await by(here.owner, release('A', 'again'))).entry.position;
    const compared = async (from: number, to: number) =>
      JSON.stringify((await here.plans.compare(here.manager, here.plan, from, to)).changes);
    expect(await compared(known, again)).toContain('[555]');
    expect(await compared(known, drafted)).not.toContain('77777');
    expect(await compared(drafted, again)).not.toMatch(/77777|555/);
  });

  test('a refusal names a hold of a part that was not released, and no number of it', async () => {
    const hold = (id: string, fields: object): CommandRequest => ({
      type: 'record.add',
      kind: 'hold',
      id,
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        owner: here.owner.member,
        reason: 'signed',
        ...fields,
      },
    });
    await by(here.owner, hold('cap', { keeps: 'bound', cap: 30_200 }));
    await by(
      here.owner,
      hold('share', { keeps: 'share', along: 'region', sharePart: SECRET, shareWhole: SECRET + 300 }),
    );
    await by(here.owner, waterfall(), release('A2'));
    const both = await here.workspace.member('manager', [...inRegion('A1'), ...inRegion('A2')]);
    const refused = await by(both, enter('A2', 600)).catch((error: Refused) => error.problems);
    expect(refused).toMatchObject([{ params: { holds: expect.anything() } }]);
    for (const { params } of refused as Refused['problems'])
      expect(Object.keys(params ?? {})).toEqual(['holds']);
    const { workspace, deps } = here.world;
    const [state, master] = await Promise.all(
      [here.plan, workspace.workspaceId].map((book) =>
        here.plans.readPacked(here.owner, book).then(unpackBook),
      ),
    );
    if (!state || !master) throw new Error('no book');
    const territory = new Map([['region', new Set(['A1', 'A2'])]]);
    const told = (): unknown =>
      toldRefusal(
        { code: 'BOUNDS', path: 'at', params: { amount: 1, min: 0, max: 30_200, holds: 'cap' } },
        { state, parts: partsOf({ state, master, territory, today: todayOf(deps) }) },
      );
    expect(told()).toEqual({ code: 'HELD_OUTSIDE', path: 'at', params: { holds: 'cap' } });
  });

  test('a rule takes no weights from a target that was not released', async () => {
    await by(here.owner, { ...revenueTarget, id: 'other' }, waterfall(), release('A1'));
    const rule: CommandRequest = {
      type: 'record.add',
      kind: 'breakdownRule',
      id: 'rule',
      fields: {
        target: 'other',
        coordinate: { region: 'A' },
        dimension: 'region',
        level: 'leaves',
        basis: 'earlier',
        source: 'target',
        keeps: 'shares',
      },
    };
    expect(await outcome(by(here.manager, rule))).toContain('NOT_RELEASED');
    await by(here.owner, rule);
    const run: CommandRequest = { type: 'target.runRule', rule: 'rule' };
    expect(await outcome(by(here.manager, run))).toContain('NOT_RELEASED');
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan))).not.toContain(String(SECRET));
  });

  test('who has moved since: a number of the time before is hidden from those who knew it then', async () => {
    await by(here.owner, waterfall(), release('A'), release('B'));
    await here.workspace.submit(here.owner, here.workspace.workspaceId, [
      {
        type: 'record.add',
        kind: 'reassignment',
        id: uuidv7(),
        fields: { member: 'A2', parent: 'B', from: '2026-08-01' },
      },
    ]);
    expect(await readBy(here.manager)).toContain('A2');
    const moved = await by(here.owner, enter('A2', 777_77));
    expect(moved.notices).toContainEqual({
      code: 'RELEASE_TAKEN_BACK',
      params: { count: 2, names: 'A, B' },
    });
    expect(await told(here.manager)).not.toContain('77777');
  });
});
