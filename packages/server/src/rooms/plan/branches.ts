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
import { Refused, type RefusedProblem, refused } from '../../http/refused.ts';
import { promotedUntil } from './promotions.ts';
import { type BookRow, findBook } from './store.ts';
import { isOfKind, netBetween } from './versions.ts';
import { type choicesOf, type Meeting, meetingOf, settleCells, told } from './what-if-conflicts.ts';
import { type CellsChanged, conflictOf, leftToDo } from './what-if-merge.ts';

export interface Promotion {
  readonly live: BookRow;
  readonly state: BookState;
  readonly master: BookState;
  readonly branch: string;
  /** Whose numbers stand where both have moved. */
  readonly choose: ReturnType<typeof choicesOf>;
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
 * overwritten unseen; of numbers it may say whose stand.
 */
export async function promotedChanges(deps: Deps, tx: Tx, promotion: Promotion): Promise<Promoted> {
  const { live, state, master, branch: branchId, choose, knows } = promotion;
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
  const meetings = new Map<string, Meeting>();
  const open: RefusedProblem[] = [];
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
    if (conflict) throw new Refused(...told([{ code: 'STALE', path: 'branch', params: conflict }, ...open]));
    let settled: Change = local;
    if (local.type === 'cells.changed') {
      const meeting =
        meetings.get(local.target) ?? meetingAt(local.target, net, { branchState, trial, master });
      meetings.set(local.target, meeting);
      const found = settleCells(meeting, local, choose);
      if (found.open.length > 0 && !knows(local, trial)) throw refused('SCOPE');
      open.push(...found.open);
      settled = found.left;
    }
    const left = leftToDo(trial, runNotedIn(trial, settled));
    if (left === null) continue;
    applyChanges(trial, [left]);
    result.push(left);
  }
  if (open.length > 0) throw new Refused(...told(open));
  return { changes: result, position: branch.position, branchState };
}

/** Both parts of a rate at once, before either is done: rows stand before numbers in every net. */
function meetingAt(
  target: string,
  net: readonly Change[],
  { branchState, trial, master }: Readonly<Record<'branchState' | 'trial' | 'master', BookState>>,
): Meeting {
  const numbers = net.filter(
    (one): one is CellsChanged => one.type === 'cells.changed' && one.target === target,
  );
  const local = numbers.map((one) => readdress(one, branchState, trial) as CellsChanged);
  return meetingOf(forkState(trial), master, local);
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
