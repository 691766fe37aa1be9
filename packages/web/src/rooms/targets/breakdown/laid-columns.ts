import type { LaidOut } from '../view.ts';
import { listFrom, listText } from './conditions.ts';
import type { Line } from './lines.ts';
import { type Branch, treeOf } from './ordered-lines.ts';

/** Which columns are seen, in which order, how wide, and which of them stay in sight. */
export interface ColumnLayout {
  /** Columns that are not seen; their parts are, unless they are hidden themselves. */
  readonly hidden: ReadonlySet<string>;
  /** Columns that somebody moved: they change places among themselves, all others stay where they are. */
  readonly order: readonly string[];
  readonly widths: ReadonlyMap<string, number>;
  /** The last column that stays in sight beside the names. */
  readonly frozen: string | undefined;
}

type ColumnView = Pick<LaidOut, 'hide' | 'order' | 'widths' | 'freeze'>;

export function columnLayoutFrom({ hide, order, widths, freeze }: ColumnView): ColumnLayout {
  const sized = listFrom(widths).flatMap((item): [string, number][] => {
    const [, id, width] = /^(.+):(\d{2,3})$/.exec(item) ?? [];
    return id === undefined ? [] : [[id, Number(width)]];
  });
  return {
    hidden: new Set(listFrom(hide)),
    order: listFrom(order),
    widths: new Map(sized),
    frozen: freeze,
  };
}

/** With the width of one column; `null` = as wide as it is by itself. */
export function widthsText(
  { widths }: ColumnLayout,
  column: string,
  width: number | null,
): string | undefined {
  const all = new Map(widths);
  if (width === null) all.delete(column);
  else all.set(column, width);
  return listText([...all].map(([id, pixels]) => `${id}:${pixels}`));
}

/** The columns as they are seen: in their order, without the hidden ones, whose parts stand in their place. */
export function laidColumns(lines: readonly Line[], layout: ColumnLayout): readonly Line[] {
  const { hidden } = layout;
  if (hidden.size === 0 && layout.order.length === 0) return lines;
  const flat = ({ line, parts }: Branch, depth: number): Line[] => {
    const away = hidden.has(line.id);
    const below = parts.flatMap((part) => flat(part, away ? depth : depth + 1));
    return away ? below : [line.depth === depth ? line : { ...line, depth }, ...below];
  };
  const seen = orderedTree(lines, layout.order).flatMap((branch) => flat(branch, 0));
  // A table without any column could not be used to bring one back.
  return seen.length === 0 ? lines.slice(0, 1) : seen;
}

/** All columns in their order, hidden or not. */
export const orderedColumns = (lines: readonly Line[], { order }: ColumnLayout): readonly Line[] =>
  orderedTree(lines, order).flatMap(linesOf);

const linesOf = ({ line, parts }: Branch): readonly Line[] => [line, ...parts.flatMap(linesOf)];

function orderedTree(lines: readonly Line[], order: readonly string[]): readonly Branch[] {
  const rank = new Map(order.map((id, place) => [id, place]));
  const sorted = (branches: readonly Branch[]): Branch[] => {
    const rankOf = ({ line }: Branch): number => rank.get(line.id) ?? -1;
    const moved = branches.filter((branch) => rankOf(branch) >= 0).sort((a, b) => rankOf(a) - rankOf(b));
    return branches.map((branch) => {
      const { line, parts } = rankOf(branch) < 0 ? branch : moved.shift()!;
      return { line, parts: sorted(parts) };
    });
  };
  return sorted(treeOf(lines));
}

/**
 * The order after a column was put before another one that stands beside it, or behind all of them. `null` where the
 * two are no parts of the same whole: a month stays within its quarter.
 */
export function movedColumn(
  lines: readonly Line[],
  layout: ColumnLayout,
  column: string,
  before: string | null,
): readonly string[] | null {
  const siblings = siblingsOf(orderedTree(lines, layout.order), column);
  if (!siblings || (before !== null && !siblings.includes(before))) return null;
  const others = siblings.filter((id) => id !== column);
  const place = before === null ? others.length : others.indexOf(before);
  const next = before === column ? siblings : others.toSpliced(place, 0, column);
  return [...layout.order.filter((id) => !siblings.includes(id)), ...next];
}

/**
 * The same where a column was dropped anywhere: inside another branch means before that branch, right behind its own
 * whole means behind the last part of it.
 */
export function droppedColumn(
  lines: readonly Line[],
  layout: ColumnLayout,
  column: string,
  before: string | null,
): readonly string[] | null {
  const branches = orderedTree(lines, layout.order);
  const siblings = siblingBranches(branches, column) ?? [];
  const within = (id: string) => siblings.find((branch) => linesOf(branch).some((line) => line.id === id));
  const target = before === null ? undefined : within(before);
  if (target) return movedColumn(lines, layout, column, target.line.id);
  const seen = laidColumns(lines, layout).map(({ id }) => id);
  const last = seen[before === null ? seen.length - 1 : seen.indexOf(before) - 1];
  return last !== undefined && within(last) ? movedColumn(lines, layout, column, null) : null;
}

/** The order after a column changed places with the next one that is seen beside it; `null` at the edge. */
export function steppedColumn(
  lines: readonly Line[],
  layout: ColumnLayout,
  column: string,
  step: -1 | 1,
): readonly string[] | null {
  const siblings = siblingsOf(orderedTree(lines, layout.order), column) ?? [];
  const seen = siblings.filter((id) => id === column || !layout.hidden.has(id));
  const neighbour = seen[seen.indexOf(column) + step];
  if (neighbour === undefined) return null;
  const before = step < 0 ? neighbour : (siblings[siblings.indexOf(neighbour) + 1] ?? null);
  return movedColumn(lines, layout, column, before);
}

/** The columns that are parts of the same whole, in their order. */
const siblingsOf = (branches: readonly Branch[], column: string): readonly string[] | null =>
  siblingBranches(branches, column)?.map(({ line }) => line.id) ?? null;

function siblingBranches(branches: readonly Branch[], column: string): readonly Branch[] | null {
  if (branches.some(({ line }) => line.id === column)) return branches;
  for (const { parts } of branches) {
    const found = siblingBranches(parts, column);
    if (found) return found;
  }
  return null;
}
