import type { CubeShape } from './change.ts';
import { type Cube, forkCube } from './cube.ts';
import type { PlanRecord } from './record.ts';

/**
 * Current state of one *book*: a plan, a what-if, or a workspace's master data. A book is a log and the state that
 * follows from it; nothing else is ever stored as truth.
 *
 * Plain data with one owner: `applyChanges` alone may alter it. `forkState` gives an independent copy that shares
 * everything until one side changes it, so a what-if or a trial run costs what it edits, not what the plan holds.
 */
export interface BookState {
  /** Entries of the log that this state includes. */
  position: number;
  readonly records: Map<string, RecordsOfKind>;
  readonly cubes: Map<string, TargetCube>;
}

/** All records of one kind by id; `owner` may change the map in place, `null` = more than one state can see it. */
export interface RecordsOfKind {
  owner: BookState | null;
  readonly byId: Map<string, PlanRecord>;
}

/** The leaves of one target. A removed target keeps its cube, hidden (`shape: null`), so that undo restores it bit for bit. */
export interface TargetCube {
  shape: CubeShape | null;
  cube: Cube | null;
}

/** An empty book. `position`: entries of the log that it stands for, 0 for a book that begins. */
export function createState(position = 0): BookState {
  return { position, records: new Map(), cubes: new Map() };
}

/**
 * An independent state with the same content and position, in time that grows with kinds and targets, not with the plan.
 */
export function forkState(state: BookState): BookState {
  const fork: BookState = { position: state.position, records: new Map(), cubes: new Map() };
  for (const [kind, records] of state.records) {
    // Both sides see the map from now on: neither owns it, whoever writes first copies.
    records.owner = null;
    fork.records.set(kind, records);
  }
  for (const [target, { shape, cube }] of state.cubes) {
    fork.cubes.set(target, { shape, cube: cube && forkCube(cube) });
  }
  return fork;
}

/** The record, or nothing. Only in this book: master data is a book of its own. */
export function findRecord(state: BookState, kind: string, id: string): PlanRecord | undefined {
  return state.records.get(kind)?.byId.get(id);
}

/** Records of a kind, in the order in which they came. */
export function recordsOf(state: BookState, kind: string): readonly PlanRecord[] {
  return [...(state.records.get(kind)?.byId.values() ?? [])];
}

/** The cube of a target that exists, or nothing. */
export function cubeOf(state: BookState, target: string): { shape: CubeShape; cube: Cube } | undefined {
  const found = state.cubes.get(target);
  return found?.shape && found.cube ? { shape: found.shape, cube: found.cube } : undefined;
}
