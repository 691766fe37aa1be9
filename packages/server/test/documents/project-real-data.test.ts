import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskFileReport } from '@shapan/contract';
import { sharedData } from '@shapan/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { ProjectFile } from '../../src/rooms/documents/project/model.ts';
import { readMspdi } from '../../src/rooms/documents/project/read-mspdi.ts';
import { createTaskFileService, type TaskFileService } from '../../src/rooms/documents/project/service.ts';
import { findBook } from '../../src/rooms/plan/store.ts';
import { testWorld } from '../workspace.ts';

/** Files of Microsoft Project that nobody made for this: into a plan, out of it, and what they say is what they said (FIL-1). */
const folder = sharedData('mspdi');
const world = testWorld();
let files: TaskFileService;

beforeEach(() => {
  files = createTaskFileService(world.deps);
});

function parsed(content: Buffer): ProjectFile {
  const read = readMspdi(content, 'file.xml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const names = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.xml'));

/** What is promised to survive, of every task by its name and number. */
const essence = ({ tasks, settings }: ProjectFile) => ({
  settings,
  tasks: tasks
    .filter(({ level }) => level > 0)
    .map(({ uid, name, duration, links, start, finish, summary, milestone, level, ...task }) => ({
      uid,
      name,
      level,
      summary,
      milestone,
      duration: summary ? null : duration,
      start: summary ? start?.slice(0, 10) : start,
      finish: summary ? null : finish,
      constraint: summary ? 0 : task.constraint,
      constraintDate: summary ? null : task.constraintDate,
      priority: summary ? 0 : task.priority,
      percent: summary ? 0 : task.percent,
      calendar: summary ? null : task.calendar,
      deadline: summary ? null : task.deadline,
      baselines: summary ? [] : task.baselines,
      notes: task.notes,
      links: links.toSorted((a, b) => a.from - b.from || (a.type < b.type ? -1 : 1)),
    }))
    .toSorted((a, b) => a.uid - b.uid),
});

const open = async (content: Buffer, plan: string): Promise<TaskFileReport> =>
  files.import(world.workspace.owner, plan, { name: 'file.xml', content }, { commit: true });

describe.skipIf(folder === undefined)('files of Microsoft Project (shared data)', () => {
  test.each(names)('[FIL-1] %s comes out of a plan as it went in', async (name) => {
    const content = readFileSync(join(folder!, name));
    const plan = await world.workspace.plan();
    const report = await open(content, plan);
    expect(report.errors).toEqual([]);
    const [before, written] = [parsed(content), await files.export(world.workspace.owner, plan, 'mspdi')];
    const after = parsed(written.content);
    expect(essence(after)).toEqual(essence(before));
    // Every calendar of the file, and behind them the workspace's own.
    expect(after.calendars.slice(0, -1)).toEqual(before.calendars);
    expect(after.resources.map(({ name: who }) => who)).toEqual(before.resources.map(({ name: who }) => who));
  });

  test.each(names)(
    '[FIL-1] %s imported again changes nothing, and neither does what was written',
    async (name) => {
      const content = readFileSync(join(folder!, name));
      const plan = await world.workspace.plan();
      const { counts } = await open(content, plan);
      const again = await open(content, plan);
      for (const kind of ['task', 'initiative', 'taskLink', 'resourceNeed'] as const) {
        expect(again.counts[kind]).toEqual({
          added: 0,
          changed: 0,
          unchanged: counts[kind].added,
          removed: 0,
        });
      }
      expect(again.committed).toBe(false);
      const { content: written } = await files.export(world.workspace.owner, plan, 'mspdi');
      const back = await open(written, plan);
      expect({ ...back.counts.task, ...back.counts.taskLink }).toMatchObject({ added: 0, removed: 0 });
      expect(back.counts.task).toMatchObject({ changed: 0, unchanged: counts.task.added });
      const twice = await files.export(world.workspace.owner, plan, 'mspdi');
      expect(essence(parsed(twice.content))).toEqual(essence(parsed(written)));
      expect(parsed(twice.content).calendars).toEqual(parsed(written).calendars);
    },
  );

  test('[FIL-1] all four types of link with their lags, out of four versions of the program', async () => {
    for (const name of names.filter((one) => one.startsWith('task-links'))) {
      const plan = await world.workspace.plan();
      const report = await open(readFileSync(join(folder!, name)), plan);
      expect(report.counts.taskLink.added, name).toBe(8);
      const book = await withTransaction(
        world.deps.pool,
        async (tx) => (await findBook(tx, world.workspace.workspaceId, plan))!,
        { workspaceId: world.workspace.workspaceId },
      );
      const state = await withTransaction(world.deps.pool, (tx) => world.deps.books.current(tx, book), {
        workspaceId: world.workspace.workspaceId,
      });
      const links = [...state.records.get('taskLink')!.byId.values()].map(
        ({ fields }) => `${fields['relation']} ${fields['lag'] ?? 0}`,
      );
      expect(new Set(links.map((link) => link.slice(0, 2))), name).toEqual(new Set(['FS', 'SS', 'FF', 'SF']));
    }
  });

  test('[FIL-1] minutes, hours and elapsed units are told before they are whole days', async () => {
    const plan = await world.workspace.plan();
    const content = readFileSync(join(folder!, 'mspdiduration.xml'));
    const { lines } = await files.import(world.workspace.owner, plan, { name: 'x', content }, {});
    const told = lines
      .filter(({ code }) => code === 'duration')
      .map(({ name, outcome, params }) => [name, outcome, params]);
    expect(told).toEqual([
      ['Task 1', 'rounded', { amount: 1, unit: 'minutes', days: 1 }],
      ['Task 2', 'rounded', { amount: 1, unit: 'hours', days: 1 }],
      ['Task 6', 'rounded', { amount: 1, unit: 'elapsedMinutes', days: 1 }],
      ['Task 7', 'rounded', { amount: 1, unit: 'elapsedHours', days: 1 }],
      ['Task 8', 'rounded', { amount: 1, unit: 'elapsedDays', days: 1 }],
      ['Task 9', 'rounded', { amount: 1, unit: 'elapsedWeeks', days: 5 }],
      // Without 6 April 2009, a holiday where the workspace is.
      ['Task 10', 'rounded', { amount: 1, unit: 'elapsedMonths', days: 21 }],
    ]);
  });
});
