import type { Contribution } from '@shapan/engine';
import { Callout } from '../../../design/index.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

interface DoublesProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  /** What a target is called. */
  readonly targetName: (id: string) => string;
  readonly onOpen: (record: string) => void;
}

/** Pairs of contributions that may be the same money twice: told, never taken off. */
export function Doubles({ view, words, targetName, onOpen }: DoublesProps) {
  const { t } = words;
  if (view.doubles.length === 0) return null;
  const side = (one: Contribution) => (
    <button type="button" className="cover-link" onClick={() => onOpen(one.id)}>
      {t('coverage.doubles.side', { target: targetName(one.target), place: words.place(one) })}
    </button>
  );
  return (
    <Callout tone="warn" title={t('coverage.doubles', { count: view.doubles.length })}>
      <ul className="cover-doubles">
        {view.doubles.map(({ initiative, one, other, why }) => (
          <li key={`${one.id} ${other.id}`}>
            {words.initiative(initiative)}
            {': '}
            {side(one)}
            {' ↔ '}
            {side(other)} <span className="quiet">{t(`coverage.doubles.${why}`)}</span>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
