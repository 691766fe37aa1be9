import type { ImportMapping, ImportReport, MemberMapping } from '@shapan/contract';
import { describe, expect, it } from 'vitest';
import {
  asBefore,
  columnCount,
  columnName,
  type ImportChoices,
  isNumeric,
  mapDimension,
  mayCommit,
  meaningsOf,
  otherSource,
  periodCandidates,
  requestOf,
  type Sheet,
  sourceName,
  timeShape,
  withKey,
  withLabel,
  withMemberColumn,
  withPeriod,
  withTimeShape,
} from './mapping.ts';

const mapping: ImportMapping = {
  sheet: 'a.csv',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [],
  dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
  filters: [],
  rounding: 'exact',
};
const members: MemberMapping = { sheet: 'a.csv', headerRow: 1, name: 1 };
const sheet: Sheet = {
  name: 'a.csv',
  rows: 3,
  headerRow: 1,
  header: ['日期', '', '金额'],
  sample: [['2026-07-01', '华东', '12', 'x']],
  sampleRows: [2],
  warnings: 0,
  mapping,
  members,
  remembered: false,
  before: null,
};
const choices: ImportChoices = {
  purpose: 'actuals',
  metric: 'revenue',
  source: ' ERP ',
  onConflict: 'report',
  plan: null,
  target: null,
  dimension: null,
  onDuplicate: 'refuse',
  totals: 'check',
  createMembers: false,
  onError: 'refuse',
};

describe('an import', () => {
  it('is asked for only when everything it needs is settled', () => {
    expect(requestOf(mapping, members, choices, {})).toMatchObject({
      purpose: 'actuals',
      metric: 'revenue',
      source: 'ERP',
    });
    expect(requestOf(mapping, members, { ...choices, metric: null }, {})).toBeUndefined();
    expect(requestOf(mapping, members, { ...choices, source: ' ' }, {})).toBeUndefined();
    const targets = { ...choices, purpose: 'targets', plan: 'p' } as const;
    expect(requestOf(mapping, members, targets, {})).toBeUndefined();
    expect(requestOf(mapping, members, { ...targets, target: 't' }, { encoding: 'gb18030' })).toMatchObject({
      purpose: 'targets',
      encoding: 'gb18030',
    });
  });

  it('of members names their dimension, and the column of their code or name', () => {
    const list = { ...choices, purpose: 'members' } as const;
    expect(requestOf(mapping, members, list, {})).toBeUndefined();
    const request = requestOf(mapping, members, { ...list, dimension: 'region' }, {});
    expect(request).toEqual({
      purpose: 'members',
      mapping: members,
      dimension: 'region',
      createMembers: false,
      onError: 'refuse',
    });
    const nameless = withMemberColumn(members, 'name', null);
    expect(requestOf(mapping, nameless, { ...list, dimension: 'region' }, {})).toBeUndefined();
    expect(withMemberColumn(nameless, 'code', 0)).toEqual({ sheet: 'a.csv', headerRow: 1, code: 0 });
  });

  it('of members says below a heading what it says of them, not what it would say of a number', () => {
    const job = { mapping, members: { ...members, code: 2, from: 0 } };
    const said = (purpose: ImportChoices['purpose']) =>
      [0, 1, 2, 3].map((column) => meaningsOf(job, purpose, column).join());
    expect(said('members')).toEqual([
      'documents.members.from',
      'documents.members.name',
      'documents.members.code',
      '',
    ]);
    expect(said('targets')).toEqual(['documents.map.when', 'kind.dimension', 'documents.map.amount', '']);
  });

  it('names columns by their heading, else by their letter', () => {
    expect([0, 1, 3, 26, 701, 702].map((column) => columnName(sheet, column))).toEqual([
      '日期',
      'B',
      'D',
      'AA',
      'ZZ',
      'AAA',
    ]);
    expect(columnCount(sheet)).toBe(4);
  });

  it('keeps how members are named when a dimension moves to another column', () => {
    expect(mapDimension(mapping, 'region', 3).dimensions).toEqual([
      { dimension: 'region', column: 3, by: 'code' },
    ]);
    expect(mapDimension(mapping, 'region', null).dimensions).toEqual([]);
    expect(mapDimension(mapping, 'product', 3).dimensions).toHaveLength(2);
  });

  it('shows columns of numbers as numbers, and days, names and headings as what they are', () => {
    const shown = {
      ...sheet,
      sample: [
        ['日期', '区域', '金额', '空'],
        ['2026-07-01', 'A1', '-1,200.50', ''],
        ['2026-07-02', '12', '8', ''],
      ],
      sampleRows: [1, 2, 3],
    };
    expect([0, 1, 2, 3].map((column) => isNumeric(shown, column))).toEqual([false, false, true, false]);
  });

  it('may name a row by several columns, each of which can be changed and taken away', () => {
    const two = withKey(withKey(mapping, 0, 3), 1, 4);
    expect(two.key).toEqual([3, 4]);
    expect(withKey(two, 0, 1).key).toEqual([1, 4]);
    expect(withKey(two, 0, null).key).toEqual([4]);
    expect(withKey(mapping, 0, null).key).toEqual([]);
  });

  it('takes source, metric and new members from the last file of its headings, and warns of another source', () => {
    const before = { source: 'shop', metric: 'sales', createMembers: true };
    const again = { ...sheet, before };
    expect(asBefore(choices, again)).toEqual({ ...choices, ...before });
    expect(asBefore(choices, { ...sheet, before: { ...before, source: null, metric: null } })).toEqual({
      ...choices,
      createMembers: true,
    });
    expect(asBefore(choices, sheet)).toEqual(choices);
    const fromPlan = { ...choices, purpose: 'targets', plan: 'p' } as const;
    expect(asBefore(fromPlan, again).purpose).toBe('actuals');
    expect(asBefore(fromPlan, { ...sheet, before: { ...before, source: null } }).purpose).toBe('targets');
    expect(otherSource(choices, again)).toBe('shop');
    expect(otherSource({ ...choices, source: ' shop ' }, again)).toBeNull();
    expect(otherSource(choices, sheet)).toBeNull();
  });

  it.each([
    ['ERP.csv', 'ERP'],
    ['orders_2026-07.xlsx', 'orders'],
    ['订单 2026年7月.csv', '订单'],
    ['orders (2).csv', 'orders'],
    ['订单_gb18030.csv', '订单_gb18030'],
    ['2026-07.csv', '2026-07'],
  ])('from %s comes from %s unless somebody says otherwise', (fileName, source) => {
    expect(sourceName(fileName)).toBe(source);
  });

  it('may find its time in one column, in two, or above every column', () => {
    const parts = withTimeShape(mapping, 'parts', []);
    expect([timeShape(mapping), timeShape(parts), parts.part?.grain]).toEqual(['column', 'parts', 'quarter']);
    const wide = withTimeShape(parts, 'columns', periodCandidates(sheet, mapping));
    expect(wide.periods?.map(({ column, period }) => [column, period])).toEqual([
      [0, '日期'],
      [2, '金额'],
      [3, 'D'],
    ]);
    expect([timeShape(wide), wide.when, wide.part, wide.amount]).toEqual([
      'columns',
      undefined,
      undefined,
      undefined,
    ]);
    const less = withPeriod(withPeriod(wide, 0, ''), 2, '2026-07');
    expect(less.periods).toEqual([
      { column: 2, period: '2026-07' },
      { column: 3, period: 'D' },
    ]);
    expect(withTimeShape(wide, 'column', [])).toMatchObject({ when: 0, amount: 0 });
  });

  it('keeps what a name of the file means until that is taken back', () => {
    const label = { dimension: 'region', text: '华东一区' };
    const named = withLabel(withLabel(mapping, label, 'A1'), label, 'A2');
    expect(named.labels).toEqual([{ ...label, member: 'A2' }]);
    expect(withLabel(named, label, null).labels).toEqual([]);
  });

  it('is offered only where it would change something', () => {
    const empty = { errorCount: 0, fresh: 0, unchanged: 0, conflicts: 0, newMembers: 0 };
    const report = { ...empty, newRows: 0, changed: 0, moves: 0 } as unknown as ImportReport;
    const offered = (more: Partial<ImportReport>, asked: Partial<ImportChoices> = {}) =>
      mayCommit({ ...report, ...more }, { ...choices, ...asked });
    expect(offered({ unchanged: 6 })).toBe(false);
    expect(offered({ unchanged: 6, fresh: 1 })).toBe(true);
    expect(offered({ unchanged: 6, newRows: 1 })).toBe(true);
    expect(offered({ conflicts: 2 })).toBe(false);
    expect(offered({ conflicts: 2 }, { onConflict: 'correct' })).toBe(true);
    expect(offered({ fresh: 1, errorCount: 1 })).toBe(false);
    expect(offered({ fresh: 1, errorCount: 1 }, { onError: 'skip' })).toBe(true);
  });

  it('keeps the way its file is read apart from what is in it', () => {
    const request = requestOf(
      mapping,
      members,
      { ...choices, onError: 'skip' },
      { encoding: 'gb18030', headerRow: 3 },
    );
    expect(request).toMatchObject({ encoding: 'gb18030', onError: 'skip', onDuplicate: 'refuse' });
    expect(request).not.toHaveProperty('headerRow');
  });
});
