import { useEffect, useEffectEvent, useRef } from 'react';
import type { EditPlan } from './core/edits.ts';
import { factsOf } from './core/facts.ts';
import type { CellAddress, GridEdit, GridGesture, GridModel } from './core/model.ts';
import { addressFinder } from './core/relocate.ts';
import type { GridProps } from './props.ts';
import { type Spoken, useSpoken } from './spoken.tsx';

/** What a gesture did and what it was not allowed to do. */
export type Performed = Pick<EditPlan, 'edits' | 'refused'>;

export interface Gestures {
  readonly spoken: Spoken;
  readonly announce: (text: string) => void;
  /** Report a gesture to the caller. */
  readonly perform: (done: Performed, gesture: GridGesture) => void;
}

/** A gesture that nobody was told the outcome of, and what its cells showed before. */
interface Untold extends Performed {
  readonly before: readonly string[];
}

const nothing: Untold = { edits: [], refused: [], before: [] };

/** Beyond so many cells a gesture is taken to have changed something: each would have to be looked at twice. */
const cellsCompared = 1_000;

export const rowLabel = (model: GridModel, row: number): string =>
  model.row(row).label ?? model.cell(row, 0).text;

export function useGestures(props: GridProps): Gestures {
  const { model, words } = props;
  const spoken = useSpoken();
  const announce = spoken.say;
  const unspoken = useRef<Untold>(nothing);
  const spokenOf = useRef<Untold>(nothing);

  // What was edited is said once a snapshot shows what became of it: not while it is asked about, nor when it is refused.
  const speak = useEffectEvent((shown: GridModel) => {
    const { edits, refused } = unspoken.current;
    const [first] = edits;
    if (!first) {
      // What was said of numbers that the caller took back is so no longer.
      if (isAsBefore(shown, spokenOf.current)) {
        spokenOf.current = nothing;
        announce('');
      }
      return;
    }
    if (isAsBefore(shown, unspoken.current)) return;
    spokenOf.current = unspoken.current;
    unspoken.current = nothing;
    const note = refused.length > 0 ? ` ${words.refused(refused.length)}` : '';
    const placeOf = placesIn(shown);
    if (edits.length > 1) {
      const wrong = edits.filter((edit) => isWrong(shown, placeOf(edit))).length;
      return announce(words.editedMany(edits.length - wrong) + note);
    }
    const cell = placeOf(first);
    if (!cell) return;
    const { text, state } = shown.cell(cell.row, cell.column);
    const said = state.invalid === undefined ? text : `${text} ${words.invalid(state.invalid)}`;
    announce(words.edited(rowLabel(shown, cell.row), shown.column(cell.column).header, said) + note);
  });
  useEffect(() => speak(model), [model]);

  return {
    spoken,
    announce,
    perform: (done, gesture) => {
      if (done.refused.length > 0) {
        announce(words.refused(done.refused.length));
        props.onRefuse?.(done.refused, gesture);
      }
      if (done.edits.length === 0) return;
      unspoken.current = { ...done, before: shownIn(model, done.edits) };
      spokenOf.current = nothing;
      props.onEdit(done.edits, gesture);
    },
  };
}

const placesIn = (shown: GridModel) => {
  const find = addressFinder(shown);
  return (edit: GridEdit): CellAddress | null =>
    edit.rowId === undefined ? null : find(edit, edit.rowId, edit.columnId);
};

const shownAt = (model: GridModel, { row, column }: CellAddress): string => {
  const { text, edit, state } = model.cell(row, column);
  return JSON.stringify([text, edit, state.invalid]);
};

const shownIn = (model: GridModel, edits: readonly GridEdit[]): readonly string[] =>
  edits.length > cellsCompared
    ? []
    : edits.map((edit) => (edit.rowId === undefined ? '' : shownAt(model, edit)));

/** Whether the cells of a gesture show what they showed before it. */
function isAsBefore(shown: GridModel, { edits, before }: Untold): boolean {
  if (before.length === 0) return false;
  const placeOf = placesIn(shown);
  return edits.every((edit, at) => {
    const place = placeOf(edit);
    return place !== null && shownAt(shown, place) === before[at];
  });
}

/** Whether a cell shows what was typed as something that could not be taken. */
const isWrong = (shown: GridModel, cell: CellAddress | null): boolean =>
  cell !== null && factsOf(shown, cell).invalid !== undefined;
