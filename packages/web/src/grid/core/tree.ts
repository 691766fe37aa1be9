import type { GridModel } from './model.ts';

interface Line {
  readonly depth?: number;
  readonly expandable?: boolean;
  readonly expanded?: boolean;
}

/** What "expand" or "collapse" does on a line: toggle it, go to its parent, or nothing. */
export type TreeStep =
  | { readonly kind: 'toggle'; readonly index: number; readonly expanded: boolean }
  | { readonly kind: 'go'; readonly index: number }
  | null;

/** The nearest line before this one with a smaller depth; -1 for a root. */
export function parentOf(index: number, lineAt: (index: number) => Line): number {
  const depth = lineAt(index).depth ?? 0;
  for (let place = index - 1; place >= 0; place -= 1) if ((lineAt(place).depth ?? 0) < depth) return place;
  return -1;
}

/** Expand opens a closed line. Collapse closes an open one; on any other it goes to the parent. */
export function treeStep(index: number, expand: boolean, lineAt: (index: number) => Line): TreeStep {
  const line = lineAt(index);
  if (line.expandable && line.expanded !== expand) return { kind: 'toggle', index, expanded: expand };
  if (expand) return null;
  const parent = parentOf(index, lineAt);
  return parent === -1 ? null : { kind: 'go', index: parent };
}

/** Whether a model has rows that open; then the grid is a tree grid to a screen reader. */
export function isTree(model: GridModel): boolean {
  for (let index = 0; index < model.rowCount; index += 1) {
    const row = model.row(index);
    if (row.expandable || row.depth > 0) return true;
  }
  return false;
}
