import { ArrowRightLeft } from 'lucide-react';
import { type DragEvent, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { IconButton } from '../../../design/index.ts';
import { type Arrangement, type Axis, axesIn, moveAxis, turned, type Zone, zones } from './arrangement.ts';
import { AxisChip } from './axis-chip.tsx';
import { HeldAxis } from './held-axis.tsx';

interface PivotBarProps {
  readonly table: TargetTable;
  readonly arrangement: Arrangement;
  readonly axisName: (axis: Axis) => string;
  readonly onArrange: (arrangement: Arrangement) => void;
}

/** What stands on rows and columns and what is held aside: moved by dragging, or from the menu of each axis. */
export function PivotBar({ table, arrangement, axisName, onArrange }: PivotBarProps) {
  const t = useT();
  const [dragged, setDragged] = useState<Axis | null>(null);
  const [said, setSaid] = useState('');
  const bar = useRef<HTMLDivElement>(null);
  const moved = useRef<{ readonly axis: Axis; readonly from: Arrangement } | null>(null);
  // In its new place it is drawn anew: the keyboard goes with it.
  useLayoutEffect(() => {
    if (moved.current === null || moved.current.from === arrangement) return;
    bar.current?.querySelector<HTMLElement>(`[data-axis="${moved.current.axis}"] button`)?.focus();
    moved.current = null;
  });

  const move = (axis: Axis, zone: Zone, index?: number): void => {
    const next = moveAxis(arrangement, axis, zone, index);
    const place = axesIn(next, zone).indexOf(axis) + 1;
    setSaid(t('targets.axis.moved', { axis: axisName(axis), zone: t(`targets.zone.${zone}`), place }));
    moved.current = { axis, from: arrangement };
    onArrange(next);
  };
  const drop = (zone: Zone, event: DragEvent<HTMLElement>): void => {
    event.preventDefault();
    if (dragged !== null) move(dragged, zone, placeUnder(event));
    setDragged(null);
  };

  return (
    <div ref={bar} className="targets-pivot">
      {zones.flatMap((zone) => [
        // Between the two edges that it exchanges.
        zone === 'columns' && (
          <IconButton
            key="turn"
            label={t('targets.axis.turn')}
            icon={<ArrowRightLeft />}
            size="small"
            onClick={() => onArrange(turned(arrangement))}
          />
        ),
        // The menu of each axis does with the keyboard what dropping does.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          key={zone}
          role="group"
          aria-label={t(`targets.zone.${zone}`)}
          className="targets-zone"
          data-open={dragged !== null || undefined}
          onDragOver={(event) => dragged !== null && event.preventDefault()}
          onDrop={(event) => drop(zone, event)}
        >
          <span className="targets-zone__name">{t(`targets.zone.${zone}`)}</span>
          {axesIn(arrangement, zone).map((axis, index, axes) => (
            <span key={axis} className="targets-axis" data-axis={axis}>
              <AxisChip
                name={axisName(axis)}
                place={{ zone, index, count: axes.length }}
                dragged={dragged === axis}
                onDrag={(on) => setDragged(on ? axis : null)}
                onMove={(to, at) => move(axis, to, at)}
              />
              {zone === 'filters' && (
                <HeldAxis {...{ table, arrangement, axis, onArrange }} name={axisName(axis)} />
              )}
            </span>
          ))}
        </div>,
      ])}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}

/** Before which of the axes in a zone the pointer is. */
function placeUnder({ currentTarget, clientX, clientY }: DragEvent<HTMLElement>): number {
  const chips = [...currentTarget.querySelectorAll('[data-axis]')];
  return chips.filter((chip) => {
    const { left, width, top, bottom } = chip.getBoundingClientRect();
    return bottom < clientY || (top <= clientY && left + width / 2 < clientX);
  }).length;
}
