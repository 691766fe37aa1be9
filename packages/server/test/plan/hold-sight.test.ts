import type { CommandRequest } from '@shapan/contract';
import { expect, test } from 'vitest';
import { inRegion, release, waterfall, waterfallWorld } from './waterfall-world.ts';

/** [ORG-8, SPR-T53] What a hold keeps is read by whoever reads all the numbers that it keeps. */
const { here, by } = waterfallWorld();

const floorOf = (id: string, member: string, time: string, floor: number): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: {
    target: 'target',
    members: [member],
    time,
    keeps: 'bound',
    floor,
    owner: here.owner.member,
    reason: 'signed',
  },
});

const moveOf = (member: string, parent: string, from: string): CommandRequest => ({
  type: 'record.add',
  kind: 'reassignment',
  id: `${member}-${from}`,
  fields: { member, parent, from },
});

async function floorsOf(caller: typeof here.owner): Promise<Readonly<Record<string, unknown>>> {
  const { records } = await here.plans.read(caller, here.plan);
  return Object.fromEntries(
    records.flatMap(({ kind, id, fields }) => (kind === 'hold' ? [[id, fields['floor']]] : [])),
  );
}

/** A2 goes from A to B on 1 August; everything is held after that, and looked at in September. */
async function held(): Promise<void> {
  await here.workspace.submit(here.owner, here.workspace.workspaceId, [moveOf('A2', 'B', '2026-08-01')]);
  await by(
    here.owner,
    floorOf('past', 'A2', 'M2026-07', 111),
    floorOf('ever', 'A2~2026-08-01', 'all', 77),
    floorOf('later', 'A2', 'M2026-08', -1),
    floorOf('other', 'B', 'M2026-07', 33),
  );
}

test('of who has left the part: of the time in which it was there, and of nothing later', async () => {
  await held();
  expect(await floorsOf(here.manager)).toEqual({ past: 111, ever: 77, later: undefined, other: undefined });
  const other = await here.workspace.member('manager', inRegion('B'));
  expect(await floorsOf(other)).toEqual({ past: 111, ever: 77, later: -1, other: 33 });
  const log = await here.plans.changes(here.manager, here.plan, 3);
  expect(JSON.stringify(log)).toContain('"floor":111');
  expect(JSON.stringify(log)).not.toMatch(/"floor":(-1|33)/);
});

test('what was not released tells nothing of that time either', async () => {
  await held();
  await by(here.owner, waterfall());
  expect(Object.values(await floorsOf(here.manager)).some((floor) => floor !== undefined)).toBe(false);
  await by(here.owner, release('A'));
  expect(await floorsOf(here.manager)).toMatchObject({ past: 111, ever: 77 });
});
