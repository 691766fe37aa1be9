import { expect, it } from 'vitest';
import { readRange } from './range.ts';

const at = (low: number, likely: number, high: number) => {
  const bar = readRange({ low, likely, high });
  return bar && [bar.from, bar.at, bar.to];
};

it('draws a guess from zero, so that a narrow one looks narrow', () => {
  expect(at(50, 75, 100)).toEqual([50, 75, 100]);
  expect(at(99, 99, 100)).toEqual([99, 99, 100]);
});

it('keeps zero in sight where a guess lies below it or on both sides', () => {
  expect(at(-50, 0, 50)).toEqual([0, 50, 100]);
  expect(at(-100, -50, -25)).toEqual([0, 50, 75]);
  expect(at(0, 0, 0)).toEqual([0, 0, 0]);
});

it('draws nothing where nothing was guessed', () => {
  expect(readRange(undefined)).toBeNull();
  expect(readRange(null)).toBeNull();
});
