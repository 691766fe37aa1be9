import { type CompositionEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { cellId } from './body-row.tsx';
import { ChoiceList, highlighted, offeredChoices } from './choice-list.tsx';
import { onCopy, onCut, onPaste } from './clipboard-events.ts';
import type { Desk } from './commands.ts';
import { mayType } from './core/edits.ts';
import { DateField } from './date-field.tsx';
import { Float } from './float.tsx';
import { rowLabel } from './use-gestures.ts';
import { useKeys } from './use-keys.ts';
import { choicesAt, type Session } from './use-session.ts';

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
  const { model, words } = props;
  const { draft, selection } = session;
  const { active } = selection;
  const offered = draft?.as === 'choice' ? offeredChoices(choicesAt(model, active), draft) : [];
  const current = draft ? highlighted(offered, draft) : -1;
  const listId = `${gridId}-choices`;
  const preview = draft?.as === 'text' ? (props.previewText?.(draft.text, active) ?? null) : null;
  const onKeyDown = useKeys(desk, offered, current);
  const composition = useComposition(session);
  usePlace(desk, fieldRef);

  return (
    <>
      <textarea
        {...describe(desk, current)}
        {...composition}
        ref={fieldRef}
        className="grid-field"
        rows={1}
        aria-describedby={preview === null ? `${gridId}-hint` : `${gridId}-preview`}
        readOnly={draft === null && !mayType(model, active, '')}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        data-open={(draft !== null && draft.as !== 'date') || undefined}
        data-align={model.column(active.column).align}
        data-pinned={panes.boxOf(active).pinned || undefined}
        onKeyDown={onKeyDown}
        onInput={(event) => {
          const text = event.currentTarget.value;
          if (draft) session.setDraft({ ...draft, text, highlight: null });
          else session.begin(text, 'enter');
        }}
        onCopy={(event) => onCopy(desk, event)}
        onCut={(event) => onCut(desk, event)}
        onPaste={(event) => onPaste(desk, event)}
      />
      {draft?.as === 'date' && <DateField desk={desk} draft={draft} />}
      {draft?.as === 'choice' && (
        <ChoiceList id={listId} anchor={fieldRef} {...{ offered, draft, words }} onPick={session.commit} />
      )}
      {preview !== null && (
        <Float anchor={fieldRef} className="grid-preview">
          <span id={`${gridId}-preview`}>{preview}</span>
        </Float>
      )}
    </>
  );
}

/** What a screen reader hears of the field: the cell it stands on, or the editor it has become. */
function describe({ gridId, props, session }: Desk, choice: number) {
  const { draft, selection } = session;
  const { model, words, label } = props;
  const { active } = selection;
  if (draft === null)
    return {
      'aria-label': label,
      'aria-controls': gridId,
      'aria-activedescendant': cellId(gridId, active),
    };
  const name = words.field(rowLabel(model, active.row), model.column(active.column).header);
  if (draft.as !== 'choice') return { 'aria-label': name };
  const listId = `${gridId}-choices`;
  return {
    'aria-label': name,
    'aria-controls': listId,
    'aria-autocomplete': 'list' as const,
    'aria-activedescendant': choice < 0 ? undefined : `${listId}-${choice}`,
  };
}

/** An input method begins to write into a selected cell. */
function useComposition(session: Session) {
  const began = useRef(false);
  return {
    onCompositionStart: () => {
      began.current = session.draft === null;
      if (began.current) session.begin('', 'enter');
    },
    onCompositionEnd: (event: CompositionEvent<HTMLTextAreaElement>) => {
      // A composition that was given up leaves the cell as it was, not empty.
      if (began.current && event.currentTarget.value === '') session.cancel();
      began.current = false;
    },
  };
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
