import type { Line } from './lines.ts';

export interface LineOrder {
  /** Rows that stay; whatever stands above one of them stays with it. */
  readonly keep?: ((line: Line) => boolean) | undefined;
  /** The order among siblings. */
  readonly compare?: ((a: Line, b: Line) => number) | undefined;
}

/** A line with the lines of its parts. */
export interface Branch {
  readonly line: Line;
  readonly parts: Branch[];
}

/** The same tree of lines, thinned and sorted within each branch. The whole always stays: it says what there is. */
export function orderedLines(lines: readonly Line[], { keep, compare }: LineOrder): readonly Line[] {
  if (!keep && !compare) return lines;
  const stays = ({ line, parts }: Branch): boolean => !keep || keep(line) || parts.some(stays);
  const flat = ({ line, parts }: Branch): Line[] => {
    const kept = parts.filter(stays);
    if (compare) kept.sort((a, b) => compare(a.line, b.line));
    return [line, ...kept.flatMap(flat)];
  };
  return treeOf(lines).flatMap(flat);
}

export function treeOf(lines: readonly Line[]): readonly Branch[] {
  const roots: Branch[] = [];
  const path: Branch[] = [];
  for (const line of lines) {
    const branch = { line, parts: [] };
    path.length = line.depth;
    (path.at(-1)?.parts ?? roots).push(branch);
    path.push(branch);
  }
  return roots;
}
