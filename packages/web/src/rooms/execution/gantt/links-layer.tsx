import { addDays, type DateRange, type PlanSchedule, type TaskLink } from '@shapan/engine';
import { memo } from 'react';
import type { GanttRow } from './rows.ts';
import type { Scale } from './scale.ts';
import { ROW } from './use-visible-rows.ts';

/** A link between two rows. */
interface DrawnLink {
  readonly link: TaskLink;
  readonly from: number;
  readonly to: number;
}

/** Links by both rows that they touch: what is in sight is then found without looking at all of them. */
export type LinksByRow = ReadonlyMap<number, readonly DrawnLink[]>;

export function linksByRow(plan: PlanSchedule, rowOfPlace: ReadonlyMap<number, number>): LinksByRow {
  const byRow = new Map<number, DrawnLink[]>();
  for (const link of plan.links) {
    const [from, to] = [rowOfPlace.get(link.from), rowOfPlace.get(link.to)];
    if (from === undefined || to === undefined) continue;
    const drawn = { link, from, to };
    for (const row of [from, to]) {
      const known = byRow.get(row);
      if (known) known.push(drawn);
      else byRow.set(row, [drawn]);
    }
  }
  return byRow;
}

/** A link turns beyond a bar that reaches the edge of the calendar. */
const MARGIN = 12;

interface LinksLayerProps {
  readonly rows: readonly GanttRow[];
  readonly links: LinksByRow;
  readonly first: number;
  readonly end: number;
  readonly scale: Scale;
  readonly width: number;
  readonly isCritical: (place: number) => boolean;
}

/** What waits for what, as far as one of its ends is in sight. A link that is drawn already is drawn by nobody again. */
export const LinksLayer = memo(function LinksLayer(props: LinksLayerProps) {
  const { rows, links, first, end, scale, width, isCritical } = props;
  const seen = new Map<string, DrawnLink>();
  for (let row = first; row < end; row += 1)
    for (const drawn of links.get(row) ?? []) seen.set(drawn.link.id, drawn);
  return (
    <svg
      className="gantt__links"
      style={{ insetInlineStart: -MARGIN }}
      viewBox={`${-MARGIN} 0 ${width + 2 * MARGIN} ${rows.length * ROW}`}
      width={width + 2 * MARGIN}
      height={rows.length * ROW}
      aria-hidden="true"
    >
      {[...seen.values()].map((one) => (
        <LinkPath key={one.link.id} {...{ one, rows, scale, width, isCritical }} />
      ))}
    </svg>
  );
});

interface LinkPathProps extends Pick<LinksLayerProps, 'rows' | 'scale' | 'width' | 'isCritical'> {
  readonly one: DrawnLink;
}

const LinkPath = memo(function LinkPath({ one, rows, scale, width, isCritical }: LinkPathProps) {
  const { link, from, to } = one;
  const [x1, x2] = [
    edge(scale, width, rows[from]?.days, link.type === 'FS' || link.type === 'FF'),
    edge(scale, width, rows[to]?.days, link.type === 'FF' || link.type === 'SF'),
  ];
  const critical = isCritical(link.from) && isCritical(link.to);
  return (
    <path
      className={critical ? 'gantt__link gantt__link--critical' : 'gantt__link'}
      d={wayOf(link, x1, from, x2, to)}
    />
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
