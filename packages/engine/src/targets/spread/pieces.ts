import { covers, type Frame, isUnder, meetOf, type Place, rowsUnder } from '../frame.ts';
import { addPlace, indexPlaces, meeting } from '../place-index.ts';
import { guards, indexOfRow, type Scope } from './scope.ts';
import type { Wanted } from './wanted.ts';

/** Totals of which any two are nested or apart; what crosses them stands in another family. */
export interface Family {
  readonly wanted: readonly Wanted[];
  /** Of each total the next larger one around it, −1 where there is none. Larger ones come first. */
  readonly above: readonly number[];
}

/** The leaves that lie in the same totals of every family, and what of them may change. */
export interface Piece {
  /** Per family the innermost total around the piece, −1 where it lies in none. */
  readonly inner: readonly number[];
  /** The smallest place around the piece; smaller pieces may lie in it too. */
  readonly place: Place;
  /** Free leaves, their sum and the sum of their magnitudes; and the sum of those that stay. */
  count: number;
  free: number;
  gross: number;
  fixed: number;
}

export interface Pieces {
  readonly families: readonly Family[];
  readonly pieces: readonly Piece[];
  /** Per leaf of the scope the number of its piece, −1 outside all totals. */
  readonly pieceOf: Int32Array;
}

/** Nested totals, the larger first; `null` when two of them cross. */
export function familyOf(frame: Frame, wanted: readonly Wanted[]): Family {
  const sorted = wanted
    .map((one, i) => ({ one, i, size: sizeOf(frame, one.place) }))
    .sort((a, b) => b.size - a.size || a.i - b.i)
    .map(({ one }) => one);
  const larger = indexPlaces<number>(frame);
  const above = sorted.map(({ place }, i) => {
    const around = meeting(larger, place).filter((j) => covers(frame, sorted[j]!.place, place));
    addPlace(larger, place, i);
    return Math.max(-1, ...around);
  });
  return { wanted: sorted, above };
}

function sizeOf(frame: Frame, place: Place): number {
  const { firstLeaf, end } = frame.time;
  const span = place.members.reduce(
    (nodes, node, d) => nodes * (node < 0 ? 1 : frame.trees[d]!.end[node]! - node),
    1,
  );
  return span * (firstLeaf[end[place.time]!]! - firstLeaf[place.time]!);
}

/** Cut a scope along the totals of all families. */
export function cutPieces(frame: Frame, scope: Scope, families: readonly Family[]): Pieces {
  const marks = families.map((family) => paint(frame, scope, family));
  const pieceOf = new Int32Array(scope.values.length).fill(-1);
  const pieces: Piece[] = [];
  const known = new Map<string, number>();
  const inner = families.map(() => -1);
  for (let k = 0; k < pieceOf.length; k++) {
    let any = false;
    for (let f = 0; f < marks.length; f++) {
      inner[f] = marks[f]![k]!;
      any ||= inner[f]! >= 0;
    }
    if (!any) continue;
    const key = inner.join();
    let at = known.get(key);
    if (at === undefined) {
      at = pieces.length;
      known.set(key, at);
      pieces.push(emptyPiece(frame, families, inner.slice()));
    }
    pieceOf[k] = at;
    count(pieces[at]!, scope, k);
  }
  return { families, pieces, pieceOf };
}

/** Larger totals first, so that the innermost one is what remains. */
function paint(frame: Frame, scope: Scope, { wanted }: Family): Int32Array {
  const marks = new Int32Array(scope.values.length).fill(-1);
  const width = scope.to - scope.from;
  const { firstLeaf, end } = frame.time;
  wanted.forEach(({ place }, i) => {
    const from = Math.max(scope.from, firstLeaf[place.time]!) - scope.from;
    const to = Math.min(scope.to, firstLeaf[end[place.time]!]!) - scope.from;
    if (from >= to) return;
    for (const row of rowsUnder(frame, place)) {
      const at = indexOfRow(frame, scope.rows, row) * width;
      marks.fill(i, at + from, at + to);
    }
  });
  return marks;
}

function emptyPiece(frame: Frame, families: readonly Family[], inner: readonly number[]): Piece {
  let place: Place | null = null;
  inner.forEach((i, f) => {
    if (i < 0) return;
    const one = families[f]!.wanted[i]!.place;
    place = place === null ? one : meetOf(frame, place, one);
  });
  return { inner, place: place!, count: 0, free: 0, gross: 0, fixed: 0 };
}

function count(piece: Piece, scope: Scope, k: number): void {
  const value = scope.values[k]!;
  const empty = value !== value;
  if (scope.guard[k] === guards.free) {
    piece.count++;
    if (!empty) {
      piece.free += value;
      piece.gross += Math.abs(value);
    }
  } else if (!empty) piece.fixed += value;
}

/** Whether a piece lies in a total of a family. */
export function liesIn(families: readonly Family[], piece: Piece, f: number, total: number): boolean {
  const { above } = families[f]!;
  for (let i = piece.inner[f]!; i >= 0; i = above[i]!) if (i === total) return true;
  return false;
}

/** A piece as a scope of its own: the leaves around it that belong to other pieces are decided elsewhere. */
export function scopeOfPiece(frame: Frame, whole: Scope, { pieces, pieceOf }: Pieces, at: number) {
  const { place } = pieces[at]!;
  const width = whole.to - whole.from;
  const { firstLeaf, end } = frame.time;
  const from = Math.max(whole.from, firstLeaf[place.time]!);
  const to = Math.min(whole.to, firstLeaf[end[place.time]!]!);
  const rows = rowsUnder(frame, place);
  const values = new Float64Array(rows.length * (to - from));
  const guard = new Uint8Array(values.length);
  const home = new Int32Array(values.length);
  rows.forEach((row, i) => {
    const first = indexOfRow(frame, whole.rows, row) * width - whole.from;
    for (let leaf = from, k = i * (to - from); leaf < to; leaf++, k++) {
      const there = first + leaf;
      const own = pieceOf[there] === at;
      home[k] = there;
      values[k] = own ? whole.values[there]! : Number.NaN;
      guard[k] = own ? whole.guard[there]! : guards.settled;
    }
  });
  const scope: Scope = {
    place,
    rows,
    from,
    to,
    values,
    guard,
    holds: whole.holds,
    limits: [],
    waits: whole.waits,
  };
  return { scope, home };
}

/** Whether a leaf of the scope lies under a place. */
export function isLeafUnder(frame: Frame, scope: Scope, k: number, place: Place): boolean {
  const width = scope.to - scope.from;
  const row = Math.floor(k / width);
  return isUnder(frame, place, scope.rows[row]!, scope.from + k - row * width);
}
