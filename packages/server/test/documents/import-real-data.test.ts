import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandRequest, ImportMapping, ImportRequest, UploadView } from '@shapan/contract';
import { recordsOf } from '@shapan/engine';
import { plainCsv, sharedData } from '@shapan/testkit';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { masterState } from '../../src/rooms/plan/open-book.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { testWorld } from '../workspace.ts';

/** Real files through upload, check and commit, against the results published with them. */
const adventureWorks = sharedData('adventureworks_dw');
const superstore = sharedData('superstore_zh');

// Tens of thousands of rows, maybe on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const world = testWorld();
let imports: ImportService;
let tracking: TrackingService;

beforeEach(() => {
  imports = createImportService(world.deps);
  tracking = createTrackingService(world.deps);
});

const upload = (path: string): Promise<UploadView> =>
  imports.preview(
    world.workspace.owner,
    { name: path.split('/').at(-1) ?? path, content: readFileSync(path) },
    {},
  );

/** Columns by their headings, as a person would choose them on the page. */
function mapping(view: UploadView, by: 'code' | 'name', columns: Columns): ImportMapping {
  const sheet = view.sheets[0];
  const column = (name: string): number => {
    const at = sheet?.header.indexOf(name) ?? -1;
    if (at < 0) throw new Error(`no column ${name} in ${sheet?.header.join(', ')}`);
    return at;
  };
  return {
    sheet: sheet?.name ?? '',
    headerRow: sheet?.headerRow ?? 0,
    when: column(columns.when),
    amount: column(columns.amount),
    key: columns.key.map(column),
    dimensions: [{ dimension: columns.dimension, column: column(columns.place), by }],
    filters: [],
    rounding: columns.rounding ?? 'exact',
  };
}

interface Columns {
  readonly when: string;
  readonly amount: string;
  readonly key: readonly string[];
  readonly dimension: string;
  readonly place: string;
  readonly rounding?: 'round';
}

function master(dimension: string, category: string, decimals: number): CommandRequest[] {
  const metric = {
    name: 'Revenue',
    key: 'revenue',
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    decimals,
  };
  return [
    { type: 'record.add', kind: 'dimension', id: dimension, fields: { name: dimension, category } },
    {
      type: 'record.add',
      kind: 'dimensionMember',
      id: 'everyone',
      fields: { dimension, name: 'all', code: 'all' },
    },
    { type: 'record.add', kind: 'metric', id: 'revenue', fields: metric },
  ];
}

const define = (dimension: string, grain: string, from: string, to: string, more = {}): CommandRequest => ({
  type: 'target.define',
  id: 'target',
  fields: { metric: 'revenue', targetClass: 'core', dimensions: [dimension], grain, from, to, ...more },
  rows: [['everyone']],
});

/** Member ids by what the file calls them. */
async function memberIds(by: 'code' | 'name'): Promise<ReadonlyMap<string, string>> {
  const { workspaceId } = world.workspace;
  const state = await withTransaction(world.deps.pool, (tx) => masterState(world.deps, tx, workspaceId), {
    workspaceId,
  });
  return new Map(recordsOf(state, 'dimensionMember').map(({ id, fields }) => [String(fields[by]), id]));
}

const placesOf = async (plan: string, asOf: string) => {
  const answer = await tracking.attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
    asOf,
  });
  return new Map(answer.places.map((place) => [`${place.members[0]} ${place.time}`, place]));
};

describe.skipIf(!adventureWorks)('AdventureWorks (shared data)', () => {
  const folder = adventureWorks ?? '';
  const quotaColumns: Columns = {
    when: 'Date',
    amount: 'SalesAmountQuota',
    key: [],
    dimension: 'owner',
    place: 'EmployeeKey',
  };
  const targets = (plan: string, map: ImportMapping): ImportRequest => ({
    purpose: 'targets',
    mapping: map,
    plan,
    target: 'target',
    onDuplicate: 'refuse',
    createMembers: true,
  });

  test('quotas and orders imported as they are give the published attainment per person and interval', async () => {
    const expected = plainCsv(join(folder, 'expected_attainment_by_interval.csv'));
    const starts = plainCsv(join(folder, 'FactSalesQuota.csv')).map((quota) => quota['Date'] ?? '');
    // The last interval has no end: it takes everything up to a day after all orders.
    const boundaries = [...new Set([...starts, '2014-12-31'])].sort();
    await world.workspace.submit(world.workspace.owner, world.workspace.workspaceId, [
      ...master('owner', 'owner', 4),
      { type: 'record.add', kind: 'periodSet', id: 'intervals', fields: { name: 'Intervals', boundaries } },
    ]);
    const plan = await world.workspace.plan();
    const [from = '', to = ''] = [boundaries[0], boundaries.at(-1)];
    await world.workspace.submit(world.workspace.owner, plan, [
      define('owner', 'custom', from, to, { periodSet: 'intervals' }),
    ]);

    const quotas = await upload(join(folder, 'FactSalesQuota.csv'));
    const quotaMapping = mapping(quotas, 'code', quotaColumns);
    expect(
      await imports.commit(world.workspace.owner, quotas.upload, targets(plan, quotaMapping)),
    ).toMatchObject({
      committed: true,
      errorCount: 0,
      newMembers: 6,
      newRows: 6,
    });

    const orders = await upload(join(folder, 'FactResellerSales.csv'));
    const request: ImportRequest = {
      purpose: 'actuals',
      mapping: mapping(orders, 'code', {
        when: 'OrderDate',
        amount: 'SalesAmount',
        key: ['SalesOrderNumber', 'SalesOrderLineNumber'],
        dimension: 'owner',
        place: 'EmployeeKey',
      }),
      metric: 'revenue',
      source: 'reseller',
      onConflict: 'report',
      createMembers: true,
    };
    expect(await imports.commit(world.workspace.owner, orders.upload, request)).toMatchObject({
      committed: true,
      rows: 18_843,
      fresh: 18_843,
      errorCount: 0,
    });
    expect(await imports.check(world.workspace.owner, orders.upload, request)).toMatchObject({
      fresh: 0,
      unchanged: 18_843,
    });

    const ids = await memberIds('code');
    const places = await placesOf(plan, to);
    const found = expected.map(({ EmployeeKey = '', from_incl = '' }) => {
      const place = places.get(`${ids.get(EmployeeKey)} P${boundaries.indexOf(from_incl) + 1}`);
      return [place?.target?.numerator, place?.actual?.numerator, place?.attainment?.toFixed(4)];
    });
    const units = (decimal = ''): number => Number(decimal.replace('.', ''));
    expect(found).toHaveLength(55);
    expect(found).toEqual(
      expected.map(({ quota, actual, attainment }) => [
        units(quota),
        units(actual),
        Number(attainment).toFixed(4),
      ]),
    );
  });

  test('two quotas in one quarter are shown with both rows, and neither wins', async () => {
    await world.workspace.submit(
      world.workspace.owner,
      world.workspace.workspaceId,
      master('owner', 'owner', 4),
    );
    const plan = await world.workspace.plan();
    await world.workspace.submit(world.workspace.owner, plan, [
      define('owner', 'quarter', '2010-10-01', '2013-12-31'),
    ]);
    const quotas = await upload(join(folder, 'FactSalesQuota.csv'));
    const report = await imports.commit(
      world.workspace.owner,
      quotas.upload,
      targets(plan, mapping(quotas, 'code', quotaColumns)),
    );
    const lines = plainCsv(join(folder, 'FactSalesQuota.csv'));
    const quarterOf = (row: number): string => {
      const { EmployeeKey, Date: date = '' } = lines[row - 2] ?? {};
      return `${EmployeeKey} ${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    };
    expect(report.committed).toBe(false);
    expect(report.errorCount).toBe(lines.length - new Set(lines.map((_, i) => quarterOf(i + 2))).size);
    expect(report.errorCount).toBeGreaterThan(0);
    for (const { row, code, params } of report.errors) {
      expect(code).toBe('DUPLICATE');
      expect(quarterOf(Number(params?.['row']))).toBe(quarterOf(row));
    }
  });
});

describe.skipIf(!superstore)('Superstore, Chinese (shared data)', () => {
  const folder = superstore ?? '';

  test.each(['订单_东北西北_gb18030.csv', '订单_东北西北.xlsx'])(
    '%s imported as it is gives the published sales by region and quarter',
    async (file) => {
      await world.workspace.submit(
        world.workspace.owner,
        world.workspace.workspaceId,
        master('region', 'region', 3),
      );
      const orders = await upload(join(folder, file));
      const request: ImportRequest = {
        purpose: 'actuals',
        mapping: mapping(orders, 'name', {
          when: '订单日期',
          amount: '销售额',
          key: ['行 ID'],
          dimension: 'region',
          place: '地区',
          // The files hold the nearest binary fraction: 2368.7999999999997 for 2368.8.
          rounding: 'round',
        }),
        metric: 'revenue',
        source: 'orders',
        onConflict: 'report',
        createMembers: true,
      };
      expect(await imports.commit(world.workspace.owner, orders.upload, request)).toMatchObject({
        committed: true,
        newMembers: 2,
      });
      const ids = await memberIds('name');
      const plan = await world.workspace.plan();
      await world.workspace.submit(world.workspace.owner, plan, [
        {
          ...define('region', 'quarter', '2014-01-01', '2017-12-31'),
          rows: ['东北', '西北'].map((name) => [ids.get(name) ?? '']),
        } as CommandRequest,
      ]);
      const places = await placesOf(plan, '2017-12-31');
      const expected = plainCsv(join(folder, 'expected_sales_region_quarter.csv'));
      expect(expected).toHaveLength(2);
      for (const { 地区: region = '', ...quarters } of expected) {
        for (const [quarter, sales] of Object.entries(quarters)) {
          const place = places.get(`${ids.get(region)} Q${quarter.replace('Q', '-')}`);
          expect([region, quarter, place?.actual?.numerator]).toEqual([
            region,
            quarter,
            Math.round(Number(sales) * 1000),
          ]);
        }
      }
    },
  );
});
