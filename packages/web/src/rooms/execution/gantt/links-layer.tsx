import { addDays, type DateRange, type PlanSchedule, type TaskLink } from '@shapan/engine';
import { memo } from 'react';
import type { GanttRow } from './rows.ts';
import type { Scale } from './scale.ts';
import { ROW } from './use-visible-rows.ts';

interface LinksLayerProps {
  readonly plan: PlanSchedule;
  readonly rows: readonly GanttRow[];
  /** Row of each scheduled task, by its place. */
  readonly rowOfPlace: ReadonlyMap<number, number>;
  readonly first: number;
  readonly end: number;
  readonly scale: Scale;
  readonly width: number;
  readonly isCritical: (place: number) => boolean;
}

/** What waits for what, as far as it is in sight. */
export const LinksLayer = memo(function LinksLayer(props: LinksLayerProps) {
  const { plan, rows, rowOfPlace, first, end, scale, width, isCritical } = props;
  const seen = plan.links.flatMap((link) => {
    const [from, to] = [rowOfPlace.get(link.from), rowOfPlace.get(link.to)];
    if (from === undefined || to === undefined || Math.min(from, to) >= end || Math.max(from, to) < first)
      return [];
    return [{ link, from, to }];
  });
  return (
    <svg className="gantt__links" width={width} height={rows.length * ROW} aria-hidden="true">
      {seen.map(({ link, from, to }) => {
        const [x1, x2] = [
          edge(scale, width, rows[from]?.days, link.type === 'FS' || link.type === 'FF'),
          edge(scale, width, rows[to]?.days, link.type === 'FF' || link.type === 'SF'),
        ];
        const critical = isCritical(link.from) && isCritical(link.to);
        return (
          <path
            key={link.id}
            className={critical ? 'gantt__link gantt__link--critical' : 'gantt__link'}
            d={wayOf(link, x1, from, x2, to)}
          />
        );
      })}
    </svg>
  );
});

function edge(scale: Scale, width: number, days: DateRange | undefined, finish: boolean): number {
  if (!days) return 0;
  return Math.round(width * scale.at(finish ? addDays(days.to, 1) : days.from));
}

const STUB = 7;
const HEAD = 4;

/** Out of the one end, along, and into the other, with a head on it. */
function wayOf({ type }: TaskLink, x1: number, row1: number, x2: number, row2: number): string {
  const [y1, y2] = [row1 * ROW + ROW / 2, row2 * ROW + ROW / 2];
  const out = type === 'FS' || type === 'FF' ? 1 : -1;
  const into = type === 'FS' || type === 'SS' ? 1 : -1;
  const [turn, before] = [x1 + out * STUB, x2 - into * STUB];
  const head = `M${x2} ${y2}l${-into * HEAD} ${-HEAD}M${x2} ${y2}l${-into * HEAD} ${HEAD}`;
  const direct = out === into ? into * (before - turn) >= 0 : true;
  if (direct) {
    const x = out === into ? turn : out > 0 ? Math.max(turn, before) : Math.min(turn, before);
    return `M${x1} ${y1}H${x}V${y2}H${x2}${head}`;
  }
  const between = y1 + (y2 > y1 ? ROW / 2 : -ROW / 2);
  return `M${x1} ${y1}H${turn}V${between}H${before}V${y2}H${x2}${head}`;
}
