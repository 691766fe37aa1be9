import type { EntrySummary } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

/** Steps that undo an undoing: what a person calls redo. */
export function redoneSteps(
  entries: readonly Pick<EntrySummary, 'position' | 'undoes'>[],
): ReadonlySet<number> {
  const undoneBy = new Map(entries.map(({ position, undoes }) => [position, undoes]));
  const redoes = (position: number): boolean => {
    const undone = undoneBy.get(position) ?? null;
    return undone !== null && (undoneBy.get(undone) ?? null) !== null && !redoes(undone);
  };
  return new Set(entries.flatMap(({ position }) => (redoes(position) ? [position] : [])));
}

/** An entry of the log in a sentence: what was done, to how much, and why when somebody said so. */
export function entryText(
  t: Translate,
  entry: Pick<EntrySummary, 'actor' | 'label' | 'records' | 'cells' | 'undoes' | 'reason'>,
  redoes = false,
  /** What was done to what, where that is known: which cell was typed, which record was added. */
  said: string | null = null,
): string {
  if (entry.actor === null) return t('plan.entry.elsewhere');
  if (said !== null && entry.undoes === null)
    return entry.reason ? t('plan.entry.reason', { done: said, reason: entry.reason }) : said;
  const kinds = entry.label.split(',');
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const key = entry.undoes === null ? only : redoes ? 'redo' : 'undo';
  const counts = { records: entry.records, cells: entry.cells };
  const what = whatText(t, counts);
  const bare = key !== undefined && what === '' ? t.find(`plan.entry.${key}.nothing`) : undefined;
  const named = key === undefined ? undefined : t.find(`plan.entry.${key}`, { ...counts, what });
  const done = bare ?? named ?? t('plan.entry.many', { what });
  return entry.reason ? t('plan.entry.reason', { done, reason: entry.reason }) : done;
}

/** How much an entry touched; what it did not touch is not said. */
const whatText = (t: Translate, { records, cells }: Pick<EntrySummary, 'records' | 'cells'>): string =>
  [records > 0 && t('plan.entry.records', { records }), cells > 0 && t('plan.entry.cells', { cells })]
    .filter((part) => part !== false)
    .join(t('targets.list.comma'));
