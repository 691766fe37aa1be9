import { Check, CircleSlash, Minus, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button, isComposing } from '../../../design/index.ts';
import { windowAround } from './cells.ts';
import { type Stride, stepTo, strideOf } from './map-keys.ts';
import { type CoverageTone, type CoveredCell, toneOf } from './places.ts';
import type { CoverWords } from './use-cover-words.ts';
import type { CoverageView } from './use-coverage.ts';

interface HeatMapProps {
  readonly view: CoverageView;
  readonly words: CoverWords;
  readonly label: string;
  readonly selected: CoveredCell | undefined;
  readonly onSelect: (cell: CoveredCell) => void;
  /** Enter: to what the cell is made of. */
  readonly onEnter: () => void;
}

const rowsAtOnce = 60;

const icons: Readonly<Record<CoverageTone, typeof Check>> = {
  covered: Check,
  near: TriangleAlert,
  far: TriangleAlert,
  bare: CircleSlash,
  open: Minus,
};

/** Members down the side, periods along the top; arrow keys walk through the cells, also to those that are out of sight. */
export function HeatMap({ view, words, label, selected, onSelect, onEnter }: HeatMapProps) {
  const { grid, cells } = view;
  const { t } = words;
  const table = useRef<HTMLTableElement>(null);
  const [window, setWindow] = useState({ from: 0, to: rowsAtOnce });
  const row = selected ? cells.indexOf(selected.row) : -1;
  const { from, to } = windowAround(window, row, grid.rows.length, rowsAtOnce);
  const focus = useFocusOnceShown(table);
  const walk = (event: KeyboardEvent<HTMLElement>, cell: CoveredCell): void => {
    const stride = isComposing(event) ? undefined : strideOf(event);
    if (!stride) return;
    event.preventDefault();
    if (stride === 'enter') return onEnter();
    const next = nextCell(view, cell, stride);
    if (!next) return;
    onSelect(next);
    focus(next.key);
  };
  const more = grid.rows.length - to;
  return (
    <div className="cover-map">
      {from > 0 && (
        <Button
          kind="quiet"
          size="small"
          onClick={() => setWindow({ from: Math.max(0, from - rowsAtOnce), to })}
        >
          {t('coverage.earlierRows', { count: from })}
        </Button>
      )}
      <table className="cover-map__table" ref={table}>
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
          {grid.rows.slice(from, to).map((line) => (
            <tr key={line.node}>
              <th scope="row" style={{ paddingInlineStart: `${8 + line.depth * 14}px` }}>
                {words.row(line)}
              </th>
              {grid.columns.map((column) => {
                const cell = cells.at(line, column);
                return (
                  <td key={column.id}>
                    {cell && (
                      <HeatCell
                        {...{ view, words, cell }}
                        isSelected={cell.key === selected?.key}
                        onSelect={() => onSelect(cell)}
                        onKey={(event) => walk(event, cell)}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <Button kind="quiet" size="small" onClick={() => setWindow({ from, to: to + rowsAtOnce })}>
          {t('records.more', { count: more })}
        </Button>
      )}
      {grid.coarser && <p className="quiet">{t('coverage.coarser')}</p>}
    </div>
  );
}

/** Where a stride leads; over places in which no member stands it goes on. */
function nextCell(
  { grid, cells }: CoverageView,
  cell: CoveredCell,
  stride: Exclude<Stride, 'enter'>,
): CoveredCell | undefined {
  let at = { row: cells.indexOf(cell.row), column: grid.columns.indexOf(cell.column) };
  for (;;) {
    const next = stepTo(at, stride, { rows: grid.rows.length, columns: grid.columns.length });
    if (next.row === at.row && next.column === at.column) return undefined;
    const [row, column] = [grid.rows[next.row], grid.columns[next.column]];
    const found = row && column && cells.at(row, column);
    if (found) return found;
    at = next;
  }
}

/** Focus a cell by its name: at once, or as soon as its row is shown. */
function useFocusOnceShown(table: React.RefObject<HTMLTableElement | null>): (key: string) => void {
  const wanted = useRef<string | undefined>(undefined);
  const tryNow = (): void => {
    const cell =
      wanted.current &&
      table.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(wanted.current)}"]`);
    if (!cell) return;
    wanted.current = undefined;
    cell.focus();
  };
  // Whatever was shown by now: the cell may have come with it.
  useEffect(tryNow);
  return (key) => {
    wanted.current = key;
    tryNow();
  };
}

interface HeatCellProps extends Pick<HeatMapProps, 'view' | 'words'> {
  readonly cell: CoveredCell;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

function HeatCell({ view, words, cell, isSelected, onSelect, onKey }: HeatCellProps) {
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
      data-cell={cell.key}
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
        {cover.target !== null && <Icon aria-hidden="true" size={12} />}
        {cover.target === null ? '–' : (share ?? state)}
      </span>
      {gap !== null && <span className="cover-cell__gap">{gap}</span>}
      {changed && was && (
        <del className="cover-cell__was">{words.share(was) ?? words.amount(was.reached)}</del>
      )}
    </button>
  );
}
