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

  function note({ position, undoes, actor }: Undoable): void {
    if (position <= seen) return;
    seen = position;
    if (actor !== me) return;
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

  return {
    note,
    reset(entries) {
      done = [];
      undone = [];
      seen = 0;
      for (const entry of entries) note(entry);
    },
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    takeUndo: () => done.at(-1),
    takeRedo: () => undone.at(-1),
  };
}
