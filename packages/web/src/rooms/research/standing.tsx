import { type PainRow, type PlanRecord, recordsOf } from '@shapan/engine';
import { Sparkles } from 'lucide-react';
import { Button, StatusTag } from '../../design/index.ts';
import {
  idsOf,
  listWord,
  nameOf,
  optionWord,
  type RecordContext,
  type RecordPicture,
} from '../../records/index.ts';
import type { Making } from './view.ts';

interface StandingProps extends RecordPicture {
  readonly row: PainRow;
  readonly competitors: readonly PlanRecord[];
  readonly nameOfOffer: (offer: PlanRecord | null) => string;
  readonly onMake: (making: Making) => void;
}

const tones = { leads: 'good', level: 'neutral', behind: 'bad', open: 'warn', unjudged: 'neutral' } as const;

/** Who leads at a pain point and by how much; from where we lead a differentiator is made. */
export function Standing({ records, onOpen, row, competitors, nameOfOffer, onMake }: StandingProps) {
  const { context, mayAdd } = records;
  const { t } = context;
  const { standing, lead, pain } = row;
  const named = (ids: readonly (string | null)[]): string =>
    listWord(
      t,
      ids.map((id) => nameOfOffer(competitors.find((one) => one.id === id) ?? null)),
    );
  const others = row.leaders.flatMap(({ competitor }) => competitor ?? []);
  const made = recordsOf(context.state, 'differentiator').filter(({ fields }) =>
    idsOf(fields['answers']).includes(pain.id),
  );
  return (
    <div className="standing">
      <StatusTag tone={tones[standing]} plain>
        {t(`research.comparison.${standing}`, { steps: Math.abs(lead ?? 0), names: named(others) })}
      </StatusTag>
      {made.map((one) => (
        <button key={one.id} type="button" className="standing__made" onClick={() => onOpen(one.id)}>
          {t('research.comparison.made', { names: nameOf(context, one) })}
        </button>
      ))}
      {mayAdd('differentiator') && standing === 'leads' && made.length === 0 && (
        <Button
          size="small"
          kind="quiet"
          icon={<Sparkles aria-hidden="true" />}
          onClick={() => onMake(differentiatorFrom(context, row, competitors))}
        >
          {t('research.comparison.make')}
        </Button>
      )}
    </div>
  );
}

/** What only we offer, as far as the comparison says it: the promise is our own answer, the gap every judged competitor's. */
function differentiatorFrom(
  context: RecordContext,
  { pain, cells }: PainRow,
  competitors: readonly PlanRecord[],
): Making {
  const { t } = context;
  const [own, ...rivals] = cells;
  const noteOf = (answer: PlanRecord | null): string => String(answer?.fields['note'] ?? '');
  const gap = rivals.flatMap(({ competitor, score, answer }) => {
    const offer = competitors.find(({ id }) => id === competitor);
    if (!offer || !score) return [];
    const note = noteOf(answer);
    return t('research.comparison.gap', {
      offer: nameOf(context, offer),
      score: optionWord(t, 'score', score),
      note: note === '' ? '' : t('research.comparison.gap.note', { note }),
    });
  });
  const said = noteOf(own?.answer ?? null);
  return {
    view: { kind: 'differentiator', defaults: { promise: said.slice(0, 200) }, card: [] },
    given: {
      answers: [pain.id],
      ...(said !== '' && { proof: said }),
      competitorGap: gap.join(t('research.comparison.gap.between')),
    },
  };
}
