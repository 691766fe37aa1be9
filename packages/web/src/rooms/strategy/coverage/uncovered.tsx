import { useState } from 'react';
import { Button, Callout } from '../../../design/index.ts';
import { type CoveredCell, uncoveredOf } from './places.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

const namedAtOnce = 6;

interface UncoveredProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly onSelect: (cell: CoveredCell) => void;
}

/** The cells in which something is missing, by name, before anything else. */
export function Uncovered({ view, words, onSelect }: UncoveredProps) {
  const [all, setAll] = useState(false);
  const { t } = words;
  const missing = uncoveredOf(view.cells);
  if (missing.length === 0) {
    const asked = view.cells.some(({ cover }) => cover.target !== null);
    return asked ? <Callout tone="good">{t('coverage.uncovered.none')}</Callout> : null;
  }
  const shown = all ? missing : missing.slice(0, namedAtOnce);
  return (
    <section className="cover-missing" aria-label={t('coverage.uncovered', { count: missing.length })}>
      <h3>{t('coverage.uncovered', { count: missing.length })}</h3>
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
      {missing.length > shown.length && (
        <Button kind="quiet" size="small" onClick={() => setAll(true)}>
          {t('records.more', { count: missing.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
