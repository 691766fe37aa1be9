import { type Fields, findRecord, partsOf } from '@shapan/engine';
import type { RecordContext } from './context.ts';

/**
 * How many smallest units one unit of the metric has that a record's estimate is about: 100 for money in 分. Estimates
 * of amounts are stored in smallest units, as targets are; of rates as they are read, percentages in points; and what is about
 * no target as typed.
 */
export function estimateScale(
  { state, master }: Pick<RecordContext, 'state' | 'master'>,
  fields: Fields,
): number {
  const target = findRecord(state, 'target', String(fields['target'] ?? ''));
  const metric = target && findRecord(master, 'metric', String(target.fields['metric'] ?? ''));
  if (!metric || partsOf(metric.fields['aggregation']) === 2) return 1;
  return 10 ** Number(metric.fields['decimals'] ?? 0);
}
