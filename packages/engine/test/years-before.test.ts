import { expect, test } from 'vitest';
import { yearsBefore } from '../src/index.ts';

test.each([
  ['2026-07-01', '2026-09-30', '2025-07-01', '2025-09-30'],
  ['2028-03-01', '2029-02-28', '2027-03-01', '2028-02-29'],
  ['2027-03-01', '2028-02-29', '2026-03-01', '2027-02-28'],
  ['2028-02-01', '2028-02-28', '2027-02-01', '2027-02-28'],
  ['2028-02-29', '2028-12-31', '2027-02-28', '2027-12-31'],
])('[COV-1] the year before %s to %s is %s to %s', (from, to, wasFrom, wasTo) => {
  expect(yearsBefore({ from, to }, 1)).toEqual({ from: wasFrom, to: wasTo });
});
