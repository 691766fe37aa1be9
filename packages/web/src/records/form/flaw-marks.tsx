import { type Flaw, flawsOf, type PlanRecord } from '@shapan/engine';
import { StatusTag } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';

const tones: Readonly<Record<Flaw, 'bad' | 'warn'>> = {
  broken: 'bad',
  expired: 'bad',
  weak: 'warn',
  reviewDue: 'warn',
  unsure: 'warn',
};

interface FlawMarksProps {
  readonly context: Pick<RecordContext, 't' | 'today'>;
  readonly record: PlanRecord;
}

/** Why an insight, an assumption or evidence may not be relied on, wherever it is named. */
export function FlawMarks({ context: { t, today }, record }: FlawMarksProps) {
  return flawsOf(record, today).map((flaw) => (
    <StatusTag key={flaw} tone={tones[flaw]} plain>
      {t(`flaw.${flaw}`)}
    </StatusTag>
  ));
}
