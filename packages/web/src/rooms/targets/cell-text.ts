import type { BookState, CellPlace, TargetLayout } from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import { memberName } from './names.ts';

/** What a cell of a target is called: 华东区 · 2026年7月. */
export function cellText(
  t: Translate,
  master: BookState,
  { periods }: TargetLayout,
  { members, time }: CellPlace,
): string {
  const days = periods.find(({ id }) => id === time);
  const named = members.filter((id) => id !== '*').map((id) => memberName(master, id));
  const period = formatPeriod(time, t.locale, { days });
  if (named.length === 0 && time !== 'all') named.push(t('targets.total'));
  return [...named, period].join(' · ');
}
