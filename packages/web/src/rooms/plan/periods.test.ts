import { describe, expect, it } from 'vitest';
import { periodOf, quarterOf } from './periods.ts';

describe('quick periods', () => {
  it.each([
    ['thisQuarter', '2026-11-24', '2026-10-01', '2026-12-31'],
    ['nextQuarter', '2026-11-24', '2027-01-01', '2027-03-31'],
    ['thisHalf', '2026-06-30', '2026-01-01', '2026-06-30'],
    ['thisYear', '2028-02-29', '2028-01-01', '2028-12-31'],
    ['nextYear', '2026-12-31', '2027-01-01', '2027-12-31'],
  ] as const)('%s seen from %s is %s to %s', (quick, today, from, to) => {
    expect(periodOf(quick, today)).toEqual({ from, to });
  });

  it('follow a fiscal year that begins in April', () => {
    expect(periodOf('thisYear', '2026-02-10', 4)).toEqual({ from: '2025-04-01', to: '2026-03-31' });
    expect(periodOf('thisHalf', '2026-02-10', 4)).toEqual({ from: '2025-10-01', to: '2026-03-31' });
    expect(periodOf('nextQuarter', '2026-02-10', 4)).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  });

  it('know which quarter they are, and when they are none', () => {
    expect(quarterOf({ from: '2026-07-01', to: '2026-09-30' })).toBe(3);
    expect(quarterOf({ from: '2026-07-01', to: '2026-09-30' }, 4)).toBe(2);
    expect(quarterOf({ from: '2026-07-02', to: '2026-09-30' })).toBeNull();
    expect(quarterOf({ from: '2026-08-01', to: '2026-10-31' })).toBeNull();
  });
});
