import type { TaskFileOptions } from '@shapan/contract';
import { type Fields, recordsOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { readMspdi } from '../../src/rooms/documents/project/read-mspdi.ts';
import { createTaskFileService, type TaskFileService } from '../../src/rooms/documents/project/service.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { findBook } from '../../src/rooms/plan/store.ts';
import { testMaster, testWorkspace, testWorld } from '../workspace.ts';
import { projectXml, type SaidTask } from './project-fixture.ts';

/** Tasks from files into a plan and out of it (FIL-1 to FIL-5). */
const world = testWorld(() => new Date('2026-07-01T02:00:00Z'));
let files: TaskFileService;
let owner: Caller;
let plan: string;

beforeEach(async () => {
  files = createTaskFileService(world.deps);
  owner = world.workspace.owner;
  plan = await world.workspace.plan();
});

const bring = (content: Buffer | string, options: TaskFileOptions = { commit: true }, caller = owner) =>
  files.import(caller, plan, { name: 'file', content: Buffer.from(content) }, options);

const tasks: readonly SaidTask[] = [
  { uid: 1, name: 'Phase', summary: true, from: '2026-07-06', to: '2026-07-10' },
  { uid: 2, name: 'Survey', level: 2, from: '2026-07-06', to: '2026-07-07', duration: 'PT12H0M0S' },
  {
    uid: 3,
    name: 'Offer',
    level: 2,
    from: '2026-07-08',
    to: '2026-07-09',
    duration: 'PT16H0M0S',
    after: [[2, 1, 2400, 5]],
  },
];

async function state() {
  const { workspaceId } = world.workspace;
  return withTransaction(
    world.deps.pool,
    async (tx) => world.deps.books.current(tx, (await findBook(tx, workspaceId, plan))!),
    { workspaceId },
  );
}

const fieldsOf = async (kind: string): Promise<readonly Fields[]> =>
  recordsOf(await state(), kind).map(({ fields }) => fields);

async function written(caller = owner) {
  const { content } = await files.export(caller, plan, 'mspdi');
  const read = readMspdi(content, 'x');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** What a table says of a task by itself. */
const said = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => !['fileKey', 'fileDetails', 'initiative'].includes(name)),
  );

const table = async (): Promise<string> => (await files.export(owner, plan, 'csv')).content.toString('utf8');

describe('a project file', () => {
  test('[FIL-1] becomes initiatives, tasks and links in one entry with one undo', async () => {
    const report = await bring(projectXml(tasks));
    expect(report).toMatchObject({
      committed: true,
      format: 'mspdi',
      counts: { initiative: { added: 1 }, task: { added: 2 }, taskLink: { added: 1 } },
    });
    const [initiative] = recordsOf(await state(), 'initiative');
    expect(await fieldsOf('task')).toMatchObject([
      { name: 'Survey', from: '2026-07-06', to: '2026-07-07', duration: 2, initiative: initiative!.id },
      { name: 'Offer', from: '2026-07-08', to: '2026-07-09', duration: 2, status: 'planned' },
    ]);
    const { position } = await state();
    await world.workspace.submit(owner, plan, [{ type: 'undo', position }]);
    expect(await fieldsOf('task')).toEqual([]);
    expect(await fieldsOf('initiative')).toEqual([]);
  });

  test('[FIL-1] tells beforehand what is rounded, and a dry run writes nothing', async () => {
    const report = await bring(projectXml(tasks), {});
    expect(report.committed).toBe(false);
    expect(report.lines.filter(({ outcome }) => outcome === 'rounded')).toEqual([
      {
        code: 'duration',
        outcome: 'rounded',
        row: 2,
        name: 'Survey',
        params: { amount: 1.5, unit: 'days', days: 2 },
      },
      {
        code: 'lag',
        outcome: 'rounded',
        row: 3,
        name: 'Offer',
        params: { amount: 4, unit: 'hours', days: 1 },
      },
    ]);
    expect(await fieldsOf('task')).toEqual([]);
  });

  test('[FIL-2] what is rounded comes out exact while the plan says the same, and as the plan says it when not', async () => {
    await bring(projectXml(tasks));
    const before = await written();
    expect(before.tasks.find(({ uid }) => uid === 2)?.duration).toEqual({ seconds: 43_200, format: 7 });
    expect(before.tasks.find(({ uid }) => uid === 3)?.links).toMatchObject([
      { from: 2, lag: 2400, format: 5 },
    ]);
    const now = await state();
    const [survey, offer] = recordsOf(now, 'task');
    const [link] = recordsOf(now, 'taskLink');
    await world.workspace.submit(owner, plan, [
      { type: 'record.update', kind: 'task', id: survey!.id, set: { to: '2026-07-08' } },
      { type: 'record.update', kind: 'task', id: offer!.id, set: { from: '2026-07-15', to: '2026-07-16' } },
      { type: 'record.update', kind: 'taskLink', id: link!.id, set: { lag: -1, relation: 'SS' } },
    ]);
    const after = await written();
    expect(after.tasks.find(({ uid }) => uid === 2)?.duration).toEqual({ seconds: 3 * 8 * 3600, format: 7 });
    // Moved as it is, a task lasts as long as before, and begins no earlier than it was dragged to.
    expect(after.tasks.find(({ uid }) => uid === 3)).toMatchObject({
      start: '2026-07-15T08:00:00',
      duration: { seconds: 57_600, format: 7 },
      constraint: 4,
      constraintDate: '2026-07-15T08:00:00',
      links: [{ from: 2, type: 'SS', lag: -4800, format: 7 }],
    });
  });

  test('[FIL-2] lags in elapsed time and in percent come to working days, and out as they were', async () => {
    const lagged: SaidTask[] = [
      { uid: 1, name: 'A', from: '2026-07-08', to: '2026-07-09', duration: 'PT16H0M0S' },
      // Four days on the clock from Thursday: Friday and Monday are worked.
      { uid: 2, name: 'B', from: '2026-07-14', to: '2026-07-14', after: [[1, 1, 57_600, 8]] },
      { uid: 3, name: 'C', from: '2026-07-13', to: '2026-07-13', after: [[1, 1, 50, 19]] },
      { uid: 4, name: 'D', from: '2026-07-08', to: '2026-07-08', after: [[1, 1, -7200, 6]] },
    ];
    await bring(projectXml(lagged));
    expect((await fieldsOf('taskLink')).map(({ lag }) => lag ?? 0)).toEqual([2, 1, 0]);
    const links = (await written()).tasks.flatMap(({ links: own }) => own);
    expect(links.map(({ lag, format }) => [lag, format])).toEqual([
      [57_600, 8],
      [50, 19],
      [-7200, 6],
    ]);
  });

  test('[FIL-3] imported again changes what is another value, adds what is new, takes links back and doubles nothing', async () => {
    await bring(projectXml(tasks));
    const [survey] = recordsOf(await state(), 'task');
    await world.workspace.submit(owner, plan, [
      {
        type: 'record.update',
        kind: 'task',
        id: survey!.id,
        set: { status: 'running', acceptance: 'Ten answers' },
      },
    ]);
    const next: SaidTask[] = [
      tasks[0]!,
      { ...tasks[1]!, name: 'Survey of customers' },
      { ...tasks[2]!, after: [[2, 3, 0, 7]] },
      { uid: 9, name: 'Review', level: 2, from: '2026-07-10', to: '2026-07-10' },
    ];
    const report = await bring(projectXml(next));
    expect(report.counts).toMatchObject({
      initiative: { added: 0, unchanged: 1 },
      task: { added: 1, changed: 1, unchanged: 1 },
      taskLink: { added: 1, removed: 1 },
    });
    expect(await fieldsOf('task')).toMatchObject([
      // What the file does not say, and the state that somebody gave it, stay.
      { name: 'Survey of customers', status: 'running', acceptance: 'Ten answers' },
      { name: 'Offer' },
      { name: 'Review' },
    ]);
    const shorter = await bring(projectXml(next.slice(0, 3)));
    expect(shorter.lines.filter(({ code }) => code === 'gone').map(({ name }) => name)).toEqual(['Review']);
    expect(await fieldsOf('task')).toHaveLength(3);
  });

  test('[FIL-3] wrong rows are told with their reason, and the good ones are taken only when asked to', async () => {
    await world.workspace.submit(owner, plan, [
      {
        type: 'record.update',
        kind: 'brief',
        id: 'brief',
        set: { workFrom: '2026-07-01', workTo: '2026-09-30' },
      },
    ]);
    const wrong: SaidTask[] = [
      ...tasks,
      { uid: 7, name: 'Too late', from: '2026-12-01', to: '2026-12-02', after: [[3, 1, 0, 7]] },
      { uid: 8, name: 'Circle', from: '2026-07-10', to: '2026-07-10', after: [[8, 1, 0, 7]] },
    ];
    const refused = await bring(projectXml(wrong));
    expect(refused.committed).toBe(false);
    expect(refused.errors.map(({ row, code }) => [row, code])).toEqual([
      [7, 'OUTSIDE_WINDOW'],
      [7, 'ROW_DEPENDS'],
      [8, 'TASK_CIRCLE'],
    ]);
    expect(await fieldsOf('task')).toEqual([]);
    const taken = await bring(projectXml(wrong), { commit: true, onError: 'skip' });
    expect(taken).toMatchObject({ committed: true, skipped: 2, counts: { task: { added: 3 } } });
  });

  test('[FIL-3] people are members by name or by what is chosen, and needs where they are nobody', async () => {
    const manager = await world.workspace.member('manager');
    const resources = `<Resources><Resource><UID>1</UID><Name>Manager</Name><Type>1</Type></Resource>
<Resource><UID>2</UID><Name>Wei Lin</Name><Type>1</Type></Resource>
<Resource><UID>3</UID><Name>Booth</Name><Type>0</Type><MaterialLabel>m2</MaterialLabel></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT12H0M0S</Work></Assignment>
<Assignment><UID>2</UID><TaskUID>2</TaskUID><ResourceUID>2</ResourceUID><Units>0.5</Units></Assignment>
<Assignment><UID>3</UID><TaskUID>3</TaskUID><ResourceUID>3</ResourceUID><Units>12</Units></Assignment></Assignments>`;
    const seen = await bring(projectXml(tasks, resources), {});
    expect(seen.people).toEqual([
      { name: 'Manager', email: '', member: manager.member, tasks: 1 },
      { name: 'Wei Lin', email: '', member: null, tasks: 1 },
    ]);
    await bring(projectXml(tasks, resources));
    expect(await fieldsOf('task')).toMatchObject([
      { accountable: manager.member, effort: 1.5 },
      { name: 'Offer' },
    ]);
    expect(await fieldsOf('resourceNeed')).toMatchObject([
      { name: 'Wei Lin', category: 'people', quantity: 0.5 },
      { name: 'Booth', category: 'material', quantity: 12, unit: 'm2' },
    ]);
    const out = await written();
    expect(out.assignments.map(({ units, work }) => [units, work])).toEqual([
      [1, 43_200],
      [0.5, null],
      [12, null],
    ]);
    const chosen = await bring(projectXml(tasks, resources), { people: { 'Wei Lin': owner.member } });
    expect(chosen.people[1]).toMatchObject({ member: owner.member });
    await expect(
      bring(projectXml(tasks, resources), { people: { 'Wei Lin': 'nobody' } }),
    ).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_REFERENCE' }],
    });
  });

  test('[FIL-1] what goes out has the working days of the workspace: holidays and make-up workdays of its years', async () => {
    await bring(projectXml([{ uid: 1, name: 'Autumn', from: '2026-09-28', to: '2026-10-09' }]));
    const { calendars, settings } = await written();
    const own = calendars.find(({ name }) => name === 'Shapan working days')!;
    expect(settings.calendar).not.toBeNull();
    const exceptions = own.exceptions.map(
      ({ from, to, working }) => `${from}..${to} ${working ? 'work' : 'off'}`,
    );
    expect(exceptions).toContain('2026-10-01..2026-10-02 off');
    expect(exceptions.some((one) => one.endsWith('work'))).toBe(true);
    expect(own.days.map(({ day, working }) => [day, working])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
      [5, true],
      [6, true],
      [7, false],
    ]);
  });
});

describe('rights', () => {
  test('[FIL-5] who may change no record imports none, and reads what they may see', async () => {
    const viewer = await world.workspace.member('viewer');
    await bring(projectXml(tasks));
    expect(() => files.mayImport(viewer)).toThrow(/ROLE/);
    const other = [{ uid: 1, name: 'Mine', from: '2026-07-06', to: '2026-07-06' }];
    const report = await bring(projectXml(other, '', 'Other'), { commit: true }, viewer);
    expect(report).toMatchObject({ committed: false, errors: [{ code: 'ROLE' }] });
    expect((await written(viewer)).tasks.map(({ name }) => name)).toEqual([
      'Plan',
      'Phase',
      'Survey',
      'Offer',
    ]);
  });

  test('[FIL-5] who works in a part knows of an initiative elsewhere by no file', async () => {
    await testMaster(world.workspace);
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    await world.workspace.submit(owner, plan, [
      {
        type: 'record.add',
        kind: 'initiative',
        id: 'secret',
        fields: { name: 'Phase', coordinate: { region: 'B' } },
      },
    ]);
    const own = `<Resources><Resource><UID>1</UID><Name>manager</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment></Assignments>`;
    const flat = tasks.slice(1).map(({ name, uid, from, to }) => ({ name, uid, from: from!, to: to! }));
    const report = await bring(projectXml(flat, own), { commit: true, onError: 'skip' }, manager);
    expect(report).toMatchObject({ committed: true, errors: [], counts: { task: { added: 2 } } });
    expect(await fieldsOf('task')).toMatchObject([
      { name: 'Survey', accountable: manager.member },
      { name: 'Offer' },
    ]);
    // An initiative that they do not see is not known by its name either.
    await bring(projectXml(tasks, own, 'Another'), { commit: true, onError: 'skip' }, manager);
    expect((await fieldsOf('task')).some(({ initiative }) => initiative === 'secret')).toBe(false);
  });

  test('[FIL-5] of what a file has no more, who works in a part is told what they see', async () => {
    await testMaster(world.workspace);
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    await bring(projectXml(tasks));
    const [phase] = recordsOf(await state(), 'initiative');
    await world.workspace.submit(owner, plan, [
      { type: 'record.update', kind: 'initiative', id: phase!.id, set: { coordinate: { region: 'B' } } },
    ]);
    const rest: readonly SaidTask[] = [{ uid: 2, name: 'Survey', from: '2026-07-06', to: '2026-07-07' }];
    const goneFor = async (caller: Caller) =>
      (await bring(projectXml(rest), {}, caller)).lines
        .filter(({ code }) => code === 'gone')
        .map(({ name }) => name);
    expect(await goneFor(owner)).toEqual(['Phase', 'Offer']);
    expect(await goneFor(manager)).toEqual(['Offer']);
  });

  test('[FIL-5] a plan of another workspace is not there', async () => {
    const elsewhere = await testWorkspace(world.deps);
    await expect(files.export(elsewhere.owner, plan, 'csv')).rejects.toMatchObject({
      problems: [{ code: 'NOT_FOUND' }],
    });
    await expect(bring(projectXml(tasks), { commit: true }, elsewhere.owner)).rejects.toMatchObject({
      problems: [{ code: 'NOT_FOUND' }],
    });
  });
});

describe('details of a file in a record', () => {
  test.each([
    { baselines: 5 },
    { assignments: 'x' },
    { start: 5 },
    { finish: '2026-13-40T00:00:00', start: '2026-07-01T08:00:00' },
    { notes: {} },
    { links: [{ from: 1 }], file: 'x' },
    { duration: 'x' },
  ])('[FIL-1] that no import writes, %j, count as nothing', async (details) => {
    const { workspace, deps } = world;
    const fields = { name: 'Task', fileDetails: JSON.stringify({ uid: 77, ...details }) };
    const record = { type: 'record.add', kind: 'task', id: 'own', fields } as const;
    await createPlanService(deps).submit(workspace.owner, plan, { id: uuidv7(), commands: [record] });
    const own = (await written()).tasks.find(({ name }) => name === 'Task');
    expect(own).toMatchObject({ baselines: [], notes: '', start: null, links: [] });
    expect(own?.uid).not.toBe(77);
  });

  test('[FIL-1] that no import writes count as nothing of a whole file too', async () => {
    const { workspace, deps } = world;
    const details = JSON.stringify({ settings: { minutesPerDay: 0 }, calendars: [{}], resources: [null] });
    const fields = { name: 'File', key: 'file', details };
    const record = { type: 'record.add', kind: 'projectFile', id: 'file', fields } as const;
    await createPlanService(deps).submit(workspace.owner, plan, { id: uuidv7(), commands: [record] });
    expect((await written()).settings).toMatchObject({ minutesPerDay: 480 });
  });
});

describe('files that are too large', () => {
  const tooLarge = (limit: string, most: number) =>
    expect.objectContaining({
      problems: [expect.objectContaining({ code: 'FILE_TOO_LARGE', params: { limit, most } })],
    });

  test('[FIL-4] a table of more tasks than a project file may have is refused as one', async () => {
    const table = (count: number): string => `name\n${'Task\n'.repeat(count)}`;
    await expect(bring(table(20_001), {})).rejects.toEqual(tooLarge('tasks', 20_000));
    expect(await fieldsOf('task')).toEqual([]);
  });

  test('[FIL-4] an outline that is nested too deep is refused', async () => {
    const nested = (depth: number): readonly SaidTask[] =>
      Array.from({ length: depth }, (_, i) => ({
        uid: i + 1,
        name: 'Task',
        level: i + 1,
        summary: i < depth - 1,
      }));
    await expect(bring(projectXml(nested(101)), {})).rejects.toEqual(tooLarge('levels', 100));
    expect((await bring(projectXml(nested(100)), {})).counts.initiative.added).toBe(99);
  });
});

describe('files that are none', () => {
  test('[FIL-4] are refused with a code that says what to do', async () => {
    const codes = async (content: Buffer | string) =>
      bring(content).then(
        () => 'taken',
        (error: { problems: readonly { code: string }[] }) => error.problems[0]!.code,
      );
    expect(await codes(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('MPP_FILE');
    expect(await codes('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>')).toBe(
      'XML_DOCTYPE',
    );
    expect(await codes(`<Project><Tasks>${'<a>'.repeat(100_000)}`)).toBe('FILE_TOO_LARGE');
    expect(await codes('<rss><channel/></rss>')).toBe('NOT_A_PROJECT');
    expect(await codes('<Project><Tasks></Project>')).toBe('XML_MALFORMED');
    expect(await codes('')).toBe('FILE_EMPTY');
  });
});

describe('a table of tasks', () => {
  test('[FIL-1] comes back in whole, into the plan and into another one', async () => {
    await bring(projectXml(tasks));
    const [survey] = recordsOf(await state(), 'task');
    await world.workspace.submit(owner, plan, [
      {
        type: 'record.update',
        kind: 'task',
        id: survey!.id,
        set: {
          accountable: owner.member,
          deliverable: '=HYPERLINK("x")',
          acceptance: 'Two\nlines; "quoted"',
          priority: 'high',
          progress: 40,
          status: 'running',
        },
      },
    ]);
    const csv = await table();
    expect(csv.startsWith('\ufeffNo.,Task,Initiative,')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    const same = await bring(csv);
    expect(same).toMatchObject({
      committed: false,
      errorCount: 0,
      counts: {
        task: { added: 0, changed: 0, unchanged: 2 },
        taskLink: { added: 0, removed: 0, unchanged: 1 },
      },
    });
    const before = (await fieldsOf('task')).map(said);
    plan = await world.workspace.plan('Other');
    expect(await bring(csv)).toMatchObject({
      committed: true,
      counts: { task: { added: 2 }, initiative: { added: 1 } },
    });
    expect((await fieldsOf('task')).map(said)).toEqual(before);
    expect((await fieldsOf('taskLink')).map(({ relation, lag }) => [relation, lag])).toEqual([['FS', 1]]);
  });

  test('[FIL-3] headings in either language, and 50 wrong rows of 2,000 told by row, the others taken when asked to', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => {
      const day = i % 40 === 7 ? '2026-02-30' : `2026-07-${String((i % 28) + 1).padStart(2, '0')}`;
      return `${i + 1},任务${i + 1},${day},${day},${i % 3 === 1 ? i : ''}`;
    });
    const csv = ['序号,任务,开始,结束,前置任务', ...rows].join('\n');
    const refused = await bring(csv);
    const own = refused.errors.filter(({ code }) => code === 'INVALID');
    expect(new Set(own.map(({ row }) => row)).size).toBe(50);
    expect(own[0]).toMatchObject({ row: 9, name: '任务8', field: 'from' });
    expect(refused.committed).toBe(false);
    const taken = await bring(csv, { commit: true, onError: 'skip' });
    expect(taken.counts.task.added).toBe(1_950);
    expect(await fieldsOf('task')).toHaveLength(1_950);
  });

  test('[FIL-3] names, options, links and headings that mean nothing are refused by row', async () => {
    const csv = [
      'Task,Start,End,Accountable owner,Priority,Predecessors,No.',
      'A,2026-07-06,2026-07-07,Nobody,High,,1',
      'B,2026-07-06,2026-07-07,,Urgent,,2',
      'C,2026-07-06,2026-07-07,,,9FS,3',
      ',2026-07-06,2026-07-07,,,,4',
    ].join('\n');
    const { errors } = await bring(csv);
    expect(errors.map(({ row, code }) => [row, code])).toEqual([
      [2, 'UNKNOWN_REFERENCE'],
      [3, 'INVALID'],
      [4, 'UNKNOWN_REFERENCE'],
      [5, 'REQUIRED'],
    ]);
    expect((await bring('x,y\n1,2\n')).errors).toMatchObject([{ row: 1, code: 'REQUIRED' }]);
  });
});
