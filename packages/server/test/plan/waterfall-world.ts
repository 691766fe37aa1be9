import type { BookStateView, CommandRequest, Scope } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, type TestWorkspace, type TestWorld, testWorld } from '../workspace.ts';

/** A plan of revenue by region, and people who work at three levels of it. */
interface WaterfallWorld {
  world: TestWorld;
  workspace: TestWorkspace;
  plans: PlanService;
  /** The plan that commands go to and that is read. */
  plan: string;
  owner: Caller;
  /** Works in region A, with A1 and A2 below. */
  manager: Caller;
  /** Works in A1. */
  rep: Caller;
}

/** What A1 has in July: no other number of the plan has these digits. */
export const SECRET = 300_17;

export const inRegion = (member: string): Scope => [{ dimension: 'region', member }];

export const enter = (member: string, value: number, more: object = {}): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value, ...more }],
});
export const setTarget = (set: object, id = 'target'): CommandRequest =>
  ({ type: 'record.update', kind: 'target', id, set }) as CommandRequest;
export const waterfall = (dimension: string | null = 'region', id?: string): CommandRequest =>
  setTarget({ waterfall: dimension }, id);
export const release = (member: string, id = `r-${member}`, target = 'target'): CommandRequest => ({
  type: 'record.add',
  kind: 'release',
  id,
  fields: { target, coordinate: { region: member } },
});
export const takeBack = (id: string): CommandRequest => ({ type: 'record.remove', kind: 'release', id });
export const freeze = (id: string): CommandRequest => ({
  type: 'version.freeze',
  id,
  name: id,
  purpose: 'baseline',
});
export const restore = (version: string): CommandRequest => ({ type: 'version.restore', version });
export const promote = (branch: string): CommandRequest => ({ type: 'branch.promote', branch });

export const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

const rowsOf = ({ cubes }: BookStateView) => (cubes[0]?.rows ?? []).flatMap((row) => row?.[0] ?? []);

/** The plan, anew for each test of a file, and what is done and read in it. */
export function waterfallWorld() {
  // After everybody has moved, whenever the tests run.
  const world = testWorld(() => new Date('2026-09-15T04:00:00Z'));
  const here = { world } as WaterfallWorld;
  beforeEach(async () => {
    const { workspace } = world;
    here.workspace = workspace;
    here.plan = await revenuePlan(workspace);
    here.plans = createPlanService(world.deps);
    here.owner = workspace.owner;
    here.manager = await workspace.member('manager', inRegion('A'));
    here.rep = await workspace.member('rep', inRegion('A1'));
    await by(here.owner, enter('A1', SECRET), enter('A2', 300), enter('B', 300));
  });

  const inBook = (book: string, caller: Caller, ...commands: CommandRequest[]) =>
    here.workspace.submit(caller, book, commands);
  const by = (caller: Caller, ...commands: CommandRequest[]) => inBook(here.plan, caller, ...commands);
  const readIn = async (caller: Caller, book: string) => rowsOf(await here.plans.read(caller, book));
  const readBy = (caller: Caller) => readIn(caller, here.plan);

  /** Everything that can be read of a book's numbers. */
  async function told(caller: Caller, book = here.plan): Promise<string> {
    const tracking = createTrackingService(world.deps);
    const asked = { target: 'target', asOf: '2026-08-01', basis: 'natural', along: 0 } as const;
    return JSON.stringify([
      await here.plans.read(caller, book),
      await here.plans.changes(caller, book, 0),
      await here.plans.history(caller, book, { limit: 100 }),
      await here.plans.compare(caller, book, 0, 1_000),
      await tracking.attainment(caller, book, asked),
    ]);
  }

  const whatIf = async (caller = here.owner): Promise<string> => {
    const id = uuidv7();
    await here.plans.branch(caller, here.plan, { id, name: 'what if' });
    return id;
  };
  return { here, by, inBook, readIn, readBy, told, whatIf };
}
