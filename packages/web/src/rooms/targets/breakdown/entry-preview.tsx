import type { Place } from '@shapan/engine';
import { type ReactNode, useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Callout } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { noticeText, refusalText } from '../words.ts';
import { EffectText, Residue } from './entry-effect.tsx';
import { type SpreadSummary, spreadSummary } from './spread-summary.ts';
import { Above } from './totals-moved.tsx';
import { useNumberWords } from './use-number-words.ts';
import { type Rehearsal, worthSaying } from './use-rehearsal.ts';

interface EntryPreviewProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  /** The cell that the number is for, or the several that are it together. */
  readonly place: Place | readonly Place[];
  readonly rehearsal: Rehearsal;
  /** Another way of reading what is asked, to be taken instead. */
  readonly other?: ReactNode;
}

/** What the plan would be like, or why it cannot be (SPR-T87). */
export function EntryPreview({ table, format, place, rehearsal: { decided }, other }: EntryPreviewProps) {
  const words = useNumberWords(format);
  const { t } = words;
  const { state, master } = usePlan();
  const summary = useMemo(
    () => (decided?.ok ? spreadSummary(table, decided.value.changes, place, { state, master }) : null),
    [table, decided, place, state, master],
  );
  if (decided === null) return null;
  if (!decided.ok) {
    const [first] = decided.problems;
    return <Callout tone="bad">{first ? refusalText(words, first) : ''}</Callout>;
  }
  const shown = (value: SpreadSummary['before']): string => format.shown(value) || t('targets.grid.nothing');
  return (
    <div aria-live="polite">
      <p className="targets-hint num">
        {summary === null || decided.value.changes.length === 0
          ? t('targets.method.same')
          : t('targets.method.preview', {
              before: shown(summary.before),
              after: shown(summary.after),
              unit: format.unitLabel,
              leaves: summary.leaves,
            })}
      </p>
      {summary && decided.value.changes.length > 0 && <Above {...{ table, format, summary }} />}
      {summary && <EffectText {...{ table, format, summary }} />}
      <Residue notices={decided.value.notices} words={words} />
      {worthSaying(decided.value.notices).map((notice) => (
        <Callout key={notice.code} tone="neutral">
          {noticeText(words, notice)}
        </Callout>
      ))}
      {other}
    </div>
  );
}
