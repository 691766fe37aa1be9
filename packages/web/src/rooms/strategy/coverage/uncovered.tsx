import { useMemo, useState } from 'react';
import { Button, Callout, Skeleton } from '../../../design/index.ts';
import { uncoveredOf } from './cells.ts';
import type { CoveredCell } from './places.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

const namedAtOnce = 6;
const moreAtOnce = 60;

interface UncoveredProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly onSelect: (cell: CoveredCell) => void;
}

/** The cells in which something is missing, by name, before anything else. */
export function Uncovered({ view, words, onSelect }: UncoveredProps) {
  const [most, setMost] = useState(namedAtOnce);
  const { t } = words;
  const { gaps, cells } = view;
  const shown = useMemo(() => (gaps ? uncoveredOf(cells, gaps, most) : []), [gaps, cells, most]);
  if (!gaps) return <Skeleton label={t('coverage.uncovered.counting')} lines={2} />;
  if (gaps.count === 0) {
    const asked = gaps.missing.some((missing) => !Number.isNaN(missing));
    return asked ? <Callout tone="good">{t('coverage.uncovered.none')}</Callout> : null;
  }
  return (
    <section className="cover-missing" aria-label={t('coverage.uncovered', { count: gaps.count })}>
      <h3>{t('coverage.uncovered', { count: gaps.count })}</h3>
      <ul>
        {shown.map((cell) => (
          <li key={cell.key}>
            <button
              type="button"
              className="cover-missing__cell"
              data-state={cell.cover.state}
              onClick={() => onSelect(cell)}
            >
              <span>{words.cell(cell)}</span>
              <span className="num">
                {t('coverage.uncovered.gap', {
                  gap: words.amount(cell.cover.uncovered),
                  unit: words.unitLabel,
                })}
              </span>
              {cell.cover.state === 'bare' && (
                <span className="cover-missing__bare">{t('coverage.uncovered.bare')}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {gaps.count > shown.length && (
        <Button kind="quiet" size="small" onClick={() => setMost(most + moreAtOnce)}>
          {t('records.more', { count: gaps.count - shown.length })}
        </Button>
      )}
    </section>
  );
}
