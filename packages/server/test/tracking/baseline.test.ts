import { beforeEach, describe, expect, test } from 'vitest';
import type { NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, shopImport, testWorld } from '../workspace.ts';

/** [COV-1] What would come without any initiative, as far as history knows. */
const world = testWorld();
let tracking: TrackingService;
let plan: string;

const row = (key: number, date: string, region: string, amount: number): NewActual => ({
  row: key,
  key: String(key),
  date,
  coordinate: { region },
  amount,
  weight: null,
});

beforeEach(async () => {
  tracking = createTrackingService(world.deps);
  plan = await revenuePlan(world.workspace);
  await tracking.importActuals(
    world.workspace.owner,
    shopImport([
      row(1, '2025-06-30', 'A1', 7),
      row(2, '2025-07-01', 'A1', 100),
      row(3, '2025-08-03', 'A2', 200),
      row(4, '2025-09-30', 'B', 600),
      row(5, '2025-10-01', 'B', 9),
      row(6, '2026-07-03', 'A1', 5_000),
    ]),
  );
});

async function baseline(who = world.workspace.owner) {
  const { from, to, places } = await tracking.baseline(who, plan, { target: 'target', along: 0 });
  const numbers = places.map((one) => [`${one.members[0]} ${one.time}`, one.numerator] as const);
  return { from, to, numbers: Object.fromEntries(numbers) };
}

describe('the baseline of a target', () => {
  test('is what came in the same days of the year before, in each of its places and periods', async () => {
    const { from, to, numbers } = await baseline();
    expect([from, to]).toEqual(['2025-07-01', '2025-09-30']);
    expect(numbers).toMatchObject({ '* all': 900, 'A all': 300, 'A1 M2026-07': 100, 'B M2026-09': 600 });
    // Nothing came there: it is left out, not 0.
    expect(numbers).not.toHaveProperty('B M2026-07');
  });

  test('is told as far as the part of whoever asks reaches', async () => {
    const { numbers } = await baseline(
      await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]),
    );
    expect(numbers).toMatchObject({ 'A all': 300, 'A2 M2026-08': 200 });
    expect(Object.keys(numbers).filter((place) => /^(\*|B) /.test(place))).toEqual([]);
  });

  test('of a target that is not there is refused', async () => {
    await expect(
      tracking.baseline(world.workspace.owner, plan, { target: 'gone', along: 0 }),
    ).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });
});
