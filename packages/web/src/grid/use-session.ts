import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { choiceValue } from './core/choices.ts';
import type { EditPlan } from './core/edits.ts';
import type { CellAddress, GridChoice, GridGesture, GridModel } from './core/model.ts';
import { addressOf, relocate } from './core/relocate.ts';
import { type Selection, sameSelection, selectCell, selectedRange } from './core/selection.ts';
import type { GridProps } from './props.ts';
import type { Panes } from './use-panes.ts';

/** A cell being edited. It keeps the ids it began with: rows may move while somebody types. */
export interface Draft {
  readonly rowId: string;
  readonly columnId: string;
  readonly as: 'text' | 'choice' | 'date';
  readonly mode: 'enter' | 'edit';
  /** What the editor opened with. */
  readonly opened: string;
  readonly text: string;
  /** The choice under the cursor; null while none has been pointed at. */
  readonly highlight: number | null;
}

/** What a gesture did and what it was not allowed to do. */
export type Performed = Pick<EditPlan, 'edits' | 'refused'>;

/** What the parts of the grid share: the selection, the draft, and the ways to change them. */
export interface Session {
  readonly selection: Selection;
  readonly draft: Draft | null;
  readonly live: string;
  readonly select: (selection: Selection, look?: CellAddress) => void;
  readonly announce: (text: string) => void;
  readonly begin: (text: string, mode: Draft['mode']) => void;
  readonly setDraft: (draft: Draft | null) => void;
  /** Send the draft, if anything was typed; a picked choice is sent instead of what was typed. */
  readonly commit: (picked?: string) => void;
  readonly cancel: () => void;
  readonly perform: (done: Performed, gesture: GridGesture) => void;
}

export const rowLabel = (model: GridModel, row: number): string =>
  model.row(row).label ?? model.cell(row, 0).text;

export function choicesAt(model: GridModel, cell: CellAddress): readonly GridChoice[] {
  return model.choices?.(cell.row, cell.column) ?? [];
}

const nothing: Performed = { edits: [], refused: [] };

export function useSelection(props: GridProps): readonly [Selection, (next: Selection) => void] {
  const { model, initialCell } = props;
  const [selection, setSelection] = useState<Selection>(() => {
    const wanted = initialCell ? addressOf(model, initialCell.rowId, initialCell.columnId) : null;
    return selectCell(wanted ?? { row: 0, column: 0 });
  });
  const [seen, setSeen] = useState(model);
  let current = selection;
  if (seen !== model) {
    const moved = relocate(selection, seen, model);
    if (!sameSelection(moved, selection)) {
      current = moved;
      setSelection(moved);
    }
    setSeen(model);
  }
  const report = useEffectEvent((selected: Selection) => {
    const { active } = selected;
    if (active.row >= model.rowCount || active.column >= model.columnCount) return;
    const rowId = model.row(active.row).id;
    const columnId = model.column(active.column).id;
    props.onSelect?.({ range: selectedRange(selected), active, rowId, columnId });
  });
  useEffect(() => report(current), [current]);
  return [current, setSelection];
}

export function useSession(
  props: GridProps,
  selection: Selection,
  setSelection: (next: Selection) => void,
  panes: Panes,
  fieldRef: RefObject<HTMLTextAreaElement | null>,
): Session {
  const { model, words } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [live, announce] = useLive();
  const unspoken = useRef<Performed>(nothing);

  const perform = (done: Performed, gesture: GridGesture) => {
    if (done.refused.length > 0) {
      announce(words.refused(done.refused.length));
      props.onRefuse?.(done.refused, gesture);
    }
    if (done.edits.length === 0) return;
    unspoken.current = done;
    props.onEdit(done.edits, gesture);
  };

  // What was edited is said once the next snapshot shows what became of it.
  const speak = useEffectEvent((shown: GridModel) => {
    const { edits, refused } = unspoken.current;
    unspoken.current = nothing;
    const [first] = edits;
    if (!first) return;
    const note = refused.length > 0 ? ` ${words.refused(refused.length)}` : '';
    if (edits.length > 1) return announce(words.editedMany(edits.length) + note);
    const cell = first.rowId === undefined ? null : addressOf(shown, first.rowId, first.columnId);
    if (!cell) return;
    const { text, state } = shown.cell(cell.row, cell.column);
    const said = state.invalid === undefined ? text : `${text} ${words.invalid(state.invalid)}`;
    announce(words.edited(rowLabel(shown, cell.row), shown.column(cell.column).header, said) + note);
  });
  useEffect(() => speak(model), [model]);

  const close = () => {
    setDraft(null);
    if (!fieldRef.current) return;
    fieldRef.current.value = '';
    if (draft?.as === 'date') fieldRef.current.focus({ preventScroll: true });
  };

  return {
    selection,
    draft,
    live,
    announce,
    setDraft,
    perform,
    cancel: close,
    select: (next, look) => {
      setSelection(next);
      panes.reveal(look ?? next.active);
    },
    begin: (text, mode) => {
      const { row, column } = selection.active;
      const { editor } = model.column(column);
      const cell = model.cell(row, column);
      const as = editor === 'choice' || (editor === 'date' && mode === 'edit') ? editor : 'text';
      const opened = editor === 'choice' ? cell.text : cell.edit;
      const ids = { rowId: model.row(row).id, columnId: model.column(column).id };
      setDraft({ ...ids, as, mode, opened, text, highlight: null });
      panes.reveal(selection.active);
      const area = fieldRef.current;
      // What was typed is there already, and a running composition must not be touched.
      if (!area || area.value === text) return;
      area.value = text;
      area.setSelectionRange(text.length, text.length);
    },
    commit: (picked) => {
      if (!draft) return;
      close();
      const untouched = draft.text === draft.opened && (draft.mode === 'edit' || draft.text === '');
      if (picked === undefined && untouched) return;
      const { rowId, columnId } = draft;
      const choices = draft.as === 'choice' ? choicesAt(model, selection.active) : [];
      const text = picked ?? choiceValue(choices, draft.text);
      perform({ edits: [{ ...selection.active, rowId, columnId, text }], refused: [] }, 'type');
    },
  };
}

/** The same sentence twice in a row is spoken twice. */
function useLive(): readonly [string, (text: string) => void] {
  const [live, setLive] = useState('');
  return [live, (text) => setLive((last) => (last === text ? `${text}\u00a0` : text))];
}
