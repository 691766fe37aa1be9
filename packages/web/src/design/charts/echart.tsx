import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { chartColours, onThemeChange } from './colours.ts';
import { type PaceDrawing, paceOption } from './pace-option.ts';

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** The drawn half of `PaceChart`; alone in its file so that the library travels only to pages with a chart. */
export function PaceDrawn({ drawing }: { readonly drawing: PaceDrawing }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(drawing);
  const repaint = useRef(() => {});
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, undefined, { renderer: 'svg' });
    const motion = window.matchMedia('(prefers-reduced-motion: reduce)');
    const paint = () => {
      const font = getComputedStyle(element).fontFamily;
      const style = { colours: chartColours(element), font, still: motion.matches };
      chart.setOption(paceOption(latest.current, style), { notMerge: true });
      showWhole(chart);
    };
    repaint.current = paint;
    paint();
    const stop = onThemeChange(paint);
    const size = new ResizeObserver(() => {
      chart.resize();
      showWhole(chart);
    });
    size.observe(element);
    return () => {
      stop();
      size.disconnect();
      chart.dispose();
      repaint.current = () => {};
    };
  }, []);
  useEffect(() => {
    latest.current = drawing;
    repaint.current();
  }, [drawing]);
  return <div ref={place} className="sp-chart__canvas" />;
}

/** Paper is narrower than the screen that it was drawn for, and leaves no time to draw anew: the whole is made smaller. */
function showWhole(chart: EChartsType): void {
  const box = `0 0 ${chart.getWidth()} ${chart.getHeight()}`;
  chart.getDom().querySelector('svg')?.setAttribute('viewBox', box);
}
