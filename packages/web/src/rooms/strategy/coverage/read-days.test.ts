import { expect, it } from 'vitest';
import { readDays } from './read-days.ts';

it('reads days and weeks as people type them, and nothing else', () => {
  expect(['14', ' 14 天', '１４日', '2周', '2 weeks', '3w', ''].map(readDays)).toEqual([
    14, 14, 14, 14, 14, 21, 0,
  ]);
  expect(['-1', '1.5', '下周', '3661', '523周', '14 months'].map(readDays)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
