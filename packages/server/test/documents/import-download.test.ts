import type { CommandRequest, ImportMapping, ImportReport } from '@shapan/contract';
import { coordinateOf, isPresent, layoutOf, readLeaf, rowCount } from '@shapan/engine';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { masterState, openBook } from '../../src/rooms/plan/open-book.ts';
import { revenueMetric, revenueTarget, testMaster, testWorld } from '../workspace.ts';

/** What a target hands out as a file comes back as it was, by the mapping that is proposed; or is refused with the reason. */
const world = testWorld();
let imports: ImportService;
let plan: string;

const metric = (id: string, fields: Record<string, string | number>): CommandRequest => ({
  type: 'record.add',
  kind: 'metric',
  id,
  fields: { name: id, key: id, direction: 'up', unit: 'percent', decimals: 0, ...fields },
});
const target = (id: string): CommandRequest => ({
  ...revenueTarget,
  id,
  fields: { ...revenueTarget.fields, metric: id },
});
const at = (member: string, time: string) => ({ members: [member], time });

beforeEach(async () => {
  const { workspace } = world;
  imports = createImportService(world.deps);
  await testMaster(workspace);
  await workspace.submit(workspace.owner, workspace.workspaceId, [
    metric('coverage', { aggregation: 'ratio' }),
    metric('price', { aggregation: 'wavg', unit: 'money', decimals: 2, currency: 'CNY' }),
    metric('leads', { aggregation: 'sum', unit: 'count' }),
    { ...revenueMetric, id: 'perLead', fields: perLead },
  ]);
  plan = await workspace.plan();
  await workspace.submit(workspace.owner, plan, [
    revenueTarget,
    ...['coverage', 'price', 'leads', 'perLead'].map(target),
  ]);
});

const perLead = {
  ...revenueMetric.fields,
  name: 'perLead',
  key: 'perLead',
  aggregation: 'formula',
  formula: 'revenue / leads',
};

/** All that stands in the leaves of a target: member, period, and each part. */
async function leaves(id: string): Promise<readonly unknown[]> {
  const { workspaceId } = world.workspace;
  const layout = await withTransaction(
    world.deps.pool,
    async (tx) => {
      const state = await world.deps.books.current(tx, await openBook(tx, workspaceId, plan));
      return layoutOf(state, await masterState(world.deps, tx, workspaceId), id);
    },
    { workspaceId },
  );
  if (!layout) throw new Error(`no target ${id}`);
  const { cube, periods } = layout;
  return Array.from({ length: rowCount(cube) }, (_, row) => row)
    .filter((row) => isPresent(cube, row))
    .flatMap((row) =>
      periods.map(({ id: period, slot }) => [
        coordinateOf(cube, row)[0],
        period,
        ...([0, 1] as const).slice(0, cube.parts).map((part) => readLeaf(cube, part, row, slot)),
      ]),
    )
    .filter(([, , ...numbers]) => numbers.some((one) => one !== null));
}

async function commit(
  into: string,
  lines: readonly string[],
  change: (mapping: ImportMapping) => ImportMapping = (mapping) => mapping,
  more: { readonly totals?: 'check' | 'enter' } = {},
  who = world.workspace.owner,
): Promise<ImportReport> {
  const content = Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
  const { upload, sheets } = await imports.preview(who, { name: 'd.csv', content }, {});
  const proposed = sheets[0]?.mapping;
  if (!proposed) throw new Error('no sheet');
  return imports.commit(who, upload, {
    purpose: 'targets',
    mapping: change(proposed),
    plan,
    target: into,
    onDuplicate: 'refuse',
    createMembers: false,
    ...more,
  });
}

const enter = (id: string, entries: Extract<CommandRequest, { type: 'target.enter' }>['entries']) =>
  world.workspace.submit(world.workspace.owner, plan, [{ type: 'target.enter', target: id, entries }]);

describe('a download that comes back', () => {
  test('is the same of a sum', async () => {
    await enter('target', [{ at: at('A1', 'M2026-07'), value: 123_456_789 }]);
    const before = await leaves('target');
    expect(before).toEqual([['A1', 'M2026-07', 123_456_789]]);
    const file = ['Region,单位,2026年7月,2026年8月,2026年9月', 'A1,元,1234567.89,,', 'A2,元,,,', 'B,元,,,'];
    expect(await commit('target', file)).toMatchObject({
      committed: false,
      fresh: 0,
      unchanged: 1,
      errors: [],
    });
    expect(await leaves('target')).toEqual(before);
  });

  test.each([
    ['coverage', ['Region', '期间', '分子', '分母'], ['2026年7月', '2026年8月'], '5'],
    ['price', ['Region', 'Period', 'Numerator', 'Denominator'], ['Jul 2026', 'Aug 2026'], '0.05'],
  ])('keeps both numbers of a rate: %s', async (id, headers, [july = '', august = ''], five) => {
    await enter(id, [
      { at: at('A1', 'M2026-07'), numerator: 5, denominator: 12 },
      { at: at('B', 'M2026-08'), numerator: 1, denominator: 3 },
    ]);
    const before = await leaves(id);
    expect(before).toEqual([
      ['A1', 'M2026-07', 5, 12],
      ['B', 'M2026-08', 1, 3],
    ]);
    const file = [headers.join(','), `A1,${july},${five},12`, `A1,${august},,`, `A2,${july},,`];
    expect(await commit(id, file)).toMatchObject({
      committed: false,
      fresh: 0,
      unchanged: 1,
      empty: 2,
      errors: [],
    });
    expect(await leaves(id)).toEqual(before);
  });

  test('is known for what it is before anything is filled in', async () => {
    const { owner } = world.workspace;
    const content = Buffer.from('Region,期间,分子,分母\nA1,2026年7月,,\n');
    const { sheets } = await imports.preview(owner, { name: 'd.csv', content }, {});
    expect(sheets[0]?.mapping).toMatchObject({ when: 1, amount: 2, weight: 3 });
  });
});

/** What *Download* hands out with all totals: A stands in the breakdown itself, beside A1 and A2 below it. */
const withTotals = {
  head: 'Region,单位,合计,2026年7月,2026年8月,2026年9月',
  whole: '合计,元,10.00,7.00,3.00,',
  a: 'A,元,8.00,5.00,3.00,',
  itself: 'A（本级）,元,4.00,4.00,,',
  a1: 'A1,元,3.00,,3.00,',
  a2: 'A2,元,1.00,1.00,,',
  b: 'B,元,2.00,2.00,,',
};
type Line = keyof typeof withTotals;

describe('a download with its totals', () => {
  const file = (change: Partial<Record<Line, string>> = {}) => Object.values({ ...withTotals, ...change });
  const july = (amounts: Readonly<Record<string, number>>) =>
    Object.entries(amounts).map(([id, value]) => [id, 'M2026-07', value]);

  beforeEach(async () => {
    const { workspace } = world;
    await workspace.submit(workspace.owner, plan, [{ type: 'target.rows', target: 'target', add: [['A']] }]);
    await enter('target', [
      { at: at('A~own', 'M2026-07'), value: 400 },
      { at: at('A1', 'M2026-08'), value: 300 },
      { at: at('A2', 'M2026-07'), value: 100 },
      { at: at('B', 'M2026-07'), value: 200 },
    ]);
  });

  test('changes nothing where nothing was edited, as a whole', async () => {
    const before = await leaves('target');
    expect(before).toHaveLength(4);
    const done = await commit('target', file());
    expect(done).toMatchObject({ committed: false, fresh: 0, unchanged: 14, newRows: 0, errors: [] });
    expect(await leaves('target')).toEqual(before);
  });

  test('takes an edited row of the member itself, whose totals follow unedited', async () => {
    const done = await commit('target', file({ itself: 'A（本级）,元,4.00,4.50,,' }));
    expect(done).toMatchObject({ committed: true, fresh: 1, errors: [] });
    const english = await commit('target', file({ itself: 'A (itself),元,,4.75,,' }));
    expect(english.errors.map(({ row }) => row)).toEqual([2, 2, 3, 3]);
    expect(await leaves('target')).toEqual(expect.arrayContaining(july({ A: 450, A2: 100, B: 200 })));
  });

  test('tells a total that was edited and disagrees, with both numbers and the ways out', async () => {
    const refused = await commit('target', file({ a: 'A,元,8.00,6.00,3.00,' }));
    expect(refused).toMatchObject({
      committed: false,
      errors: [{ row: 3, code: 'CONTRADICTION', column: '2026年7月', value: '6.00' }],
    });
    expect(refused.errors[0]?.message).toMatch(/6\.00.*5\.00/);
    const agreeing = {
      a: 'A,元,9.00,6.00,3.00,',
      whole: '合计,元,11.00,8.00,3.00,',
      a2: 'A2,元,2.00,2.00,,',
    };
    expect(await commit('target', file(agreeing))).toMatchObject({ committed: true, fresh: 1, errors: [] });
  });

  test('spreads an edited total in proportion where that is asked for, and leaves the others to follow', async () => {
    const asked = { totals: 'enter' as const };
    const done = await commit('target', file({ a: 'A,元,8.00,10.00,3.00,' }), undefined, asked);
    expect(done).toMatchObject({ committed: true, fresh: 1, errors: [] });
    expect(await leaves('target')).toEqual([
      ['A1', 'M2026-08', 300],
      ['A2', 'M2026-07', 200],
      ['B', 'M2026-07', 200],
      ['A', 'M2026-07', 800],
    ]);
  });

  test('compares the totals of whoever knows a part with that part alone', async () => {
    const { workspace } = world;
    const member = await workspace.member('manager', [{ dimension: 'region', member: 'A1' }]);
    const own = [withTotals.head, '合计,元,3.00,,3.00,', 'A,元,3.00,,3.00,', 'A1,元,3.00,,3.00,'];
    expect(await commit('target', own, undefined, {}, member)).toMatchObject({ fresh: 0, errors: [] });
    const wrong = await commit('target', [withTotals.head, 'A,元,8.00,,8.00,'], undefined, {}, member);
    expect(wrong.errors[0]?.message).toMatch(/8\.00.*3\.00/);
    expect(wrong.errors[0]?.message).not.toMatch(/10\.00|5\.00/);
  });
});

describe('what would destroy numbers is refused', () => {
  test('a rate without a column of its denominators', async () => {
    await enter('coverage', [{ at: at('A1', 'M2026-07'), numerator: 5, denominator: 12 }]);
    const before = await leaves('coverage');
    expect(before).toEqual([['A1', 'M2026-07', 5, 12]]);
    const refused = await commit('coverage', ['Region,2026年7月,2026年8月', 'A1,42,']);
    expect(refused).toMatchObject({ committed: false, errorCount: 1 });
    expect(refused.errors[0]).toMatchObject({ row: 2, code: 'REQUIRED' });
    expect(refused.errors[0]?.message).toMatch(/denominator/);
    const without = (mapping: ImportMapping) => ({ ...mapping, weight: undefined });
    expect(await commit('coverage', ['Region,期间,分子,分母', 'A1,2026年7月,5,12'], without)).toMatchObject({
      committed: false,
      errors: [{ row: 2, code: 'REQUIRED' }],
    });
    expect(await leaves('coverage')).toEqual(before);
  });

  test('numbers for a target that is computed, which would each become a goal', async () => {
    await enter('target', [{ at: at('A1', 'M2026-07'), value: 1_000 }]);
    await enter('leads', [{ at: at('A1', 'M2026-07'), value: 5 }]);
    const before = [await leaves('target'), await leaves('leads')];
    expect(before.flat()).toHaveLength(2);
    const refused = await commit('perLead', ['Region,单位,2026年7月,2026年8月', 'A1,元,2.00,']);
    expect(refused).toMatchObject({ committed: false, errorCount: 1, errors: [{ row: 2, code: 'INVALID' }] });
    expect(refused.errors[0]?.message).toMatch(/computed/);
    expect([await leaves('target'), await leaves('leads')]).toEqual(before);
  });
});

describe('members that share a name', () => {
  const retail = (id: string, parent: string): CommandRequest => ({
    type: 'record.add',
    kind: 'dimensionMember',
    id,
    fields: { dimension: 'region', name: 'Retail', parent },
  });

  test('are told apart by the path from the top, and by nothing less', async () => {
    const { workspace } = world;
    await workspace.submit(workspace.owner, workspace.workspaceId, [retail('RA', 'A1'), retail('RB', 'B')]);
    const add = [['RA'], ['RB']];
    await workspace.submit(workspace.owner, plan, [{ type: 'target.rows', target: 'leads', add }]);
    const file = (one: string) => ['Region,单位,2026年7月,2026年8月', `${one},,3,`, '/B/Retail,,4,'];
    expect(await commit('leads', file('Retail'))).toMatchObject({
      committed: false,
      errors: [{ row: 2, code: 'DUPLICATE' }],
    });
    expect(await commit('leads', file('/A/A1/Retail'))).toMatchObject({ committed: true, errors: [] });
    expect(await leaves('leads')).toEqual([
      ['RA', 'M2026-07', 3],
      ['RB', 'M2026-07', 4],
    ]);
  });
});
