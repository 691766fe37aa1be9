import type { ImportMapping } from '@shapan/contract';
import { expect, test } from 'vitest';
import { createImportService } from '../../src/rooms/documents/import/service.ts';
import type { Cell } from '../../src/rooms/documents/table.ts';
import { writeCsv, writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, revenueTarget, testWorld } from '../workspace.ts';

const world = testWorld();

type Numbers = Readonly<Record<string, readonly (number | null)[]>>;
const months = ['2026-07', '2026-08', '2026-09'];

/** Every leaf of a plan's target by region; `null` = no entry. */
async function leaves(plan: string): Promise<Numbers> {
  const { cubes } = await createPlanService(world.deps).read(world.workspace.owner, plan);
  const { rows, parts, shape } = cubes.find(({ target }) => target === 'target')!;
  const { cells, values } = parts[0]!;
  return Object.fromEntries(
    rows.map((row, i) => [
      String(row?.[0]),
      months.map((_, m) => {
        const at = cells.indexOf(i * 2 ** 20 + shape.firstSlot + m);
        return at < 0 ? null : (values[at] ?? null);
      }),
    ]),
  );
}

/** A table as people get it: an empty cell for no entry, nothing at all for a region that is missing. */
const tableOf = (numbers: Numbers) => ({
  name: 's',
  columns: ['region', ...months].map((header) => ({ header })),
  rows: Object.entries(numbers).map(([region, line]): readonly Cell[] => [
    { type: 'text', text: region },
    ...line.map(
      (value): Cell => (value === null ? { type: 'empty' } : { type: 'number', text: String(value / 100) }),
    ),
  ]),
});

const mapping: ImportMapping = {
  sheet: 's',
  headerRow: 1,
  periods: months.map((period, i) => ({ column: i + 1, period })),
  key: [],
  dimensions: [{ dimension: 'region', column: 0, by: 'code' }],
  filters: [],
  rounding: 'exact',
};

async function bring(plan: string, name: string, content: Uint8Array): Promise<void> {
  const imports = createImportService(world.deps);
  const { owner } = world.workspace;
  const { upload, sheets } = await imports.preview(owner, { name, content: Buffer.from(content) }, {});
  const report = await imports.commit(owner, upload, {
    purpose: 'targets',
    mapping: { ...mapping, sheet: sheets[0]!.name },
    plan,
    target: 'target',
    onDuplicate: 'refuse',
    createMembers: false,
  });
  expect(report).toMatchObject({ committed: true, errorCount: 0 });
}

const enter = (values: Numbers) => ({
  type: 'target.enter' as const,
  target: 'target',
  entries: Object.entries(values).flatMap(([region, line]) =>
    line.flatMap((value, m) =>
      value === null ? [] : [{ at: { members: [region], time: `M${months[m]}` }, value }],
    ),
  ),
});

test('[SPR-19.18, SPR-T56] empty, 0 and missing survive export and import, as CSV and as a workbook', async () => {
  const { owner } = world.workspace;
  const from = await revenuePlan(world.workspace);
  await world.workspace.submit(owner, from, [enter({ A1: [500, 0, null], A2: [null, null, 700] })]);
  const given = await leaves(from);
  expect(given).toEqual({ A1: [500, 0, null], A2: [null, null, 700], B: [null, null, null] });
  const { B: _, ...written } = given;
  for (const [name, content] of [
    ['s.csv', writeCsv(tableOf(written))],
    ['s.xlsx', await writeXlsx([tableOf(written)])],
  ] as const) {
    const empty = await world.workspace.plan();
    await world.workspace.submit(owner, empty, [revenueTarget]);
    await bring(empty, name, content);
    expect(await leaves(empty)).toEqual(given);
    // Where there was a number, an empty cell and a missing row change nothing; 0 does.
    const full = await world.workspace.plan();
    await world.workspace.submit(owner, full, [
      revenueTarget,
      enter({ A1: [1, 2, 3], A2: [4, 5, 6], B: [7, 8, 9] }),
    ]);
    await bring(full, name, content);
    expect(await leaves(full)).toEqual({ A1: [500, 0, 3], A2: [4, 5, 700], B: [7, 8, 9] });
  }
});
