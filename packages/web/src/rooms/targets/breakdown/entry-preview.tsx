import type { Place } from '@shapan/engine';
import { type ReactNode, useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Callout } from '../../../design/index.ts';
import { useCellWords } from '../explain/use-cell-words.ts';
import type { MetricFormat } from '../metric-format.ts';
import { ownMember } from '../own-part.ts';
import { noticeText, refusalText } from '../words.ts';
import { EffectText, Residue } from './entry-effect.tsx';
import { type SpreadSummary, spreadSummary } from './spread-summary.ts';
import { useNumberWords } from './use-number-words.ts';
import { type Rehearsal, worthSaying } from './use-rehearsal.ts';
import { useReleasedPart } from './use-territory.ts';

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
      {summary?.effect && <EffectText effect={summary.effect} format={format} />}
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

/** What becomes of the totals right above the cell, in every dimension and in time. */
export function Above({
  table,
  format,
  summary: { above },
}: Pick<EntryPreviewProps, 'table' | 'format'> & { readonly summary: SpreadSummary }) {
  const words = useCellWords(table, format);
  const { t } = useNumberWords(format);
  const { frame } = table.layout;
  const territory = useReleasedPart(table.layout.target.id);
  // Above the own part the table knows that part alone: its number under the name of the whole would be none of the whole.
  const isKnown = ({ members }: Place): boolean =>
    members.every((node, d) => {
      const own = node < 0 ? ~node : node;
      return ownMember(table.layout, territory, d, own)?.node === own;
    });
  const moved = above.filter(
    ({ place, before, after }) => format.shown(before) !== format.shown(after) && isKnown(place),
  );
  if (moved.length === 0) return null;
  const shown = (value: SpreadSummary['before']): string => format.shown(value) || t('targets.grid.nothing');
  return (
    <ul className="targets-above num">
      {moved.map(({ along, place, before, after }) => {
        const members = place.members.map((node, d) =>
          node === 0 ? '*' : (frame.trees[d]?.ids[node < 0 ? ~node : node] ?? '*'),
        );
        const cell = words.cell({ members, time: frame.time.ids[place.time] ?? 'all' });
        return (
          <li key={String(along)}>
            {t('targets.spread.above', {
              cell,
              before: shown(before),
              after: shown(after),
              unit: format.percent ? '' : format.unitLabel,
            })}
          </li>
        );
      })}
    </ul>
  );
}
