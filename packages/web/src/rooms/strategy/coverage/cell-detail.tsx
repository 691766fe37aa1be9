import { Link } from '@tanstack/react-router';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUnit } from '../../../app/unit.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { buttonClass, isComposing, KeyFigure, KeyFigures, StatusTag } from '../../../design/index.ts';
import { Bridge } from './bridge.tsx';
import { tagTones } from './cover-table.tsx';
import { type CoveredCell, toneOf } from './places.ts';
import { useCoverCosts } from './use-cover-costs.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

interface CellDetailProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly cell: CoveredCell;
  readonly onOpen: (initiative: string) => void;
  /** Back to the cell, by Esc. */
  readonly onLeave: () => void;
}

/** One cell: its figures, the way from the baseline to the target, and what else is promised. */
export function CellDetail({ view, words, cell, onOpen, onLeave }: CellDetailProps) {
  const { t } = words;
  const cover = view.made(cell);
  const costOf = useCoverCosts(view, words);
  const was = view.before?.(cell);
  const isSurplus = cover.uncovered !== null && cover.uncovered < 0;
  const before = (now: string, then: string | undefined) =>
    then === undefined || then === now ? undefined : t('coverage.trial.was', { was: then });
  return (
    <section
      className="cover-detail"
      aria-label={t('coverage.detail', { place: words.cell(cell) })}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (isComposing(event) || event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onLeave();
      }}
    >
      <header className="cover-detail__head">
        <h3>{words.cell(cell)}</h3>
        <StatusTag tone={tagTones[toneOf(view.table.layout, cover)]}>
          {t(`coverage.state.${cover.state}`)}
        </StatusTag>
        <TargetLink view={view} words={words} cell={cell} />
      </header>
      <KeyFigures>
        <KeyFigure
          label={t('coverage.figure.target')}
          value={words.amount(cover.target)}
          unit={words.unitLabel}
        />
        <KeyFigure
          label={t('coverage.figure.baseline')}
          value={words.amount(cover.baseline)}
          note={t(`coverage.baseline.${view.baseline.from}`)}
        />
        <KeyFigure
          label={t('coverage.figure.expected')}
          value={words.amount(cover.added.expected)}
          note={
            before(words.amount(cover.added.expected), was && words.amount(was.added.expected)) ??
            t('coverage.figure.likely', {
              likely: words.amount(cover.added.likely),
              low: words.amount(cover.added.low),
              high: words.amount(cover.added.high),
            })
          }
        />
        <KeyFigure
          label={t('coverage.figure.share')}
          value={words.share(cover) ?? '–'}
          note={before(words.share(cover) ?? '–', was && (words.share(was) ?? '–'))}
        />
        <KeyFigure
          label={t(isSurplus ? 'coverage.figure.surplus' : 'coverage.figure.gap')}
          value={words.amount(cover.uncovered === null ? null : Math.abs(cover.uncovered))}
          note={before(words.amount(cover.uncovered), was && words.amount(was.uncovered))}
        />
      </KeyFigures>
      <Bridge place={words.cell(cell)} cover={cover} words={words} costOf={costOf} onOpen={onOpen} />
      {cover.undivided.length > 0 && (
        <p className="quiet">
          {t('coverage.undivided')}{' '}
          {cover.undivided.map((one, i) => (
            <span key={one.contribution.id}>
              {i > 0 && t('records.comma')}
              <button
                type="button"
                className="cover-link"
                onClick={() => onOpen(one.contribution.initiative)}
              >
                {words.initiative(one.contribution.initiative)}
              </button>{' '}
              <span className="num">
                {t('coverage.undivided.amount', {
                  place: words.place(one.contribution),
                  amount: words.amount(one.expected),
                })}
              </span>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function TargetLink({ view, words, cell }: Omit<CellDetailProps, 'onOpen' | 'onLeave'>) {
  const { id } = usePlan();
  const { workspace } = useWorkspace();
  const { unit } = useUnit();
  return (
    <Link
      to="/w/$workspace/plans/$plan/targets"
      params={{ workspace: workspace.id, plan: id }}
      search={{ unit, target: view.table.layout.target.id, place: cell.key }}
      className={buttonClass('quiet', 'small')}
    >
      {words.t('coverage.toTarget')}
    </Link>
  );
}
