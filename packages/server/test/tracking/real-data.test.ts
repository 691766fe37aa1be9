import { readFileSync } from 'node:fs';
import type { CommandRequest } from '@shapan/contract';
import { amountFromDecimal } from '@shapan/engine';
import { sharedData } from '@shapan/testkit';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import type { Cell } from '../../src/rooms/documents/table.ts';
import { readTablesInWorker } from '../../src/rooms/documents/table-worker.ts';
import type { NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { type TestWorkspace, testDeps, testWorkspace } from '../workspace.ts';

/** Real sales, real quotas, published attainment: every figure must come out the same, to the last decimal. */
const adventureWorks = sharedData('adventureworks_dw');
const superstore = sharedData('superstore_zh');

// Tens of thousands of rows, maybe on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await testDatabase();
  deps = testDeps(database);
});

afterAll(async () => {
  await deps.live.close();
  await database.close();
});

async function table(path: string): Promise<Record<string, string>[]> {
  const read = await readTablesInWorker(readFileSync(path), path);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [head, ...rows] = read.value.sheets[0]?.rows ?? [];
  const names = head?.cells.map((cell) => textOf(cell)) ?? [];
  return rows.map(({ cells }) => Object.fromEntries(names.map((key, i) => [key, textOf(cells[i])])));
}

function textOf(cell: Cell | undefined): string {
  return cell && 'text' in cell ? cell.text : '';
}

const amount = (text: string, decimals: number): number => {
  const read = amountFromDecimal(text, decimals);
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.problems)}`);
  return read.value;
};

function dimension(id: string, category: string, members: readonly string[]): CommandRequest[] {
  return [
    { type: 'record.add', kind: 'dimension', id, fields: { name: id, category } },
    ...members.map(
      (code, i): CommandRequest => ({
        type: 'record.add',
        kind: 'dimensionMember',
        id: `${id}-${i}`,
        fields: { dimension: id, name: code, code },
      }),
    ),
  ];
}

const metric = (decimals: number): CommandRequest => ({
  type: 'record.add',
  kind: 'metric',
  id: 'revenue',
  fields: { name: 'Revenue', key: 'revenue', aggregation: 'sum', direction: 'up', unit: 'money', decimals },
});

async function submitAll(workspace: TestWorkspace, book: string, commands: CommandRequest[]): Promise<void> {
  await workspace.submit(workspace.owner, book, commands);
}

describe.skipIf(!adventureWorks)('AdventureWorks (shared data)', () => {
  test('attainment per person and quota interval equals the published table to four decimals', async () => {
    const quotas = await table(`${adventureWorks}/FactSalesQuota.csv`);
    const sales = await table(`${adventureWorks}/FactResellerSales.csv`);
    const expected = await table(`${adventureWorks}/expected_attainment_by_interval.csv`);
    const people = [...new Set(quotas.map(({ EmployeeKey }) => EmployeeKey as string))].sort();
    // The last interval has no end in the data: it takes everything after the last quota.
    const dates = [...new Set([...quotas.map(({ Date: date }) => date as string), '2014-12-31'])].sort();
    const owner = (code: string | undefined): string => `owner-${people.indexOf(code ?? '')}`;
    const workspace = await testWorkspace(deps);
    await submitAll(workspace, workspace.workspaceId, [
      ...dimension('owner', 'owner', people),
      metric(4),
      {
        type: 'record.add',
        kind: 'periodSet',
        id: 'intervals',
        fields: { name: 'Quota intervals', boundaries: dates },
      },
    ]);
    const plan = await workspace.plan();
    const [first, last] = [dates[0] as string, dates.at(-1) as string];
    await submitAll(workspace, plan, [
      {
        type: 'target.define',
        id: 'quota',
        fields: {
          metric: 'revenue',
          targetClass: 'core',
          dimensions: ['owner'],
          grain: 'custom',
          periodSet: 'intervals',
          from: first,
          to: last,
        },
        rows: people.map((_, i) => [`owner-${i}`]),
      },
      {
        type: 'target.enter',
        target: 'quota',
        entries: quotas
          .filter(({ Date: date }) => (date as string) < last)
          .map(({ EmployeeKey, SalesAmountQuota, Date: date }) => ({
            at: { members: [owner(EmployeeKey)], time: `P${dates.indexOf(date as string) + 1}` },
            value: amount(SalesAmountQuota as string, 4),
          })),
      },
    ]);
    const rows: NewActual[] = sales.map((line, i) => ({
      row: i + 2,
      key: `${line['SalesOrderNumber']}/${line['SalesOrderLineNumber']}`,
      date: line['OrderDate'] as string,
      coordinate: { owner: owner(line['EmployeeKey']) },
      amount: amount(line['SalesAmount'] as string, 4),
      weight: null,
    }));
    const tracking = createTrackingService(deps);
    const imported = {
      id: uuidv7(),
      fileName: 'sales.csv',
      source: 'reseller',
      metric: 'revenue',
      contentHash: 'x',
      rows,
      onConflict: 'report',
    } as const;
    const done = await tracking.importActuals(workspace.owner, imported);
    expect(done.fresh).toHaveLength(sales.length);
    const again = await tracking.importActuals(workspace.owner, { ...imported, id: uuidv7() });
    expect(again.unchanged).toHaveLength(sales.length);

    const answer = await tracking.attainment(workspace.owner, plan, {
      target: 'quota',
      basis: 'natural',
      along: 0,
      asOf: last,
    });
    const found = new Map(answer.places.map((place) => [`${place.members[0]} ${place.time}`, place]));
    const mine = expected.map(({ EmployeeKey, from_incl }) => {
      const place = found.get(`${owner(EmployeeKey)} P${dates.indexOf(from_incl as string) + 1}`);
      return {
        quota: place?.target?.numerator,
        actual: place?.actual?.numerator ?? 0,
        attainment: place?.attainment?.toFixed(4),
      };
    });
    expect(expected.length).toBeGreaterThan(20);
    expect(mine).toEqual(
      expected.map((row) => ({
        quota: amount(row['quota'] as string, 4),
        actual: amount(row['actual'] as string, 4),
        attainment: Number(row['attainment']).toFixed(4),
      })),
    );
  });
});

describe.skipIf(!superstore)('Superstore, Chinese (shared data)', () => {
  test.each(['订单_东北西北_gb18030.csv', '订单_东北西北.xlsx'])(
    '%s: region by quarter equals the published table',
    async (file) => {
      const orders = await table(`${superstore}/${file}`);
      const [header, ...lines] = readFileSync(`${superstore}/expected_sales_region_quarter.csv`, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
      const regions = [...new Set(orders.map((order) => order['地区'] as string))];
      const workspace = await testWorkspace(deps);
      await submitAll(workspace, workspace.workspaceId, [
        ...dimension('region', 'region', regions),
        metric(3),
      ]);
      const plan = await workspace.plan();
      await submitAll(workspace, plan, [
        {
          type: 'target.define',
          id: 'target',
          fields: {
            metric: 'revenue',
            targetClass: 'core',
            dimensions: ['region'],
            grain: 'quarter',
            from: '2014-01-01',
            to: '2017-12-31',
          },
          rows: regions.map((_, i) => [`region-${i}`]),
        },
      ]);
      const rows: NewActual[] = orders.map((order, i) => ({
        row: i + 2,
        key: order['行 ID'] as string,
        date: (order['订单日期'] as string).slice(0, 10),
        coordinate: { region: `region-${regions.indexOf(order['地区'] as string)}` },
        // The file holds binary fractions (2368.7999999999997): the amount is the decimal they stand for.
        amount: Math.round(Number(order['销售额']) * 1000),
        weight: null,
      }));
      const tracking = createTrackingService(deps);
      await tracking.importActuals(workspace.owner, {
        id: uuidv7(),
        fileName: file,
        source: 'orders',
        metric: 'revenue',
        contentHash: 'x',
        rows,
        onConflict: 'report',
      });
      const answer = await tracking.attainment(workspace.owner, plan, {
        target: 'target',
        basis: 'natural',
        along: 0,
        asOf: '2017-12-31',
      });
      const found = new Map(
        answer.places.map((place) => [`${place.members[0]} ${place.time}`, place.actual?.numerator]),
      );
      for (const [region, ...values] of lines) {
        const mine = values.map((_, i) =>
          found.get(`region-${regions.indexOf(region ?? '')} ${quarterId(header?.[i + 1] ?? '')}`),
        );
        expect(mine).toEqual(values.map((value) => amount(value, 3)));
      }
    },
  );
});

/** `2014Q3` → `Q2014-3`. */
const quarterId = (label: string): string => label.replace(/^(\d{4})Q(\d)$/, 'Q$1-$2');
