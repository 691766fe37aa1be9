import type { Place } from '../frame.ts';
import type { SpreadInput } from './request.ts';

/** How a refusal calls a place: as whoever asks names it, otherwise by ids; what stands at its top is left out. */
export function nameOf({ frame, nameOf: named }: SpreadInput, place: Place): string {
  if (named !== undefined) return named(place);
  const ids = place.members.map((node, d) =>
    node === 0 ? '' : frame.trees[d]!.ids[node < 0 ? ~node : node]!,
  );
  const time = place.time === 0 ? '' : frame.time.ids[place.time]!;
  return [...ids, time].filter((id) => id !== '').join(' · ');
}
