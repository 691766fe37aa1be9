import { type KeyboardEvent, useRef } from 'react';
import { isComposing } from '../design/keyboard.ts';
import { type Desk, run } from './commands.ts';
import { mayType } from './core/edits.ts';
import type { GridChoice } from './core/model.ts';
import { chordOf, commandFor, isTyping } from './core/shortcuts.ts';
import type { Draft } from './use-session.ts';

/** The keyboard on the field, over a selected cell and in an editor. */
export function useKeys(desk: Desk, offered: readonly GridChoice[], current: number) {
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
    // On the way to Shift+Tab the Shift key comes first.
    if (event.key !== 'Shift') released.current = command === 'release';
    if (leaving) return;
    if (command === 'newline') return writeNewline(event);
    // Some browsers copy only where something is selected.
    if (command === 'copy' || command === 'cut') selectBlank(event.currentTarget);
    if (command !== undefined) {
      if (run(desk, command)) event.preventDefault();
    } else if (!draft && isTyping(event) && !mayType(props.model, session.selection.active, event.key)) {
      event.preventDefault();
      session.perform({ edits: [], refused: [session.selection.active] }, 'type');
    }
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
  return run(
    { ...desk, session: { ...session, commit: (_, going) => session.commit(value, going) } },
    command,
  );
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
