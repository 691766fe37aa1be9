import { type Problem, problem } from '../foundation/problem.ts';
import { applyChanges } from '../plan/apply.ts';
import type { Change } from '../plan/change.ts';
import { cellAddress, isPresent, rowCount, rowOf, slotOf } from '../plan/cube.ts';
import type { PlanRecord } from '../plan/record.ts';
import { type BookState, findRecord, forkState } from '../plan/state.ts';
import { titleOf } from '../plan/title.ts';
import { holdsOf } from './decide-enter.ts';
import { holdProblems, isHeldShare } from './decide-hold.ts';
import { checkDistinct } from './distinct-law.ts';
import type { EnterContext } from './entry-context.ts';
import { covers, leavesUnder, ownRow, type Place, placeAbove, rowsUnder } from './frame.ts';
import { isExpired, type PlacedHold, placeHolds } from './hold-fields.ts';
import { closedSlots, layoutOf, leafInTable, namesOf } from './layout.ts';
import { landing } from './spread/landing.ts';
import { beyond, rangeBetween } from './spread/range.ts';
import { STATED, statedPlace } from './stated.ts';
import { tableTotals } from './table-totals.ts';
import type { TargetLayout } from './target-layout.ts';
import { sumLeaves } from './totals/scan.ts';
import { readFraction } from './totals.ts';
import { isLeafNode, leafOfSlot } from './tree.ts';

/** Reasons told to the person; the first ones suffice to find the rest. */
export const MAX_REASONS = 20;

/**
 * The laws of numbers that changes which were not decided here – promoted from a what-if, or taken back – would break in
 * this book (SPR-T92): what no entry of the actor's own could bring about, they do not either. A period that is closed
 * before and after stays as it is, a hold that stands before and after keeps what it keeps, one that comes agrees with
 * its numbers, and a distinct count stays between its parts. Rows that go take their numbers with them.
 *
 * The first 20 of them: `CLOSED` and `HELD` (`kind`, `id` and `by` name the target or the hold), `DISTINCT_RANGE`, and what
 * a hold is refused with when it is made.
 */
export function brokenNumbers(context: EnterContext, changes: readonly Change[]): readonly Problem[] {
  const state = forkState(context.state);
  applyChanges(state, changes);
  const moves = movesOf(state, changes);
  return [...moves]
    .flatMap(([target, moved]) => brokenIn(context, state, target, moved))
    .slice(0, MAX_REASONS);
}

/** What some changes do to the numbers of one target. */
interface Moved {
  readonly changes: readonly Change[];
  /** Records of holds and of totals' own numbers, as they are afterwards – or were, where they go. */
  readonly records: readonly PlanRecord[];
}

function movesOf(after: BookState, changes: readonly Change[]): ReadonlyMap<string, Moved> {
  const moves = new Map<string, { changes: Change[]; records: PlanRecord[] }>();
  for (const change of changes) {
    const record = recordOf(after, change);
    const target = 'cells' in change || 'rows' in change ? change.target : record?.fields['target'];
    if (typeof target !== 'string') continue;
    const known = moves.get(target) ?? { changes: [], records: [] };
    known.changes.push(change);
    if (record) known.records.push(record);
    moves.set(target, known);
  }
  return moves;
}

function recordOf(after: BookState, change: Change): PlanRecord | undefined {
  if (!change.type.startsWith('record.')) return undefined;
  const { kind, id } = change.type === 'record.changed' ? change : (change as { record: PlanRecord }).record;
  if (kind !== 'hold' && kind !== STATED) return undefined;
  return findRecord(after, kind, id) ?? ('record' in change ? change.record : undefined);
}

/** A target's table before and after some changes, in the same row numbers. */
interface Sides {
  readonly before: TargetLayout;
  readonly after: TargetLayout;
}

function brokenIn(context: EnterContext, state: BookState, target: string, moved: Moved): readonly Problem[] {
  const later = { ...context, state };
  const before = layoutOf(context.state, context.master, target);
  const after = layoutOf(state, context.master, target);
  if (!after) return [];
  const coming = comingHolds(context, later, after, moved);
  // What came together with its target was lawful where it was made.
  if (!before) return coming;
  const sides = { before, after };
  return [
    ...emptied(context, after),
    ...closedMoved(context, sides, moved),
    ...standingHolds(context, later, sides, moved),
    ...coming,
    ...distinctBroken(later, after, moved),
  ];
}

/** A breakdown keeps at least one coordinate. */
function emptied(context: EnterContext, layout: TargetLayout): readonly Problem[] {
  const { cube } = layout;
  for (let row = 0; row < rowCount(cube); row++) if (isPresent(cube, row)) return [];
  return [problem('REQUIRED', 'rows', named(context, layout))];
}

/** A target as a problem names it: by its metric. */
function named({ kinds }: EnterContext, { target, metric }: TargetLayout) {
  return { kind: 'target', id: target.id, by: titleOf(kinds, metric) };
}

/** Leaves that move and still count afterwards, by their address in the table. */
function movedLeaves({ changes }: Moved, after: TargetLayout): readonly { row: number; slot: number }[] {
  return changes.flatMap((change) => {
    if (change.type !== 'cells.changed') return [];
    const cells = Array.from(change.cells, (cell) => leafInTable(after, cell));
    const leaves = cells.map((cell) => ({ row: rowOf(cell), slot: slotOf(cell) }));
    return leaves.filter(({ row }) => (after.frame.rank[row] ?? -1) >= 0);
  });
}

function closedMoved(context: EnterContext, sides: Sides, moved: Moved): readonly Problem[] {
  const [was, is] = [closedSlots(sides.before), closedSlots(sides.after)];
  const leaves = movedLeaves(moved, sides.after);
  const cells = leaves.filter(({ slot }) => was.has(slot) && is.has(slot)).length;
  if (cells === 0) return [];
  return [problem('CLOSED', 'cells', { ...named(context, sides.after), cells })];
}

/** Holds that stand before and after, and would not keep what they keep. Typing through one's own is allowed (SPR-T54). */
function standingHolds(
  context: EnterContext,
  later: EnterContext,
  sides: Sides,
  moved: Moved,
): readonly Problem[] {
  const leaves = new Set(movedLeaves(moved, sides.after).map(({ row, slot }) => cellAddress(row, slot)));
  const before = new Map(
    holdsOf(context, sides.before).map((hold) => [holdKey(sides.before, hold), hold] as const),
  );
  const broken = holdsOf(later, sides.after).filter((hold) => {
    const was = before.get(holdKey(sides.after, hold));
    return was && !isThrough(context, hold) && !keeps(sides, { was, is: hold }, moved, leaves);
  });
  return [...new Set(broken.map(({ id }) => id))].map((id) => {
    const by = titleOf(context.kinds, findRecord(later.state, 'hold', id)!);
    return problem('HELD', 'holds', { kind: 'hold', id, by });
  });
}

/** One hold at one of its places, in words that both tables understand. */
const holdKey = ({ frame }: TargetLayout, { id, at }: PlacedHold): string =>
  JSON.stringify([id, namesOf(frame, at)]);

const isThrough = ({ actor }: EnterContext, { owner, strength, keeps }: PlacedHold): boolean =>
  owner === actor && strength !== 'system' && (keeps === 'value' || keeps === 'total');

/** One hold at its place in either table: members may have come to stand elsewhere. */
interface Standing {
  readonly was: PlacedHold;
  readonly is: PlacedHold;
}

function keeps(sides: Sides, standing: Standing, moved: Moved, leaves: ReadonlySet<number>): boolean {
  const { was, is } = standing;
  switch (is.keeps) {
    case 'value':
      return !movesUnder(sides.after, is.at, leaves) && !statedMoved(sides.after, is.at, moved);
    case 'total':
      return sumsOf(sides.before, was.at).join() === sumsOf(sides.after, is.at).join();
    case 'share': {
      const { share } = is;
      const stays = share && !isMovedShare(sides, standing, share.along);
      return stays || isHeldShare(sides.after, is);
    }
    case 'bound': {
      const at = landing(sides.after, is.at);
      const now = sumLeaves(sides.after.cube, sides.after.frame, 0, at);
      const stays =
        sumLeaves(sides.before.cube, sides.before.frame, 0, landing(sides.before, was.at)).sum === now.sum;
      return stays || now.entries === 0 || beyond(now.sum, rangeBetween(is.floor, is.cap)) === 0;
    }
  }
}

/** Asked of the leaves below the place, of which there are mostly few, not of all that moved. */
function movesUnder({ frame }: TargetLayout, at: Place, leaves: ReadonlySet<number>): boolean {
  const { from, to } = leavesUnder(frame.time, at.time);
  const slots = frame.time.slots.subarray(from, to);
  return rowsUnder(frame, at).some((row) => slots.some((slot) => leaves.has(cellAddress(row, slot))));
}

/** What keeps the leaves below a place keeps the own numbers of the totals below it too. */
function statedMoved({ frame, cube }: TargetLayout, at: Place, { records }: Moved): boolean {
  return records.some((record) => {
    const place = record.kind === STATED ? statedPlace(record, frame, cube.dimensions) : undefined;
    return place !== undefined && covers(frame, at, place);
  });
}

function sumsOf(layout: TargetLayout, at: Place): readonly number[] {
  const place = landing(layout, at);
  return Array.from(
    { length: layout.cube.parts },
    (_, part) => sumLeaves(layout.cube, layout.frame, part, place).sum,
  );
}

function isMovedShare({ before, after }: Sides, { was, is }: Standing, along: number | 'time'): boolean {
  const sides = [
    [before, was.at],
    [after, is.at],
  ] as const;
  const [then, now] = sides.map(([layout, at]) => {
    const above = placeAbove(layout.frame, at, along);
    return [...sumsOf(layout, at), ...(above ? sumsOf(layout, above) : [])].join();
  });
  return then !== now;
}

/** Holds that come, or are changed in what they keep, are made anew here: their numbers may be others. */
function comingHolds(
  context: EnterContext,
  later: EnterContext,
  after: TargetLayout,
  { records }: Moved,
): readonly Problem[] {
  return records.flatMap((record) => {
    if (record.kind !== 'hold' || !findRecord(later.state, 'hold', record.id)) return [];
    if (isExpired(record.fields, context.today) || placeHolds(after, record).length === 0) return [];
    const before = findRecord(context.state, 'hold', record.id)?.fields;
    return holdProblems(later, after, record, before).map((one) =>
      problem(one.code, one.path, {
        kind: 'hold',
        id: record.id,
        by: titleOf(context.kinds, record),
        ...one.params,
      }),
    );
  });
}

function distinctBroken(later: EnterContext, after: TargetLayout, moved: Moved): readonly Problem[] {
  if (after.aggregation !== 'distinct') return [];
  const { frame, cube, target } = after;
  const leaves = movedLeaves(moved, after).flatMap(({ row, slot }) => {
    const leaf = leafOfSlot(frame.time, slot);
    if (leaf < 0) return [];
    return [
      {
        members: frame.position.map((nodes, d) => leafMember(after, d, nodes[row]!)),
        time: frame.time.leafNodes[leaf]!,
      },
    ];
  });
  const totals = moved.records.flatMap((record) =>
    record.kind === STATED ? (statedPlace(record, frame, cube.dimensions) ?? []) : [],
  );
  const table = tableTotals(after);
  return checkDistinct(
    frame,
    (place) => readFraction(table, place)?.numerator ?? null,
    [...leaves, ...totals].map((place) => ({ place, path: 'cells' })),
    (place) => later.writable(target.id, namesOf(frame, place).members),
  ).map(({ code, path, params }) => problem(code, path, { ...named(later, after), ...params }));
}

/** A member with others below it stands as a leaf by its own row. */
const leafMember = ({ frame }: TargetLayout, dimension: number, node: number): number =>
  isLeafNode(frame.trees[dimension]!, node) ? node : ownRow(node);
