import type { EntrySummary } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

/** An entry of the log in a sentence: what was done, to how much, and why when somebody said so. */
export function entryText(
  t: Translate,
  entry: Pick<EntrySummary, 'actor' | 'label' | 'records' | 'cells' | 'undoes' | 'reason'>,
): string {
  if (entry.actor === null) return t('plan.entry.elsewhere');
  const kinds = entry.label.split(',');
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const key = entry.undoes === null ? only : 'undo';
  const done =
    (key === undefined
      ? undefined
      : t.find(`plan.entry.${key}`, { records: entry.records, cells: entry.cells })) ??
    t('plan.entry.many', { records: entry.records, cells: entry.cells });
  return entry.reason ? t('plan.entry.reason', { done, reason: entry.reason }) : done;
}
