import { applyChanges, type BookState, type Change, forkState, notedRun, runNotedIn } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { Refused, type RefusedProblem, refused } from '../../http/refused.ts';
import { promotedUntil } from './promotions.ts';
import { type BookRow, findBook } from './store.ts';
import { isOfKind, netBetween } from './versions.ts';
import { type PromotionChoices, settleNumbers, told } from './what-if-conflicts.ts';
import { leftToDo } from './what-if-merge.ts';
import { numbersOf } from './what-if-numbers.ts';
import { isOfRecord, settleRecord, withoutStaying } from './what-if-records.ts';

export interface Promotion {
  readonly live: BookRow;
  readonly state: BookState;
  readonly master: BookState;
  readonly branch: string;
  /** What stands where both have changed something. */
  readonly choose: PromotionChoices;
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
 * overwritten unseen; it may say whose stand, of each place or of all.
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
  const lasting = withoutPassing(withoutStaying(net, state, choose.record));
  const trial = forkState(state);
  const result: Change[] = [];
  const open: RefusedProblem[] = [];
  const settled = new Set<string>();
  const take = (change: Change): void => {
    const left = leftToDo(trial, runNotedIn(trial, change));
    if (left === null) return;
    applyChanges(trial, [left]);
    result.push(left);
  };
  for (const change of runsLast(lasting)) {
    if ('target' in change && change.type !== 'cube.shaped' && !trial.cubes.get(change.target)?.shape) {
      // Numbers have no place any more; what else is open is told with it.
      const gone = { kind: 'target', id: change.target, theirs: null };
      throw new Refused(...told([{ code: 'STALE', path: 'branch', params: gone }, ...open]));
    }
    if (isOfRecord(change)) {
      const found = settleRecord(change, { live: trial, branch: branchState }, choose.record);
      if (found.met && !knows(change, trial)) throw refused('SCOPE');
      open.push(...found.open);
      if (found.left) take(found.left);
    } else if (change.type !== 'cells.changed') take(change);
    const target = movesNumbersOf(change);
    if (target === null || settled.has(target)) continue;
    settled.add(target);
    const changes = numbersOf(target, lasting, { branch: branchState, live: trial });
    const found = settleNumbers({ target, live: trial, master, branch: branchState, changes }, choose.number);
    if (found.open.length > 0 && !changes.every((one) => knows(one, trial))) throw refused('SCOPE');
    open.push(...found.open);
    found.left.forEach(take);
  }
  if (open.length > 0) throw new Refused(...told(open));
  return { changes: result, position: branch.position, branchState };
}

/** The target whose numbers are to be settled once a change is done: rows stand before numbers in every net. */
function movesNumbersOf(change: Change): string | null {
  if (change.type === 'cells.changed') return change.target;
  return change.type === 'rows.changed' && !change.present ? change.target : null;
}

/** A row that came and went again in the what-if is named for its numbering there: one that the plan has by now is not meant. */
function withoutPassing(net: readonly Change[]): readonly Change[] {
  const rows = net.filter((one) => one.type === 'rows.changed');
  const keyOf = (target: string, row: readonly string[]): string => [target, ...row].join(' ');
  const coming = new Set(
    rows.flatMap(({ target, rows, present }) => (present ? rows.map((row) => keyOf(target, row)) : [])),
  );
  const passing = new Set(
    rows.flatMap(({ target, rows, present }) =>
      present ? [] : rows.map((row) => keyOf(target, row)).filter((key) => coming.has(key)),
    ),
  );
  if (passing.size === 0) return net;
  return net.map((one) =>
    one.type === 'rows.changed'
      ? { ...one, rows: one.rows.filter((row) => !passing.has(keyOf(one.target, row))) }
      : one,
  );
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
