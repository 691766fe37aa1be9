import {
  type BookState,
  covers,
  type Place,
  type PlanRecord,
  placeOf,
  recordsOf,
  type TargetLayout,
} from '@shapan/engine';

/** A hold at its place in the table. */
export interface PlacedHold {
  readonly record: PlanRecord;
  readonly at: Place;
  readonly keeps: 'value' | 'total';
  readonly owner: string;
}

/** The holds of a target that still protect something on this day. */
export function placedHolds(state: BookState, layout: TargetLayout, today: string): readonly PlacedHold[] {
  return recordsOf(state, 'hold').flatMap((record) => {
    const { fields } = record;
    if (fields['target'] !== layout.target.id) return [];
    if (typeof fields['expires'] === 'string' && fields['expires'] < today) return [];
    const at = placeOf(layout.frame, {
      members: fields['members'] as string[],
      time: String(fields['time']),
    });
    return at
      ? [{ record, at, keeps: fields['keeps'] as PlacedHold['keeps'], owner: String(fields['owner']) }]
      : [];
  });
}

const samePlace = (a: Place, b: Place): boolean =>
  a.time === b.time && a.members.every((node, d) => node === b.members[d]);

/**
 * The hold that keeps a cell from changing: one that keeps every number below a place keeps the cells inside it; one
 * that keeps a total keeps that one cell.
 */
export function holdAt(
  layout: TargetLayout,
  holds: readonly PlacedHold[],
  place: Place,
): PlacedHold | undefined {
  return (
    holds.find(({ at }) => samePlace(at, place)) ??
    holds.find(({ at, keeps }) => keeps === 'value' && covers(layout.frame, at, place))
  );
}

/** Whoever owns a hold may type on exactly what it keeps; the hold goes on at the new number (SPR-T54). */
export const mayTypeOn = (hold: PlacedHold, place: Place, me: string): boolean =>
  hold.owner === me && samePlace(hold.at, place);

/** A node that stands alone above a single part is the same cell as the part. */
export const isPlaceOf = samePlace;
