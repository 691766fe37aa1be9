import { expect, it } from 'vitest';
import { historySpan } from './history-span.ts';

it.each([
  ['2027-01-01', '2027-03-31', 1, '2026'],
  ['2027-01-01', '2027-12-31', 3, '2024–2026'],
  ['2026-11-01', '2027-01-31', 1, '2025–2026'],
])('says from which years the actuals of a rule are: %s to %s, %i before', (from, to, years, span) => {
  expect(historySpan(from, to, years)).toBe(span);
});
