import type { Territory } from '@shapan/contract';
import {
  childrenOf,
  daysOfStint,
  isLeafNode,
  leavesUnder,
  ownRow,
  type Place,
  rowsUnder,
  type TargetLayout,
} from '@shapan/engine';
import { isOwnPartOnly, ownMember } from '../own-part.ts';
import type { Arrangement, Axis } from './arrangement.ts';

/** One row or one column of the breakdown: a node for each axis that stands along this edge. */
export interface Line {
  /**
   * What a command calls it: member ids in the order of the dimensions, `*` for a top, then the period where time
   * stands along this edge too. On columns of periods alone, the period.
   */
  readonly id: string;
  /** The nodes of this edge; for all other axes, where they are held. */
  readonly place: Place;
  /**
   * Per dimension what a command calls its node; `null` where nobody can type: the part of a member that is in none of
   * its children, and what lies above several parts of an organisation when the reader works in them alone.
   */
  readonly names: readonly (string | null)[];
  readonly label: string;
  /** The labels of the outer axes, outermost first. */
  readonly outer: readonly string[];
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly kind: 'total' | 'group' | 'leaf';
  /** Of what it is called the reader knows the own part alone: its numbers are that part's. */
  readonly isPart?: true;
  /** Not the target of the period but what was reached of it. */
  readonly shows?: 'actual' | 'attainment';
}

/** What a line is called where its neighbours are not seen. */
export const nameOfLine = ({ outer, label }: Line): string => [...outer, label].join(' › ');

/** Which level an axis is opened to: its place along the edge, from 0, and how deep in its own tree, from 1. */
export interface Level {
  readonly axis: number;
  readonly level: number;
}

export interface LineNames {
  readonly total: string;
  /** The name of a member. */
  readonly member: (id: string) => string;
  /** The part of a member that is in none of its children. */
  readonly own: (name: string) => string;
  /** A member where it stands for some of the time only: first and last day, `null` = no limit. */
  readonly during: (
    name: string,
    days: { readonly from: string | null; readonly to: string | null },
  ) => string;
  /** The name of a node of the time tree. */
  readonly period: (node: number) => string;
}

/** Whether a line shows what is below it; `next` = the level that opens. */
export type IsOpen = (id: string, depth: number, next: Level) => boolean;

export interface LinesInput {
  readonly layout: TargetLayout;
  readonly arrangement: Arrangement;
  readonly edge: 'rows' | 'columns';
  readonly isOpen: IsOpen;
  readonly names: LineNames;
  readonly territory?: Territory;
}

interface Visited {
  readonly place: Place;
  readonly label: string;
  readonly outer: readonly string[];
  readonly depth: number;
  /** Where the line itself stands. */
  readonly at: Level;
}

/** The visible lines, the whole first: each axis opens into its parts, its last part into the next axis. */
export function axisLines(input: LinesInput): readonly Line[] {
  const { layout, arrangement, edge, isOpen, names } = input;
  const axes = arrangement[edge];
  const lines: Line[] = [];
  const visit = ({ place, label, outer, depth, at }: Visited): void => {
    const parts = partsOf(layout, axes, place);
    const id = lineId(layout, input, place);
    const expandable = parts !== null;
    const next = parts && { axis: parts.position, level: parts.position === at.axis ? at.level + 1 : 1 };
    const expanded = next !== null && isOpen(id, depth, next);
    const kind = depth === 0 ? 'total' : expandable ? 'group' : 'leaf';
    const part = showsPart(input, place, depth) && { isPart: true as const };
    lines.push({ id, ...standing(input, place), ...part, label, outer, depth, expandable, expanded, kind });
    if (!expanded || !parts) return;
    const around = parts.position === at.axis || depth === 0 ? outer : [...outer, label];
    for (const part of parts.places) {
      const name = labelOf(layout, names, parts.axis, part);
      visit({ place: part, label: name, outer: around, depth: depth + 1, at: next });
    }
  };
  const label = wholeLabel(input, axes[0]);
  visit({ place: arrangement.filters, label, outer: [], depth: 0, at: { axis: 0, level: 0 } });
  return lines;
}

function wholeLabel({ layout, names, arrangement }: LinesInput, axis: Axis | undefined): string {
  if (axis === undefined) return names.total;
  if (axis === 'time') return names.period(arrangement.filters.time);
  const root = layout.frame.trees[axis]?.ids[0] ?? '';
  return root === '' ? names.total : names.member(root);
}

function labelOf(layout: TargetLayout, names: LineNames, axis: Axis, place: Place): string {
  const { frame } = layout;
  if (axis === 'time') return names.period(place.time);
  const node = place.members[axis] ?? 0;
  const own = node < 0 ? ~node : node;
  const member = names.member(frame.trees[axis]?.ids[own] ?? '');
  const days = daysOfStint(layout, axis, own);
  const name = days ? names.during(member, days) : member;
  return node < 0 ? names.own(name) : name;
}

interface Parts {
  /** The axis that opens, and its place along the edge. */
  readonly axis: Axis;
  readonly position: number;
  readonly places: readonly Place[];
}

function partsOf(layout: TargetLayout, axes: readonly Axis[], place: Place): Parts | null {
  for (const [position, axis] of axes.entries()) {
    const places = axis === 'time' ? periodsIn(layout, place) : membersIn(layout, axis, place);
    if (places.length > 0) return { axis, position, places };
  }
  return null;
}

const periodsIn = ({ frame: { time } }: TargetLayout, place: Place): readonly Place[] =>
  partsOfPeriod(time, place.time).map((node) => ({ members: place.members, time: node }));

/** A period with a single part shows the part's parts instead. */
export function partsOfPeriod(time: TargetLayout['frame']['time'], node: number): readonly number[] {
  const children = childrenOf(time, node);
  const [only] = children;
  if (children.length !== 1 || only === undefined) return children;
  return partsOfPeriod(time, only);
}

function membersIn({ frame }: TargetLayout, dimension: number, place: Place): readonly Place[] {
  const node = place.members[dimension] ?? 0;
  const tree = frame.trees[dimension];
  if (!tree || node < 0 || isLeafNode(tree, node)) return [];
  return [ownRow(node), ...childrenOf(tree, node)]
    .map((child) => ({ members: place.members.with(dimension, child), time: place.time }))
    .filter((child) => rowsUnder(frame, child).length > 0);
}

function lineId({ frame }: TargetLayout, { arrangement, edge }: LinesInput, place: Place): string {
  const axes = arrangement[edge];
  const period = frame.time.ids[place.time] ?? 'all';
  if (axes.length === 1 && axes[0] === 'time' && edge === 'columns') return period;
  const whole = place.members.every((node) => node >= 0);
  // The top of a tree keeps one name, whoever looks and whatever is added beside it.
  const ids = place.members.map((node, d) => (node === 0 ? '*' : (frame.trees[d]?.ids[node] ?? '')));
  const members = (whole ? ids : place.members).join(',');
  return axes.includes('time') ? `${members};${period}` : members;
}

function standing({ layout, territory = everywhere }: LinesInput, { members, time }: Place) {
  const own = members.map((node, d) => (node < 0 ? null : ownMember(layout, territory, d, node)));
  return {
    place: { members: members.map((node, d) => own[d]?.node ?? node), time },
    names: own.map((one) => one?.id ?? null),
  };
}

const everywhere: Territory = new Map();

/** Whether a line is called more than the reader sees: by its own members, the whole by what is held around the table too. */
function showsPart(
  { layout, arrangement, edge, territory = everywhere }: LinesInput,
  { members }: Place,
  depth: number,
): boolean {
  const { rows, columns } = arrangement;
  const isNamed = (d: number): boolean =>
    arrangement[edge].includes(d) ||
    (depth === 0 && edge === 'rows' && !rows.includes(d) && !columns.includes(d));
  return members.some((node, d) => isNamed(d) && isOwnPartOnly(layout, territory, d, node));
}

/** The members of a line as a command names them; `null` where nobody can type. */
export const namedMembers = ({ names }: Pick<Line, 'names'>): readonly string[] | null =>
  names.every((id) => id !== null) ? names : null;

/** Where a row and a column meet. */
export function meeting({ columns }: Arrangement, row: Line, column: Line): Pick<Line, 'place' | 'names'> {
  const along = (d: number): Line => (columns.includes(d) ? column : row);
  return {
    place: {
      members: row.place.members.map((node, d) => along(d).place.members[d] ?? node),
      time: columns.includes('time') ? column.place.time : row.place.time,
    },
    names: row.names.map((_, d) => along(d).names[d] ?? null),
  };
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
