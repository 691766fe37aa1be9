import { describe, expect, it } from 'vitest';
import { breakdownScale } from './breakdown-bars.tsx';
import type { ChartColours } from './colours.ts';
import { type PaceDrawing, paceOption } from './pace-option.ts';
import { sparkline } from './sparkline.tsx';

describe('a sparkline', () => {
  it('fits its values into the box, the highest on top', () => {
    expect(sparkline([0, 10, 5], 26, 26)).toEqual({ runs: ['3,23 13,3 23,13'], last: { x: 23, y: 13 } });
  });

  it('leaves a gap where there is no value, which is not 0', () => {
    expect(sparkline([1, 2, null, 3, 4], 46, 26).runs).toHaveLength(2);
  });

  it('runs through the middle when nothing changes, and ends at the last known value', () => {
    expect(sparkline([7, 7, null], 26, 20).last).toEqual({ x: 13, y: 10 });
  });

  it('draws nothing from nothing', () => {
    expect(sparkline([], 72, 20)).toEqual({ runs: [], last: undefined });
    expect(sparkline([null, null], 72, 20)).toEqual({ runs: [], last: undefined });
  });
});

describe('the scale of breakdown bars', () => {
  it('has one zero for parts of both signs', () => {
    expect(breakdownScale([-30, 10, -5])).toEqual({ left: 30, span: 40 });
  });

  it('can always be divided by', () => {
    expect(breakdownScale([])).toEqual({ left: 0, span: 1 });
    expect(breakdownScale([0, 0])).toEqual({ left: 0, span: 1 });
  });
});

describe('the pace chart', () => {
  const colours: ChartColours = {
    ink: 'rgb(1, 1, 1)',
    ink2: 'rgb(2, 2, 2)',
    ink3: 'rgb(3, 3, 3)',
    paper: 'rgb(4, 4, 4)',
    raised: 'rgb(5, 5, 5)',
    line: 'rgb(6, 6, 6)',
    line2: 'rgb(7, 7, 7)',
    brand: 'rgb(8, 8, 8)',
    target: 'rgb(9, 9, 9)',
    actual: 'rgb(10, 10, 10)',
    band: 'rgb(11, 11, 11)',
    elapsed: 'rgb(12, 12, 12)',
  };
  const drawing: PaceDrawing = {
    points: [
      { label: '7月', target: 100, actual: 90 },
      { label: '8月', target: 200, actual: 170, forecast: { low: 170, likely: 170, high: 170 } },
      { label: '9月', target: 300, actual: null, forecast: { low: 240, likely: 260, high: 285 } },
    ],
    elapsedIndex: 1,
    words: {
      period: '月份',
      target: '目标',
      actual: '实际',
      forecast: '预测',
      low: '低',
      high: '高',
      elapsed: '今天',
    },
    format: (amount) => `${amount} 万`,
  };
  const option = paceOption(drawing, { colours, font: 'sans-serif', still: false });
  const series = (name: string) => option.series.find((line) => line.name === name);

  it('draws the target thin and the actual strong, and the forecast dashed', () => {
    expect(series('目标')?.lineStyle).toMatchObject({ width: 1, type: 'solid', color: colours.target });
    expect(series('实际')?.lineStyle).toMatchObject({ width: 2.5, type: 'solid', color: colours.actual });
    expect(series('预测')?.lineStyle).toMatchObject({ type: 'dashed' });
  });

  it('ends the actual where it is not known', () => {
    expect(series('实际')?.data).toEqual([90, 170, null]);
  });

  it('stacks the band from its low to its high', () => {
    expect(series('low')?.data).toEqual([null, 170, 240]);
    expect(series('band')?.data).toEqual([undefined, 0, 45]);
  });

  it('says a point in words, without what is not known', () => {
    expect(option.tooltip.formatter([{ dataIndex: 0 }])).toBe('7月\n目标  100 万\n实际  90 万');
    expect(option.tooltip.formatter([{ dataIndex: 2 }])).toBe(
      '9月\n目标  300 万\n预测  260 万 (240 万 – 285 万)',
    );
    expect(option.tooltip.formatter([])).toBe('');
  });

  it('stands still when asked to', () => {
    expect(paceOption(drawing, { colours, font: 'sans-serif', still: true }).animation).toBe(false);
  });
});
