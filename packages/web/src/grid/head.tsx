import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, ListFilter } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { CellRange, ColumnMark, GridColumn, GridModel } from './core/model.ts';
import { sameFlat } from './same-flat.ts';
import { type Columns, type DrawnColumn, stickyWord } from './use-columns.ts';
import type { GridWords } from './words.ts';

interface HeadProps {
  readonly model: GridModel;
  readonly columns: Columns;
  readonly selected: CellRange | null;
  readonly words: GridWords;
  /** Where a column that is being moved would go: before this one. */
  readonly dropBefore: number | null;
}

/** The header rows: groups of columns above, titles below. */
export function Head({ model, columns, selected, words, dropBefore }: HeadProps) {
  return (
    <>
      {columns.headings.length > 0 && <GroupRow columns={columns} />}
      <div
        role="row"
        className="grid-row grid-titles"
        aria-rowindex={columns.headings.length > 0 ? 2 : 1}
        data-ruler
      >
        {columns.drawn.map((place) => (
          <Title
            key={model.column(place.index).id}
            column={model.column(place.index)}
            place={place}
            marked={selected !== null && place.index >= selected.left && place.index <= selected.right}
            words={words}
            drop={dropSide(place.index, dropBefore, model.columnCount)}
          />
        ))}
      </div>
    </>
  );
}

function GroupRow({ columns }: { readonly columns: Columns }) {
  const drawn = columns.drawn.filter((column) => !column.sticky);
  const from = drawn[0]?.index ?? 0;
  const to = drawn.at(-1)?.index ?? -1;
  const shown = columns.headings.filter(
    (heading) => heading.to < columns.sticky || (heading.from <= to && heading.to >= from),
  );
  // Scrolled to where no column has a heading, it is a space and no row.
  const isRow = shown.some(({ text }) => text !== null);
  return (
    <div
      role={isRow ? 'row' : 'presentation'}
      className="grid-row grid-groups"
      aria-rowindex={isRow ? 1 : undefined}
    >
      {shown.map((heading) => {
        const left = columns.leftOf(heading.from);
        const width = columns.leftOf(heading.to) + columns.widthOf(heading.to) - left;
        return (
          <div
            key={heading.from}
            role={heading.text === null ? undefined : 'columnheader'}
            className="grid-cell grid-head-cell"
            aria-hidden={heading.text === null || undefined}
            aria-colindex={heading.text === null ? undefined : heading.from + 1}
            aria-colspan={heading.text === null ? undefined : heading.to - heading.from + 1}
            data-sticky={stickyWord({
              sticky: heading.to < columns.sticky,
              edge: heading.to === columns.sticky - 1,
            })}
            data-blank={heading.text === null || undefined}
            style={{ left, width, '--grid-sticky': `${columns.stickyWidth}px` } as CSSProperties}
          >
            <span className="grid-text">{heading.text}</span>
          </div>
        );
      })}
    </div>
  );
}

interface TitleProps {
  readonly column: GridColumn;
  readonly place: DrawnColumn;
  readonly marked: boolean;
  readonly words: GridWords;
  readonly drop: 'before' | 'after' | undefined;
}

/** On which side of a title the line stands that shows where a moved column goes. */
function dropSide(index: number, before: number | null, count: number): TitleProps['drop'] {
  if (before === index) return 'before';
  return before === count && index === count - 1 ? 'after' : undefined;
}

const Title = memo(DrawTitle, (before, after) => {
  const { column: c, place: p, ...rest } = before;
  const { column: d, place: q, ...others } = after;
  const { mark: m = null, ...own } = c;
  const { mark: n = null, ...next } = d;
  // Every snapshot describes its columns anew.
  return sameFlat(rest, others) && sameFlat(p, q) && sameFlat(own, next) && sameFlat(m, n);
});

function DrawTitle({ column, place, marked, words, drop }: TitleProps) {
  const { mark } = column;
  return (
    <div
      role="columnheader"
      className="grid-cell grid-head-cell"
      aria-colindex={place.index + 1}
      aria-expanded={column.expandable ? (column.expanded ?? false) : undefined}
      aria-sort={mark?.sorted}
      data-header
      data-column={place.index}
      data-align={column.align}
      data-kind={column.kind}
      data-sticky={stickyWord(place)}
      data-marked={marked || undefined}
      data-drop={drop}
      style={{ left: place.left, width: place.width }}
      title={column.header}
    >
      {column.expandable && (
        <span className="grid-toggle" data-toggle aria-hidden>
          {column.expanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </span>
      )}
      <span className="grid-text">{column.header}</span>
      {mark && <Mark mark={mark} words={words} />}
      <span className="grid-resize" data-resize aria-hidden />
    </div>
  );
}

function Mark({ mark, words }: { readonly mark: ColumnMark; readonly words: GridWords }) {
  const Arrow = mark.sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <span className="grid-column-mark">
      {mark.sorted && <Arrow size={12} aria-hidden />}
      {mark.sorted && mark.rank !== undefined && mark.rank > 0 && <small>{mark.rank}</small>}
      {mark.filtered && <ListFilter size={12} aria-hidden />}
      {mark.filtered && <span className="visually-hidden">{words.filtered}</span>}
    </span>
  );
}
