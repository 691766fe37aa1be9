import {
  type AnswerProposal,
  type Frame,
  type Place,
  type PlacedProposal,
  placeAbove,
  readFraction,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { EntryPreview } from '../breakdown/entry-preview.tsx';
import { placeText } from '../breakdown/hold-place.ts';
import { RefusalNote } from '../breakdown/refusal-note.tsx';
import { totalsAfter } from '../breakdown/spread-summary.ts';
import { useHolding } from '../breakdown/use-holding.tsx';
import { useNumberWords } from '../breakdown/use-number-words.ts';
import type { Rehearsal } from '../breakdown/use-rehearsal.ts';
import type { Decided } from '../breakdown/use-send.ts';
import { useReleasedPart } from '../breakdown/use-territory.ts';
import type { MetricFormat } from '../metric-format.ts';
import { holdsIn, refusalText } from '../words.ts';

interface AcceptPreviewProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly proposal: PlacedProposal;
  /** Of `acceptance`. */
  readonly rehearsal: Rehearsal;
  readonly onOverSoft: () => void;
}

/** The number that was seen is agreed to, and no other. */
export const acceptance = (
  { record: { id, fields } }: PlacedProposal,
  own: boolean,
  overSoft: boolean,
): AnswerProposal => ({
  type: 'target.answer',
  proposal: id,
  answer: 'accept',
  value: Number(fields[own ? 'counterValue' : 'value']),
  ...(overSoft && { overSoft }),
});

/** What accepting would come to, the totals above included, or what stands against it and the ways out (SPR-T87, SPR-T55). */
export function AcceptPreview(props: AcceptPreviewProps) {
  const { table, format, proposal, rehearsal, onOverSoft } = props;
  const { decided } = rehearsal;
  const words = useNumberWords(format);
  const { t } = words;
  const { master } = usePlan();
  const holding = useHolding(table, format);
  if (decided === null) return null;
  if (decided.ok)
    return (
      <section className="targets-form" data-testid="acceptance">
        <p className="targets-hint">{t('targets.proposal.would')}</p>
        <EntryPreview {...{ table, format, rehearsal }} place={proposal.places} />
        <WholeMoves {...{ table, format }} places={proposal.places} decided={decided.value} />
      </section>
    );
  const [first] = decided.problems;
  if (!first) return null;
  const isSoft = String(first.params?.['soft'] ?? '') !== '';
  const soft = { id: 'soft', label: t('targets.wayOut.soft'), entries: [] };
  const name = proposal.places.map((at) => placeText(t, master, table.layout, at)).join(' + ');
  return (
    <RefusalNote
      title={t('targets.proposal.refused')}
      refusal={{
        text: refusalText(words, first),
        holds: holdsIn(first.params),
        waysOut: isSoft ? [soft] : [],
      }}
      releasable={holding.mayRelease}
      onRelease={(released) => holding.change({ released })}
      onAskRelease={(ids) => holding.askRelease(ids, name)}
      onWayOut={onOverSoft}
      onGoTo={() => undefined}
    />
  );
}

interface WholeMovesProps extends Pick<AcceptPreviewProps, 'table' | 'format'> {
  readonly places: readonly Place[];
  readonly decided: Decided;
}

/** What is agreed in one part may move the total of the whole target: that is nobody's afterthought. */
function WholeMoves({ table, format, places, decided: { changes } }: WholeMovesProps) {
  const t = useT();
  const { layout, totals } = table;
  const isWhole = useReleasedPart(layout.target.id).size === 0;
  const then = useMemo(() => totalsAfter(table, changes), [table, changes]);
  if (!isWhole || !then || isToldAbove(layout.frame, places)) return null;
  const whole = { members: layout.frame.trees.map(() => 0), time: 0 };
  const [before, after] = [totals, then].map((one) => format.shown(readFraction(one, whole)));
  if (before === after) return null;
  return (
    <p className="targets-hint num">
      {t('targets.proposal.whole', {
        before: before || t('targets.grid.nothing'),
        after: after || t('targets.grid.nothing'),
        unit: format.unitLabel,
      })}
    </p>
  );
}

/** Whether the whole is the cell itself or right above it, where it is told already. */
function isToldAbove(frame: Frame, [only, ...others]: readonly Place[]): boolean {
  if (!only || others.length > 0) return false;
  const isWhole = (at: Place | null): boolean =>
    at !== null && at.time === 0 && at.members.every((node) => node === 0);
  return [
    only,
    ...[...only.members.keys(), 'time' as const].map((along) => placeAbove(frame, only, along)),
  ].some(isWhole);
}
