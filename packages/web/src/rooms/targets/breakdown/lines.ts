import type { Territory } from '@shapan/contract';
import {
  childrenOf,
  isLeafNode,
  leavesUnder,
  ownRow,
  type Place,
  rowsUnder,
  type TargetLayout,
} from '@shapan/engine';
import { ownPart } from '../own-part.ts';

/** One row of the breakdown: a node of each dimension. */
export interface RowLine {
  /** Member ids in the order of the dimensions, `*` for a top: what a command calls the place. */
  readonly id: string;
  readonly members: readonly number[];
  /**
   * As a command names it; `null` where nobody can type: the part of a member that is in none of its children, and
   * what lies above several parts of an organisation when the reader works in them alone.
   */
  readonly at: readonly string[] | null;
  readonly label: string;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly kind: 'total' | 'group' | 'leaf';
}

/** One column: a node of the time tree. */
export interface ColumnLine {
  readonly id: string;
  readonly time: number;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly kind: 'total' | 'leaf';
  /** Not the target of the period but what was reached of it. */
  readonly shows?: 'actual' | 'attainment';
}

/** Which dimensions stand on the rows, outermost first; the others are held at one node. */
export interface Arrangement {
  readonly order: readonly number[];
  readonly filters: readonly number[];
}

export interface RowNames {
  readonly total: string;
  /** The name of a member. */
  readonly member: (id: string) => string;
  /** The part of a member that is in none of its children. */
  readonly own: (name: string) => string;
}

type IsOpen = (id: string, depth: number) => boolean;

/** The visible rows, the total first: each dimension opens into its members, a leaf member into the next dimension. */
export function rowLines(
  layout: TargetLayout,
  arrangement: Arrangement,
  isOpen: IsOpen,
  names: RowNames,
  territory: Territory = everywhere,
): readonly RowLine[] {
  const lines: RowLine[] = [];
  const visit = (members: readonly number[], label: string, depth: number): void => {
    const children = childPlaces(layout, arrangement, members);
    const whole = members.every((node) => node >= 0);
    const own = whole ? ownPart(layout, territory, members) : null;
    const id = whole ? membersAt(layout, members).join(',') : members.join(',');
    const expandable = children.length > 0;
    const expanded = expandable && isOpen(id, depth);
    const kind = depth === 0 ? 'total' : expandable ? 'group' : 'leaf';
    const stands = { members: own?.nodes ?? members, at: own?.ids ?? null };
    lines.push({ id, ...stands, label, depth, expandable, expanded, kind });
    if (!expanded) return;
    for (const { members: below, dimension } of children) {
      const node = below[dimension] ?? 0;
      const name = names.member(layout.frame.trees[dimension]?.ids[node < 0 ? ~node : node] ?? '');
      visit(below, node < 0 ? names.own(name) : name, depth + 1);
    }
  };
  const [first] = arrangement.order;
  const root = first === undefined ? '' : (layout.frame.trees[first]?.ids[0] ?? '');
  visit(arrangement.filters, root === '' ? names.total : names.member(root), 0);
  return lines;
}

interface ChildPlace {
  readonly members: readonly number[];
  readonly dimension: number;
}

function childPlaces(
  layout: TargetLayout,
  { order }: Arrangement,
  members: readonly number[],
): readonly ChildPlace[] {
  for (const dimension of order) {
    const node = members[dimension] ?? 0;
    const tree = layout.frame.trees[dimension];
    if (!tree || node < 0 || isLeafNode(tree, node)) continue;
    const nodes = [ownRow(node), ...childrenOf(tree, node)];
    return nodes
      .map((child) => ({ members: members.with(dimension, child), dimension }))
      .filter((child) => rowsUnder(layout.frame, { members: child.members, time: 0 }).length > 0);
  }
  return [];
}

const everywhere: Territory = new Map();

/** The top of a tree keeps one name, whoever looks and whatever is added beside it. */
const membersAt = ({ frame }: TargetLayout, members: readonly number[]): readonly string[] =>
  members.map((node, d) => (node === 0 ? '*' : (frame.trees[d]?.ids[node] ?? '')));

/** The visible periods, the whole first. A period with a single part shows the part's parts instead. */
export function columnLines({ frame: { time } }: TargetLayout, isOpen: IsOpen): readonly ColumnLine[] {
  const lines: ColumnLine[] = [];
  const visit = (node: number, depth: number): void => {
    const children = partsOfPeriod(time, node);
    const id = time.ids[node] ?? '';
    const expandable = children.length > 0;
    const expanded = expandable && isOpen(id, depth);
    lines.push({
      id,
      time: node,
      depth,
      expandable,
      expanded,
      kind: expandable || depth === 0 ? 'total' : 'leaf',
    });
    if (expanded) for (const child of children) visit(child, depth + 1);
  };
  visit(0, 0);
  return lines;
}

function partsOfPeriod(time: TargetLayout['frame']['time'], node: number): readonly number[] {
  const children = childrenOf(time, node);
  const [only] = children;
  if (children.length !== 1 || only === undefined) return children;
  return partsOfPeriod(time, only);
}

/** Whether a place is one leaf: one coordinate in one period. */
export function isLeafPlace({ frame }: TargetLayout, place: Place): boolean {
  const { from, to } = leavesUnder(frame.time, place.time);
  const single = place.members.every((node, d) => node >= 0 && isLeafNode(frame.trees[d]!, node));
  return single && to - from === 1 && rowsUnder(frame, place).length === 1;
}

/** How many leaves lie under a place. */
export function leavesOfPlace({ frame }: TargetLayout, place: Place): number {
  const { from, to } = leavesUnder(frame.time, place.time);
  return rowsUnder(frame, place).length * (to - from);
}
