import type { Cube, Frame, Hold, Place, TimeBehaviour } from '@shapan/engine';

/** The request's members as a cube: one dimension in one period, nothing but periods, or several dimensions. */
export interface Sheet {
  /** Every place the answer shows. */
  readonly ids: readonly string[];
  readonly cube: Cube;
  readonly frame: Frame;
  readonly behaviour: TimeBehaviour;
  readonly holds: readonly Hold[];
  readonly placeOf: (id: string) => Place | undefined;
  /** The member a leaf of the cube belongs to. */
  readonly idAt: (row: number, slot: number) => string;
  readonly isLeaf: (id: string) => boolean;
  /** In the order of the members. */
  readonly leavesBelow: (id: string) => readonly string[];
  readonly leaves: readonly string[];
  /** Ids of the dimensions, where there are several. */
  readonly dimensions: readonly string[];
}

export type Unfilled = Omit<Sheet, 'holds'>;
