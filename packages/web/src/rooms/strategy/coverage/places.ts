import type { Territory } from '@shapan/contract';
import {
  type BookState,
  type CoverageFigures,
  type IsWider,
  memberOf,
  type Place,
  placesAlong,
  recordsOf,
  type TargetLayout,
} from '@shapan/engine';

/** Members down the side: one dimension, each other at one member. */
export interface CoverageRow {
  readonly members: readonly number[];
  /** Its node in the dimension's tree; 0 without one. */
  readonly node: number;
  readonly depth: number;
  /** Nothing of the reader's part lies below it. */
  readonly isLeaf: boolean;
}

export interface CoverageColumn {
  /** Its node in the tree of periods. */
  readonly time: number;
  readonly id: string;
  readonly isLeaf: boolean;
}

export interface CoverageTable {
  /** The dimension down the side; −1 of a target without one. */
  readonly along: number;
  /** Where every other dimension stands: a node of each. */
  readonly members: readonly number[];
  readonly rows: readonly CoverageRow[];
  readonly columns: readonly CoverageColumn[];
  /** Periods go further down than the columns do. */
  readonly coarser: boolean;
  /** How far down they go. */
  readonly depth: number;
}

/** A cell as the address, the grid of targets and the baseline call it: `A,*@M2026-07`. */
export function placeName({ frame }: TargetLayout, { members, time }: Place): string {
  const names = members.map((node, d) => (node === 0 ? '*' : (frame.trees[d]?.ids[node] ?? '*')));
  return `${names.join(',')}@${frame.time.ids[time] ?? 'all'}`;
}

/** So many periods stand side by side; of finer grains the longer ones do. */
const MOST_COLUMNS = 17;

/** The rows and columns over which coverage is laid, as far as the reader's part reaches. */
export function coverageTable(
  layout: TargetLayout,
  along: number,
  territory: Territory,
  members: readonly number[] = standingAt(layout, along, territory, undefined),
): CoverageTable {
  return { along, members, rows: rowsOf(layout, along, territory, members), ...coverageColumns(layout) };
}

/** The periods over which coverage is laid. */
export function coverageColumns(layout: TargetLayout): Pick<CoverageTable, 'columns' | 'coarser' | 'depth'> {
  const { level, coarser } = shownLevel(layout);
  const { time } = layout.frame;
  const shown = time.ids.flatMap((id, node) =>
    time.depth[node]! <= level && !isRepeated(layout, node) ? [{ id, node }] : [],
  );
  const columns = shown.map(({ id, node }) => ({
    time: node,
    id,
    isLeaf: !shown.some((other) => other.node > node && other.node < time.end[node]!),
  }));
  return { columns, coarser, depth: level };
}

/** A longer period with one below it that is the same days: what is said of the one is said of the other. */
function isRepeated({ frame: { time } }: TargetLayout, node: number): boolean {
  const above = time.parent[node]!;
  return time.end[node]! > node + 1 && above >= 0 && leaves(time, above) === leaves(time, node);
}

const leaves = (time: TargetLayout['frame']['time'], node: number): number =>
  time.firstLeaf[time.end[node]!]! - time.firstLeaf[node]!;

function shownLevel({ frame: { time } }: TargetLayout): {
  readonly level: number;
  readonly coarser: boolean;
} {
  const upTo = (level: number): number => time.ids.filter((_, node) => time.depth[node]! <= level).length;
  let level = time.levels - 1;
  while (level > 0 && upTo(level) > MOST_COLUMNS) level -= 1;
  return { level, coarser: level < time.levels - 1 };
}

const isInside = ({ cube, frame }: TargetLayout, territory: Territory, d: number, node: number): boolean => {
  const part = territory.get(cube.dimensions[d] ?? '');
  return part === undefined || part.has(memberOf(frame.trees[d]?.ids[node] ?? ''));
};

/** The members of a dimension that the reader's part has, in the order of its tree. */
export const nodesInside = (layout: TargetLayout, territory: Territory, d: number): readonly number[] =>
  [...(layout.frame.trees[d]?.ids.keys() ?? [])].filter((node) => isInside(layout, territory, d, node));

/**
 * Where the dimensions stand that do not go down the side: where the named cell does, as far as the reader's part has it,
 * else at the topmost member that the part has.
 */
export function standingAt(
  layout: TargetLayout,
  along: number,
  territory: Territory,
  at: string | undefined,
): readonly number[] {
  const named = at?.replace(/@.*$/, '').split(',') ?? [];
  return layout.frame.trees.map((tree, d) => {
    if (d === along) return 0;
    const node = tree.index.get(named[d] === '*' ? '' : (named[d] ?? ''));
    if (node !== undefined && isInside(layout, territory, d, node)) return node;
    return nodesInside(layout, territory, d)[0] ?? 0;
  });
}

function rowsOf(
  layout: TargetLayout,
  along: number,
  territory: Territory,
  standing: readonly number[],
): readonly CoverageRow[] {
  const tree = layout.frame.trees[along];
  // A part in which no member of the target is has no place for the others to stand either.
  if (standing.some((node, d) => d !== along && !isInside(layout, territory, d, node))) return [];
  const rows = placesAlong(layout, along)
    .map((members) => members[along] ?? 0)
    .filter((node) => along < 0 || isInside(layout, territory, along, node))
    .map((node) => {
      const isLeaf = tree === undefined || tree.end[node] === node + 1;
      const members = along < 0 ? standing : standing.with(along, node);
      return { members, node, depth: tree?.depth[node] ?? 0, isLeaf };
    });
  const least = rows.reduce((fewest, { depth }) => Math.min(fewest, depth), Number.POSITIVE_INFINITY);
  return rows.map((row) => ({ ...row, depth: row.depth - least }));
}

/**
 * What initiatives promise for more than the reader's part. The top of the table is that part alone, so a contribution
 * that names no member of a dimension, of which the reader knows some only, is not all for what is seen.
 */
export function widerThan(territory: Territory, master: BookState): IsWider {
  const restricted = [...territory].flatMap(([dimension, inside]) => {
    const members = recordsOf(master, 'dimensionMember');
    const some = members.some(({ id, fields }) => fields['dimension'] === dimension && !inside.has(id));
    return some ? [dimension] : [];
  });
  return ({ coordinate }) => restricted.some((dimension) => coordinate[dimension] === undefined);
}

/** A cell with how it is covered. */
export interface CoveredCell {
  readonly key: string;
  readonly row: CoverageRow;
  readonly column: CoverageColumn;
  readonly place: Place;
  readonly cover: CoverageFigures;
}

/**
 * How much of its target a place comes to, in tenths of a percent, rounded down so that only what is covered says 100 %.
 * `null` where no share says it: without a target, of a band, and where less is better.
 */
export function sharePermille(
  layout: TargetLayout,
  { target, reached, uncovered }: CoverageFigures,
): number | null {
  if (target === null || target <= 0 || uncovered === null) return null;
  if (layout.metric.fields['direction'] === 'down') return null;
  return Number((BigInt(reached) * 1000n) / BigInt(target));
}

/** How a cell is coloured: what is nearly there differs from what is not. */
export type CoverageTone = 'covered' | 'near' | 'far' | 'bare' | 'open';

const NEAR_PERMILLE = 900;

export function toneOf(layout: TargetLayout, cover: CoverageFigures): CoverageTone {
  if (cover.state !== 'short') return cover.state;
  return (sharePermille(layout, cover) ?? 0) >= NEAR_PERMILLE ? 'near' : 'far';
}
