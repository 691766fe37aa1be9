import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import { buildTimeTree } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { pacePoints, wholeOf } from './pace-points.ts';

const place = (
  time: string,
  target: number,
  actual: number | null,
  members = ['*'],
): PlaceAttainmentView => ({
  members,
  time,
  target: { numerator: target, denominator: 1 },
  actual: actual === null ? null : { numerator: actual, denominator: 1 },
  unplaced: null,
  attainment: null,
  timeElapsed: null,
  pacedAttainment: null,
  paceGap: null,
  gap: null,
  runRate: null,
  requiredRunRate: null,
  status: null,
});

const months = [
  { id: 'M2026-07', slot: 0, from: '2026-07-01', to: '2026-07-31' },
  { id: 'M2026-08', slot: 1, from: '2026-08-01', to: '2026-08-31' },
  { id: 'M2026-09', slot: 2, from: '2026-09-01', to: '2026-09-30' },
];

function layoutOf(): Parameters<typeof pacePoints>[1] {
  const tree = buildTimeTree([{ id: 'all' }, ...months.map(({ id, slot }) => ({ id, parent: 'all', slot }))]);
  if (!tree.ok) throw new Error('no time');
  return { periods: months, frame: { time: tree.value } };
}

const view = (dataUntil: string | null, asOf: string): AttainmentView => ({
  target: 't',
  asOf,
  basis: 'natural',
  dataUntil,
  unassigned: { amount: 0, cells: 0 },
  outside: { amount: 0, cells: 0 },
  places: [
    place('all', 600, 300),
    place('M2026-07', 100, 120),
    place('M2026-08', 200, 180),
    place('M2026-09', 300, null),
    place('M2026-07', 40, 50, ['east']),
  ],
});

describe('target and actual along the periods', () => {
  it('adds up the whole only, and knows no actual after the latest number', () => {
    const { points, elapsedIndex } = pacePoints(view('2026-08-20', '2026-09-02'), layoutOf(), ({ id }) => id);
    expect(points).toEqual([
      { label: 'M2026-07', target: 100, actual: 120 },
      { label: 'M2026-08', target: 300, actual: 300 },
      { label: 'M2026-09', target: 600, actual: null },
    ]);
    expect(elapsedIndex).toBe(2);
  });

  it('has no actual at all without data, and no elapsed period before the start', () => {
    const { points, elapsedIndex } = pacePoints(view(null, '2026-06-30'), layoutOf(), ({ id }) => id);
    expect(points.map(({ actual }) => actual)).toEqual([null, null, null]);
    expect(elapsedIndex).toBeUndefined();
  });

  it('takes what is known of the whole only at its end', () => {
    const seen = view('2026-09-30', '2026-09-30');
    const places = seen.places.map((one) =>
      one.time === 'all' ? { ...one, unplaced: { numerator: 50, denominator: 1 } } : one,
    );
    const { points } = pacePoints({ ...seen, places }, layoutOf(), ({ id }) => id);
    expect(points.map(({ actual }) => actual)).toEqual([120, 300, 350]);
  });

  it('says the year where there are several', () => {
    const said = (to: string) => {
      const { frame } = layoutOf();
      const periods = months.map((month, i) => (i === 2 ? { ...month, to } : month));
      const { points } = pacePoints(view(null, '2026-07-01'), { periods, frame }, (_, year) => String(year));
      return points.map(({ label }) => label);
    };
    expect(said('2026-09-30')).toEqual(['false', 'false', 'false']);
    expect(said('2027-01-02')).toEqual(['true', 'true', 'true']);
  });

  it('finds the whole among its parts', () => {
    expect(wholeOf(view(null, '2026-07-01'), 'all')?.target?.numerator).toBe(600);
    expect(wholeOf(view(null, '2026-07-01'), 'Q2026-3')).toBeUndefined();
  });
});
