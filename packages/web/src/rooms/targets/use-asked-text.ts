import type { HistoryEntry } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';
import { usePlan } from '../../app/open-plan.tsx';
import { useUnit } from '../../app/unit.tsx';
import { useT } from '../../data/hooks.tsx';
import { cellText } from './cell-text.ts';
import { methodName } from './explain/method-name.ts';
import { type MetricFormat, metricFormat } from './metric-format.ts';
import { targetsOf } from './names.ts';
import { targetNames } from './target-names.ts';

/** Which cell was typed in an entry and from what to what; `null` = none, or its target is no longer there. */
export function useAskedText(): (entry: Pick<HistoryEntry, 'asked' | 'cells'>) => string | null {
  const t = useT();
  const { unit } = useUnit();
  const { store, state, master } = usePlan();
  const names = targetNames(targetsOf(state), master, t);
  return ({ asked, cells }) => {
    const layout = asked ? store.tables.of(asked.target)?.layout : undefined;
    if (!asked || !layout) return null;
    const format = metricFormat(layout.metric, unit, t.locale);
    const change = askedChange(t, asked, format);
    const what = { target: names.get(asked.target) ?? '', cell: cellText(t, master, layout, asked.at) };
    const typed = t(change === '' ? 'plan.entry.asked' : 'plan.entry.asked.change', { ...what, change });
    return asked.entries > 1 ? t('plan.entry.asked.many', { typed, entries: asked.entries, cells }) : typed;
  };
}

type Asked = NonNullable<HistoryEntry['asked']>;

/** From what to what; where the number stayed and only what lies below it moved, the method that moved it. */
export function askedChange(
  t: Translate,
  { before, after, method }: Pick<Asked, 'before' | 'after' | 'method'>,
  format: Pick<MetricFormat, 'amount' | 'unitLabel'>,
): string {
  if (after === null) return '';
  if (before === after) return methodName(t, method);
  return `${before === null ? '' : format.amount(before)} → ${format.amount(after)} ${format.unitLabel}`.trim();
}
