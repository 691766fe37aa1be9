import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

describe('the time scale of the tasks', () => {
  it('spans whole months around every date', () => {
    const scale = scaleOf(['2026-06-20', '2026-09-30', '2026-07-01']);
    expect(scale?.range).toEqual({ from: '2026-06-01', to: '2026-09-30' });
    expect(scale?.days).toBe(122);
    expect(scale?.months.map(({ date }) => date)).toEqual([
      '2026-06-01',
      '2026-07-01',
      '2026-08-01',
      '2026-09-01',
    ]);
  });

  it('fills the whole width, month by month', () => {
    const months = scaleOf(['2026-12-15', '2027-01-02'])?.months ?? [];
    expect(months.map(({ date }) => date)).toEqual(['2026-12-01', '2027-01-01']);
    expect(months.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1, 12);
  });

  it('begins weeks on Monday, also the week in which the month begins', () => {
    const weeks = scaleOf(['2026-07-01'])?.weeks ?? [];
    expect(weeks.map(({ date }) => date)).toEqual([
      '2026-06-29',
      '2026-07-06',
      '2026-07-13',
      '2026-07-20',
      '2026-07-27',
    ]);
    expect(weeks[0]?.start).toBe(0);
    expect(weeks.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1, 12);
  });

  it('leaves weeks out where they would be too narrow, and is nothing without dates', () => {
    expect(scaleOf(['2026-01-01', '2026-12-31'])?.weeks).toEqual([]);
    expect(scaleOf([])).toBeUndefined();
  });
});
