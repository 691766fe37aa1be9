import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { isComposing } from '../design/keyboard.ts';
import { type Desk, run } from './commands.ts';
import { chordOf, commandFor } from './core/shortcuts.ts';
import { rowLabel } from './use-gestures.ts';
import type { Draft } from './use-session.ts';

/** The browser's own date picker over the cell. Dates can also be typed into the cell without opening it. */
export function DateField({ desk, draft }: { readonly desk: Desk; readonly draft: Draft }) {
  const { props, session, panes } = desk;
  const { active } = session.selection;
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const box = panes.boxOf(active);
    const { style } = input.current ?? {};
    if (!style) return;
    style.top = `${box.top}px`;
    style.left = `${box.left}px`;
    style.minWidth = `${box.width}px`;
    style.height = `${box.height}px`;
  });
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return;
    const chord = chordOf(event);
    if (chord === 'Alt+ArrowDown') {
      event.preventDefault();
      event.currentTarget.showPicker();
      return;
    }
    const command = commandFor(chord, 'edit');
    const ends = command === 'below' || command === 'above' || command === 'next' || command === 'previous';
    if (!ends && command !== 'cancel') return;
    event.preventDefault();
    // Half a date is no date: the cell keeps what it had.
    run(desk, event.currentTarget.validity.badInput ? 'cancel' : (command ?? 'cancel'));
  };

  return (
    <input
      ref={input}
      type="date"
      className="grid-date"
      aria-label={props.words.field(
        rowLabel(props.model, active.row),
        props.model.column(active.column).header,
      )}
      defaultValue={draft.opened}
      onChange={(event) => session.setDraft({ ...draft, text: event.currentTarget.value })}
      onKeyDown={onKeyDown}
    />
  );
}
