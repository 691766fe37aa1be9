/**
 * Which cells changed from one snapshot to the next, so that they can flash once. It remembers only what was drawn:
 * a number that comes into sight by scrolling has not changed.
 */
export interface Flash {
  /** Whether a cell shows another value than in the snapshot before; `scope` = the view, in which nothing flashes anew. */
  changed(cell: string, value: string): boolean;
  /** A new snapshot begins. Calling it again for the same one does nothing. */
  begin(scope: string, version: number): void;
}

export function createFlash(): Flash {
  const before = new Map<string, string>();
  const now = new Map<string, string>();
  let current = { scope: '', version: -1 };
  return {
    begin(scope, version) {
      if (scope === current.scope && version === current.version) return;
      if (scope !== current.scope) before.clear();
      else for (const [cell, value] of now) before.set(cell, value);
      now.clear();
      current = { scope, version };
    },
    changed(cell, value) {
      now.set(cell, value);
      const was = before.get(cell);
      return was !== undefined && was !== value;
    },
  };
}
