import {
  type Actor,
  type BookStateView,
  leafInside,
  type Parts,
  packBook,
  partsOf,
  releasedSight,
  restrictChanges,
  rowInside,
  type Seen,
  type Sight,
  seenRecord,
  sightOf,
  type Territory,
  type View,
} from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  type Cube,
  cellAddress,
  coordinateOf,
  findRecord,
  forkState,
  invert,
  isPresent,
  kinds,
  LAST_DAY,
  leafPeriods,
  type PlanRecord,
  RELEASE,
  readLeaf,
  rowCount,
  rowOf,
  rowsOf,
} from '@shapan/engine';
import { holdSeen } from './seen-place.ts';

/** Who reads, and when. */
export interface Viewer {
  readonly master: BookState;
  readonly actor: Actor;
  readonly today: string;
  /**
   * By what numbers are hidden beside the state that is read: by the book as it is, where a state of before is read, and
   * by the plan of a what-if. What is not released there is not read either.
   */
  readonly also?: readonly BookState[] | undefined;
}

/** A book as one member sees it: everything outside the member's scope is not there. */
export function viewOfBook(bookId: string, state: BookState, viewer: Viewer): BookStateView {
  const { partsIn, leavesOf } = eyesOf(viewer);
  const leaves = leavesOf(state);
  const records = seenRecords(state, partsIn(state), viewer.actor).map(({ fields, ...seen }) => ({
    ...seen,
    fields: { ...fields },
  }));
  const cubes: BookStateView['cubes'] = [];
  for (const [target, { shape, cube }] of state.cubes) {
    if (shape && cube) {
      cubes.push({
        target,
        shape: { ...shape, dimensions: [...shape.dimensions] },
        ...viewOfCube(cube, leaves, target),
      });
    }
  }
  return { book: bookId, position: state.position, records, cubes };
}

/** The same as bytes. */
export function packedViewOf(state: BookState, viewer: Viewer): Uint8Array {
  const { actor } = viewer;
  const { partsIn, leavesOf } = eyesOf(viewer);
  const { ofRow, ofLeaf } = leavesOf(state);
  return packBook(state, {
    records: seenRecords(state, partsIn(state), actor),
    withRemoved: false,
    told(target, row) {
      const cube = actor.scope.length === 0 ? undefined : state.cubes.get(target)?.cube;
      if (!cube) return true;
      const coordinate = coordinateOf(cube, row);
      const extent = ofRow(target, coordinate);
      return extent === 'some' ? (slot) => ofLeaf(target, coordinate, slot) : extent === 'all';
    },
  });
}

/** The records of one kind that one member sees, as far as the member sees them. */
export function recordsSeen(state: BookState, viewer: Viewer, kind: string): readonly PlanRecord[] {
  return seenRecords(state, eyesOf(viewer).partsIn(state), viewer.actor, kind);
}

function seenRecords(state: BookState, parts: Parts, actor: Actor, only?: string): PlanRecord[] {
  const records: PlanRecord[] = [];
  for (const [name, { byId }] of state.records) {
    const kind = kinds.get(name);
    if (!kind || (only !== undefined && name !== only)) continue;
    for (const record of byId.values()) {
      const seen = seenRecord(actor, parts, kind, record);
      if (seen) records.push(seen);
    }
  }
  return records;
}

/** How much of a row's numbers a reader may know. */
type Extent = 'all' | 'some' | 'none';

interface LeafSight {
  readonly ofRow: (target: string, row: readonly string[]) => Extent;
  /** Of a row that is known in part. */
  readonly ofLeaf: (target: string, row: readonly string[], slot: number) => boolean;
}

/**
 * What one reader sees. Where the reader's part of the organisation lies, and lay, is found once, however many states and
 * entries are looked at.
 */
export interface Eyes {
  readonly sight: Sight;
  /** The same in one target of a state: of one that is handed down level by level, what was released (SPR-T93). */
  readonly sightIn: (state: BookState, target: string) => Sight;
  /** How far the reader's rights reach in a state, target by target. */
  readonly partsIn: (state: BookState) => Parts;
  /** Which numbers of a state's targets the reader may know: of what has left the own part, the time when it belonged there. */
  readonly leavesOf: (state: BookState) => LeafSight;
  /** Changes as the reader may know them; `state` is the state right after them. */
  readonly changesOf: (changes: readonly Change[], state: BookState) => Seen;
}

/** See `Eyes`. */
export function eyesOf({ actor, master, today, also = [] }: Viewer): Eyes {
  const sight = sightOf(actor.scope, master, today);
  const windows = new Map<PlanRecord | undefined, Window>();
  /** As long as a target is what it was, so is its time. */
  const windowOf = (target: PlanRecord | undefined): Window => {
    let window = windows.get(target);
    if (!window) windows.set(target, (window = windowFor(target, master, sight)));
    return window;
  };
  const alone = (state: BookState) => ({ state, master, territory: sight.now, today });
  const hidden = (...states: readonly [BookState, ...BookState[]]) => ({
    ...alone(states[0]),
    also: [...states, ...also].filter((one) => one !== states[0]),
  });
  const sightIn = (state: BookState, target: string): Sight => releasedSight(sight, hidden(state), target);
  const partsIn = (...states: readonly [BookState, ...BookState[]]): Parts => ({
    ...partsOf(hidden(...states)),
    knew: (hold) =>
      states.every((state) =>
        holdSeen(sightIn(state, String(hold.fields['target'])), { state, master }, hold),
      ),
  });
  const leavesOf = (state: BookState): LeafSight => {
    const known = new Map<string, TargetSight>();
    const see = (target: string): TargetSight => {
      const found = known.get(target);
      if (found) return found;
      const record = findRecord(state, 'target', target);
      const own = sightIn(state, target);
      const window = own === sight ? windowOf(record) : windowFor(record, master, own);
      const dimensions = state.cubes.get(target)?.shape?.dimensions ?? [];
      const seen = { sight: own, window, dimensions };
      known.set(target, seen);
      return seen;
    };
    return leafSight(see);
  };
  const changesOf = (changes: readonly Change[], state: BookState): Seen => {
    if (actor.scope.length === 0) return { changes, reload: false };
    const earlier = beforeReleases(changes, state);
    const sides: readonly [BookState, ...BookState[]] = earlier ? [state, earlier] : [state];
    const judged = sides.map((one) => eachRowJudgedOnce(leavesOf(one)));
    const seen = restrictChanges(changes, actor, {
      state,
      territory: sight.now,
      parts: partsIn(...sides),
      kinds,
      rowOf: eachRowOnce(state),
      sees: (target, row, slot) => judged.every((sees) => sees(target, row, slot)),
    });
    const moved = earlier !== null && movesSight(partsOf(alone(earlier)), partsOf(alone(state)), state);
    return { changes: seen.changes, reload: seen.reload || moved };
  };
  return { sight, sightIn, partsIn: (state) => partsIn(state), leavesOf, changesOf };
}

/** What of one target a reader sees. */
interface TargetSight {
  readonly sight: Sight;
  readonly window: Window;
  readonly dimensions: readonly string[];
}

const leafSight = (see: (target: string) => TargetSight): LeafSight => ({
  ofRow: (target, row) => {
    const { sight, window, dimensions } = see(target);
    if (rowInside(sight.now, dimensions, row)) return 'all';
    return window.once.some((part) => rowInside(part, dimensions, row)) ? 'some' : 'none';
  },
  ofLeaf: (target, row, slot) => {
    const { sight, window, dimensions } = see(target);
    return leafInside(sight, dimensions, row, window.days.get(slot) ?? LAST_DAY);
  },
});

/**
 * The state with what says who sees which numbers as it was before changes of that – a target that goes is handed down as
 * it was –; `null` where they change none.
 */
function beforeReleases(changes: readonly Change[], state: BookState): BookState | null {
  const about = changes.filter((one) =>
    one.type === 'record.changed'
      ? one.kind === 'target' && 'waterfall' in { ...one.before, ...one.after }
      : 'record' in one &&
        (one.record.kind === RELEASE || typeof one.record.fields['waterfall'] === 'string'),
  );
  if (about.length === 0) return null;
  const before = forkState(state);
  applyChanges(before, invert(about));
  return before;
}

/** Whether a reader's part of any target is another than before. */
const movesSight = (was: Parts, is: Parts, { cubes }: BookState): boolean =>
  [...cubes.keys()].some((target) => !isSamePart(was.of(target), is.of(target)));

const isSamePart = (a: Territory, b: Territory): boolean =>
  a === b ||
  [...a].every(([dimension, inside]) => {
    const other = b.get(dimension);
    return other?.size === inside.size && [...inside].every((member) => other.has(member));
  });

function windowFor(target: PlanRecord | undefined, master: BookState, sight: Sight): Window {
  const periods = target ? leafPeriods(target, master) : [];
  const once = new Set(periods.map(({ from }) => sight.on(from)));
  once.delete(sight.now);
  return { days: new Map(periods.map(({ slot, from }) => [slot, from])), once: [...once] };
}

/** What the time of a target means for a reader. */
interface Window {
  /** The first day of each leaf period, by slot. */
  readonly days: ReadonlyMap<number, string>;
  /** The parts that were the reader's own in it and are not today's, each once; none where nobody was ever moved. */
  readonly once: readonly Territory[];
}

function viewOfCube(
  cube: Cube,
  sight: LeafSight,
  target: string,
): Pick<BookStateView['cubes'][number], 'rows' | 'absent' | 'parts'> {
  const rows: (string[] | null)[] = [];
  const absent: number[] = [];
  const inPart = new Set<number>();
  for (let row = 0; row < rowCount(cube); row++) {
    const coordinate = coordinateOf(cube, row);
    const seen = sight.ofRow(target, coordinate);
    rows.push(seen === 'none' ? null : coordinate);
    if (seen === 'some') inPart.add(row);
    if (!isPresent(cube, row)) absent.push(row);
  }
  const hidden = (row: number, slot: number) =>
    inPart.has(row) && !sight.ofLeaf(target, rows[row] as string[], slot);
  const parts = Array.from({ length: cube.parts }, (_, part) =>
    leavesOf(cube, part, rows, inPart.size === 0 ? undefined : hidden),
  );
  return { rows, absent, parts };
}

function leavesOf(
  cube: Cube,
  part: number,
  rows: readonly (string[] | null)[],
  hidden: ((row: number, slot: number) => boolean) | undefined,
): { cells: number[]; values: number[] } {
  const cells: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (rows[row] === null) continue;
    for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
      const value = readLeaf(cube, part, row, slot);
      if (value === null || hidden?.(row, slot)) continue;
      cells.push(cellAddress(row, slot));
      values.push(value);
    }
  }
  return { cells, values };
}

/**
 * Changes as one member may know them; `state` is the state right after them. What was not released before them, or is
 * not after, is told by no change: whose sight of a target they move reads the book anew.
 */
export const viewOfChanges = (changes: readonly Change[], state: BookState, viewer: Viewer): Seen =>
  eyesOf(viewer).changesOf(changes, state);

function eachRowJudgedOnce(leaves: LeafSight): NonNullable<View['sees']> {
  const extents = new Map<readonly string[], Extent>();
  const extentOf = (target: string, row: readonly string[]): Extent => {
    let extent = extents.get(row);
    if (!extent) extents.set(row, (extent = leaves.ofRow(target, row)));
    return extent;
  };
  return (target, row, slot) => {
    const extent = extentOf(target, row);
    return (
      extent === 'all' || (extent === 'some' && (slot === undefined || leaves.ofLeaf(target, row, slot)))
    );
  };
}

/** The row of a cell: the same array for all cells of it, so that what is known of it is asked once. */
function eachRowOnce(state: BookState): View['rowOf'] {
  const read = rowsOf(state);
  const byTarget = new Map<string, Map<number, readonly string[] | undefined>>();
  return (target, cell) => {
    let rows = byTarget.get(target);
    if (!rows) byTarget.set(target, (rows = new Map()));
    const number = rowOf(cell);
    if (!rows.has(number)) rows.set(number, read(target, cell));
    return rows.get(number);
  };
}
