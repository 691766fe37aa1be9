import { leafInside, type Sight } from '@shapan/contract';
import {
  addDays,
  LAST_DAY,
  type Place,
  placeOf,
  placesAlong,
  type TargetLayout,
  untilOf,
} from '@shapan/engine';
import { refused } from '../../http/refused.ts';

/** As many as a table of 20,000 members has with the three years, quarters and whole of it. */
const MAX_PLACES = 400_000;

/** Which places of a target's table somebody asks about. */
export interface PlacesQuery {
  /** The dimension whose members are listed, all others at their top, or where `at` says. */
  readonly along: number;
  /** Where other dimensions stand: the name of a node by dimension. */
  readonly at?: Readonly<Record<string, string>>;
  /** How far down periods are listed: 0 = their whole alone. All when left out. */
  readonly depth?: number | undefined;
  /** Instead: one place alone, in every period in which it stands; member by dimension, others at their top. */
  readonly members?: Readonly<Record<string, string>>;
}

/** A place inside the asker's part, with the names it is answered by. */
export interface SeenPlace {
  readonly place: Place;
  readonly members: string[];
  readonly time: string;
}

/** The places that were asked for, as far as the asker's part reaches. */
export function* placesSeen(layout: TargetLayout, sight: Sight, query: PlacesQuery): Generator<SeenPlace> {
  for (const { place, names } of placesAsked(layout, query)) {
    // A member that moved has a name for each of its places: these are told apart whatever the period.
    const inside = place.members.map((node, d) => layout.frame.trees[d]?.ids[node] || '*');
    if (!namesInside(sight, layout, inside)) continue;
    const members = names ?? inside.map((id, d) => (place.members[d] === 0 ? '*' : id));
    yield { place, members, time: layout.frame.time.ids[place.time] ?? 'all' };
  }
}

/** A place where a member stood until a day is known to whom it belonged then. */
function namesInside(sight: Sight, { cube }: TargetLayout, names: readonly string[]): boolean {
  const ended = names.map(untilOf).filter((until) => until !== undefined);
  const day =
    ended.length === 0
      ? LAST_DAY
      : addDays(
          ended.reduce((a, b) => (a < b ? a : b)),
          -1,
        );
  return leafInside(sight, cube.dimensions, names, day);
}

/** A place, and the names it was asked by where these are to be answered. */
interface AskedPlace {
  readonly place: Place;
  readonly names?: string[];
}

/** Every node of the one dimension in every period; or the one place that was named, wherever it stands in each. */
function placesAsked(
  layout: TargetLayout,
  { along, at = {}, depth, members }: PlacesQuery,
): readonly AskedPlace[] {
  const { frame, cube } = layout;
  const periods = frame.time.ids;
  if (!members || Object.keys(members).length === 0) {
    const times = [...periods.keys()].filter(
      (time) => depth === undefined || frame.time.depth[time]! <= depth,
    );
    const nodes = standing(layout, along, at);
    const count = nodes.length * times.length;
    if (count > MAX_PLACES) throw refused('TOO_LARGE', { count, max: MAX_PLACES });
    return nodes.flatMap((node) => times.map((time) => ({ place: { members: node, time } })));
  }
  const unknown = Object.keys(members).find((dimension) => !cube.dimensions.includes(dimension));
  if (unknown !== undefined) throw refused('NOT_FOUND', { kind: 'dimension', id: unknown }, 'members');
  const names = cube.dimensions.map((dimension) => members[dimension] ?? '*');
  const asked = periods.flatMap((time) => {
    const place = placeOf(frame, { members: names, time });
    return place ? [{ place, names }] : [];
  });
  if (asked.length === 0)
    throw refused('NOT_FOUND', { kind: 'dimensionMember', id: Object.values(members).join(',') }, 'members');
  return asked;
}

/** Every node of the one dimension, with the others where they are to stand. */
function standing(
  layout: TargetLayout,
  along: number,
  at: Readonly<Record<string, string>>,
): readonly (readonly number[])[] {
  const { frame, cube } = layout;
  const fixed = Object.entries(at).map(([dimension, name]) => {
    const d = cube.dimensions.indexOf(dimension);
    if (d < 0) throw refused('NOT_FOUND', { kind: 'dimension', id: dimension }, 'at');
    const node = name === '*' ? 0 : frame.trees[d]!.index.get(name);
    if (node === undefined) throw refused('NOT_FOUND', { kind: 'dimensionMember', id: name }, 'at');
    return { d, node };
  });
  return placesAlong(layout, along).map((members) =>
    fixed.reduce((placed, { d, node }) => (d === along ? placed : placed.with(d, node)), members),
  );
}
