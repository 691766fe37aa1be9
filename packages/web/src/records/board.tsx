import type { PlanRecord } from '@shapan/engine';
import { type ReactNode, useState } from 'react';
import { useT } from '../data/hooks.tsx';
import { Button } from '../design/index.ts';
import { type Direction, dropProps, Movable, useMoves } from './movable.tsx';
import './board.css';

interface BoardProps<Column extends string> {
  readonly columns: readonly Column[];
  readonly titleOf: (column: Column) => string;
  /** Said in a column where there is nothing. */
  readonly emptyOf: (column: Column) => string;
  /** In the order in which they stand in their columns. */
  readonly records: readonly PlanRecord[];
  readonly columnOf: (record: PlanRecord) => Column | undefined;
  readonly mayMove: (record: PlanRecord) => boolean;
  readonly renderCard: (record: PlanRecord) => ReactNode;
  /** Where a card stands, for those who listen. */
  readonly detailOf: (record: PlanRecord) => string;
  /** Said when a card was moved. */
  readonly movedText: (record: PlanRecord, column: Column) => string;
  readonly onMove: (record: PlanRecord, column: Column) => void;
  readonly onOpen: (id: string) => void;
  /** What stands at the end of a column. */
  readonly foot?: (column: Column) => ReactNode;
}

/** Cards of a column before somebody asks for more. */
const AT_ONCE = 50;

/** Records as cards in columns: dragged from one to another, or moved by the arrow keys while they have the focus. */
export function Board<Column extends string>(props: BoardProps<Column>) {
  const { columns, titleOf, emptyOf, records, columnOf, mayMove, renderCard, detailOf, onMove, onOpen } =
    props;
  const t = useT();
  const { said, moved } = useMoves();
  const [shown, show] = useState(AT_ONCE);
  const put = (record: PlanRecord | undefined, column: Column | undefined): void => {
    if (!record || column === undefined || columnOf(record) === column || !mayMove(record)) return;
    moved(record.id, props.movedText(record, column));
    onMove(record, column);
  };
  const push = (record: PlanRecord, direction: Direction): void =>
    put(record, neighbour(columns, columnOf(record), direction));
  return (
    <div className="board">
      {columns.map((column) => {
        const here = records.filter((record) => columnOf(record) === column);
        const drop = dropProps((id) =>
          put(
            records.find((one) => one.id === id),
            column,
          ),
        );
        return (
          <section key={column} className="board__column" aria-label={titleOf(column)} {...drop}>
            <header className="board__head">
              <h3>{titleOf(column)}</h3>
              <span className="quiet num">{here.length}</span>
            </header>
            {here.length === 0 && <p className="quiet">{emptyOf(column)}</p>}
            {here.slice(0, shown).map((record) => (
              <Movable
                key={record.id}
                id={record.id}
                detail={detailOf(record)}
                className="board__card"
                mayMove={mayMove(record)}
                onOpen={() => onOpen(record.id)}
                onMove={(direction) => push(record, direction)}
              >
                {renderCard(record)}
              </Movable>
            ))}
            {here.length > shown && (
              <Button kind="quiet" size="small" onClick={() => show(shown + AT_ONCE)}>
                {t('records.board.more', { count: here.length - shown })}
              </Button>
            )}
            {props.foot?.(column)}
          </section>
        );
      })}
      {said}
    </div>
  );
}

/** The column beside one, to the left or the right; none beyond the ends, and none above or below. */
export function neighbour<Column extends string>(
  columns: readonly Column[],
  column: Column | undefined,
  direction: Direction,
): Column | undefined {
  const step = direction === 'right' ? 1 : direction === 'left' ? -1 : 0;
  return step === 0 ? undefined : columns[columns.findIndex((one) => one === column) + step];
}
