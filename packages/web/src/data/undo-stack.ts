/** Of how many of the newest entries one's own are asked for first: early, with the page itself. */
export const firstLookBack = 200;

/** What of an entry matters for undo. */
export interface Undoable {
  readonly position: number;
  readonly undoes: number | null;
  readonly actor: string | null;
}

/**
 * Which entry Ctrl+Z would undo: the user's own latest one that is not undone yet. Undoing is an entry too, and redo
 * is undoing that. Everything follows from the log, so it survives a reload.
 */
export interface UndoStack {
  note(entry: Undoable): void;
  reset(entries: readonly Undoable[]): void;
  /** Entries from further back in the same log; what is known of later ones stays on top. */
  lookBack(entries: readonly Undoable[]): void;
  /** How many steps can be undone as far as is known. */
  depth(): number;
  canUndo(): boolean;
  canRedo(): boolean;
  /** The entry to undo next; it leaves the stack when the undo comes back as an entry. */
  takeUndo(): number | undefined;
  takeRedo(): number | undefined;
}

export function createUndoStack(me: string): UndoStack {
  let done: number[] = [];
  let undone: number[] = [];
  let seen = 0;
  let own: Undoable[] = [];

  function note({ position, undoes, actor }: Undoable): void {
    if (position <= seen) return;
    seen = position;
    if (actor !== me) return;
    own.push({ position, undoes, actor });
    if (undoes !== null && done.at(-1) === undoes) {
      done.pop();
      undone.push(position);
    } else if (undoes !== null && undone.at(-1) === undoes) {
      undone.pop();
      done.push(position);
    } else {
      done.push(position);
      undone = [];
    }
  }

  function reset(entries: readonly Undoable[]): void {
    done = [];
    undone = [];
    own = [];
    seen = 0;
    for (const entry of entries) note(entry);
  }

  return {
    note,
    reset,
    lookBack(entries) {
      const newest = entries.at(-1)?.position ?? 0;
      reset([...entries, ...own.filter(({ position }) => position > newest)]);
    },
    depth: () => done.length,
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    takeUndo: () => done.at(-1),
    takeRedo: () => undone.at(-1),
  };
}
