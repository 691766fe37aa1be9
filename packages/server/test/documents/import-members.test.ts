import type { ImportRequest, MemberMapping } from '@shapan/contract';
import { findRecord, parentsOf, recordsOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import type { Refused } from '../../src/http/refused.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import type { Cell } from '../../src/rooms/documents/table.ts';
import { writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { masterState } from '../../src/rooms/plan/open-book.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** Members of a dimension from a file: new ones, other names, and where they stand from a day on. */
const world = testWorld();
let imports: ImportService;
let owner: Caller;
let plan: string;

beforeEach(async () => {
  imports = createImportService(world.deps);
  plan = await revenuePlan(world.workspace);
  owner = world.workspace.owner;
  const entries = ['A1', 'A2', 'B'].flatMap((member) =>
    ['M2026-07', 'M2026-08', 'M2026-09'].map((time, i) => ({
      at: { members: [member], time },
      value: 10 ** (2 - i),
    })),
  );
  await world.workspace.submit(owner, plan, [{ type: 'target.enter', target: 'target', entries }]);
});

const HEADINGS = '编码,名称,上级,生效日期,原因';
const mapping: MemberMapping = {
  sheet: 'list',
  headerRow: 1,
  code: 0,
  name: 1,
  parent: 2,
  from: 3,
  reason: 4,
};

type Request = Extract<ImportRequest, { purpose: 'members' }>;
const request = (more: Partial<Request> = {}): Request => ({
  purpose: 'members',
  mapping,
  dimension: 'region',
  createMembers: false,
  ...more,
});

const upload = async (content: string | Uint8Array, name = 'list.csv'): Promise<string> =>
  (await imports.preview(owner, { name, content: Buffer.from(content) }, {})).upload;

const csv = (...lines: string[]): string => `${[HEADINGS, ...lines].join('\n')}\n`;

const master = () =>
  withTransaction(world.deps.pool, (tx) => masterState(world.deps, tx, world.workspace.workspaceId), {
    workspaceId: world.workspace.workspaceId,
  });

/** Who stands above a member on a day, by name. */
async function above(name: string, day: string): Promise<string | null> {
  const state = await master();
  const member = recordsOf(state, 'dimensionMember').find(({ fields }) => fields['name'] === name);
  const parent = member && parentsOf(state).on(member.id, day);
  return parent === undefined ? null : String(findRecord(state, 'dimensionMember', parent)?.fields['name']);
}

describe('a list of members', () => {
  test('is understood from its headings', async () => {
    const view = await imports.preview(
      owner,
      { name: 'list.csv', content: Buffer.from(csv('A2,,B,2026-08-01,')) },
      {},
    );
    expect(view.sheets[0]?.members).toEqual({ ...mapping, sheet: view.sheets[0]?.name });
    const plain = '客户,归属地区,自\n甲,华东,2026/8/1\n';
    const other = await imports.preview(owner, { name: 'x.csv', content: Buffer.from(plain) }, {});
    expect(other.sheets[0]?.members).toMatchObject({ name: 0, parent: 1 });
  });

  test('moves from a day on, shown with what it does to the plans, done in one entry, undone in one step', async () => {
    const id = await upload(csv('A2,,B,2026/8/1,区域调整'));
    const shown = await imports.check(owner, id, request());
    expect(shown).toMatchObject({
      committed: false,
      errorCount: 0,
      moves: 1,
      changed: 0,
      newMembers: 0,
      unchanged: 0,
    });
    expect(shown.effects).toMatchObject([
      { code: 'MOVES_TOTAL', params: { member: 'A', before: 222, after: 211 } },
      { code: 'MOVES_TOTAL', params: { member: 'B', before: 111, after: 122 } },
      { code: 'KEEPS_WHOLE', params: { whole: 333 } },
    ]);
    expect(await above('A2', '2026-08-01')).toBe('A');
    const before = (await master()).position;
    expect(await imports.commit(owner, id, request())).toMatchObject({ committed: true, moves: 1 });
    expect([await above('A2', '2026-07-31'), await above('A2', '2026-08-01')]).toEqual(['A', 'B']);
    const reasons = recordsOf(await master(), 'reassignment').map(({ fields }) => fields['reason']);
    expect(reasons).toEqual(['区域调整']);
    const { position } = await master();
    expect(position).toBe(before + 1);
    await world.workspace.submit(owner, world.workspace.workspaceId, [{ type: 'undo', position }]);
    expect(await above('A2', '2026-08-01')).toBe('A');
  });

  test('from a workbook, with days as days', async () => {
    const text = (value: string): Cell => ({ type: 'text', text: value });
    const day = (value: string): Cell => ({ type: 'date', text: value });
    const book = await writeXlsx([
      {
        name: 'list',
        columns: HEADINGS.split(',').map((header) => ({ header })),
        rows: [
          [text('A2'), text(''), text('B'), day('2026-08-01'), text('')],
          [text('C'), text('新区'), text('B'), day('2026-09-01'), text('')],
        ],
      },
    ]);
    const id = await upload(book, 'list.xlsx');
    const done = await imports.commit(owner, id, request({ createMembers: true }));
    expect(done).toMatchObject({ committed: true, moves: 1, newMembers: 1, errorCount: 0 });
    expect([await above('A2', '2026-08-01'), await above('新区', '2026-09-01')]).toEqual(['B', 'B']);
  });

  test('says again what is so, and does nothing', async () => {
    const text = csv('A2,,B,2026-08-01,', 'A1,A1,A,,');
    await imports.commit(owner, await upload(text), request());
    const { position } = await master();
    const again = await imports.commit(owner, await upload(text), request());
    expect(again).toMatchObject({ committed: false, unchanged: 2, moves: 0, changed: 0 });
    expect((await master()).position).toBe(position);
  });

  test('creates members with those above them, in whatever order the file has them', async () => {
    const text = csv('N1,北一,N,,', 'N2,北二,北一,,', 'N,北区,,,');
    const done = await imports.commit(owner, await upload(text), request({ createMembers: true }));
    expect(done).toMatchObject({ committed: true, newMembers: 3 });
    const day = '2026-07-01';
    expect([await above('北二', day), await above('北一', day), await above('北区', day)]).toEqual([
      '北一',
      '北区',
      null,
    ]);
  });

  test('puts names and parents right at all times where there is no day', async () => {
    await imports.commit(owner, await upload(csv('A2,二区,B,,')), request());
    expect(await above('二区', '2020-01-01')).toBe('B');
    expect(recordsOf(await master(), 'reassignment')).toEqual([]);
  });

  test('moves one member several times, and another day’s word replaces what was said of it', async () => {
    await imports.commit(owner, await upload(csv('A2,,B,2026-08-01,', 'A2,,,2026-09-01,')), request());
    const on = async () => [await above('A2', '2026-08-01'), await above('A2', '2026-09-01')];
    expect(await on()).toEqual(['B', null]);
    const again = await imports.commit(owner, await upload(csv('A2,,A1,2026-09-01,')), request());
    expect(again).toMatchObject({ committed: true, errors: [], moves: 1 });
    expect(await on()).toEqual(['B', 'A1']);
    await imports.commit(owner, await upload(csv('A2,,A,2026-08-01,')), request());
    expect(await on()).toEqual(['A', 'A1']);
    expect(recordsOf(await master(), 'reassignment')).toHaveLength(1);
  });
});

describe('what is wrong in a list is said row by row', () => {
  const wrong = async (text: string, more: Partial<Request> = {}) => {
    const { errors, committed } = await imports.commit(owner, await upload(text), request(more));
    expect(committed).toBe(false);
    return errors.map(({ row, column, code, value }) => [row, column, code, value]);
  };

  test('and nothing is done', async () => {
    const { position } = await master();
    expect(
      await wrong(
        csv(
          'A2,,B,2026-02-30,',
          'X,,B,2026-08-01,',
          'A2,,Y,2026-08-01,',
          'A1,,A1,2026-08-01,',
          'A1,,B,2026-08-01,',
        ),
      ),
    ).toEqual([
      [2, '生效日期', 'INVALID', '2026-02-30'],
      [3, '编码', 'UNKNOWN_REFERENCE', 'X'],
      [4, '上级', 'UNKNOWN_REFERENCE', 'Y'],
      [5, '上级', 'CYCLE', 'A1'],
    ]);
    expect((await master()).position).toBe(position);
  });

  test('in the column of the parent where a new member stands under one that nobody knows', async () => {
    expect(await wrong(csv('N1,N1,Nobody,,', 'N2,N2,N1,,'), { createMembers: true })).toEqual([
      [2, '上级', 'UNKNOWN_REFERENCE', 'Nobody'],
      [3, '上级', 'UNKNOWN_REFERENCE', 'N1'],
    ]);
  });

  test('where two that are new stand under each other', async () => {
    expect(await wrong(csv('N1,,N2,,', 'N2,,N1,,'), { createMembers: true })).toMatchObject([
      [2, '上级', 'CYCLE', 'N2'],
      [3, '上级', 'CYCLE', 'N1'],
    ]);
  });

  test('where a plan refuses a move, naming the rows of the members; the others may come in alone', async () => {
    const set = { closedUntil: '2026-07-31' };
    await world.workspace.submit(owner, plan, [{ type: 'record.update', kind: 'target', id: 'target', set }]);
    const text = csv('A2,,B,2026-07-01,', 'A1,,B,2026-08-01,');
    expect(await wrong(text)).toEqual([[2, '生效日期', 'MOVE_CLOSED', '2026-07-01']]);
    const done = await imports.commit(owner, await upload(text), request({ onError: 'skip' }));
    expect(done).toMatchObject({ committed: true, skipped: 1, moves: 1 });
    expect([await above('A1', '2026-08-01'), await above('A2', '2026-08-01')]).toEqual(['B', 'A']);
  });

  test('also where a hold or the own number of a total stands against it', async () => {
    const fields = {
      target: 'target',
      members: ['A'],
      time: 'all',
      keeps: 'total',
      owner: owner.member,
      reason: 'agreed',
    };
    await world.workspace.submit(owner, plan, [{ type: 'record.add', kind: 'hold', id: 'h', fields }]);
    expect(await wrong(csv('A2,,B,2026-08-01,'))).toEqual([[2, '生效日期', 'MOVE_HELD', '2026-08-01']]);
  });
});

describe('a list of members is for who shapes the master data', () => {
  const outcome = async (caller: Caller): Promise<unknown> => {
    const file = { name: 'list.csv', content: Buffer.from(csv('A2,,B,2026-08-01,')) };
    const { upload: id } = await imports.preview(caller, file, {});
    const outcomes: string[] = [];
    for (const ask of [imports.check, imports.commit])
      outcomes.push(
        await ask(caller, id, request()).then(
          () => 'done',
          (error: Refused) => error.problems.map(({ code }) => code).join(),
        ),
      );
    return outcomes;
  };

  test('all of it', async () => {
    const { workspace } = world;
    const scope = [{ dimension: 'region', member: 'A' }];
    expect(await outcome(await workspace.member('manager'))).toEqual(['ROLE', 'ROLE']);
    expect(await outcome(await workspace.member('rep'))).toEqual(['ROLE', 'ROLE']);
    expect(await outcome(await workspace.member('director', scope))).toEqual(['SCOPE', 'SCOPE']);
    expect(await outcome(await workspace.member('operations'))).toEqual(['done', 'done']);
    expect(await above('A2', '2026-08-01')).toBe('B');
  });

  test('and not for a dimension of somebody else', async () => {
    const id = await upload(csv('A2,,B,2026-08-01,'));
    await expect(imports.check(owner, id, request({ dimension: uuidv7() }))).rejects.toThrow(
      'UNKNOWN_REFERENCE',
    );
  });
});
