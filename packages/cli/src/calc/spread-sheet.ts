import {
  addRows,
  amountFromDecimal,
  buildTimeTree,
  cellAddress,
  createCube,
  createFrame,
  createTotals,
  daysBetween,
  type Fraction,
  isLeafNode,
  MAX_AMOUNT,
  numberFromAmount,
  ok,
  type Place,
  type Problem,
  problem,
  type Result,
  readFraction,
  refuse,
  setCells,
  type Tree,
  unitScale,
  wholeId,
} from '@shapan/engine';
import { memberTree } from './member-tree.ts';
import type { Sheet, Unfilled } from './sheet.ts';
import { periodOfMember } from './spread-calendar.ts';
import type { SpreadFields } from './spread-fields.ts';
import { readHolds } from './spread-holds.ts';
import { tableSheet } from './spread-table.ts';

export function buildSheet(fields: SpreadFields): Result<Sheet> {
  const sheet = unfilled(fields);
  if (!sheet.ok) return sheet;
  const filled = fillLeaves(sheet.value, fields);
  if (!filled.ok) return filled;
  const holds = readHolds(sheet.value, fields);
  return holds.ok ? ok({ ...sheet.value, holds: holds.value }) : holds;
}

function unfilled(fields: SpreadFields): Result<Unfilled> {
  if (fields.dimensions !== undefined) return tableSheet(fields.dimensions);
  const built = memberTree(fields.members, 'members');
  if (!built.ok) return built;
  return fields.timeBalance === 'flow' ? memberSheet(built.value, fields) : periodSheet(built.value, fields);
}

/** What a tree of members says about its ids. */
function ofTree(tree: Tree, { members }: SpreadFields) {
  const isLeaf = (id: string): boolean => isLeafNode(tree, tree.index.get(id)!);
  const leaves = tree.ids.filter((id) => id !== wholeId && isLeaf(id));
  const leavesBelow = (id: string): string[] => {
    const node = tree.index.get(id)!;
    return tree.ids.slice(node, tree.end[node]).filter(isLeaf);
  };
  return { ids: members.map(({ id }) => id), isLeaf, leaves, leavesBelow, dimensions: [] };
}

function memberSheet(tree: Tree, fields: SpreadFields): Result<Unfilled> {
  const time = buildTimeTree([{ id: 'period', slot: 0 }]);
  if (!time.ok) return time;
  const cube = createCube({ dimensions: ['members'], parts: 1, firstSlot: 0, slotCount: 1 });
  const known = ofTree(tree, fields);
  addRows(
    cube,
    known.leaves.map((id) => [id]),
  );
  return ok({
    ...known,
    cube,
    frame: createFrame(cube, [tree], time.value),
    behaviour: 'flow',
    placeOf: (id) => at(tree, id, (node) => ({ members: [node], time: 0 })),
    idAt: (row) => known.leaves[row]!,
  });
}

function periodSheet(tree: Tree, fields: SpreadFields): Result<Unfilled> {
  const known = ofTree(tree, fields);
  const slotOf = new Map(known.leaves.map((id, slot) => [id, slot]));
  const time = buildTimeTree(
    fields.members.map((member) => ({
      id: member.id,
      parent: member.parent,
      slot: slotOf.get(member.id),
      days: member.days ?? daysOf(member),
    })),
  );
  if (!time.ok) return time;
  const slotCount = Math.max(1, known.leaves.length);
  const cube = createCube({ dimensions: [], parts: 1, firstSlot: 0, slotCount });
  addRows(cube, [[]]);
  return ok({
    ...known,
    cube,
    frame: createFrame(cube, [], time.value),
    behaviour: fields.timeBalance,
    placeOf: (id) => at(tree, id, (node) => ({ members: [], time: node })),
    idAt: (_, slot) => known.leaves[slot]!,
  });
}

/** Days of a period; 1 where a member does not say when it is. */
function daysOf(member: SpreadFields['members'][number]): number | undefined {
  const range = periodOfMember(member);
  return range && daysBetween(range.from, range.to);
}

function at(tree: Tree, id: string, placeOf: (node: number) => Place): Place | undefined {
  const node = id === wholeId ? undefined : tree.index.get(id);
  return node === undefined ? undefined : placeOf(node);
}

function fillLeaves(sheet: Unfilled, fields: SpreadFields): Result<null> {
  const cells: number[] = [];
  const values: (number | null)[] = [];
  const problems: Problem[] = [];
  const leafOf = new Map(sheet.leaves.map((id, i) => [id, i]));
  for (const [id, value] of Object.entries(fields.cells)) {
    if (!sheet.placeOf(id)) problems.push(problem('UNKNOWN_REFERENCE', `cells.${id}`, { id }));
    const leaf = leafOf.get(id);
    if (leaf === undefined || value === null) continue;
    const amount = amountFromDecimal(value, fields.decimals, `cells.${id}`);
    if (!amount.ok) {
      problems.push(...amount.problems);
      continue;
    }
    cells.push(sheet.behaviour === 'flow' ? cellAddress(leaf, 0) : cellAddress(0, leaf));
    values.push(amount.value);
  }
  if (problems.length > 0) return refuse(...problems);
  // Of a balance one period is shown, never their sum; of everything else sums have to be exact (SPR-T7).
  const adds = sheet.behaviour !== 'first' && sheet.behaviour !== 'last';
  const size = values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
  if (adds && size > MAX_AMOUNT) return refuse(problem('OUT_OF_RANGE', 'cells', { value: size }));
  setCells(sheet.cube, 0, cells, values);
  return ok(null);
}

/** Every member's number in the metric's own unit. */
export function shownNumbers(sheet: Sheet, decimals: number): Record<string, number | null> {
  const totals = createTotals(sheet.cube, sheet.frame, { behaviour: sheet.behaviour });
  return Object.fromEntries(
    sheet.ids.map((id) => [id, inUnit(readFraction(totals, sheet.placeOf(id)!), decimals)]),
  );
}

function inUnit(shown: Fraction | null, decimals: number): number | null {
  if (shown === null) return null;
  const { numerator, denominator } = shown;
  if (numerator % denominator === 0) return numberFromAmount(numerator / denominator, decimals);
  return numerator / denominator / unitScale(decimals);
}
