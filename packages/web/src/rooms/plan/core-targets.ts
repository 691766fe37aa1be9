import {
  type BookState,
  type Fraction,
  findRecord,
  type PlanRecord,
  placeOf,
  readFraction,
  recordsOf,
} from '@shapan/engine';
import type { Tables } from '../../data/tables.ts';

/** A target with what it says in total: numerator and denominator in smallest units, `null` = nothing said yet. */
export interface TargetLine {
  readonly target: PlanRecord;
  readonly metric: PlanRecord | undefined;
  readonly total: Fraction | null;
}

/** Core targets first, then supporting ones, each in the plan's own order. */
export function targetLines(
  state: BookState,
  master: BookState,
  tables: Pick<Tables, 'of'>,
): readonly TargetLine[] {
  const rank = ({ fields }: PlanRecord): number => (fields['targetClass'] === 'core' ? 0 : 1);
  const order = ({ fields }: PlanRecord): number => Number(fields['order'] ?? Number.MAX_SAFE_INTEGER);
  return recordsOf(state, 'target')
    .toSorted((a, b) => rank(a) - rank(b) || order(a) - order(b))
    .map((target) => ({
      target,
      metric: findRecord(master, 'metric', String(target.fields['metric'])),
      total: fractionOf(tables, target.id),
    }));
}

function fractionOf(tables: Pick<Tables, 'of'>, target: string): Fraction | null {
  const table = tables.of(target);
  if (!table) return null;
  const { frame } = table.layout;
  const top = placeOf(frame, { members: frame.trees.map(() => '*'), time: frame.time.ids[0] ?? 'all' });
  return top ? readFraction(table.totals, top) : null;
}
