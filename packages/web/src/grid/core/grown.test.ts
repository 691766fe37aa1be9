import { describe, expect, it } from 'vitest';
import { grown } from './grown.ts';
import type { GridColumn } from './model.ts';

const column = (width: number, grow?: number): GridColumn => ({
  id: `${width}`,
  header: '',
  align: 'start',
  editor: 'none',
  width,
  grow,
});

describe('columns in a window wider than they are', () => {
  it('share what is left in the measure of their widths, where they may grow', () => {
    expect(grown([column(200, 600), column(100), column(100, 600)], 700)).toEqual([400, 100, 200]);
  });

  it('leave to the others what is beyond their most, and the rest empty', () => {
    expect(grown([column(200, 220), column(100, 900)], 600)).toEqual([220, 380]);
    expect(grown([column(200, 220), column(100, 150)], 600)).toEqual([220, 150]);
  });

  it('fill it to the last pixel', () => {
    expect(grown([column(100, 600), column(100, 600), column(100, 600)], 302)).toEqual([102, 100, 100]);
    expect(grown([column(100, 600), column(130, 600), column(90)], 777).reduce((a, b) => a + b)).toBe(777);
  });

  it('are as they were where they fill it already, and where none may grow', () => {
    expect(grown([column(200, 600), column(100, 600)], 300)).toEqual([200, 100]);
    expect(grown([column(200, 600), column(100, 600)], 250)).toEqual([200, 100]);
    expect(grown([column(200), column(100)], 900)).toEqual([200, 100]);
    expect(grown([column(100, 101), column(100, 101)], 203)).toEqual([101, 101]);
    expect(grown([], 900)).toEqual([]);
  });
});
