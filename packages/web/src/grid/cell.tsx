import {
  ChevronDown,
  ChevronRight,
  CornerRightDown,
  Lock,
  Percent,
  PieChart,
  UnfoldVertical,
} from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import { isLong } from './core/long-text.ts';
import type { GridCell, GridCellState, GridColumn, GridRow } from './core/model.ts';
import { sameFlat } from './same-flat.ts';
import { type DrawnColumn, stickyWord } from './use-columns.ts';
import type { GridWords } from './words.ts';

/** How a cell is marked: the selection, its edges, the active cell, and what the fill handle would cover. */
export interface CellMark {
  readonly selected: boolean;
  readonly active: boolean;
  readonly filling: boolean;
  readonly handle: boolean;
  /** Sides on the edge of the selection or the fill, as words: 'top left'. */
  readonly edges: string;
}

interface CellProps {
  readonly id: string;
  readonly row: GridRow;
  readonly rowIndex: number;
  readonly column: GridColumn;
  readonly place: DrawnColumn;
  /** From the end of the cell before it to its own beginning: there columns are not drawn. */
  readonly gap: number;
  readonly cell: GridCell;
  readonly mark: CellMark;
  readonly words: GridWords;
}

const indent = 14;
const padding = 17;
const icon = 24;

/** How much of a cell is left for its text. */
const roomIn = ({ index, width }: DrawnColumn, row: GridRow, { held, partial }: GridCellState): number =>
  width - padding - (held || partial ? icon : 0) - (index === 0 ? row.depth * indent + icon : 0);

/** A new snapshot draws the cells that show something else in it, not all that are in sight. */
export const Cell = memo(DrawCell, (before, after) => {
  const { row: r, column: c, place: p, cell, mark: m, ...rest } = before;
  const { row: s, column: d, place: q, cell: next, mark: n, ...others } = after;
  return (
    sameCell(cell, next) &&
    sameFlat(m, n) &&
    sameFlat(p, q) &&
    (c === d || (c.editor === d.editor && c.align === d.align && c.kind === d.kind)) &&
    // The row shows itself in its first cell alone.
    (p.index > 0 || sameFlat(r, s)) &&
    sameFlat(rest, others)
  );
});

const sameCell = (a: GridCell, b: GridCell): boolean =>
  a === b || (a.text === b.text && a.edit === b.edit && sameFlat(a.state, b.state));

function DrawCell({ id, row, rowIndex, column, place, gap, cell, mark, words }: CellProps) {
  const { state, text } = cell;
  const head = place.index === 0;
  const readOnly = !state.editable || column.editor === 'none';
  return (
    <div
      role={head ? 'rowheader' : 'gridcell'}
      id={id}
      className="grid-cell"
      aria-colindex={place.index + 1}
      aria-selected={mark.selected}
      aria-readonly={readOnly}
      aria-invalid={state.invalid === undefined ? undefined : true}
      data-row={rowIndex}
      data-column={place.index}
      data-align={column.align}
      data-state={stateWords(cell, readOnly)}
      data-mark={markWords(mark)}
      data-edges={mark.edges || undefined}
      data-sticky={stickyWord(place)}
      data-kind={column.kind}
      style={placeStyle(place, gap)}
      title={state.invalid ?? hoverText(cell)}
    >
      {head && <Branch row={row} />}
      {state.held && <HeldIcon as={state.heldAs} />}
      <span className="grid-text" data-long={isLong(text, roomIn(place, row, state)) || undefined}>
        {text}
      </span>
      {state.partial && <PieChart className="grid-partial" size={11} aria-hidden />}
      {state.partial && <span className="visually-hidden">{state.note}</span>}
      {state.held && <span className="visually-hidden">{state.note ?? words.held}</span>}
      {state.stale && <span className="visually-hidden">{words.stale}</span>}
      {state.invalid !== undefined && <span className="visually-hidden">{words.invalid(state.invalid)}</span>}
      {mark.handle && <span className="grid-fill-handle" data-fill aria-hidden />}
    </div>
  );
}

const placeStyle = ({ sticky, left, width }: DrawnColumn, gap: number): CSSProperties =>
  sticky ? { left, width } : gap > 0 ? { marginLeft: gap, width } : { width };

const heldIcons = { share: Percent, bound: UnfoldVertical, above: CornerRightDown } as const;

function HeldIcon({ as }: { readonly as: GridCellState['heldAs'] }) {
  const Icon = as === undefined ? Lock : heldIcons[as];
  return <Icon className="grid-lock" size={11} aria-hidden />;
}

function Branch({ row }: { readonly row: GridRow }) {
  return (
    <>
      <span className="grid-indent" style={{ width: row.depth * indent }} />
      {row.expandable ? (
        <span className="grid-toggle" data-toggle aria-hidden>
          {row.expanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </span>
      ) : (
        row.depth > 0 && <span className="grid-toggle" />
      )}
    </>
  );
}

function stateWords({ state }: GridCell, readOnly: boolean): string {
  const words = [
    state.computed && 'computed',
    readOnly && 'read-only',
    state.held && 'held',
    state.changed && 'changed',
    state.invalid !== undefined && 'invalid',
    state.stale && 'stale',
    state.muted && 'muted',
    state.partial && 'partial',
    typeof state.numeric === 'number' && 'number',
  ];
  return words.filter(Boolean).join(' ');
}

function markWords(mark: CellMark): string | undefined {
  const words = [
    mark.selected && 'selected',
    mark.active && 'active',
    mark.filling && 'filling',
    mark.handle && 'handle',
  ];
  return words.filter(Boolean).join(' ') || undefined;
}

/** Numbers show their exact value, texts what may have been cut off. */
function hoverText({ text, edit, state }: GridCell): string | undefined {
  const exact = typeof state.numeric === 'number' ? edit !== text && edit : text;
  return [exact, state.note].filter(Boolean).join('\n') || undefined;
}
