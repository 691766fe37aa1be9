import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { invariant, ok, type Result, refuse } from '../../foundation/result.ts';
import { type Cube, cellAddress, forkCube, peakOf, rowOf, slotOf } from '../../plan/cube.ts';
import { setRuns } from '../../plan/cube-write.ts';
import { runsOfCells } from '../../plan/leaf-runs.ts';
import { type Place, rowsUnder } from '../frame.ts';
import { addPlace, type PlaceIndex } from '../place-index.ts';
import type { Sum } from '../totals/scan.ts';
import type { Written } from './allocate.ts';
import type { CellChanges } from './cell-changes.ts';
import { changesOf, type Difference, differenceOf } from './difference.ts';
import { isExtreme } from './landing.ts';
import type { Hold, Notice, SpreadInput } from './request.ts';
import { withNames } from './rounded-up.ts';
import {
  gatherScope,
  indexHolds,
  isCell,
  nothingSettled,
  type Scope,
  type Settled,
  stayingBy,
} from './scope.ts';

/** Steps of searches that nobody asked for: a person waits for a moment. */
const defaultSteps = 20_000;
const mostSteps = 1_000_000;

/** Most steps of searches that one of several commands of a submission may take without asking for them. */
export const searchStepsOf = (commands: number): number =>
  Math.min(defaultSteps, Math.floor(mostSteps / Math.max(1, commands)));

/** What the searches of one commit may still cost, all together; what is taken back was spent all the same. */
export interface Budget {
  steps: number;
}

/**
 * Work in progress: steps that would be taken, on a fork that nobody else sees. Dropping the draft is
 * taking nothing back, so a refusal half-way leaves no trace (SPR-T2, SPR-T3).
 */
export interface Draft {
  readonly input: SpreadInput;
  readonly budget: Budget;
  /** Places decided by this commit, per part: later steps leave them alone. */
  readonly settled: readonly [Settled, Settled];
  readonly holds: PlaceIndex<number>;
  readonly steps: CellChanges[];
  /** No number that a step wrote is larger, with either sign. */
  largest: number;
  readonly notices: Notice[];
  fork: Cube | null;
  /** How many steps the fork has seen. */
  applied: number;
}

export function createDraft(input: SpreadInput): Draft {
  const settled = (): Settled => nothingSettled(input.frame);
  return {
    input,
    budget: { steps: input.multiway?.steps ?? input.searchSteps ?? defaultSteps },
    settled: [settled(), settled()],
    holds: indexHolds(input),
    steps: [],
    largest: 0,
    notices: [],
    fork: null,
    applied: 0,
  };
}

/** The leaves as the steps so far leave them. The fork is only made when a second step looks. */
export function cubeOf(draft: Draft): Cube {
  if (draft.steps.length === 0) return draft.input.cube;
  draft.fork ??= forkCube(draft.input.cube);
  for (; draft.applied < draft.steps.length; draft.applied++) {
    const { part, runs, after } = draft.steps[draft.applied]!;
    setRuns(draft.fork, part, runs, after);
  }
  return draft.fork;
}

/** From now on the leaves of this place are decided: those of one part, or of both. */
export function settle({ settled, input }: Draft, place: Place, part?: 0 | 1): void {
  const { frame } = input;
  const decided = part === undefined ? settled : [settled[part]];
  if (!isCell(frame, place)) {
    for (const { places } of decided) addPlace(places, place, place);
    return;
  }
  const slot = frame.time.slots[frame.time.firstLeaf[place.time]!]!;
  for (const row of rowsUnder(frame, place)) {
    for (const { cells } of decided) cells.add(cellAddress(row, slot));
  }
}

export function scopeOf(
  draft: Draft,
  place: Place,
  part: 0 | 1,
  except: readonly Hold[] = [],
): Result<Scope> {
  const { input, settled, holds } = draft;
  return gatherScope({ input, cube: cubeOf(draft), part, settled: settled[part], holds, except }, place);
}

/** What a scope's leaves made before and after a step. */
export interface StepSums {
  readonly before: Sum;
  readonly after: Sum;
}

/**
 * Take one step: gather the leaves, let `compute` say their new values, check them, note the difference. The scope and
 * what `compute` answers are the step's from then on.
 */
export function takeStep(
  draft: Draft,
  place: Place,
  part: 0 | 1,
  compute: (scope: Scope) => Result<Written>,
  except: readonly Hold[] = [],
): Result<StepSums> {
  const scope = scopeOf(draft, place, part, except);
  if (!scope.ok) return scope;
  const written = compute(scope.value);
  if (!written.ok) return written;
  const { after, promise, notices, nothingBelow = false, named = {} } = written.value;
  const difference = differenceOf(draft.input.frame, scope.value, part, after);
  const sums = { before: difference.before, after: difference.after };
  if (Math.abs(sums.after.sum) > MAX_AMOUNT && !isExtreme(draft.input))
    return refuse(problem('OUT_OF_RANGE', 'value', { value: sums.after.sum }));
  // Sizes that no sum is exact for (SPR-T7), found by what they come to.
  const size = Math.max(draft.largest, difference.largest, peakOf(draft.input.cube, part));
  const inexact = size * scope.value.values.length > MAX_AMOUNT;
  if (promise !== null && sums.after.sum !== promise && inexact)
    return refuse(problem('OUT_OF_RANGE', 'value', { value: size }));
  if (promise !== null)
    invariant(sums.after.sum === promise, 'SPR-T2: the edited cell shows the typed number');
  const mayFall = !nothingBelow && (promise === null || promise < 0);
  const wrong = outOfRange(draft.input, scope.value, difference, mayFall);
  if (wrong !== null) return refuse(wrong);
  if (difference.changes.after.length > 0) draft.steps.push(difference.changes);
  draft.largest = Math.max(draft.largest, difference.largest);
  draft.notices.push(...notices.map((one) => withNames(draft.input, scope.value, named, one)));
  const skipped = stayingBy(difference.stays);
  if (Object.values(skipped).some((count) => count > 0)) {
    const by = skipped.held > 0 ? { holds: scope.value.holds.join(',') } : {};
    draft.notices.push({ code: 'SKIPPED', params: { ...skipped, ...by } });
  }
  return ok(sums);
}

function outOfRange(
  input: SpreadInput,
  scope: Scope,
  { tooLarge, below, wasBelow, fixed }: Difference,
  mayFall: boolean,
): Problem | null {
  const { nonNegative } = input;
  if (tooLarge !== null) return problem('OUT_OF_RANGE', 'value', { value: tooLarge });
  if (below === 0 || !nonNegative) return null;
  const asked = nonNegative === 'kept' && (mayFall || wasBelow);
  if (asked) return null;
  const told = { amount: -below, holds: scope.holds.join(',') };
  return problem('SIGN_FLIP', 'value', isAllWritable(input, scope) ? { ...told, fixed } : told);
}

/** A held total around the edit may reach beyond what its writer may know: then no sum of it is told. */
function isAllWritable({ writable, frame }: SpreadInput, { rows, from, to }: Scope): boolean {
  const slots = frame.time.slots.subarray(from, to);
  return !writable || rows.every((row) => slots.every((slot) => writable(row, slot)));
}

const same = (a: number, b: number): boolean => a === b || (a !== a && b !== b);

/** All steps as one difference against the input, per part, in canonical order. */
export function mergeSteps(draft: Draft): CellChanges[] {
  const merged: CellChanges[] = [];
  for (const part of [0, 1] as const) {
    const steps = draft.steps.filter((step) => step.part === part);
    if (steps.length === 1 && draft.steps.length === 1) merged.push(steps[0]!);
    else if (steps.length > 0) merged.push(mergePart(draft, part, steps));
  }
  return merged.filter(({ after }) => after.length > 0);
}

function mergePart(draft: Draft, part: 0 | 1, steps: readonly CellChanges[]): CellChanges {
  const { rank, order } = draft.input.frame;
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { cells, before, after } of steps) {
    for (let i = 0; i < cells.length; i++) {
      const key = cellAddress(rank[rowOf(cells[i]!)]!, slotOf(cells[i]!));
      if (!first.has(key)) first.set(key, before[i]!);
      last.set(key, after[i]!);
    }
  }
  const keys = Float64Array.from(
    [...first.keys()].filter((key) => !same(first.get(key)!, last.get(key)!)),
  ).sort();
  const cells = keys.map((key) => cellAddress(order[rowOf(key)]!, slotOf(key)));
  const before = keys.map((key) => first.get(key)!);
  const after = keys.map((key) => last.get(key)!);
  return changesOf(part, runsOfCells(cells), before, after);
}
