import { CLAUSE, CLAUSE_HEAD, raise, reasonOf, type Trail } from './trail.ts';

/**
 * What was learned: in each clause at least one atom is true. Two of its atoms are watched; only when one of them becomes
 * false the clause is looked at. `watched[side]` are, in turn, the value of the side from which on the atom is false, and
 * the place of the clause.
 */
export interface Clauses {
  watched: number[][];
  /** Places of all clauses in the order in which they were learned. */
  places: number[];
}

export const noClauses = ({ model }: Trail): Clauses => ({
  watched: Array.from({ length: 2 * model.variables }, () => []),
  places: [],
});

/** A clause with at least two atoms, of which the first two are the last to become false. Answers its place. */
export function learn(trail: Trail, clauses: Clauses, atoms: readonly number[], levels: number): number {
  const place = trail.arenaSize;
  const size = CLAUSE_HEAD + atoms.length;
  if (place + size > trail.arena.length) {
    const arena = new Int32Array(trail.arena.length * 2 + size);
    arena.set(trail.arena);
    trail.arena = arena;
  }
  trail.arena[place] = atoms.length >> 1;
  trail.arena[place + 1] = levels;
  trail.arena.set(atoms, place + CLAUSE_HEAD);
  trail.arenaSize = place + size;
  clauses.places.push(place);
  watch(trail, clauses, place);
  return place;
}

function watch({ arena }: Trail, { watched }: Clauses, place: number): void {
  for (const at of [place + CLAUSE_HEAD, place + CLAUSE_HEAD + 2]) {
    watched[arena[at]! ^ 1]!.push(1 - arena[at + 1]!, place);
  }
}

/** A side rose: what follows from the clauses that watch it. False on a contradiction. */
export function followClauses(trail: Trail, { watched }: Clauses, side: number): boolean {
  const { arena, lower } = trail;
  const list = watched[side]!;
  const value = lower[side]!;
  const many = list.length;
  let kept = 0;
  for (let i = 0; i < many; i += 2) {
    const from = list[i]!;
    const place = list[i + 1]!;
    if (from > value || !moveWatch(trail, watched, place, side)) {
      list[kept] = from;
      list[kept + 1] = place;
      kept += 2;
      if (from > value) continue;
      const first = place + CLAUSE_HEAD;
      if (raise(trail, arena[first]!, arena[first + 1]!, reasonOf(CLAUSE, place))) continue;
      for (let rest = i + 2; rest < many; rest += 1) list[kept++] = list[rest]!;
      list.length = kept;
      return false;
    }
  }
  list.length = kept;
  return true;
}

/** The watched atom on this side is false: watch another one that is not, unless the clause is true or has none. */
function moveWatch({ arena, lower }: Trail, watched: number[][], place: number, side: number): boolean {
  const first = place + CLAUSE_HEAD;
  const second = first + 2;
  if (arena[first] === (side ^ 1)) swap(arena, first, second);
  if (lower[arena[first]!]! >= arena[first + 1]!) return false;
  const end = first + 2 * arena[place]!;
  for (let at = second + 2; at < end; at += 2) {
    const other = arena[at]! ^ 1;
    const falseFrom = 1 - arena[at + 1]!;
    if (lower[other]! >= falseFrom) continue;
    swap(arena, second, at);
    watched[other]!.push(falseFrom, place);
    return true;
  }
  return false;
}

function swap(arena: Int32Array, a: number, b: number): void {
  const [side, value] = [arena[a]!, arena[a + 1]!];
  arena[a] = arena[b]!;
  arena[a + 1] = arena[b + 1]!;
  arena[b] = side;
  arena[b + 1] = value;
}

/**
 * Forget what is true anyway and the less useful half of the rest: clauses that join many levels, the older ones first.
 * Only at level 0, where nobody's reason is a clause.
 */
export function forget(trail: Trail, clauses: Clauses): void {
  const { arena, lower } = trail;
  const open = clauses.places.filter((place) => {
    for (let i = 0; i < arena[place]!; i += 1) {
      const at = place + CLAUSE_HEAD + 2 * i;
      if (lower[arena[at]!]! >= arena[at + 1]!) return false;
    }
    return true;
  });
  const byUse = open
    .map((place, age) => ({ place, age, levels: arena[place + 1]! }))
    .sort((a, b) => a.levels - b.levels || b.age - a.age);
  const half = byUse.length >> 1;
  const kept = byUse.filter(({ levels }, at) => at < half || levels <= 2).map(({ place }) => place);
  kept.sort((a, b) => a - b);
  clauses.watched.forEach((list) => {
    list.length = 0;
  });
  clauses.places = [];
  trail.arenaSize = 0;
  for (const place of kept) {
    const end = place + CLAUSE_HEAD + 2 * arena[place]!;
    const to = trail.arenaSize;
    arena.copyWithin(to, place, end);
    trail.arenaSize = to + end - place;
    clauses.places.push(to);
    bringForward(trail, to);
    watch(trail, clauses, to);
  }
}

/** Two atoms that are not false to the front; at level 0, all consequences drawn, an open clause has two. */
function bringForward({ arena, lower }: Trail, place: number): void {
  const first = place + CLAUSE_HEAD;
  let to = first;
  for (let i = 0; i < arena[place]! && to < first + 4; i += 1) {
    const at = first + 2 * i;
    if (lower[arena[at]! ^ 1]! >= 1 - arena[at + 1]!) continue;
    swap(arena, to, at);
    to += 2;
  }
}
