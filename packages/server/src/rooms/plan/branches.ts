import {
  applyChanges,
  type BookState,
  type Change,
  findRecord,
  forkState,
  isPresent,
  readdress,
  readLeaf,
  rowIndex,
  rowOf,
  sameValue,
  slotOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { Refused, refused } from '../../http/refused.ts';
import { promotedUntil } from './promotions.ts';
import { type BookRow, findBook } from './store.ts';
import { isOfKind, netBetween } from './versions.ts';

export interface Promotion {
  readonly live: BookRow;
  readonly state: BookState;
  readonly branch: string;
  /** Whether the promoter may know what a change is about, in this state of the plan. */
  readonly knows: (change: Change, state: BookState) => boolean;
}

export interface Promoted {
  readonly changes: readonly Change[];
  /** How far in the what-if's log they reach. */
  readonly position: number;
  /** The what-if there. */
  readonly branchState: BookState;
}

/**
 * Promoting a what-if: the net of what was done in it since it was last promoted, done to the live plan. Where the live
 * plan has moved on in the same place the promotion is refused and names the places, so that nobody's work is
 * overwritten unseen.
 */
export async function promotedChanges(deps: Deps, tx: Tx, promotion: Promotion): Promise<Promoted> {
  const { live, state, branch: branchId, knows } = promotion;
  const branch = await findBook(tx, live.workspaceId, branchId);
  if (!branch || branch.removedAt || branch.base?.bookId !== live.bookId) {
    throw refused('NOT_FOUND', { kind: 'branch', id: branchId }, 'branch');
  }
  const branchState = await deps.books.current(tx, branch);
  // Its versions name positions of its own log: they stay there.
  const since = await promotedUntil(tx, live, branch);
  const net = (await netBetween(tx, branch, since, branch.position)).filter((one) => !isOfKind(one, STAYS));
  const trial = forkState(state);
  const result: Change[] = [];
  for (const change of net) {
    if ('target' in change && change.type !== 'cube.shaped' && !trial.cubes.get(change.target)?.shape) {
      throw new Refused({
        code: 'STALE',
        path: 'branch',
        params: { kind: 'target', id: change.target, theirs: null },
      });
    }
    const local = readdress(change, branchState, trial);
    const conflict = conflictOf(trial, local);
    if (conflict && !knows(local, trial)) throw refused('SCOPE');
    if (conflict) throw new Refused({ code: 'STALE', path: 'branch', params: conflict });
    if (isDoneAlready(trial, local)) continue;
    applyChanges(trial, [local]);
    result.push(local);
  }
  return { changes: result, position: branch.position, branchState };
}

const STAYS: ReadonlySet<string> = new Set(['version']);

/** Where the live plan is neither as the what-if found it nor as the what-if wants it. */
function conflictOf(live: BookState, change: Change): Record<string, string | number | null> | null {
  switch (change.type) {
    case 'record.added': {
      const { kind, id, fields } = change.record;
      const there = findRecord(live, kind, id);
      return there && !sameValue(there.fields, fields) ? { kind, id, theirs: text(there.fields) } : null;
    }
    case 'record.changed': {
      const record = findRecord(live, change.kind, change.id);
      if (!record) return { kind: change.kind, id: change.id, theirs: null };
      const field = Object.keys(change.after).find(
        (name) =>
          !sameValue(record.fields[name], change.before[name]) &&
          !sameValue(record.fields[name], change.after[name]),
      );
      return field === undefined
        ? null
        : { kind: change.kind, id: change.id, field, theirs: text(record.fields[field]) };
    }
    case 'record.removed': {
      const record = findRecord(live, change.record.kind, change.record.id);
      const moved = record && !sameValue(record.fields, change.record.fields);
      return moved ? { kind: change.record.kind, id: change.record.id, theirs: text(record.fields) } : null;
    }
    case 'cells.changed': {
      const cube = live.cubes.get(change.target)?.cube;
      if (!cube) return { kind: 'target', id: change.target, theirs: null };
      const index = change.cells.findIndex((cell, i) => {
        const now = readLeaf(cube, change.part, rowOf(cell), slotOf(cell));
        if (now === change.after[i]) return false;
        return now !== change.before[i] || !isPresent(cube, rowOf(cell));
      });
      if (index < 0) return null;
      const cell = change.cells[index] as number;
      const theirs = readLeaf(cube, change.part, rowOf(cell), slotOf(cell));
      return { kind: 'target', id: change.target, cell, theirs: theirs === null ? null : String(theirs) };
    }
    default:
      return null;
  }
}

function isDoneAlready(live: BookState, change: Change): boolean {
  switch (change.type) {
    case 'record.added':
      return findRecord(live, change.record.kind, change.record.id) !== undefined;
    case 'record.removed':
      return findRecord(live, change.record.kind, change.record.id) === undefined;
    case 'cube.shaped':
      return JSON.stringify(live.cubes.get(change.target)?.shape ?? null) === JSON.stringify(change.after);
    case 'rows.changed': {
      const cube = live.cubes.get(change.target)?.cube;
      return !!cube && change.rows.every((row) => isPresent(cube, rowIndex(cube, row)) === change.present);
    }
    case 'record.changed':
    case 'cells.changed':
      return false;
  }
}

function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
