import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { memberOf } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { ownRow, type Place, rowsUnder } from '../frame.ts';
import { membersNamed, placeOf, unplaced } from '../layout.ts';
import { alongIs, nodeAlong } from '../spread/divide.ts';
import type { TargetLayout } from '../target-layout.ts';
import { leavesInWindow } from '../totals/scan.ts';
import { childrenOf, isLeafNode, type Tree } from '../tree.ts';

/** What a breakdown rule divides by (SPR-T94, SPR-T97). */
export const ruleBases = [
  'equal',
  'earlier',
  'potential',
  'headcount',
  'seasonality',
  'calendar',
  'weights',
  'buckets',
  'manual',
] as const;

/** Calendars that a rule along time may divide by: what they need is known to the plan (SPR-T42). */
export const ruleCalendars = ['workingDays', 'naturalDays', 'weekPattern', 'seasonal'] as const;

/** One of `ruleBases`. `manual` never runs: the numbers are typed by people. */
export type RuleBasis = (typeof ruleBases)[number];

/** One part of the number that a rule divides: a dimension member or a period, by its id. */
export interface RulePart {
  readonly id: string;
  readonly node: number;
}

/** A rule as it stands in the table of its target. */
export interface PlacedRule {
  readonly record: PlanRecord;
  readonly basis: RuleBasis;
  readonly at: Place;
  readonly along: number | 'time';
  /** In the order of the tree; a member's own row counts beside the members below it. */
  readonly parts: readonly RulePart[];
  readonly keeps: 'shares' | 'totals';
}

/**
 * Where a rule stands and into what it divides. Of a rate the numerator is divided, its denominators stay. Refuses `KIND` (a
 * metric whose totals are neither sums nor rates, or a balance divided over time, or a mean), `UNKNOWN_REFERENCE` (no such
 * place in the table), `AMBIGUOUS` (a member that moved in its period), `INVALID` at `dimension` (not one of the target's, or nothing below the place to divide into).
 */
export function placeRule(layout: TargetLayout, record: PlanRecord): Result<PlacedRule> {
  const { fields } = record;
  const { cube, frame } = layout;
  const dimension = fields['dimension'];
  const along = typeof dimension === 'string' ? cube.dimensions.indexOf(dimension) : 'time';
  const wrong = kindProblem(layout, along);
  if (wrong) return refuse(wrong);
  if (along === -1) return refuse(problem('INVALID', 'dimension', { id: String(dimension) }));
  const time = typeof fields['time'] === 'string' ? fields['time'] : frame.time.ids[0]!;
  const name = { members: membersNamed(cube.dimensions, fields), time };
  const at = placeOf(frame, name);
  if (!at) return refuse(unplaced(frame, name, 'coordinate'));
  const parts = partsOf(layout, at, along, fields['level'] === 'next');
  if (parts.length === 0) return refuse(problem('INVALID', 'dimension', { parts: 0 }));
  const keeps = fields['keeps'] === 'totals' ? 'totals' : 'shares';
  return ok({ record, basis: fields['basis'] as RuleBasis, at, along, parts, keeps });
}

/** A mean is not divided, and a balance not over time: its periods do not add up. */
function kindProblem({ aggregation, behaviour }: TargetLayout, along: number | 'time'): Problem | null {
  const sums = ['sum', 'last', 'ratio', 'wavg'].includes(aggregation);
  const divides =
    behaviour === 'flow' || (along !== 'time' && (behaviour === 'last' || behaviour === 'first'));
  return sums && divides ? null : problem('KIND', 'target', { aggregation });
}

function partsOf(
  layout: TargetLayout,
  at: Place,
  along: number | 'time',
  next: boolean,
): readonly RulePart[] {
  const tree = along === 'time' ? layout.frame.time : layout.frame.trees[along]!;
  const node = nodeAlong(at, along);
  const leaves = along === 'time' ? periodLeaves(layout, at) : memberLeaves(layout, at, along);
  const nodes = next ? nextLevel(tree, node, leaves) : leaves;
  if (nodes.length === 1 && nodes[0] === node) return [];
  return nodes.map((one) => ({ node: one, id: tree.ids[one < 0 ? ownRow(one) : one]! }));
}

function periodLeaves({ cube, frame }: TargetLayout, at: Place): readonly number[] {
  const { from, to } = leavesInWindow(cube, frame.time, at.time);
  return [...frame.time.leafNodes.subarray(from, to)];
}

function memberLeaves({ frame }: TargetLayout, at: Place, along: number): readonly number[] {
  const tree = frame.trees[along]!;
  const nodes = new Set(Array.from(rowsUnder(frame, at), (row) => frame.position[along]![row]!));
  return [...nodes].sort((a, b) => a - b).map((node) => (isLeafNode(tree, node) ? node : ownRow(node)));
}

/** The children that hold something, and the node's own row first. */
function nextLevel(tree: Tree, node: number, leaves: readonly number[]): readonly number[] {
  if (isLeafNode(tree, node)) return [node];
  const own = leaves.filter((leaf) => leaf === ownRow(node));
  const low = leaves.map((leaf) => (leaf < 0 ? ownRow(leaf) : leaf));
  const filled = childrenOf(tree, node).filter((child) =>
    low.some((leaf) => leaf >= child && leaf < tree.end[child]!),
  );
  return [...own, ...filled];
}

/** The cell of one part. */
export const placeOfPart = ({ at, along }: PlacedRule, part: RulePart): Place =>
  alongIs(at, along, part.node);

/**
 * The parts of the member that takes the rest, all of its places where it moved; `null` = none is named. Refuses
 * `UNKNOWN_REFERENCE` (it is no part of what the rule divides).
 */
export function remainderOf({ parts, record }: PlacedRule): Result<readonly number[] | null> {
  const remainder = record.fields['remainder'];
  if (typeof remainder !== 'string') return ok(null);
  const own = [...parts.keys()].filter((i) => memberOf(parts[i]!.id) === remainder);
  return own.length > 0 ? ok(own) : refuse(problem('UNKNOWN_REFERENCE', 'remainder', { id: remainder }));
}
