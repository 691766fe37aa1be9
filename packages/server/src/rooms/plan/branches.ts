import {
  applyChanges,
  type BookState,
  type Change,
  forkState,
  notedRun,
  readdress,
  runNotedIn,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { Refused, refused } from '../../http/refused.ts';
import { promotedUntil } from './promotions.ts';
import { type BookRow, findBook } from './store.ts';
import { isOfKind, netBetween } from './versions.ts';
import { conflictOf, leftToDo } from './what-if-merge.ts';

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
  for (const change of runsLast(net)) {
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
    const left = leftToDo(trial, runNotedIn(trial, local));
    if (left === null) continue;
    applyChanges(trial, [left]);
    result.push(left);
  }
  return { changes: result, position: branch.position, branchState };
}

/** Rules that were run in the what-if run in the plan now, in the order they ran in there (SPR-T12). */
function runsLast(net: readonly Change[]): readonly Change[] {
  const runs = net.filter((change) => notedRun(change) !== null);
  return [
    ...net.filter((change) => notedRun(change) === null),
    ...runs.toSorted((a, b) => (notedRun(a) ?? 0) - (notedRun(b) ?? 0)),
  ];
}

const STAYS: ReadonlySet<string> = new Set(['version']);
