import { type Problem, problem } from '../foundation/problem.ts';
import type { DecideContext } from './context.ts';
import type { Kind } from './kind.ts';
import { type Fields, sameValue } from './record.ts';
import { findRecord } from './state.ts';

/**
 * Three-point estimates of what adds to a target are counted in that target's unit. When the record moves to a target of
 * another unit, to none or from none, numbers that stay would silently mean something else: `OTHER_UNIT`, unless the
 * same command gives them anew (`given`) or empties them.
 */
export function checkMeasure(
  context: DecideContext,
  kind: Kind,
  [before, after]: readonly [before: Fields, after: Fields],
  given: ReadonlySet<string>,
): readonly Problem[] {
  if (kind.fields['target']?.type !== 'reference' || sameValue(before['target'], after['target'])) return [];
  const [from, to] = [measureOf(context, before), measureOf(context, after)];
  if (from?.scale === to?.scale && from?.unit === to?.unit) return [];
  return Object.entries(kind.fields)
    .filter(([name, { type }]) => type === 'estimate' && !given.has(name))
    .filter(([name]) => (after[name] ?? null) !== null && sameValue(before[name], after[name]))
    .map(([field]) =>
      problem('OTHER_UNIT', `fields.${field}`, { field, from: from?.unit ?? null, to: to?.unit ?? null }),
    );
}

/** What numbers about the record's target are counted in; nothing without a target. */
function measureOf({ state, master }: DecideContext, fields: Fields) {
  const target = findRecord(state, 'target', String(fields['target'] ?? ''));
  const metric = target && findRecord(master, 'metric', String(target.fields['metric']))?.fields;
  if (!metric) return undefined;
  return {
    unit: String(metric['unit']),
    scale: `${Number(metric['decimals'])} ${String(metric['currency'] ?? '')}`,
  };
}
