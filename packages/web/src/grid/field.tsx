import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { isComposing } from '../design/keyboard.ts';
import { cellId } from './body-row.tsx';
import { ChoiceList, highlighted, offeredChoices } from './choice-list.tsx';
import { onCopy, onCut, onPaste } from './clipboard-events.ts';
import { type Desk, run } from './commands.ts';
import { isEditable } from './core/edits.ts';
import type { GridChoice } from './core/model.ts';
import { chordOf, commandFor, isTyping } from './core/shortcuts.ts';
import { DateField } from './date-field.tsx';
import { Float } from './float.tsx';
import { choicesAt, type Draft, rowLabel } from './use-session.ts';

interface FieldProps {
  readonly desk: Desk;

  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
}

/**
 * The one element of the grid that has the focus, always. It lies unseen over the active cell, so that the first
 * keystroke – or the first stroke of an input method – falls into it; with that it becomes the editor of the cell.
 */
export function Field({ desk, fieldRef }: FieldProps) {
  const { gridId, props, session, panes } = desk;
  const { model, words, label } = props;
  const { draft } = session;
  const { active } = session.selection;
  const editable = isEditable(model, active);
  const offered = draft?.as === 'choice' ? offeredChoices(choicesAt(model, active), draft) : [];
  const current = draft ? highlighted(offered, draft) : -1;
  const keys = useFieldKeys(desk, offered, current);
  const composed = useRef(false);
  const column = model.column(active.column);
  const listId = `${gridId}-choices`;
  const preview = draft ? (props.previewText?.(draft.text, active) ?? null) : null;

  usePlace(desk, fieldRef);

  return (
    <>
      <textarea
        ref={fieldRef}
        className="grid-field"
        rows={1}
        aria-label={draft ? words.field(rowLabel(model, active.row), column.header) : label}
        aria-describedby={preview === null ? `${gridId}-hint` : `${gridId}-preview`}
        aria-controls={draft?.as === 'choice' ? listId : gridId}
        aria-autocomplete={draft?.as === 'choice' ? 'list' : undefined}
        aria-activedescendant={standingOn(desk, listId, current)}
        readOnly={draft === null && !editable}
        inputMode={column.editor === 'amount' ? 'decimal' : 'text'}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        data-open={(draft !== null && draft.as !== 'date') || undefined}
        data-align={column.align}
        data-pinned={panes.boxOf(active).pinned || undefined}
        onKeyDown={keys}
        onInput={(event) => {
          const text = event.currentTarget.value;
          if (draft) session.setDraft({ ...draft, text, highlight: null });
          else session.begin(text, 'enter');
        }}
        onCompositionStart={() => {
          composed.current = draft === null;
          if (!draft) session.begin('', 'enter');
        }}
        onCompositionEnd={(event) => {
          // A composition that was given up leaves the cell as it was, not empty.
          if (composed.current && event.currentTarget.value === '') session.cancel();
          composed.current = false;
        }}
        onCopy={(event) => onCopy(desk, event)}
        onCut={(event) => onCut(desk, event)}
        onPaste={(event) => onPaste(desk, event)}
      />
      {draft?.as === 'date' && <DateField desk={desk} draft={draft} />}
      {draft?.as === 'choice' && (
        <ChoiceList
          id={listId}
          anchor={fieldRef}
          offered={offered}
          draft={draft}
          words={words}
          onPick={session.commit}
        />
      )}
      {preview !== null && draft?.as === 'text' && (
        <Float anchor={fieldRef} className="grid-preview">
          <span id={`${gridId}-preview`}>{preview}</span>
        </Float>
      )}
    </>
  );
}

function standingOn(desk: Desk, listId: string, choice: number): string | undefined {
  const { draft, selection } = desk.session;
  if (draft === null) return cellId(desk.gridId, selection.active);
  return draft.as === 'choice' && choice >= 0 ? `${listId}-${choice}` : undefined;
}

function useFieldKeys(desk: Desk, offered: readonly GridChoice[], current: number) {
  const { props, session } = desk;
  const { draft } = session;
  /** Escape has just been pressed on a selected cell: the next Tab leaves the grid. */
  const released = useRef(false);

  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // The keys of a composition belong to the input method: its Enter takes a word, it does not close the cell.
    if (isComposing(event)) return;
    const chord = chordOf(event);
    if (draft?.as === 'choice' && chooseByKey(desk, draft, chord, offered, current))
      return event.preventDefault();
    const command = commandFor(chord, draft?.mode ?? 'ready');
    const leaving = released.current && event.key === 'Tab';
    released.current = command === 'release';
    if (leaving) return;
    if (command === 'newline') return writeNewline(event);
    // Some browsers copy only where something is selected.
    if (command === 'copy' || command === 'cut') selectBlank(event.currentTarget);
    if (command !== undefined) {
      if (run(desk, command)) event.preventDefault();
    } else if (!draft && isTyping(event) && !isEditable(props.model, session.selection.active))
      session.perform({ edits: [], refused: [session.selection.active] }, 'type');
  };
}

/** Arrows walk the list of choices; Enter and Tab take the one under the cursor and go on. */
function chooseByKey(
  desk: Desk,
  draft: Draft,
  chord: string,
  offered: readonly GridChoice[],
  current: number,
): boolean {
  const { session } = desk;
  const last = offered.length - 1;
  if (chord === 'ArrowDown' || chord === 'ArrowUp') {
    const down = current >= last ? 0 : current + 1;
    const up = current <= 0 ? last : current - 1;
    if (last >= 0) session.setDraft({ ...draft, highlight: chord === 'ArrowDown' ? down : up });
    return true;
  }
  const goes = chord === 'Enter' || chord === 'Tab' || chord === 'Shift+Tab' || chord === 'Shift+Enter';
  const value = goes ? offered[current]?.value : undefined;
  const command = commandFor(chord, draft.mode);
  const untouched = draft.highlight === null && draft.text === draft.opened;
  if (value === undefined || command === undefined || untouched) return false;
  return run({ ...desk, session: { ...session, commit: () => session.commit(value) } }, command);
}

function writeNewline(event: KeyboardEvent<HTMLTextAreaElement>): void {
  event.preventDefault();
  const area = event.currentTarget;
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function selectBlank(area: HTMLTextAreaElement): void {
  area.value = ' ';
  area.select();
  // Where no copy event follows, the blank must not become typed text.
  setTimeout(() => {
    if (area.value === ' ') area.value = '';
  });
}

/** Lie over the active cell, and grow over its neighbours while editing. */
function usePlace({ session, panes }: Desk, fieldRef: RefObject<HTMLTextAreaElement | null>): void {
  const { active } = session.selection;
  useLayoutEffect(() => {
    const area = fieldRef.current;
    if (!area) return;
    const box = panes.boxOf(active);
    area.style.top = `${box.top}px`;
    area.style.left = `${box.left}px`;
    area.style.minWidth = `${box.width}px`;
    area.style.minHeight = `${box.height}px`;
    area.style.setProperty('--grid-cell-width', `${box.width}px`);
    area.style.setProperty('--grid-cell-height', `${box.height}px`);
  });
}
