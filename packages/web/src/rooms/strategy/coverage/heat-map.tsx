import { Check, CircleSlash, Minus, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button, isComposing } from '../../../design/index.ts';
import { type CoverageTone, type CoveredCell, toneOf } from './places.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

interface HeatMapProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly label: string;
  readonly selected: CoveredCell | undefined;
  readonly onSelect: (cell: CoveredCell) => void;
}

const rowsAtOnce = 60;

const icons: Readonly<Record<CoverageTone, typeof Check>> = {
  covered: Check,
  near: TriangleAlert,
  far: TriangleAlert,
  bare: CircleSlash,
  open: Minus,
};

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Members down the side, periods along the top; arrow keys walk through the cells. */
export function HeatMap({ view, words, label, selected, onSelect }: HeatMapProps) {
  const [shown, setShown] = useState(rowsAtOnce);
  const { grid, cells } = view;
  const { t } = words;
  const rows = grid.rows.slice(0, shown);
  const at = new Map(cells.map((cell) => [`${cell.row.node} ${cell.column.time}`, cell]));
  const walk = (event: KeyboardEvent<HTMLElement>, r: number, c: number): void => {
    const step = steps[event.key];
    if (isComposing(event) || !step) return;
    const next = event.currentTarget
      .closest('table')
      ?.querySelector<HTMLElement>(`[data-cell="${r + step[0]} ${c + step[1]}"]`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="cover-map">
      <table className="cover-map__table">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <td />
            {grid.columns.map((column) => (
              <th key={column.id} scope="col">
                {words.column(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.node}>
              <th scope="row" style={{ paddingInlineStart: `${8 + row.depth * 14}px` }}>
                {words.row(row)}
              </th>
              {grid.columns.map((column, c) => {
                const cell = at.get(`${row.node} ${column.time}`);
                return (
                  <td key={column.id}>
                    {cell && (
                      <HeatCell
                        {...{ view, words, cell }}
                        place={`${r} ${c}`}
                        isSelected={cell.key === selected?.key}
                        onSelect={() => onSelect(cell)}
                        onKey={(event) => walk(event, r, c)}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {grid.rows.length > shown && (
        <Button kind="quiet" size="small" onClick={() => setShown(shown + rowsAtOnce)}>
          {t('records.more', { count: grid.rows.length - shown })}
        </Button>
      )}
      {grid.coarser && <p className="quiet">{t('coverage.coarser')}</p>}
    </div>
  );
}

interface HeatCellProps extends Pick<HeatMapProps, 'view' | 'words'> {
  readonly cell: CoveredCell;
  /** Its row and column, for the arrow keys. */
  readonly place: string;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

function HeatCell({ view, words, cell, place, isSelected, onSelect, onKey }: HeatCellProps) {
  const { t } = words;
  const { cover } = cell;
  const tone = toneOf(view.table.layout, cover);
  const Icon = icons[tone];
  const share = words.share(cover);
  const was = view.before?.(cell);
  const changed = was !== undefined && was.reached !== cover.reached;
  const state = t(`coverage.state.${cover.state}`);
  const gap = cover.uncovered !== null && cover.uncovered > 0 ? words.amount(-cover.uncovered) : null;
  return (
    <button
      type="button"
      className="cover-cell num"
      data-cell={place}
      data-tone={tone}
      data-changed={changed || undefined}
      aria-pressed={isSelected}
      tabIndex={isSelected ? 0 : -1}
      onClick={onSelect}
      onFocus={onSelect}
      onKeyDown={onKey}
    >
      <span className="visually-hidden">{t('coverage.cell', { place: words.cell(cell), state })}</span>
      <span className="cover-cell__share">
        <Icon aria-hidden="true" size={12} />
        {cover.target === null ? '–' : (share ?? state)}
      </span>
      {gap !== null && <span className="cover-cell__gap">{gap}</span>}
      {changed && was && (
        <del className="cover-cell__was">{words.share(was) ?? words.amount(was.reached)}</del>
      )}
    </button>
  );
}
