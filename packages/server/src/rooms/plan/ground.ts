import type { ErrorCode } from '@shapan/contract';
import { type BookState, type Change, kinds, kindsLedTo, sayStanding, standingOn } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { refused } from '../../http/refused.ts';
import { namesScopedTo } from '../people/store.ts';
import { importsNaming } from '../tracking/ledger-store.ts';
import { lockPlans } from './store.ts';

/** Kinds of master record that a plan may stand on. */
const ground: ReadonlySet<string> = new Set([
  'dimensionMember', // rows of a target name them too
  ...[...kinds.values()]
    .filter(({ book }) => book === 'plan')
    .flatMap(({ fields }) => Object.values(fields).flatMap(kindsLedTo))
    .filter((kind) => kinds.get(kind)?.book === 'master'),
]);

/**
 * Master data is the ground of every plan. What goes from it – removed, or by undo – must leave nothing behind that
 * stands on it: no row, number, hold or record of a plan or what-if, those in the trash included (they may come back),
 * no row of the ledger, nobody's scope. The engine has judged the master book itself; here are the others.
 *
 * The caller holds the master book's lock. Plans are locked after it, so that none begins to stand on it meanwhile.
 */
export async function keepGround(
  { deps, tx, workspaceId }: { readonly deps: Deps; readonly tx: Tx; readonly workspaceId: string },
  changes: readonly Change[],
  master: BookState,
  refusal: { readonly code: ErrorCode; readonly path: string },
): Promise<void> {
  const gone = changes.flatMap((change) => (change.type === 'record.removed' ? [change.record] : []));
  const ids = new Set(gone.filter(({ kind }) => ground.has(kind)).map(({ id }) => id));
  if (ids.size === 0) return;
  const standing: { readonly by: string; readonly count: number }[] = [];
  for (const plan of await lockPlans(tx, workspaceId)) {
    const state = await deps.books.current(tx, plan);
    const here = standingOn({ book: 'plan', state, master, kinds }, ids);
    if (here.length === 0) continue;
    const { by, count } = sayStanding(here);
    standing.push({ by: `${plan.name}: ${by}`, count });
  }
  const imports = gone.filter(({ kind }) => kind === 'import').map(({ id }) => id);
  for (const { name, rows } of await importsNaming(tx, workspaceId, [...ids], imports)) {
    standing.push({ by: name, count: rows });
  }
  for (const by of await namesScopedTo(tx, workspaceId, [...ids])) standing.push({ by, count: 1 });
  if (standing.length === 0) return;
  const count = standing.reduce((sum, one) => sum + one.count, 0);
  const by = standing
    .slice(0, NAMED)
    .map((one) => one.by)
    .join('; ');
  throw refused(refusal.code, { count, by }, refusal.path);
}

/** As many are named as a message can hold. */
const NAMED = 5;
