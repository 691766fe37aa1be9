import { type BookState, isLeafNode, type Place, placeAbove, readTotal } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import { dimensionName } from '../names.ts';

/** Something a cell has a share of: the total one level up along a dimension, or in time. */
export interface ShareChoice {
  /** The dimension's id, or `time`. */
  readonly along: string;
  /** The dimension's name; nothing for time. */
  readonly name: string | null;
  readonly part: number;
  readonly whole: number;
}

/** What the cell has a share of now: every total above it that is not nothing. */
export function shareChoices(
  { layout, totals }: TargetTable,
  place: Place,
  master: BookState,
): readonly ShareChoice[] {
  const { frame, cube, behaviour } = layout;
  const part = readTotal(totals, place) ?? 0;
  const choice = (along: number | 'time', id: string, name: string | null): ShareChoice[] => {
    const above = placeAbove(frame, place, along);
    const whole = above && readTotal(totals, above);
    return whole && part * whole >= 0 ? [{ along: id, name, part, whole }] : [];
  };
  return [
    ...cube.dimensions.flatMap((id, d) => choice(d, id, dimensionName(master, id))),
    ...(behaviour === 'flow' || isLeafNode(frame.time, 0) ? choice('time', 'time', null) : []),
  ];
}
