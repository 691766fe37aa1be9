import { type Problem, problem } from '../foundation/problem.ts';
import {
  byDay,
  fieldOf,
  type Move,
  moveOf,
  movesOf,
  type Parents,
  parentsIf,
  REASSIGNMENT,
} from './parents.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, findRecord, recordsOf } from './state.ts';

/** A member stands under members of its own dimension, and on no day under itself. */
export function checkParent(state: BookState, { id, fields }: PlanRecord): readonly Problem[] {
  const { parent, dimension } = fields;
  if (typeof parent !== 'string') return [];
  if (dimensionOf(state, parent) !== dimension) return [problem('INVALID', 'fields.parent', { id: parent })];
  return closesCircle(state, { member: id, field: parent, moves: movesOf(state, id) })
    ? [problem('CYCLE', 'fields.parent', { id: parent })]
    : [];
}

/**
 * A reassignment (ORG-1) is about one member and one day, changes what the member stands under, stays in the
 * dimension and inside the days of both members, and closes no circle on any day: `DUPLICATE`, `SAME_PARENT`,
 * `INVALID`, `OUTSIDE_VALIDITY`, `CYCLE`.
 */
export function checkReassignment(state: BookState, record: PlanRecord): readonly Problem[] {
  const member = String(record.fields['member']);
  const { from, parent } = moveOf(record);
  const others = othersOf(state, record);
  const twin = others.find(({ fields }) => fields['from'] === from);
  if (twin) return [problem('DUPLICATE', 'fields.from', { value: from, id: twin.id })];
  if (parent !== undefined && dimensionOf(state, parent) !== dimensionOf(state, member))
    return [problem('INVALID', 'fields.parent', { id: parent })];
  const moves = others.map(moveOf).sort(byDay);
  const field = fieldOf(state, member);
  if (standsAt(moves, field, from) === (parent ?? null))
    return [problem('SAME_PARENT', 'fields.parent', { id: parent ?? '', from })];
  const outside = [...outsideDays(state, member, from), ...outsideDays(state, parent ?? '', from)];
  if (outside.length > 0) return outside;
  const after = [...moves, { from, parent }].sort(byDay);
  return closesCircle(state, { member, field, moves: after })
    ? [problem('CYCLE', 'fields.parent', { id: parent ?? '' })]
    : [];
}

/** Without a reassignment a member stands where it stood before; that too must close no circle: `CYCLE` at `id`. */
export function checkWithoutReassignment(state: BookState, record: PlanRecord): readonly Problem[] {
  const member = String(record.fields['member']);
  const moves = othersOf(state, record).map(moveOf).sort(byDay);
  const field = fieldOf(state, member);
  return closesCircle(state, { member, field, moves }) ? [problem('CYCLE', 'id', { id: member })] : [];
}

const othersOf = (state: BookState, { id, fields }: PlanRecord): readonly PlanRecord[] =>
  recordsOf(state, REASSIGNMENT).filter((one) => one.id !== id && one.fields['member'] === fields['member']);

const dimensionOf = (state: BookState, member: string): unknown =>
  findRecord(state, 'dimensionMember', member)?.fields['dimension'];

const standsAt = (moves: readonly Move[], field: unknown, day: string): unknown => {
  const move = moves.findLast(({ from }) => from < day);
  return (move ? move.parent : field) ?? null;
};

/** Nobody is put anywhere on a day on which one of the two is not there. */
function outsideDays(state: BookState, member: string, day: string): readonly Problem[] {
  const { from = '', to = '' } = findRecord(state, 'dimensionMember', member)?.fields ?? {};
  const [min, max] = [String(from), String(to)];
  return min <= day && (max === '' || day <= max)
    ? []
    : [problem('OUTSIDE_VALIDITY', 'fields.from', { id: member, value: day, min, max })];
}

/** Before all reassignments. */
const FIRST_DAY = '';

function closesCircle(
  state: BookState,
  wanted: { readonly member: string; readonly field: unknown; readonly moves: readonly Move[] },
): boolean {
  const parents = parentsIf(state, wanted);
  return [FIRST_DAY, ...parents.days].some((day) => standsUnderItself(parents, wanted.member, day));
}

function standsUnderItself(parents: Parents, member: string, day: string): boolean {
  const seen = new Set<string>();
  for (let at = parents.on(member, day); at !== undefined; at = parents.on(at, day)) {
    if (at === member) return true;
    if (seen.has(at)) return false; // a circle that the member only hangs below is another's
    seen.add(at);
  }
  return false;
}
