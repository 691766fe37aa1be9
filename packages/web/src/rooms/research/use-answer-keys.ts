import type { PainCell, PainRow, PainScore } from '@shapan/engine';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { isComposing } from '../../design/index.ts';

const scores: Readonly<Record<string, PainScore>> = { '2': 'strong', '1': 'partial', '0': 'none' };
const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface AnswerKeysRequest {
  readonly table: RefObject<HTMLElement | null>;
  readonly rows: readonly PainRow[];
  readonly mayJudge: (row: PainRow, cell: PainCell) => boolean;
  readonly onJudge: (row: PainRow, cell: PainCell, score: PainScore) => void;
  readonly onClear: (cell: PainCell) => void;
}

/** Arrows move from answer to answer, 2, 1 and 0 judge, Delete clears. Enter is the cell's own button's. */
export function useAnswerKeys({ table, rows, mayJudge, onJudge, onClear }: AnswerKeysRequest) {
  const [[atRow, atColumn], setAt] = useState<readonly [number, number]>([0, 0]);
  const columns = rows[0]?.cells.length ?? 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    // Whatever else in the table has the focus keeps its keys.
    const [r, c] = ((event.target as HTMLElement).dataset['answer'] ?? '').split('-').map(Number);
    const row = rows[r ?? -1];
    const cell = row?.cells[c ?? -1];
    if (r === undefined || c === undefined || !row || !cell) return;
    const step = steps[event.key];
    const score = scores[event.key];
    const clears = event.key === 'Delete' || event.key === 'Backspace';
    if (step) {
      const to = `${within(r + step[0], rows.length)}-${within(c + step[1], columns)}`;
      table.current?.querySelector<HTMLElement>(`[data-answer="${to}"]`)?.focus();
    } else if (score && mayJudge(row, cell)) onJudge(row, cell, score);
    else if (clears && mayJudge(row, cell)) onClear(cell);
    else return;
    event.preventDefault();
  };
  return {
    onKeyDown,
    onFocus: (row: number, column: number): void => setAt([row, column]),
    /** Tab reaches this one. */
    isCurrent: (row: number, column: number): boolean =>
      row === within(atRow, rows.length) && column === within(atColumn, columns),
  };
}

const within = (place: number, count: number): number => Math.min(Math.max(place, 0), count - 1);
