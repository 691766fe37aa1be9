import { type PlanRecord, recordsOf } from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { FlawMarks, nameOf, type RecordPicture, type Records } from '../../records/index.ts';
import { readRange } from './range.ts';
import './assumptions.css';

/** What the plan takes for true: how wide each guess is, whether it still holds, and when it is looked at again. */
export function Assumptions({ records, onOpen }: Pick<RecordPicture, 'records' | 'onOpen'>) {
  const all = recordsOf(records.context.state, 'assumption');
  if (all.length === 0) return null;
  return (
    <ul className="assumptions">
      {all.map((assumption) => (
        <li key={assumption.id}>
          <Assumption {...{ records, assumption }} onOpen={() => onOpen(assumption.id)} />
        </li>
      ))}
    </ul>
  );
}

interface AssumptionProps {
  readonly records: Records;
  readonly assumption: PlanRecord;
  readonly onOpen: () => void;
}

function Assumption({ records: { context }, assumption, onOpen }: AssumptionProps) {
  const { t } = context;
  const { reviewOn, unit, range } = assumption.fields;
  const bar = readRange(range);
  const shown = (value: number): string =>
    [new Intl.NumberFormat(t.locale, { maximumFractionDigits: 9 }).format(value), unit]
      .filter(Boolean)
      .join(' ');
  return (
    <button type="button" className="assumption" onClick={onOpen}>
      <span className="assumption__name">{nameOf(context, assumption)}</span>
      {bar ? (
        <span className="assumption__range">
          <svg className="assumption__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="assumption__scale" x="0" y="3" width="100" height="2" />
            <rect
              className="assumption__span"
              x={bar.from}
              y="1"
              width={Math.max(bar.to - bar.from, 1)}
              height="6"
            />
            <rect className="assumption__likely" x={Math.min(bar.at, 99)} y="0" width="1" height="8" />
          </svg>
          <span className="quiet num">
            {t('research.assumption.range', {
              low: shown(bar.low),
              likely: shown(bar.likely),
              high: shown(bar.high),
            })}
          </span>
        </span>
      ) : (
        <span className="quiet">{t('research.assumption.noRange')}</span>
      )}
      <span className="assumption__state">
        <FlawMarks context={context} record={assumption} />
        {typeof reviewOn === 'string' && (
          <span className="quiet">
            {t('research.assumption.review', { date: formatDate(reviewOn, t.locale) })}
          </span>
        )}
      </span>
    </button>
  );
}
