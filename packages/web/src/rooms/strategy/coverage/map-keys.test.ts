import { describe, expect, it } from 'vitest';
import { type Stride, stepTo, strideOf } from './map-keys.ts';

const press = (key: string, more: object = {}) =>
  strideOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

const walk = (from: readonly [number, number], stride: Stride | undefined) => {
  if (stride === undefined || stride === 'enter') return stride;
  const { row, column } = stepTo({ row: from[0], column: from[1] }, stride, { rows: 30, columns: 4 });
  return [row, column];
};

describe('the keys of the heat map', () => {
  it('walk cell by cell, by ten rows and to the ends, never beyond the edges', () => {
    expect(walk([3, 1], press('ArrowDown'))).toEqual([4, 1]);
    expect(walk([0, 0], press('ArrowUp'))).toEqual([0, 0]);
    expect(walk([3, 3], press('ArrowRight'))).toEqual([3, 3]);
    expect(walk([3, 1], press('PageDown'))).toEqual([13, 1]);
    expect(walk([25, 1], press('PageDown'))).toEqual([29, 1]);
    expect(walk([3, 2], press('Home'))).toEqual([3, 0]);
    expect(walk([3, 2], press('End', { ctrlKey: true }))).toEqual([29, 3]);
    expect(walk([3, 2], press('Home', { metaKey: true }))).toEqual([0, 0]);
    expect(walk([3, 2], press('ArrowDown', { ctrlKey: true }))).toEqual([29, 2]);
  });

  it('open the cell by Enter, and leave all others alone', () => {
    expect(press('Enter')).toBe('enter');
    expect([press('a'), press('Escape'), press('Tab'), press('ArrowUp', { altKey: true })]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
