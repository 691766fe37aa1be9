import type { PlaceCoverage } from '@shapan/engine';
import { type BridgeStep, bridgeRoom, bridgeSteps } from './bridge-steps.ts';
import type { CoverWords } from './use-cover-words.ts';

interface BridgeProps {
  /** What the cell is called. */
  readonly place: string;
  readonly cover: PlaceCoverage;
  readonly words: CoverWords;
  /** What an initiative costs, in words; nothing where nobody says. */
  readonly costOf: (initiative: string) => string | undefined;
  readonly onOpen: (initiative: string) => void;
}

/** From the baseline over each initiative to the target, one bar below the other; a table that has bars in it. */
export function Bridge({ place, cover, words, costOf, onOpen }: BridgeProps) {
  const { t } = words;
  const steps = bridgeSteps(cover);
  const { least, span } = bridgeRoom(steps);
  const percent = (amount: number): number => ((amount - least) / span) * 100;
  const { target, baseline } = cover;
  const name = (step: BridgeStep): string =>
    step.kind === 'baseline' && baseline === null
      ? t('coverage.bridge.unknown')
      : t(`coverage.bridge.${step.kind}`);
  return (
    <table className="cover-bridge">
      <caption className="visually-hidden">{t('coverage.bridge', { place })}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('coverage.bridge.part')}</th>
          <th scope="col">{t('coverage.bridge.bar')}</th>
          <th scope="col">{t('coverage.bridge.amount', { unit: words.unitLabel })}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.carried?.contribution.id ?? step.kind} data-kind={step.kind}>
            <th scope="row">
              {step.carried ? (
                <>
                  <button
                    type="button"
                    className="cover-link"
                    onClick={() => onOpen(step.carried?.contribution.initiative ?? '')}
                  >
                    {words.initiative(step.carried.contribution.initiative)}
                  </button>
                  <span className="cover-bridge__note num">
                    {t('coverage.bridge.estimate', {
                      low: words.amount(step.carried.low),
                      likely: words.amount(step.carried.likely),
                      high: words.amount(step.carried.high),
                      percent: step.carried.contribution.probability,
                    })}
                  </span>
                  <CostNote cost={costOf(step.carried.contribution.initiative)} />
                </>
              ) : (
                name(step)
              )}
            </th>
            <td>
              <div className="cover-bridge__track" aria-hidden="true">
                <div
                  className="cover-bridge__bar"
                  style={{
                    insetInlineStart: `${percent(Math.min(step.from, step.to))}%`,
                    width: `${(Math.abs(step.to - step.from) / span) * 100}%`,
                  }}
                />
                {target !== null && (
                  <div className="cover-bridge__target" style={{ insetInlineStart: `${percent(target)}%` }} />
                )}
              </div>
            </td>
            <td className="cover-bridge__amount num">
              {step.kind === 'gap' ? words.amount(-step.amount) : words.amount(step.amount)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CostNote = ({ cost }: { readonly cost: string | undefined }) =>
  cost === undefined ? null : <span className="cover-bridge__note num">{cost}</span>;
