import {
  type BookState,
  coordinateOf,
  type Fraction,
  type Frame,
  isLeafNode,
  isPresent,
  leavesUnder,
  memberOf,
  ownName,
  type Place,
  placesOf,
  readFraction,
  rowCount,
  standsThere,
  type Tree,
} from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import { fileNames } from './file-names.ts';

/** A line of a table as a file. */
interface OutLine {
  /** As the file calls them. */
  readonly members: readonly string[];
  /** What each period shows. */
  readonly cells: readonly (Fraction | null)[];
}

/**
 * The rows of the breakdown – with `all` totals those above them, too, each before its parts as on screen –, and the periods.
 * What stands at a member that has others below it is called that member itself, so that nobody takes it for the total.
 */
export function linesOf(
  t: Translate,
  master: BookState,
  { layout, totals }: TargetTable,
  which: 'none' | 'all',
): { readonly lines: readonly OutLine[]; readonly times: readonly string[] } {
  const { cube, frame, periods } = layout;
  const rows = Array.from({ length: rowCount(cube) }, (_, row) => row)
    .filter((row) => isPresent(cube, row))
    .map((row) => nodesOfRow(frame, coordinateOf(cube, row)));
  const lines = which === 'all' ? withTotals(frame, rows) : rows;
  const times = which === 'all' ? timesOf(frame) : periods.map(({ id }) => id);
  const named = frame.trees.map((tree, d) => namesIn(t, master, cube.dimensions[d] ?? '', tree, lines, d));
  return {
    times,
    lines: lines.map((members) => ({
      members: members.map((node, d) => named[d]?.(node) ?? ''),
      cells: times.map((id) => {
        const place = { members, time: frame.time.index.get(id) ?? 0 };
        if (!standsThere(frame, place) || !isNamed(frame, place)) return null;
        const cell = readFraction(totals, place);
        return cell?.denominator === 0 ? null : cell;
      }),
    })),
  };
}

/** All periods; a longer one that is all of what it stands in is not said twice. */
const timesOf = ({ time }: Frame): readonly string[] =>
  time.ids.filter((_, node) => {
    const above = time.parent[node]!;
    if (above < 0 || isLeafNode(time, node)) return true;
    const [own, whole] = [node, above].map((at) => leavesUnder(time, at));
    return own?.from !== whole?.from || own?.to !== whole?.to;
  });

/** Of a member with others below it: the part that is in none of them. */
const nodesOfRow = (frame: Frame, coordinate: readonly string[]): readonly number[] =>
  coordinate.map((id, d) => {
    const tree = frame.trees[d]!;
    const node = tree.index.get(id) ?? 0;
    return isLeafNode(tree, node) ? node : ~node;
  });

/** The same rows with everything above them, in the order of the trees: a total, the member itself, what is below. */
function withTotals(frame: Frame, rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  for (const row of rows) {
    const lines = row
      .map((node, d) => upwards(frame.trees[d]!, node))
      .reduce<readonly (readonly number[])[]>(
        (made, nodes) => made.flatMap((line) => nodes.map((node) => [...line, node])),
        [[]],
      );
    for (const line of lines) found.set(line.join(), line);
  }
  return [...found.values()].sort((a, b) => {
    const d = a.findIndex((node, i) => node !== b[i]);
    return d < 0 ? 0 : rankOf(a[d]!) - rankOf(b[d]!);
  });
}

const rankOf = (node: number): number => (node < 0 ? ~node + 0.5 : node);

function upwards(tree: Tree, node: number): readonly number[] {
  const nodes = [node];
  for (let at = node < 0 ? ~node : tree.parent[node]!; at >= 0; at = tree.parent[at]!) nodes.push(at);
  return nodes;
}

function namesIn(
  t: Translate,
  master: BookState,
  dimension: string,
  tree: Tree,
  lines: readonly (readonly number[])[],
  d: number,
): (node: number) => string {
  const idOf = (node: number): string => tree.ids[node < 0 ? ~node : node] ?? '';
  const used = new Set(lines.map((line) => idOf(line[d] ?? 0)));
  used.delete('');
  const nameOf = fileNames(master, dimension, [...used]);
  return (node) => {
    const id = idOf(node);
    if (id === '') return t('targets.total');
    return node < 0 ? t('targets.ownPart', { name: nameOf(id) }) : nameOf(id);
  };
}

/** Whether the name of a member that has moved means this place in this period: what it is called twice is left out. */
function isNamed(frame: Frame, { members, time }: Place): boolean {
  if (!frame.standing) return true;
  const names = members.map((node, d) => {
    const member = memberOf(frame.trees[d]?.ids[node < 0 ? ~node : node] || '*');
    return node < 0 ? ownName(member) : member;
  });
  const meant = placesOf(frame, { members: names, time: frame.time.ids[time] ?? 'all' });
  return meant.length === 1 && members.every((node, d) => meant[0]?.members[d] === node);
}
