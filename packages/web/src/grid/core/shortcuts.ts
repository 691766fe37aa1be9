import type { Move, Walk } from './selection.ts';

/**
 * The keyboard of the grid as data: the grid obeys this table and the help panel lists it.
 *
 * `Mod` is Ctrl, or ⌘ on a Mac. Three states of a cell: `ready` (selected), `enter` (typing replaces the value,
 * arrows leave the cell) and `edit` (F2: arrows walk through the text).
 */
export type GridMode = 'ready' | 'enter' | 'edit';

export type GridCommand =
  | Move
  | `extend-${Move}`
  | Walk
  | 'select-all'
  | 'edit'
  | 'edit-empty'
  | 'open'
  | 'cancel'
  | 'release'
  | 'newline'
  | 'fill-selection'
  | 'fill-down'
  | 'fill-right'
  | 'fill-series'
  | 'clear'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'undo'
  | 'redo'
  | 'expand-row'
  | 'collapse-row'
  | 'toggle-row'
  | 'expand-column'
  | 'collapse-column'
  | 'narrower'
  | 'wider'
  | 'find'
  | 'replace'
  | 'menu';

export type GridShortcutGroup = 'move' | 'select' | 'edit' | 'clipboard' | 'history' | 'tree' | 'columns';

export interface GridShortcut {
  readonly command: GridCommand;
  readonly keys: readonly string[];
  readonly modes: readonly GridMode[];
  readonly group: GridShortcutGroup;
  /** The browser's own event does the work; the table only names the keys. */
  readonly native?: true;
}

const ready = ['ready'] as const;
const leaving = ['ready', 'enter'] as const;
const writing = ['enter', 'edit'] as const;
const always = ['ready', 'enter', 'edit'] as const;

const moves: readonly (readonly [Move, string])[] = [
  ['up', 'ArrowUp'],
  ['down', 'ArrowDown'],
  ['left', 'ArrowLeft'],
  ['right', 'ArrowRight'],
  ['edge-up', 'Mod+ArrowUp'],
  ['edge-down', 'Mod+ArrowDown'],
  ['edge-left', 'Mod+ArrowLeft'],
  ['edge-right', 'Mod+ArrowRight'],
  ['page-up', 'PageUp'],
  ['page-down', 'PageDown'],
  ['row-start', 'Home'],
  ['row-end', 'End'],
  ['grid-start', 'Mod+Home'],
  ['grid-end', 'Mod+End'],
];

const plainArrows = new Set<Move>(['up', 'down', 'left', 'right', 'page-up', 'page-down']);

export const gridShortcuts: readonly GridShortcut[] = [
  ...moves.map(([command, key]): GridShortcut => {
    return { command, keys: [key], modes: plainArrows.has(command) ? leaving : ready, group: 'move' };
  }),
  { command: 'next', keys: ['Tab'], modes: always, group: 'move' },
  { command: 'previous', keys: ['Shift+Tab'], modes: always, group: 'move' },
  { command: 'below', keys: ['Enter'], modes: writing, group: 'move' },
  { command: 'above', keys: ['Shift+Enter'], modes: always, group: 'move' },
  { command: 'release', keys: ['Escape'], modes: ready, group: 'move' },
  ...moves.map(([move, key]): GridShortcut => {
    const keys = [key.startsWith('Mod+') ? `Mod+Shift+${key.slice(4)}` : `Shift+${key}`];
    return { command: `extend-${move}`, keys, modes: ready, group: 'select' };
  }),
  { command: 'select-all', keys: ['Mod+A'], modes: ready, group: 'select' },
  { command: 'open', keys: ['Enter'], modes: ready, group: 'edit' },
  { command: 'edit', keys: ['F2', 'Alt+ArrowDown'], modes: leaving, group: 'edit' },
  { command: 'edit-empty', keys: ['Backspace'], modes: ready, group: 'edit' },
  { command: 'cancel', keys: ['Escape'], modes: writing, group: 'edit' },
  { command: 'newline', keys: ['Alt+Enter'], modes: writing, group: 'edit' },
  { command: 'clear', keys: ['Delete'], modes: ready, group: 'edit' },
  { command: 'fill-selection', keys: ['Mod+Enter'], modes: always, group: 'edit' },
  { command: 'fill-down', keys: ['Mod+D'], modes: ready, group: 'edit' },
  { command: 'fill-right', keys: ['Mod+R'], modes: ready, group: 'edit' },
  { command: 'fill-series', keys: ['Mod+Shift+F'], modes: ready, group: 'edit' },
  { command: 'copy', keys: ['Mod+C'], modes: ready, group: 'clipboard', native: true },
  { command: 'cut', keys: ['Mod+X'], modes: ready, group: 'clipboard', native: true },
  { command: 'paste', keys: ['Mod+V'], modes: ready, group: 'clipboard', native: true },
  { command: 'undo', keys: ['Mod+Z'], modes: ready, group: 'history' },
  { command: 'redo', keys: ['Mod+Y', 'Mod+Shift+Z'], modes: ready, group: 'history' },
  { command: 'expand-row', keys: ['Alt+ArrowRight'], modes: ready, group: 'tree' },
  { command: 'collapse-row', keys: ['Alt+ArrowLeft'], modes: ready, group: 'tree' },
  { command: 'toggle-row', keys: ['Space'], modes: ready, group: 'tree' },
  { command: 'expand-column', keys: ['Alt+Shift+ArrowRight'], modes: ready, group: 'tree' },
  { command: 'collapse-column', keys: ['Alt+Shift+ArrowLeft'], modes: ready, group: 'tree' },
  { command: 'narrower', keys: ['Alt+Minus'], modes: ready, group: 'columns' },
  { command: 'wider', keys: ['Alt+Equal'], modes: ready, group: 'columns' },
  { command: 'find', keys: ['Mod+F'], modes: ready, group: 'move' },
  { command: 'replace', keys: ['Mod+H'], modes: ready, group: 'edit' },
  { command: 'menu', keys: ['Shift+F10', 'ContextMenu'], modes: ready, group: 'edit' },
];

const table = new Map(
  gridShortcuts.flatMap((shortcut) =>
    shortcut.modes.flatMap((mode) =>
      shortcut.keys.map((keys) => [`${mode} ${keys}`, shortcut.command] as const),
    ),
  ),
);

export function commandFor(chord: string, mode: GridMode): GridCommand | undefined {
  return table.get(`${mode} ${chord}`);
}

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A key press as the table spells it, such as `Mod+Shift+Z`. The physical key decides where the character does not:
 * Alt changes what is typed on a Mac, and a Cyrillic layout has no Z.
 */
export function chordOf(press: KeyPress): string {
  const modified = press.ctrlKey || press.metaKey;
  let key = press.key === ' ' ? 'Space' : press.key;
  if (press.altKey && (press.code === 'Minus' || press.code === 'Equal')) key = press.code;
  else if (modified && /^Key[A-Z]$/.test(press.code) && !/^[a-z]$/i.test(key)) key = press.code.slice(3);
  else if (/^[a-z]$/.test(key)) key = key.toUpperCase();
  return `${modified ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}${key}`;
}

/** Whether a key would write a character into a cell. */
export function isTyping(press: KeyPress): boolean {
  return [...press.key].length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey;
}
