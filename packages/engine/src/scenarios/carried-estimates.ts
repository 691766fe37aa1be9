import { partsOf, RATE_DECIMALS } from '../plan/measure.ts';
import type { FieldValue, PlanRecord } from '../plan/record.ts';
import type { MasterRecord } from './master.ts';

/** How many decimals an estimate about each target may have, by its id (COV-8). */
export function decimalsByTarget(
  records: readonly PlanRecord[],
  metrics: readonly MasterRecord[],
): ReadonlyMap<string, number> {
  const aggregations = new Map(metrics.map(({ id, fields }) => [id, fields.aggregation]));
  return new Map(
    records
      .filter(({ kind }) => kind === 'target')
      .map(({ id, fields }) => [
        id,
        partsOf(aggregations.get(String(fields.metric))) === 2 ? RATE_DECIMALS : 0,
      ]),
  );
}

/** An estimate as it may be written now: one from before COV-8 may say more decimals. About no target it is as it was typed. */
export function carriedEstimate(estimate: FieldValue, decimals: number | undefined): FieldValue {
  if (decimals === undefined) return estimate;
  const scale = 10 ** decimals;
  const parts = Object.entries(estimate as Readonly<Record<string, number>>);
  return Object.fromEntries(parts.map(([part, amount]) => [part, Math.round(amount * scale) / scale]));
}
