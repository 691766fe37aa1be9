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

const nothing: Performed = { edits: [], refused: [] };

export const rowLabel = (model: GridModel, row: number): string =>
  model.row(row).label ?? model.cell(row, 0).text;

export function useGestures(props: GridProps): Gestures {
  const { model, words } = props;
  const spoken = useSpoken();
  const announce = spoken.say;
  const unspoken = useRef<Performed>(nothing);

  // What was edited is said once the next snapshot shows what became of it.
  const speak = useEffectEvent((shown: GridModel) => {
    const { edits, refused } = unspoken.current;
    unspoken.current = nothing;
    const [first] = edits;
    if (!first) return;
    const note = refused.length > 0 ? ` ${words.refused(refused.length)}` : '';
    const find = addressFinder(shown);
    const placeOf = (edit: GridEdit) =>
      edit.rowId === undefined ? null : find(edit, edit.rowId, edit.columnId);
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
      unspoken.current = done;
      props.onEdit(done.edits, gesture);
    },
  };
}

/** Whether a cell shows what was typed as something that could not be taken. */
const isWrong = (shown: GridModel, cell: CellAddress | null): boolean =>
  cell !== null && factsOf(shown, cell).invalid !== undefined;
