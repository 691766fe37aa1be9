import {
  compareRisks,
  moveRisk,
  type PlanRecord,
  type RiskMove,
  type RiskPlace,
  recordsOf,
  riskChances,
  riskImpacts,
  riskLevel,
  riskPlace,
  riskScore,
} from '@shapan/engine';
import { Zap } from 'lucide-react';
import {
  type Direction,
  dropProps,
  Movable,
  nameOf,
  optionWord,
  type RecordPicture,
  type Records,
  updateOf,
  useMoves,
} from '../../records/index.ts';
import './matrix.css';

const moves: Readonly<Record<Direction, RiskMove>> = {
  up: 'likelier',
  down: 'unlikelier',
  left: 'milder',
  right: 'worse',
};
/** Where a risk without grades goes at the first push. */
const middle: RiskPlace = { probability: 'medium', impact: 'moderate' };

/** The 3 × 3 heat map. A risk is moved by dragging it, or with the arrow keys while it has the focus. */
export function Matrix({ records, submit, onOpen }: RecordPicture) {
  const { context, mayChange } = records;
  const { t } = context;
  const { said, moved } = useMoves();
  const risks = recordsOf(context.state, 'risk')
    .filter(({ fields }) => fields['status'] !== 'closed')
    .toSorted(compareRisks);
  const ungraded = risks.filter((risk) => !riskPlace(risk));

  const put = (risk: PlanRecord, place: RiskPlace): void => {
    const now = riskPlace(risk);
    if (now && now.probability === place.probability && now.impact === place.impact) return;
    moved(risk.id, t('risks.moved', { name: nameOf(context, risk), ...placeWords(records, place) }));
    void submit([updateOf(risk, { ...place })]);
  };
  const push = (risk: PlanRecord, direction: Direction): void => {
    const now = riskPlace(risk);
    put(risk, now ? moveRisk(now, moves[direction]) : middle);
  };
  const drop = (place: RiskPlace) => (id: string) => {
    const risk = risks.find((one) => one.id === id);
    if (risk && mayChange(risk)) put(risk, place);
  };
  const chip = (risk: PlanRecord) => (
    <RiskChip
      key={risk.id}
      {...{ records, risk }}
      onOpen={() => onOpen(risk.id)}
      onMove={(direction) => push(risk, direction)}
    />
  );

  return (
    <div className="matrix">
      <div className="matrix__grid" role="group" aria-label={t('risks.matrix')}>
        {riskChances.map((probability) => (
          <div key={probability} className="matrix__row">
            <div className="matrix__chance">
              <span className="quiet">{t('template.T4.probability')}</span>
              {optionWord(t, 'probability', probability)}
            </div>
            {riskImpacts.map((impact) => {
              const place = { probability, impact };
              const here = risks.filter((risk) => samePlace(riskPlace(risk), place));
              return (
                <section
                  key={impact}
                  className="matrix__place"
                  data-level={riskLevel(place)}
                  aria-label={t('risks.place', { ...placeWords(records, place), count: here.length })}
                  {...dropProps(drop(place))}
                >
                  <span className="matrix__score num">
                    {t(`risks.level.${riskLevel(place)}`)} {riskScore(place)}
                  </span>
                  {here.map(chip)}
                </section>
              );
            })}
          </div>
        ))}
        <div className="matrix__row matrix__row--foot" aria-hidden="true">
          <span />
          {riskImpacts.map((impact) => (
            <span key={impact} className="matrix__impact">
              <span className="quiet">{t('template.T4.impact')}</span> {optionWord(t, 'impact', impact)}
            </span>
          ))}
        </div>
      </div>
      {ungraded.length > 0 && (
        <section className="matrix__rest" aria-label={t('risks.ungraded', { count: ungraded.length })}>
          <p className="quiet">{t('risks.ungraded', { count: ungraded.length })}</p>
          {ungraded.map(chip)}
        </section>
      )}
      {risks.some(mayChange) && <p className="quiet screen-only">{t('risks.matrix.hint')}</p>}
      {said}
    </div>
  );
}

const samePlace = (a: RiskPlace | undefined, b: RiskPlace): boolean =>
  a?.probability === b.probability && a.impact === b.impact;

function placeWords({ context: { t } }: Records, place: RiskPlace) {
  return {
    probability: optionWord(t, 'probability', place.probability),
    impact: optionWord(t, 'impact', place.impact),
    level: t(`risks.level.${riskLevel(place)}`),
    score: riskScore(place),
  };
}

interface RiskChipProps {
  readonly records: Records;
  readonly risk: PlanRecord;
  readonly onOpen: () => void;
  readonly onMove: (direction: Direction) => void;
}

function RiskChip({ records, risk, onOpen, onMove }: RiskChipProps) {
  const { context, mayChange } = records;
  const { t } = context;
  const name = nameOf(context, risk);
  const place = riskPlace(risk);
  const fired = risk.fields['status'] === 'triggered' || risk.fields['status'] === 'responding';
  const status = optionWord(t, 'status', risk.fields['status'] ?? 'open');
  const detail = place
    ? t('risks.chip', { status, ...placeWords(records, place) })
    : t('risks.chip.ungraded', { status });
  return (
    <Movable id={risk.id} detail={detail} mayMove={mayChange(risk)} onOpen={onOpen} onMove={onMove}>
      <span className="matrix__name">{name}</span>
      {fired && (
        <span className="matrix__fired">
          <Zap aria-hidden="true" size={12} />
          {status}
        </span>
      )}
    </Movable>
  );
}
