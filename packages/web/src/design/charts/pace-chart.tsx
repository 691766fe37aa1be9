import { lazy, Suspense, useMemo } from 'react';
import { ChartTable } from './chart-table.tsx';
import type { PaceDrawing } from './pace-option.ts';
import './chart.css';

export interface PaceChartProps extends PaceDrawing {
  /** The chart in a sentence: 累计目标与实际，截至 9 月 14 日落后 38 万. */
  readonly label: string;
  /** The word that opens the table of the same numbers: 查看数据. */
  readonly tableLabel: string;
  readonly height?: number | undefined;
}

const PaceDrawn = lazy(() => import('./echart.tsx').then((module) => ({ default: module.PaceDrawn })));

/** Cumulative target against actual over the period, with where time stands and, if given, where it is heading. */
export function PaceChart(props: PaceChartProps) {
  const { label, tableLabel, height = 260, points, elapsedIndex, words, format } = props;
  const drawing = useMemo(
    () => ({ points, elapsedIndex, words, format }),
    [points, elapsedIndex, words, format],
  );
  const forecast = points.some((point) => point.forecast !== undefined);
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : format(value);
  return (
    <figure className="sp-chart">
      <PaceLegend words={words} forecast={forecast} />
      <div role="img" aria-label={label} className="sp-chart__frame" style={{ height }}>
        <Suspense fallback={null}>
          <PaceDrawn drawing={drawing} />
        </Suspense>
      </div>
      <ChartTable
        summary={tableLabel}
        caption={label}
        headings={[
          words.period,
          words.target,
          words.actual,
          ...(forecast ? [words.low, words.forecast, words.high] : []),
        ]}
        rows={points.map((point) => [
          point.label,
          amount(point.target),
          amount(point.actual),
          ...(forecast
            ? [amount(point.forecast?.low), amount(point.forecast?.likely), amount(point.forecast?.high)]
            : []),
        ])}
      />
    </figure>
  );
}

function PaceLegend({
  words,
  forecast,
}: {
  readonly words: PaceDrawing['words'];
  readonly forecast: boolean;
}) {
  return (
    <figcaption className="sp-legend">
      <span className="sp-legend__item sp-legend__item--actual">{words.actual}</span>
      <span className="sp-legend__item sp-legend__item--target">{words.target}</span>
      {forecast && <span className="sp-legend__item sp-legend__item--forecast">{words.forecast}</span>}
    </figcaption>
  );
}
