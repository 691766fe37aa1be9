import type { Territory } from '@shapan/contract';
import {
  type BookState,
  type Coverage,
  coverageAt,
  type IsWider,
  memberOf,
  type Place,
  type PlaceCoverage,
  placesAlong,
  recordsOf,
  standsThere,
  type TargetLayout,
} from '@shapan/engine';

/** Members down the side: one dimension, all others at their top. */
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
  readonly rows: readonly CoverageRow[];
  readonly columns: readonly CoverageColumn[];
  /** Periods go further down than the columns do. */
  readonly coarser: boolean;
}

/** A cell as the address, the grid of targets and the baseline call it: `A,*@M2026-07`. */
export function placeName({ frame }: TargetLayout, { members, time }: Place): string {
  const names = members.map((node, d) => (node === 0 ? '*' : (frame.trees[d]?.ids[node] ?? '*')));
  return `${names.join(',')}@${frame.time.ids[time] ?? 'all'}`;
}

/** So many periods stand side by side; of finer grains the longer ones do. */
const MOST_COLUMNS = 17;

/** The rows and columns over which coverage is laid, as far as the reader's part reaches. */
export function coverageTable(layout: TargetLayout, along: number, territory: Territory): CoverageTable {
  return { along, rows: rowsOf(layout, along, territory), ...coverageColumns(layout) };
}

/** The periods over which coverage is laid. */
export function coverageColumns(layout: TargetLayout): Pick<CoverageTable, 'columns' | 'coarser'> {
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
  return { columns, coarser };
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

function rowsOf(layout: TargetLayout, along: number, territory: Territory): readonly CoverageRow[] {
  const tree = layout.frame.trees[along];
  const inside = (d: number, node: number): boolean => {
    const part = territory.get(layout.cube.dimensions[d] ?? '');
    return part === undefined || part.has(memberOf(layout.frame.trees[d]?.ids[node] ?? ''));
  };
  const rows = placesAlong(layout, along)
    .filter((members) => members.every((node, d) => inside(d, node)))
    .map((members) => {
      const node = members[along] ?? 0;
      const isLeaf = tree === undefined || tree.end[node] === node + 1;
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
  readonly cover: PlaceCoverage;
}

/** Every cell of these rows in which its members stand. */
export function cellsOf(
  coverage: Coverage,
  rows: readonly CoverageRow[],
  columns: readonly CoverageColumn[],
): readonly CoveredCell[] {
  const { layout } = coverage;
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const place: Place = { members: row.members, time: column.time };
      if (!standsThere(layout.frame, place)) return [];
      const key = placeName(layout, place);
      return [{ key, row, column, place, cover: coverageAt(coverage, place) }];
    }),
  );
}

/** The smallest cells in which something is missing: those that nobody carries before the others, then the largest gap. */
export function uncoveredOf(cells: readonly CoveredCell[]): readonly CoveredCell[] {
  const rank = ({ cover }: CoveredCell): number => (cover.state === 'bare' ? 0 : 1);
  return cells
    .filter(({ row, column, cover }) => row.isLeaf && column.isLeaf && isMissing(cover))
    .toSorted((a, b) => rank(a) - rank(b) || (b.cover.uncovered ?? 0) - (a.cover.uncovered ?? 0));
}

const isMissing = ({ state }: PlaceCoverage): boolean => state === 'bare' || state === 'short';

/**
 * How much of its target a place comes to, in tenths of a percent, rounded down so that only what is covered says 100 %.
 * `null` where no share says it: without a target, of a band, and where less is better.
 */
export function sharePermille(
  layout: TargetLayout,
  { target, reached, uncovered }: PlaceCoverage,
): number | null {
  if (target === null || target <= 0 || uncovered === null) return null;
  if (layout.metric.fields['direction'] === 'down') return null;
  return Number((BigInt(reached) * 1000n) / BigInt(target));
}

/** How a cell is coloured: what is nearly there differs from what is not. */
export type CoverageTone = 'covered' | 'near' | 'far' | 'bare' | 'open';

const NEAR_PERMILLE = 900;

export function toneOf(layout: TargetLayout, cover: PlaceCoverage): CoverageTone {
  if (cover.state !== 'short') return cover.state;
  return (sharePermille(layout, cover) ?? 0) >= NEAR_PERMILLE ? 'near' : 'far';
}
