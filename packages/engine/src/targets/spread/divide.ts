import { invariant, ok, type Result } from '../../foundation/result.ts';
import { covers, type Frame, ownRow, type Place, rowsUnder } from '../frame.ts';
import { leavesInWindow, sumLeaves } from '../totals/scan.ts';
import { isLeafNode, leafOfSlot, type Tree } from '../tree.ts';
import { allocate } from './allocate.ts';
import { createDraft, cubeOf, type Draft, mergeSteps, takeStep } from './draft.ts';
import { landing } from './landing.ts';
import { type Cell, cellsAt, shareOut, withMember } from './ordered.ts';
import type { Hold, Notice, SpreadInput, SpreadOutcome } from './request.ts';

/** A part of a cell along one dimension or along time: a node of its tree, or `ownRow(node)`. */
export interface DividedPart {
  readonly node: number;
  /** A whole number, 0 or more. */
  readonly weight: number;
}

/** What a breakdown rule asks of the leaves: one cell, divided along one of its dimensions. */
export interface DivideRequest {
  readonly at: Place;
  /** The dimension's number, or time. */
  readonly along: number | 'time';
  /** Parts that together hold all leaves under `at`, in the order of the tree. */
  readonly parts: readonly DividedPart[];
  /**
   * `shares`: every part gets its share of the cell and keeps its own pattern inside (T95, keep seasonality). `totals`:
   * every line of the other dimensions and periods keeps its number and is divided on its own.
   */
  readonly keeps: 'shares' | 'totals';
  /** With `totals`: weights of the parts in one leaf period, where they differ over time. */
  readonly weightsAt?: ((leaf: number) => readonly number[]) | undefined;
  /** With `shares`: what each part is to show, instead of a share by its weight; together the cell's total. */
  readonly amounts?: ((cells: readonly Cell[], total: number) => Result<readonly number[]>) | undefined;
}

interface Division extends Omit<DivideRequest, 'at'> {
  readonly tree: Tree;
}

/**
 * Divide a cell by weights. Its total stays, and so does whatever is held: a total below that the division would move
 * holds its leaves (T95). Refuses what `spread` refuses for the entry of a number.
 */
export function divide(input: SpreadInput, request: DivideRequest): Result<SpreadOutcome> {
  const { frame } = input;
  const draft = createDraft({ ...input, holds: keptHolds(input, request) });
  const tree = request.along === 'time' ? frame.time : frame.trees[request.along]!;
  const division = { ...request, tree };
  const at = request.keeps === 'shares' ? landing(input, request.at) : request.at;
  const divided =
    request.keeps === 'shares'
      ? divideCell(draft, at, division, request.parts)
      : divideLines(draft, at, division);
  if (!divided.ok) return divided;
  const was = sumLeaves(input.cube, frame, 0, at).sum;
  invariant(was === sumLeaves(cubeOf(draft), frame, 0, at).sum, 'SPR-T2: a divided cell keeps its total');
  return ok({ changes: mergeSteps(draft), edited: [], notices: folded(draft.notices) });
}

/** A held total survives by itself where the division keeps it whole; elsewhere its leaves stay. */
function keptHolds({ frame, holds = [] }: SpreadInput, { at, along, keeps }: DivideRequest): Hold[] {
  return holds.flatMap((hold) => {
    const whole = keeps === 'shares' ? hold.at : alongIs(at, along, nodeAlong(hold.at, along));
    if (hold.keeps === 'total' && covers(frame, whole, at)) return [];
    return [{ ...hold, keeps: 'value' as const }];
  });
}

export const nodeAlong = (place: Place, along: number | 'time'): number =>
  along === 'time' ? place.time : place.members[along]!;

export const alongIs = (place: Place, along: number | 'time', node: number): Place =>
  along === 'time' ? { ...place, time: node } : withMember(place, along, node);

function divideCell(
  draft: Draft,
  place: Place,
  division: Division,
  parts: readonly DividedPart[],
): Result<null> {
  const { sum, entries } = sumLeaves(cubeOf(draft), draft.input.frame, 0, place);
  if (entries === 0) return ok(null);
  const places = parts.map(({ node }) => alongIs(place, division.along, node));
  const cells = cellsAt(draft, places, 0);
  if (!cells.ok) return cells;
  if (division.amounts) return assign(draft, cells.value, division.amounts(cells.value, sum));
  // What cannot change takes no share from the others: weights are those of free parts.
  const free = parts.map((part, i) => (cells.value[i]!.free > 0 ? part : { ...part, weight: 0 }));
  return handOut(draft, place, division, free, sum);
}

/** Parts whose amounts are known: each is an entry of its own. */
function assign(draft: Draft, cells: readonly Cell[], amounts: Result<readonly number[]>): Result<null> {
  if (!amounts.ok) return amounts;
  for (const [i, { place, free, sum }] of cells.entries()) {
    const value = amounts.value[i]!;
    if (free === 0 || value === sum) continue;
    const entry = { at: place, method: 'proportional' as const, value };
    const taken = takeStep(draft, place, 0, (scope) => allocate(draft.input.frame, scope, entry));
    if (!taken.ok) return taken;
  }
  return ok(null);
}

/** The parts get their shares level by level, so that every level is whole and adds up (SPR-T69). */
function handOut(
  draft: Draft,
  place: Place,
  division: Division,
  parts: readonly DividedPart[],
  value: number,
): Result<null> {
  const { frame } = draft.input;
  const node = nodeAlong(place, division.along);
  if (parts.length === 1 && parts[0]!.node === node) {
    const entry = { at: place, method: 'proportional' as const, value };
    const taken = takeStep(draft, place, 0, (scope) => allocate(frame, scope, entry));
    return taken.ok ? ok(null) : taken;
  }
  const groups = groupsBelow(division.tree, node, parts);
  const places = groups.map((group) => alongIs(place, division.along, group.node));
  const cells = cellsAt(draft, places, 0);
  if (!cells.ok) return cells;
  const weights = groups.map((group) => BigInt(group.parts.reduce((sum, { weight }) => sum + weight, 0)));
  const shared = sharesOf(cells.value, weights, value, place);
  if (!shared.ok) return shared;
  for (const entry of shared.value) {
    const group = groups[places.indexOf(entry.place)]!;
    const done = handOut(draft, entry.place, division, group.parts, entry.value);
    if (!done.ok) return done;
  }
  return ok(null);
}

/** Where no part weighs anything, nothing beyond what is fixed is theirs. */
function sharesOf(
  cells: readonly Cell[],
  weights: readonly bigint[],
  value: number,
  at: Place,
): ReturnType<typeof shareOut> {
  const fixed = cells.reduce((sum, cell) => sum + cell.fixed, 0);
  if (value === fixed && weights.every((weight) => weight === 0n)) {
    return ok(cells.filter(({ free }) => free > 0).map((cell) => ({ place: cell.place, value: cell.fixed })));
  }
  return shareOut(cells, weights, value, { at, method: 'pattern' });
}

interface Group {
  readonly node: number;
  readonly parts: DividedPart[];
}

/** Parts by the child of `node` they lie in; a part that is the node's own row stands alone. */
function groupsBelow(tree: Tree, node: number, parts: readonly DividedPart[]): readonly Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    let child = part.node;
    if (child !== ownRow(node)) {
      child = child < 0 ? ownRow(child) : child;
      while (tree.parent[child] !== node) child = tree.parent[child]!;
    }
    const last = groups.at(-1);
    if (last?.node === child) last.parts.push(part);
    else groups.push({ node: child, parts: [part] });
  }
  return groups;
}

/** Every combination of the other dimensions and periods for itself. */
function divideLines(draft: Draft, at: Place, division: Division): Result<null> {
  const { frame, cube } = draft.input;
  const fine = division.parts.every(({ node }) => node < 0 || isLeafNode(division.tree, node));
  const partOf = partByNode(division);
  for (const line of linesOf(draft, at, division.along)) {
    const { sum, entries } = sumLeaves(cube, frame, 0, line);
    if (entries === 0) continue;
    const weights = division.weightsAt?.(frame.time.firstLeaf[line.time]!);
    const parts = division.parts.map((part, i) => ({ ...part, weight: weights?.[i] ?? part.weight }));
    const done = fine
      ? takeStep(draft, line, 0, (scope) =>
          allocate(frame, scope, {
            at: line,
            method: 'relativeProportional',
            value: sum,
            zeroBasis: 'skip',
            reference: (row, slot) => parts[partOf[nodeOf(frame, division.along, row, slot)]!]?.weight ?? 0,
          }),
        )
      : divideCell(draft, line, division, parts);
    if (!done.ok && done.problems[0]?.code !== 'BASIS_ZERO') return done;
  }
  return ok(null);
}

function nodeOf(frame: Frame, along: number | 'time', row: number, slot: number): number {
  if (along === 'time') return frame.time.leafNodes[leafOfSlot(frame.time, slot)]!;
  return frame.position[along]![row]!;
}

function partByNode({ tree, parts }: Division): Int32Array {
  const partOf = new Int32Array(tree.ids.length).fill(-1);
  parts.forEach(({ node }, i) => {
    if (node < 0) partOf[ownRow(node)] = i;
    else partOf.fill(i, node, tree.end[node]);
  });
  return partOf;
}

function* linesOf(draft: Draft, at: Place, along: number | 'time'): Generator<Place> {
  const { frame, cube } = draft.input;
  const rows = rowsUnder(frame, at);
  if (along === 'time') {
    for (const row of rows) {
      yield { members: frame.position.map((nodes) => ownRow(nodes[row]!)), time: at.time };
    }
    return;
  }
  const { from, to } = leavesInWindow(cube, frame.time, at.time);
  const seen = new Set<string>();
  for (const row of rows) {
    const members = frame.position.map((nodes, d) => (d === along ? at.members[d]! : ownRow(nodes[row]!)));
    const key = members.join();
    if (seen.has(key)) continue;
    seen.add(key);
    for (const time of frame.time.leafNodes.subarray(from, to)) yield { members, time };
  }
}

/** One notice of a kind: lines are many. */
function folded(notices: readonly Notice[]): readonly Notice[] {
  const sums = new Map<Notice['code'], Record<string, string | number>>();
  for (const { code, params = {} } of notices) {
    const sum = sums.get(code) ?? {};
    for (const [name, value] of Object.entries(params)) {
      sum[name] = typeof value === 'number' ? Number(sum[name] ?? 0) + value : value;
    }
    sums.set(code, sum);
  }
  return [...sums].map(([code, params]) => ({ code, params }));
}
