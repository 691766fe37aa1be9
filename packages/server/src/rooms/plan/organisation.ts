import {
  applyChanges,
  type BookState,
  type Change,
  type Fraction,
  findRecord,
  forkState,
  type Notice,
  nearestUnits,
  type OrganisationEffect,
  organisationEffect,
  REASSIGNMENT,
  recordsOf,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { Refused, refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { lockPlans } from './store.ts';

interface PlanEffect extends OrganisationEffect {
  readonly book: string;
  readonly plan: string;
  /** Id of the metric, and what people call it. */
  readonly metric: string;
  readonly name: string;
}

/**
 * What a reassignment – a new one, or one that goes – or another parent in a member's own record does to the plans of the workspace (ORG-1): refused where
 * totals of closed periods would change or holds would keep other numbers; otherwise told total by total, so that whoever
 * asks sees it before it is done. What-ifs and plans in the trash follow without being asked.
 *
 * The caller holds the master book's lock.
 */
export async function keepHistory(
  { deps, tx, workspaceId }: { readonly deps: Deps; readonly tx: Tx; readonly workspaceId: string },
  changes: readonly Change[],
  master: BookState,
  path: string,
): Promise<readonly Notice[]> {
  if (!changes.some(isMove)) return [];
  const after = forkState(master);
  applyChanges(after, changes);
  const effects: PlanEffect[] = [];
  for (const plan of await lockPlans(tx, workspaceId)) {
    if (plan.kind !== 'plan' || plan.removedAt) continue;
    const state = await deps.books.current(tx, plan);
    for (const { id, fields } of recordsOf(state, 'target')) {
      const effect = organisationEffect(state, master, after, id, todayOf(deps));
      const metric = findRecord(master, 'metric', String(fields['metric']));
      const name = String(metric?.fields['name'] ?? '');
      if (effect)
        effects.push({
          ...effect,
          book: plan.bookId,
          plan: plan.name,
          metric: String(fields['metric']),
          name,
        });
    }
  }
  refuseRewriting(effects, path);
  return effects.flatMap(noticesOf);
}

function isMove(change: Change): boolean {
  if ('record' in change) return change.record.kind === REASSIGNMENT;
  if (change.type !== 'record.changed') return false;
  return change.kind === REASSIGNMENT || (change.kind === 'dimensionMember' && 'parent' in change.after);
}

function refuseRewriting(effects: readonly PlanEffect[], path: string): void {
  const closed = effects.filter((one) => one.closed !== null);
  const until = closed
    .map((one) => String(one.closed))
    .sort()
    .at(-1);
  const of = (one: PlanEffect): string => `${one.plan}: ${one.name}`;
  const members = [...new Set(effects.flatMap(({ blocked }) => [...blocked]))].join();
  if (until !== undefined) throw refused('MOVE_CLOSED', { until, by: named(closed.map(of)), members }, path);
  const held = effects.flatMap((one) =>
    one.holds.map(({ fields }) => `${of(one)}: ${String(fields['reason'])}`),
  );
  const stated = effects.flatMap((one) =>
    one.stated.map(({ fields }) => `${of(one)}: ${String(fields['value'])} (${String(fields['time'])})`),
  );
  const problems = [
    { code: 'MOVE_HELD' as const, names: held },
    { code: 'MOVE_STATED' as const, names: stated },
  ].flatMap(({ code, names }) =>
    names.length === 0 ? [] : [{ code, path, params: { count: names.length, by: named(names), members } }],
  );
  if (problems.length > 0) throw new Refused(...problems);
}

/** As many are named as a message can hold. */
const NAMED = 5;

const named = (names: readonly string[]): string => names.slice(0, NAMED).join('; ');

function noticesOf({ book, plan, target, metric, from, totals, whole }: PlanEffect): readonly Notice[] {
  const common = { book, plan, target: target.id, metric };
  return [
    ...totals.map(({ member, before, after }): Notice => {
      const shown = { ...toldAs('before', before), ...toldAs('after', after) };
      return { code: 'MOVES_TOTAL', params: { ...common, member, from, ...shown } };
    }),
    { code: 'KEEPS_WHOLE', params: { ...common, ...toldAs('whole', whole) } },
  ];
}

/** In smallest units; what need not come out in whole ones – a rate, a mean – also exactly, as one number over another. */
function toldAs(name: 'before' | 'after' | 'whole', value: Fraction | null): Notice['params'] {
  if (!value) return {};
  const { numerator, denominator } = value;
  const exact = denominator !== 1 && { [`${name}Numerator`]: numerator, [`${name}Denominator`]: denominator };
  return { [name]: nearestUnits(value), ...exact };
}
