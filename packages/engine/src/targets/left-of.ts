import { isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import type { CellsChanged, Change } from '../plan/change.ts';
import { readLeaf, rowOf, slotOf } from '../plan/cube.ts';
import { cubeOf, findRecord } from '../plan/state.ts';
import { sinceThen } from '../plan/still-so.ts';
import { calledIn } from '../plan/title.ts';
import type { EnterContext } from './entry-context.ts';
import { layoutOf } from './layout.ts';

/** What an entry still accounts for in a book that has moved on. */
export interface Left {
  /** Changes as if they had been made last: to be taken back like any. */
  readonly remains: readonly Change[];
  /** Leaves and fields: `back` as they were before the entry, `opposite` less what it added, `left` to what came since. */
  readonly counts: { readonly back: number; readonly opposite: number; readonly left: number };
}

/**
 * Of what is otherwise by now, a leaf of a sum keeps in it what the entry added: it counts as changed last from that much less.
 * A leaf that was emptied since keeps nothing. Nothing else can be told apart from what came later.
 */
export function leftOf(context: EnterContext, changes: readonly Change[]): Result<Left> {
  const shaped = tablesShaped(context, changes);
  if (shaped.length > 0) return refuse(...shaped);
  const { stands, moved } = sinceThen(context.state, changes);
  const counts = { back: placesOf(stands), opposite: 0, left: placesOf(moved) };
  const remains = [...stands];
  for (const change of moved) {
    if (change.type !== 'cells.changed') continue;
    const added = stillIn(context, change);
    if (!added) continue;
    if (!added.before.every((value) => isAmount(value)))
      return refuse(problem('OUT_OF_RANGE', 'position', { min: -MAX_AMOUNT, max: MAX_AMOUNT }));
    remains.push(added);
    counts.opposite += added.cells.length;
    counts.left -= added.cells.length;
  }
  return ok({ remains, counts });
}

/** The rows and the window of a table are as they are: others' numbers stand in them. */
function tablesShaped(context: EnterContext, changes: readonly Change[]): readonly Problem[] {
  const targets = new Set(
    changes.flatMap((one) => (one.type === 'cube.shaped' || one.type === 'rows.changed' ? one.target : [])),
  );
  return [...targets].map((id) => {
    const record = findRecord(context.state, 'target', id);
    return problem('UNDO_BLOCKED', 'position', {
      kind: 'target',
      id,
      by: record ? calledIn(context, record) : id,
    });
  });
}

function stillIn({ state, master }: EnterContext, change: CellsChanged): CellsChanged | null {
  const cube = cubeOf(state, change.target)?.cube;
  if (!cube || layoutOf(state, master, change.target)?.aggregation !== 'sum') return null;
  const cells: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  change.cells.forEach((cell, i) => {
    const now = readLeaf(cube, change.part, rowOf(cell), slotOf(cell));
    const was = change.before[i] ?? 0;
    const became = change.after[i] ?? 0;
    if (now === null || was === became) return;
    cells.push(cell);
    after.push(now);
    before.push(Number(BigInt(now) - (BigInt(became) - BigInt(was))));
  });
  return cells.length > 0 ? { ...change, cells, before, after } : null;
}

/** Leaves and fields; a record that came or went is one. */
const placesOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, change) => {
    if (change.type === 'cells.changed') return sum + change.cells.length;
    return sum + (change.type === 'record.changed' ? Object.keys(change.after).length : 1);
  }, 0);
