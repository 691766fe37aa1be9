import { isPresent, rowIndex } from '../plan/cube.ts';
import { type BookState, recordsOf } from '../plan/state.ts';
import { hullOf, leavesUnder, type TargetLayout, type Tree, wholeId } from '../targets/index.ts';

/** Dimension id → member id; may leave dimensions out, or name finer members than a target is broken down by. */
export type ActualCoordinate = Readonly<Record<string, string>>;

/** Where an actual counts: the smallest place of the table that contains it, and its row if it is one. */
export interface ActualPlace {
  /** One node per dimension. */
  readonly members: readonly number[];
  /** Row of the breakdown; `null` when none takes the actual. */
  readonly row: number | null;
}

/**
 * Answers where an actual counts that lies in the leaf periods under a node of time; `null`: outside everything that the
 * target is about. Its row is that of its own members or – unless `exact` – the nearest one above, as the parents of that
 * time have it (ORG-8). What no row takes belongs to the smallest place that contains it, so that totals agree
 * across dimensions.
 */
export function placer(
  layout: TargetLayout,
  master: BookState,
  exact: boolean,
): (coordinate: ActualCoordinate, time: number) => ActualPlace | null {
  const { cube, frame, organisation } = layout;
  const open = frame.trees.map((tree, d) =>
    isEverything(tree, cube.dimensions[d] ?? '', master, organisation),
  );
  const known = new Map<string, ActualPlace | null>();
  return (coordinate, time) => {
    const own = cube.dimensions.map((dimension) => coordinate[dimension] ?? '');
    const { from, to } = leavesUnder(frame.time, time);
    const eras = organisation.eras.flatMap((era, i) => (era.from < to && era.to > from ? [i] : []));
    const key = `${own.join(' ')} ${eras.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const places = eras.map((era) => {
      const chains = own.map((member, d) => chainOf(member, layout, d, era));
      return placeFor(layout, chains, { exact, open });
    });
    const place = smallestAround(layout, places);
    known.set(key, place);
    return place;
  };
}

/** Whether the top of a tree is the whole dimension: then what names no member in it still lies under it. */
function isEverything(
  tree: Tree,
  dimension: string,
  master: BookState,
  { parents, eras }: TargetLayout['organisation'],
): boolean {
  if (tree.ids[0] === wholeId) return true;
  return recordsOf(master, 'dimensionMember').every(
    ({ id, fields }) =>
      fields['dimension'] !== dimension ||
      id === tree.ids[0] ||
      eras.every(({ day }) => parents.on(id, day) !== undefined),
  );
}

/** A member and what stands above it in an era, the nearest first, each by the name that it has in the table then. */
function chainOf(
  member: string,
  { frame, organisation }: TargetLayout,
  d: number,
  era: number,
): readonly string[] {
  const chain: string[] = [];
  const { parents, eras } = organisation;
  const places = frame.standing?.places[d];
  for (let at: string | undefined = member; at !== undefined && at !== ''; ) {
    const node: number | undefined = places?.get(at)?.[era];
    chain.push(node === undefined ? at : (frame.trees[d]?.ids[node] ?? at));
    at = parents.on(at, eras[era]?.day ?? '');
  }
  return chain;
}

/** What moved meanwhile counts where the places of all its time meet. */
function smallestAround(layout: TargetLayout, places: readonly (ActualPlace | null)[]): ActualPlace | null {
  const found = places.filter((place) => place !== null);
  const [first] = found;
  if (!first || found.length < places.length) return null;
  if (found.every(({ members }) => members.every((node, d) => node === first.members[d]))) return first;
  const { members } = hullOf(
    layout.frame,
    found.map((place) => ({ members: place.members, time: 0 })),
  );
  return { members, row: null };
}

function placeFor(
  layout: TargetLayout,
  chains: readonly (readonly string[])[],
  { exact, open }: { readonly exact: boolean; readonly open: readonly boolean[] },
): ActualPlace | null {
  const { frame } = layout;
  const row = nearestRow(layout, exact ? chains.map((chain) => chain.slice(0, 1)) : chains);
  if (row >= 0) return { members: frame.position.map((nodes) => nodes[row] ?? 0), row };
  const members = frame.trees.map((tree, d) => {
    const nearest = chains[d]?.find((id) => tree.index.has(id));
    if (nearest !== undefined) return tree.index.get(nearest) ?? 0;
    return open[d] ? 0 : -1;
  });
  return members.includes(-1) ? null : { members, row: null };
}

/** The first row that fits, the least lifted first; the first dimension is lifted last. −1 when none fits. */
function nearestRow({ cube }: TargetLayout, chains: readonly (readonly string[])[]): number {
  let candidates: readonly { readonly members: readonly string[]; readonly lift: number }[] = [
    { members: [], lift: 0 },
  ];
  for (const chain of chains) {
    candidates = candidates.flatMap(({ members, lift }) =>
      chain.map((member, up) => ({ members: [...members, member], lift: lift + up })),
    );
  }
  for (const { members } of candidates.toSorted((a, b) => a.lift - b.lift)) {
    const row = rowIndex(cube, members);
    if (row >= 0 && isPresent(cube, row)) return row;
  }
  return -1;
}
