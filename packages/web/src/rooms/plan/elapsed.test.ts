import { describe, expect, it } from 'vitest';
import { elapsedShare } from './elapsed.ts';

const april = { from: '2026-04-01', to: '2026-04-30' };

describe('time that has passed', () => {
  it.each([
    ['2026-03-31', 0],
    ['2026-04-01', 1 / 30],
    ['2026-04-15', 0.5],
    ['2026-04-30', 1],
    ['2027-01-01', 1],
  ])('at the end of %s is %s', (today, share) => {
    expect(elapsedShare(april, today)).toBeCloseTo(share);
  });

  it('is nothing where there is no period', () => {
    expect(elapsedShare({ from: '', to: '' }, '2026-04-01')).toBe(0);
  });
});
