import { MAX_AMOUNT } from '../foundation/amount.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import type { CellsChanged, Change } from '../plan/change.ts';
import { type Cube, cellAddress, readLeaf } from '../plan/cube.ts';
import type { EnterTargets, MultiwayEntry, TargetEntry } from './command.ts';
import { seekGoals } from './decide-goal.ts';
import { checkStated, stateTotals } from './decide-stated.ts';
import { namePlace, readMultiway } from './enter-multiway.ts';
import { type Decision, type EnterContext, type Placed, writableRows } from './entry-context.ts';
import { entryRequests } from './entry-request.ts';
import { existsIn } from './existence.ts';
import { isUnder, ownRow, type Place } from './frame.ts';
import { holdsIn, type PlacedHold, yieldedHolds } from './hold-fields.ts';
import { keptByHand, tellKept } from './kept-by-hand.ts';
import { closedSlots, layoutOf, placeOf, unplaced } from './layout.ts';
import { storedChange } from './organisation/stints.ts';
import type { Hold, Notice, SpreadInput, SpreadRequest } from './spread/request.ts';
import { cellsChanged, spreadBatch } from './spread.ts';
import { staleEntries } from './stale-entry.ts';
import { leafAt } from './table-totals.ts';
import type { TargetLayout } from './target-layout.ts';
import { waitingRows } from './waiting.ts';

/** Numbers typed at any level (SPR-T1): the leaves that change, or why they cannot. */
export function decideEnter(context: EnterContext, command: EnterTargets): Result<Decision> {
  const layout = layoutOf(context.state, context.master, command.target);
  if (!layout) return refuse(problem('NOT_FOUND', 'target', { kind: 'target', id: command.target }));
  const placed = command.entries.map((entry, i) => placeEntry(layout, entry, `entries[${i}]`));
  const problems = placed.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (problems.length > 0) return refuse(...problems.slice(0, 100));
  const entries = placed as readonly Placed[];
  const nameOf = (place: Place): string => namePlace(context, layout, place);
  const stale = staleEntries(layout, context.master, entries, nameOf);
  if (stale.length > 0) return refuse(...stale);
  const holds = holdsOf(context, layout);
  if (layout.totals === 'computed') return seekGoals(context, layout, entries, holds, decideEnter);
  if (layout.totals === 'stated') return enterStated(context, layout, entries, holds);
  const kept = keptByHand(context, layout, entries);
  if (!kept.ok) return kept;
  const entered = enterNumbers(context, layout, entries, [...holds, ...kept.value], command.multiway);
  return tellKept(context, layout, kept.value, entered);
}

function enterNumbers(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  holds: readonly PlacedHold[],
  multiway?: MultiwayEntry,
): Result<Decision> {
  if (holds.length === 0 && entries.every(isDirect)) return enterLeaves(context, layout, entries);
  return enterSpread(context, layout, entries, holds, multiway);
}

/** Leaves as leaves, totals as numbers of their own; then both together are looked at (SPR-T78). */
function enterStated(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  holds: readonly PlacedHold[],
): Result<Decision> {
  const [below, above] = [entries.filter(({ leaf }) => leaf), entries.filter(({ leaf }) => !leaf)];
  const leaves = below.length > 0 ? enterNumbers(context, layout, below, holds) : nothingDone;
  if (!leaves.ok) return leaves;
  const totals = stateTotals(context, layout, above, holds);
  if (!totals.ok) return totals;
  const changes = [...leaves.value.changes, ...totals.value];
  const wrong = checkStated(context, layout, entries, changes);
  return wrong.length > 0 ? refuse(...wrong) : ok({ changes, notices: leaves.value.notices });
}

const nothingDone: Result<Decision> = ok({ changes: [], notices: [] });

function placeEntry(layout: TargetLayout, entry: TargetEntry, path: string): Placed | { problem: Problem } {
  const place = placeOf(layout.frame, entry.at);
  if (!place) return { problem: unplaced(layout.frame, entry.at, `${path}.at`) };
  const leaf = leafAt(layout, place);
  if (layout.totals === 'leaves' && !leaf)
    return { problem: problem('KIND', `${path}.at`, { aggregation: layout.aggregation }) };
  return { entry, place, path, leaf };
}

/** Whatever else an entry says is for the spread to understand or to refuse. */
const directFields: ReadonlySet<string> = new Set([
  'at',
  'method',
  'value',
  'numerator',
  'denominator',
  'action',
  'expect',
  'typed',
]);

/** A plain number for one leaf needs no spreading; a file of a million of them should not pay for it. */
function isDirect({ entry, leaf }: Placed): boolean {
  const plain =
    (entry.method ?? 'proportional') === 'proportional' && (entry.action ?? 'replace') === 'replace';
  if (leaf === null || !plain) return false;
  for (const field in entry) if (!directFields.has(field)) return false;
  return true;
}

function enterLeaves(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
): Result<Decision> {
  const { cube, target } = layout;
  const problems: Problem[] = [];
  const parts = Array.from({ length: cube.parts }, () => new Map<number, number | null>());
  const writable = writableRows(context, layout);
  const closed = closedSlots(layout);
  for (const { entry, leaf, path } of entries) {
    if (!leaf) continue;
    if (!writable(leaf.row)) problems.push(problem('FORBIDDEN', `${path}.at`));
    if (closed.has(leaf.slot))
      problems.push(problem('CLOSED', `${path}.at`, { amount: entry.value ?? null }));
    const values = cube.parts === 1 ? [entry.value] : [entry.numerator, entry.denominator];
    if (values.every((value) => value === undefined)) problems.push(problem('REQUIRED', `${path}.value`));
    values.forEach((value, part) => {
      if (value === undefined) return;
      if (value !== null && (!Number.isInteger(value) || Math.abs(value) > MAX_AMOUNT)) {
        problems.push(problem('OUT_OF_RANGE', `${path}.value`, { max: MAX_AMOUNT, value }));
      }
      const cell = cellAddress(leaf.row, leaf.slot);
      const seen = parts[part]?.get(cell);
      if (seen !== undefined && seen !== value) problems.push(problem('CONTRADICTION', `${path}.at`));
      parts[part]?.set(cell, value);
    });
  }
  if (problems.length > 0) return refuse(...problems.slice(0, 100));
  const { stints } = layout.organisation;
  const changes = parts.flatMap((values, part) =>
    leafChanges(cube, target.id, part as 0 | 1, values).map((one) => storedChange(stints, one)),
  );
  return ok({ changes, notices: [] });
}

function leafChanges(
  cube: Cube,
  target: string,
  part: 0 | 1,
  values: ReadonlyMap<number, number | null>,
): CellsChanged[] {
  const cells: number[] = [];
  const before: (number | null)[] = [];
  const after: (number | null)[] = [];
  for (const [cell, value] of values) {
    const row = Math.floor(cell / 2 ** 20);
    const now = readLeaf(cube, part, row, cell - row * 2 ** 20);
    if (now === value) continue;
    cells.push(cell);
    before.push(now);
    after.push(value);
  }
  return cells.length === 0 ? [] : [{ type: 'cells.changed', target, part, cells, before, after }];
}

function enterSpread(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  holds: readonly PlacedHold[],
  multiway: MultiwayEntry | undefined,
): Result<Decision> {
  const requests: SpreadRequest[] = [];
  const told: Notice[] = [];
  const { state, master, actor, past } = context;
  for (const { entry, place, path } of entries) {
    const made = entryRequests({ state, master, actor, layout, holds, past }, entry, place);
    if (!made.ok)
      return refuse(...made.problems.map((one) => ({ ...one, path: `${path}.${one.path ?? 'at'}` })));
    requests.push(...made.value.requests);
    told.push(...made.value.notices);
  }
  const wish = readMultiway(layout, multiway);
  if (!wish.ok) return wish;
  const writable = writableRows(context, layout);
  const { cube, frame, aggregation, target } = layout;
  const outcome = spreadBatch(
    {
      cube,
      frame,
      aggregation,
      behaviour: layout.fills ? 'fill' : layout.behaviour,
      holds,
      writable,
      closed: closedSlots(layout),
      exists: existing(layout, master, entries),
      waits: waitingRows(layout, master, requests.flatMap(placesNamed)),
      standsIn: layout.organisation.stints?.owns,
      nonNegative: 'kept',
      nameOf: (place) => namePlace(context, layout, place),
      multiway: wish.value,
      searchSteps: context.searchSteps,
    },
    requests,
  );
  if (!outcome.ok) return refuse(...outcome.problems.map((one) => withCellNamed(context, layout, one)));
  const changes = outcome.value.changes
    .filter(({ cells }) => cells.length > 0)
    .map((one): Change => storedChange(layout.organisation.stints, cellsChanged(target.id, one)));
  const notices = [...told, ...outcome.value.notices];
  return ok({ changes: [...changes, ...yieldedHolds(context, notices)], notices });
}

/** A leaf that stands in the way is told by its name: its row is nothing that anybody outside could look up. */
function withCellNamed(context: EnterContext, layout: TargetLayout, refusal: Problem): Problem {
  const { row, period, ...params } = refusal.params ?? {};
  if (typeof row !== 'number' || typeof period !== 'number') return refusal;
  const { frame } = layout;
  const members = frame.position.map((nodes) => ownRow(nodes[row]!));
  const place = { members, time: frame.time.leafNodes[period]! };
  return { ...refusal, params: { ...params, cell: namePlace(context, layout, place) } };
}

/** Every place that a request names. */
const placesNamed = ({ at, selection = [], source, target, location }: SpreadRequest): readonly Place[] =>
  [at, ...selection, source, target, location].filter((one) => one !== undefined);

/** A spread puts nothing where a member does not exist; whoever types into the very leaf means it (SPR-T43). */
function existing(
  layout: TargetLayout,
  master: EnterContext['master'],
  entries: readonly Placed[],
): SpreadInput['exists'] {
  const exists = existsIn(layout, master);
  if (exists === undefined) return undefined;
  const typed = new Set(entries.flatMap(({ leaf }) => (leaf ? [cellAddress(leaf.row, leaf.slot)] : [])));
  return (row, slot) => exists(row, slot) || typed.has(cellAddress(row, slot));
}

/** The hold records of a target, at the places they still have in its table. */
export function holdsOf(
  context: Pick<EnterContext, 'state' | 'today'>,
  layout: TargetLayout,
): readonly PlacedHold[] {
  return holdsIn(context, layout);
}

/** Is this leaf place inside a hold? For the lock on screen; the spread itself decides. */
export function isHeld(layout: TargetLayout, holds: readonly Hold[], row: number, leaf: number): boolean {
  return holds.some(({ at }) => isUnder(layout.frame, at, row, leaf));
}
