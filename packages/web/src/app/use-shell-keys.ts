import { useEffect, useRef } from 'react';
import type { BookStore } from '../data/book-store.ts';
import { onDevice } from '../data/storage.ts';
import { isComposing } from '../design/index.ts';
import { useUndo } from './use-submit.ts';

const KEY = 'shapan.singleKeys';

/** Shortcuts of one key can be in the way of speech input; they can be switched off (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => onDevice.get(KEY) !== 'off';
export const setSingleKeys = (on: boolean): void => onDevice.set(KEY, on ? 'on' : 'off');

/** What a key asks of the shell, wherever the focus is; nothing while somebody types. */
export function shellKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  typing: boolean,
): 'undo' | 'redo' | 'help' | undefined {
  if (typing || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (command && key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (command && key === 'y') return 'redo';
  return !command && (key === '?' || key === '？') ? 'help' : undefined;
}

export function useShellKeys({ store, onHelp }: { store: BookStore | undefined; onHelp: () => void }): void {
  const { undo, redo } = useUndo(store);
  const latest = useRef({ undo, redo, help: onHelp });
  useEffect(() => {
    latest.current = { undo, redo, help: onHelp };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // The grid and open dialogs answer to their own keys first.
      if (event.defaultPrevented || isComposing(event)) return;
      const asked = shellKeyOf(event, isTyping(event.target));
      if (asked === undefined || (asked === 'help' && !singleKeysOn())) return;
      event.preventDefault();
      void latest.current[asked]();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
