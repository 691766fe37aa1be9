import type { Problem } from '../foundation/problem.ts';
import { invariant, ok, type Result, refuse } from '../foundation/result.ts';
import type { CellsChanged } from '../plan/change.ts';
import type { Cube } from '../plan/cube.ts';
import { cellsOfRuns } from '../plan/leaf-runs.ts';
import type { CellChanges } from './spread/cell-changes.ts';
import { checkRequest } from './spread/check.ts';
import { cubeOf, type Draft, mergeSteps } from './spread/draft.ts';
import { inexactTotals } from './spread/exact-totals.ts';
import { withRanges } from './spread/feasible.ts';
import { movedTotals } from './spread/held-shown.ts';
import { brokenLimits } from './spread/keep-limits.ts';
import { behaviourOf, isExtreme, isFill, isMean, landing } from './spread/landing.ts';
import type { EditedCell, SpreadInput, SpreadOutcome, SpreadRequest } from './spread/request.ts';
import { withLowestCells } from './spread/selection.ts';
import { enterSharing } from './spread/shares.ts';
import { plain, shownAt } from './spread/shown.ts';
import { sumLeaves } from './totals/scan.ts';
import type { Fraction } from './totals.ts';

/**
 * A number typed at any level (SPR-T1): which leaves change, and to what. Pure: the cube is read, not
 * written; the outcome is either wholly right or a refusal (SPR-T2, SPR-T11).
 *
 * Refuses what the request says: `INVALID`, `REQUIRED`, `NOT_A_NUMBER`, `OUT_OF_RANGE`, `UNKNOWN_REFERENCE`, `KIND` (a
 * metric that cannot be spread), `TOO_LARGE`; what the numbers say: `BASIS_ZERO`, `BASIS_CANCELS`, `BASIS_NEGATIVE`,
 * `SIGN_FLIP`, `LINE_OF_ONE`; and what protection says: `NO_FREE_CELL` (params `amount`, `holds`), `OTHERS_CLOSED` (the same where all
 * else is closed), `CLOSED`, `FORBIDDEN`.
 *
 * @example
 * spread(input, { at: { members: [region], time: year }, method: 'proportional', value: 500_000_000 })
 */
export function spread(input: SpreadInput, request: SpreadRequest): Result<SpreadOutcome> {
  return spreadBatch(input, [request]);
}

/**
 * Several entries of one commit (SPR-T81). The outcome does not depend on their order. Paths of refusals begin with the
 * number of the entry. Refuses what `spread` refuses, `CONTRADICTION` (entries that cannot all be true),
 * `TWO_WAY_INFEASIBLE` and `MULTIWAY_UNPROVEN` (totals that cross in ways nothing is proven for).
 */
export function spreadBatch(input: SpreadInput, requests: readonly SpreadRequest[]): Result<SpreadOutcome> {
  const one = requests.length === 1;
  const problems = requests.flatMap((request, i) =>
    checkRequest(input, request).map((found) =>
      one ? found : { ...found, path: `${i}.${found.path ?? ''}` },
    ),
  );
  if (problems.length > 0) return refuse(...problems);
  const lowest = requests.map((request) => withLowestCells(input.frame, request));
  const overlaps = lowest.flatMap((one) => (one.ok ? [] : one.problems));
  if (overlaps.length > 0) return refuse(...overlaps);
  return enterLowest(
    input,
    lowest.flatMap((one) => (one.ok ? [one.value] : [])),
  );
}

function enterLowest(input: SpreadInput, requests: readonly SpreadRequest[]): Result<SpreadOutcome> {
  const open = withoutReleased(input, requests);
  const outcome = spreadOpen(open, requests);
  if (outcome.ok) return outcome;
  const soft = softOnes(open, outcome.problems);
  if (soft.length > 0 && requests.some(({ overSoft }) => overSoft))
    return spreadOverSoft(open, requests, soft);
  const told = withRanges(spreadOpen, open, requests, outcome.problems);
  if (soft.length === 0) return refuse(...told);
  return refuse(...told.map((found) => ({ ...found, params: { ...found.params, soft: soft.join(',') } })));
}

function withoutReleased(input: SpreadInput, requests: readonly SpreadRequest[]): SpreadInput {
  const released = new Set(requests.flatMap(({ release = [] }) => release));
  if (released.size === 0) return input;
  return { ...input, holds: (input.holds ?? []).filter(({ id }) => !released.has(id)) };
}

/** Soft holds that a refusal names: they could give way (SPR-T53). */
function softOnes({ holds = [] }: SpreadInput, problems: readonly Problem[]): string[] {
  const named = new Set(problems.flatMap(({ params }) => String(params?.['holds'] ?? '').split(',')));
  return holds.filter(({ id, strength }) => strength === 'soft' && named.has(id)).map(({ id }) => id);
}

function spreadOverSoft(
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  soft: readonly string[],
): Result<SpreadOutcome> {
  const holds = (input.holds ?? []).filter(({ id }) => !soft.includes(id));
  const outcome = spreadBatch({ ...input, holds }, requests);
  if (!outcome.ok) return outcome;
  const notices = [...outcome.value.notices, { code: 'YIELDED', params: { holds: soft.join(',') } } as const];
  return ok({ ...outcome.value, notices });
}

function spreadOpen(input: SpreadInput, requests: readonly SpreadRequest[]): Result<SpreadOutcome> {
  const entered = enterSharing(input, requests);
  if (!entered.ok) return entered;
  const { draft, sums } = entered.value;
  const broken = brokenLimits(draft);
  if (broken.length > 0) return refuse(...broken);
  const moved = movedTotals(draft);
  if (moved.length > 0) return refuse(...moved);
  const one = requests.length === 1;
  const changes = mergeSteps(draft);
  const inexact = inexactTotals(draft, changes);
  if (inexact !== null) return refuse(inexact);
  const alone = one && draft.steps.length <= 1 && sums !== null && isPlainSum(input);
  const edited = requests.map((request) =>
    alone
      ? { at: request.at, before: plain(sums.before), after: plain(sums.after) }
      : editedCell(draft, request),
  );
  verifyPromises(draft, requests);
  return ok({ changes, edited, notices: draft.notices });
}

const isPlainSum = (input: SpreadInput): boolean =>
  input.cube.parts === 1 && behaviourOf(input) === 'flow' && !isExtreme(input);

function editedCell(draft: Draft, { at, selection = [] }: SpreadRequest): EditedCell {
  const shown = (cube: Cube): Fraction | null =>
    selection.length === 0
      ? shownAt(draft.input, cube, at)
      : [at, ...selection].map((cell) => shownAt(draft.input, cube, cell)).reduce(added);
  return { at, before: shown(draft.input.cube), after: shown(cubeOf(draft)) };
}

/** Cells whose denominator is the same: they add up, as far as they show something. */
function added(a: Fraction | null, b: Fraction | null): Fraction | null {
  if (a === null || b === null) return a ?? b;
  return { numerator: a.numerator + b.numerator, denominator: a.denominator };
}

/** Recompute before answering (SPR-T3): plain numbers typed as totals must be what the result shows. */
function verifyPromises(draft: Draft, requests: readonly SpreadRequest[]): void {
  const { input } = draft;
  if (requests.length === 1 && draft.steps.length <= 1) return; // the step has verified itself
  for (const request of requests) {
    const { method, action = 'replace', value, selection } = request;
    const plain = method === 'proportional' && action === 'replace' && value !== undefined;
    if (!plain || selection !== undefined || request.zeroBasis === 'unassigned') continue;
    if (isExtreme(input) || input.cube.parts === 2 || isMean(input) || isFill(input)) continue;
    const place = landing(input, request.at);
    const { sum, entries } = sumLeaves(cubeOf(draft), input.frame, 0, place);
    const skipped = draft.notices.some(({ code }) => code === 'SKIPPED_ENTRY' || code === 'RELEASED');
    invariant(skipped || entries === 0 || sum === request.value, 'SPR-T2: every typed total is shown');
  }
}

/** A part's changes as the fact that the plan's log keeps. */
export function cellsChanged(target: string, changes: CellChanges): CellsChanged {
  const { part, runs, before, after } = changes;
  return {
    type: 'cells.changed',
    target,
    part,
    cells: cellsOfRuns(runs, after.length),
    before: withNulls(before),
    after: withNulls(after),
  };
}

// A plain loop: `Array.from` asks a typed array's iterator for every single number.
function withNulls(column: Float64Array): (number | null)[] {
  const values: (number | null)[] = [];
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    values.push(value === value ? value : null);
  }
  return values;
}
