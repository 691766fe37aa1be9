import { type CellPlace, findRecord, memberOf, placeOf } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Callout } from '../../../design/index.ts';
import { spreadSummary } from '../breakdown/spread-summary.ts';
import { useNumberWords } from '../breakdown/use-number-words.ts';
import type { Rehearsal } from '../breakdown/use-rehearsal.ts';
import { useCellWords } from '../explain/use-cell-words.ts';
import type { MetricFormat } from '../metric-format.ts';
import { refusalText } from '../words.ts';

interface TransferPreviewProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly source: CellPlace;
  readonly target: CellPlace;
  readonly rehearsal: Rehearsal;
}

/** What both sides would be, or why the amount cannot be moved. Only a buffer is meant to fall below nothing (SPR-T35). */
export function TransferPreview({ table, format, source, target, rehearsal }: TransferPreviewProps) {
  const words = useNumberWords(format);
  const cells = useCellWords(table, format);
  const { t } = words;
  const { master } = usePlan();
  const { decided } = rehearsal;
  if (decided === null) return null;
  if (!decided.ok) {
    const [first] = decided.problems;
    return <Callout tone="bad">{first ? refusalText(words, first) : ''}</Callout>;
  }
  const sides = [source, target].flatMap((at) => {
    const place = placeOf(table.layout.frame, at);
    if (!place) return [];
    const { before, after } = spreadSummary(table, decided.value.changes, place);
    const buffer = at.members.some(
      (id) => findRecord(master, 'dimensionMember', memberOf(id))?.fields['padding'] === true,
    );
    return [
      {
        cell: cells.cell(at),
        buffer,
        before: before?.numerator ?? null,
        after: after?.numerator ?? null,
      },
    ];
  });
  const overdrawn = sides.filter(
    ({ before, after, buffer }) => !buffer && after !== null && after < 0 && (before === null || before >= 0),
  );
  return (
    <div aria-live="polite">
      <ul className="targets-above num">
        {sides.map(({ cell, before, after }) => (
          <li key={cell}>
            {cell}
            {t('targets.colon')}
            {cells.change(before, after)}
          </li>
        ))}
      </ul>
      {overdrawn.map(({ cell }) => (
        <Callout key={cell} tone="warn">
          {t('targets.transfer.overdrawn', { cell })}
        </Callout>
      ))}
    </div>
  );
}
