import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { choiceValue } from './core/choices.ts';
import { mayType } from './core/edits.ts';
import type { CellAddress, GridChoice, GridModel } from './core/model.ts';
import { addressOf, relocate } from './core/relocate.ts';
import { type Selection, sameSelection, selectCell, selectedRange, type Walk } from './core/selection.ts';
import type { GridProps } from './props.ts';
import { type Gestures, useGestures } from './use-gestures.ts';
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

/** What the parts of the grid share: the selection, the draft, and the ways to change them. */
export interface Session extends Gestures {
  readonly selection: Selection;
  readonly draft: Draft | null;
  /** Select, and bring the active cell or another one into sight. */
  readonly select: (selection: Selection, look?: CellAddress) => void;
  readonly begin: (text: string, mode: Draft['mode']) => void;
  readonly setDraft: (draft: Draft | null) => void;
  /** Send the draft, if anything was typed; a picked choice is sent instead of what was typed. `going`: where to next. */
  readonly commit: (picked?: string, going?: Walk) => void;
  readonly cancel: () => void;
}

export function choicesAt(model: GridModel, cell: CellAddress): readonly GridChoice[] {
  return model.choices?.(cell.row, cell.column) ?? [];
}

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
  const { model } = props;
  const gestures = useGestures(props);
  const [draft, setDraft] = useState<Draft | null>(null);

  const report = useEffectEvent((typed: Draft | null) => {
    const touched = typed !== null && typed.text !== typed.opened;
    props.onDraft?.(touched ? { rowId: typed.rowId, columnId: typed.columnId, text: typed.text } : null);
  });
  useEffect(() => report(draft), [draft]);

  const close = () => {
    setDraft(null);
    if (!fieldRef.current) return;
    fieldRef.current.value = '';
    if (draft?.as === 'date') fieldRef.current.focus({ preventScroll: true });
  };

  return {
    ...gestures,
    selection,
    draft,
    setDraft,
    cancel: close,
    select: (next, look) => {
      setSelection(next);
      panes.reveal(look ?? next.active);
    },
    begin: (text, mode) => {
      setDraft(newDraft(model, selection.active, text, mode));
      panes.reveal(selection.active);
      const area = fieldRef.current;
      // What was typed is there already, and a running composition must not be touched.
      if (!area || area.value === text) return;
      area.value = text;
      area.setSelectionRange(text.length, text.length);
    },
    commit: (picked, going) => {
      if (!draft) return;
      close();
      // A text that was not taken is tried again: what kept it may be over.
      const { row, column } = selection.active;
      const refused = model.cell(row, column).state.invalid !== undefined;
      const isBlank = draft.mode === 'enter' && draft.text !== '' && draft.text.trim() === '';
      const untouched =
        (!refused && draft.text === draft.opened && (draft.mode === 'edit' || draft.text === '')) ||
        // A stray space is no text, and it must not empty a total with everything below it.
        isBlank;
      if (picked === undefined && untouched) return;
      const { rowId, columnId } = draft;
      const choices = draft.as === 'choice' ? choicesAt(model, selection.active) : [];
      const text = picked ?? choiceValue(choices, draft.text);
      const step = going === 'below' ? { below: true as const } : {};
      const edit = { ...selection.active, rowId, columnId, text, seen: draft.opened, ...step };
      const taken = mayType(model, selection.active, text);
      gestures.perform(
        taken ? { edits: [edit], refused: [] } : { edits: [], refused: [selection.active] },
        'type',
      );
    },
  };
}

function newDraft(model: GridModel, cell: CellAddress, text: string, mode: Draft['mode']): Draft {
  const column = model.column(cell.column);
  // A date that is typed stays text: only F2 and a double click open the picker.
  const { editor } = column;
  const as = editor === 'choice' || (editor === 'date' && mode === 'edit') ? editor : 'text';
  return {
    rowId: model.row(cell.row).id,
    columnId: column.id,
    as,
    mode,
    opened: shownInEditor(model, cell),
    text,
    highlight: null,
  };
}

/** What an editor opens with: the exact value, or the label of a choice. */
export function shownInEditor(model: GridModel, { row, column }: CellAddress): string {
  const cell = model.cell(row, column);
  return model.column(column).editor === 'choice' ? cell.text : cell.edit;
}
