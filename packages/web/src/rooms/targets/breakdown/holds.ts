import {
  type BookState,
  type CellPlace,
  covers,
  isExpired,
  type Place,
  type PlacedHold as PlacedRecord,
  type PlanRecord,
  placeHold,
  recordsOf,
  type TargetLayout,
} from '@shapan/engine';

/** A hold at its place in the table, with its record. */
export interface PlacedHold extends PlacedRecord {
  readonly record: PlanRecord;
  /** It was there in the plan when this what-if began (SPR-T53). */
  readonly inherited: boolean;
  /** Ids of all holds of its selection, its own among them: they are released as one (SPR-T53). */
  readonly together: readonly string[];
}

const none: ReadonlySet<string> = new Set();

/** The holds of a target that still protect something on this day; `inherited`: ids of those that came with a what-if. */
export function placedHolds(
  state: BookState,
  layout: TargetLayout,
  today: string,
  inherited = none,
): readonly PlacedHold[] {
  const inForce = recordsOf(state, 'hold').filter(
    ({ fields }) => fields['target'] === layout.target.id && !isExpired(fields, today),
  );
  const together = new Map<unknown, string[]>();
  for (const { id, fields } of inForce) {
    const selection = fields['selection'] ?? id;
    const ids = together.get(selection);
    if (ids) ids.push(id);
    else together.set(selection, [id]);
  }
  return inForce.flatMap((record) => {
    const { id, fields } = record;
    const hold = placeHold(layout, record);
    if (!hold) return [];
    const ids = together.get(fields['selection'] ?? id) ?? [id];
    return [{ ...hold, record, inherited: inherited.has(id), together: ids }];
  });
}

/** The hold that keeps the structure of exactly this cell's members, in exactly its time. */
export function structureHoldAt(
  state: BookState,
  { target }: TargetLayout,
  at: CellPlace,
  today: string,
): PlanRecord | undefined {
  return recordsOf(state, 'hold').find(
    ({ fields }) =>
      fields['keeps'] === 'structure' &&
      fields['target'] === target.id &&
      fields['time'] === at.time &&
      (fields['members'] as readonly string[]).join() === at.members.join() &&
      !isExpired(fields, today),
  );
}

/** The very same nodes. */
export const samePlace = (a: Place, b: Place): boolean =>
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
  const here = holds.filter(({ at }) => samePlace(at, place));
  return (
    here.find(({ keeps }) => keeps !== 'bound') ??
    holds.find(({ at, keeps }) => keeps === 'value' && covers(layout.frame, at, place)) ??
    here[0]
  );
}

/** Whether a hold keeps a cell because it keeps everything below a larger place. */
export const isFromAbove = ({ at }: PlacedHold, place: Place): boolean => !samePlace(at, place);

/** Whoever owns a hold may type on exactly the number it keeps; the hold goes on at the new one (SPR-T54). */
const isOwnNumber = ({ owner, at, keeps, strength }: PlacedHold, place: Place, me: string): boolean =>
  owner === me && samePlace(at, place) && (keeps === 'value' || keeps === 'total') && strength !== 'system';

/** Between a floor and a cap anybody may type. */
export const mayTypeOn = (hold: PlacedHold, place: Place, me: string): boolean =>
  hold.keeps === 'bound' || isOwnNumber(hold, place, me);
