import { ok, type Result, refuse } from '../foundation/result.ts';
import type { DecideContext } from '../plan/context.ts';
import { findRecord } from '../plan/state.ts';
import { titleOf } from '../plan/title.ts';
import type { MultiwayEntry } from './command.ts';
import type { Place } from './frame.ts';
import { namesOf, placeOf, unplaced } from './layout.ts';
import type { Multiway } from './spread/request.ts';
import type { TargetLayout } from './target-layout.ts';

/** The wish of a command in places of its table. */
export function readMultiway({ frame }: TargetLayout, multiway: MultiwayEntry = {}): Result<Multiway> {
  const { park, ...wish } = multiway;
  if (park === undefined) return ok(wish);
  const place = placeOf(frame, park);
  return place ? ok({ ...wish, park: place }) : refuse(unplaced(frame, park, 'multiway.park'));
}

/** Members by name, the period by id; what stands at its top is left out. */
export function namePlace({ master, kinds }: DecideContext, { frame }: TargetLayout, place: Place): string {
  const { members, time } = namesOf(frame, place);
  const names = members.map((id) => {
    const member = findRecord(master, 'dimensionMember', id);
    return id === '*' ? '' : member ? titleOf(kinds, member) : id;
  });
  return [...names, place.time === 0 ? '' : time].filter((name) => name !== '').join(' · ');
}
