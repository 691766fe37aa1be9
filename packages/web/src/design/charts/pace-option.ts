import type { ChartColours } from './colours.ts';

/** One point of time. Amounts are cumulative, in the metric's smallest unit; null is not known yet, which is not 0. */
export interface PacePoint {
  readonly label: string;
  readonly target: number | null;
  readonly actual: number | null;
  readonly forecast?: { readonly low: number; readonly likely: number; readonly high: number } | undefined;
}

export interface PaceWords {
  /** The first column of the table: the period. */
  readonly period: string;
  readonly target: string;
  readonly actual: string;
  readonly forecast: string;
  readonly low: string;
  readonly high: string;
  /** At the marker of today: 时间已过 75%. */
  readonly elapsed: string;
}

export interface PaceDrawing {
  readonly points: readonly PacePoint[];
  /** The index of the point that time has reached. */
  readonly elapsedIndex?: number | undefined;
  readonly words: PaceWords;
  /** Amounts for people, in the unit of the view. */
  readonly format: (amount: number) => string;
}

interface PaceStyle {
  readonly colours: ChartColours;
  readonly font: string;
  readonly still: boolean;
}

/** The description of the chart: target thin and dark, actual solid, forecast dashed in its band. */
export function paceOption(drawing: PaceDrawing, { colours, font, still }: PaceStyle) {
  const { points, format } = drawing;
  const text = { color: colours.ink2, fontFamily: font, fontSize: 12 };
  return {
    animation: !still,
    animationDuration: 180,
    animationDurationUpdate: 180,
    textStyle: text,
    grid: {
      left: 4,
      right: 8,
      top: 28,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      transitionDuration: 0,
      backgroundColor: colours.raised,
      borderColor: colours.line2,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { ...text, color: colours.ink },
      axisPointer: { type: 'line', lineStyle: { color: colours.line2, type: 'solid', width: 1 } },
      formatter: (hits: unknown) => pointText(drawing, hits),
    },
    xAxis: {
      type: 'category',
      data: points.map((point) => point.label),
      boundaryGap: false,
      axisLine: { lineStyle: { color: colours.line2 } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, margin: 10 },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: colours.line, width: 1 } },
    },
    series: paceSeries(drawing, colours, text),
  };
}

function paceSeries(drawing: PaceDrawing, colours: ChartColours, text: object) {
  const { points, words } = drawing;
  const likely = points.map((point) => point.forecast?.likely ?? null);
  const target = points.map((point) => point.target);
  const actual = points.map((point) => point.actual);
  // The band is a bare line at its low and a filled one stacked on it, whatever the sign of either.
  const bare = {
    type: 'line',
    stack: 'band',
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  } as const;
  return [
    { ...bare, name: 'low', data: points.map((point) => point.forecast?.low ?? null) },
    {
      ...bare,
      name: 'band',
      data: points.map((point) => point.forecast && point.forecast.high - point.forecast.low),
      areaStyle: { color: colours.band, opacity: 1 },
    },
    line(words.forecast, colours.actual, 1.5, likely, 'dashed'),
    line(words.target, colours.target, 1, target),
    { ...line(words.actual, colours.actual, 2.5, actual), ...elapsedMark(drawing, colours, text) },
  ];
}

function line(name: string, color: string, width: number, data: (number | null)[], type = 'solid') {
  return {
    type: 'line' as const,
    name,
    data,
    showSymbol: false,
    symbol: 'circle',
    symbolSize: 6,
    z: 3,
    itemStyle: { color },
    lineStyle: { color, width, type },
    emphasis: { disabled: true },
  };
}

function elapsedMark(drawing: PaceDrawing, colours: ChartColours, text: object) {
  if (drawing.elapsedIndex === undefined) return {};
  const late = drawing.elapsedIndex > drawing.points.length / 2;
  return {
    markLine: {
      silent: true,
      animation: false,
      symbol: 'none',
      lineStyle: { color: colours.elapsed, width: 1, type: 'dashed' },
      label: {
        ...text,
        formatter: drawing.words.elapsed,
        position: 'end',
        align: late ? 'right' : 'left',
        distance: [0, 6],
      },
      data: [{ xAxis: drawing.elapsedIndex }],
    },
  };
}

function pointText({ points, words, format }: PaceDrawing, hits: unknown): string {
  const first: unknown = Array.isArray(hits) ? hits[0] : undefined;
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? first.dataIndex : -1;
  const point = points[Number(index)];
  if (point === undefined) return '';
  const lines = [point.label];
  if (point.target !== null) lines.push(`${words.target}  ${format(point.target)}`);
  if (point.actual !== null) lines.push(`${words.actual}  ${format(point.actual)}`);
  if (point.forecast !== undefined) {
    const { low, likely, high } = point.forecast;
    lines.push(`${words.forecast}  ${format(likely)} (${format(low)} – ${format(high)})`);
  }
  return lines.join('\n');
}
