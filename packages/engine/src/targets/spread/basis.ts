import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Frame } from '../frame.ts';
import type { Notice, Reference, SkipRule, SpreadFilter, SpreadRequest } from './request.ts';
import type { RowSums } from './row-sums.ts';
import { guards, nothingFree, type Scope } from './scope.ts';
import { stretch } from './stretch.ts';

/** Who may receive something, and what the others and they hold now. */
export interface FreeSet {
  /** 1 = free and counted after the filter (SPR-T14). */
  readonly counted: Uint8Array;
  /** What the counted leaves of all rows before a row make; one more for the end. */
  readonly before: Float64Array;
  readonly count: number;
  /** Fixed sum N. */
  readonly fixed: number;
  /** Free sum U, and the sum of magnitudes. */
  readonly free: number;
  readonly gross: number;
  /** Leaves of the scope with an entry. */
  readonly entries: number;
  /** Whether some leaf that stays is not zero. */
  readonly fixedNonZero: boolean;
}

export function freeSet({ values, guard, rows, from, to }: Scope, filter: SpreadFilter = 'all'): FreeSet {
  const survey: Survey = {
    counted: new Uint8Array(values.length),
    before: new Float64Array(rows.length + 1),
    count: values.length,
    fixed: 0,
    free: 0,
    gross: 0,
    entries: values.length,
    fixedNonZero: false,
  };
  for (let row = 0; row < rows.length; row += stretch) {
    surveyRows(survey, values, guard, filter, to - from, row, Math.min(rows.length, row + stretch));
  }
  survey.gross += survey.free;
  return survey;
}

type Survey = { -readonly [key in keyof FreeSet]: FreeSet[key] };

/** Rows `[begin, end)`; until the end `gross` is what it has beyond the free sum. */
function surveyRows(
  survey: Survey,
  values: Float64Array,
  guard: Uint8Array,
  filter: SpreadFilter,
  width: number,
  begin: number,
  end: number,
): void {
  const { counted, before } = survey;
  const all = filter === 'all';
  const { free: isFree } = guards;
  let free = survey.free;
  for (let row = begin, k = begin * width; row < end; row++) {
    // A sum of its own: so the rows do not wait for each other.
    let sum = 0;
    for (const next = k + width; k < next; k++) {
      const value = values[k]!;
      if (value >= 0 && guard[k] === isFree && all) {
        counted[k] = 1;
        sum += value;
      } else if (guard[k] === isFree && passes(filter, value)) {
        counted[k] = 1;
        if (value !== value) survey.entries--;
        else {
          sum += value;
          if (value < 0) survey.gross -= 2 * value;
        }
      } else keepFixed(survey, value);
    }
    free += sum;
    before[row + 1] = free;
  }
  survey.free = free;
}

function keepFixed(survey: Survey, value: number): void {
  survey.count--;
  if (value !== value) survey.entries--;
  else {
    survey.fixed += value;
    if (value !== 0) survey.fixedNonZero = true;
  }
}

function passes(filter: SpreadFilter, value: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'populated':
      return !Number.isNaN(value);
    case 'nonZero':
      return !Number.isNaN(value) && value !== 0;
    case 'emptyOnly':
      return Number.isNaN(value) || value === 0;
  }
}

/** Integer weights of the leaves, and which of them are written. */
export interface Basis {
  readonly weights: Float64Array;
  /** 1 = the leaf is set to its part, even when that is 0. */
  readonly takes: Uint8Array;
  /** The weights are the leaves' own numbers: of leaves that take nothing they do not count, and the sums are known. */
  readonly own?: RowSums;
  readonly notices: readonly Notice[];
  /** Nothing is to happen here (`zeroBasis: 'skip'`). */
  readonly skip?: boolean;
  /** The difference goes elsewhere (`zeroBasis: 'unassigned'`). */
  readonly park?: boolean;
}

/** In proportion to what is there (SPR-T17), with the rules for nothing being there (SPR-T57 to T60). */
export function selfBasis(
  scope: Scope,
  set: FreeSet,
  request: SpreadRequest,
  amount: number,
  nearer: Float64Array | null = null,
): Result<Basis> {
  const { values } = scope;
  if (set.gross > 0) {
    if (set.free === 0) return refuse(problem('BASIS_CANCELS', 'at', { amount, gross: set.gross }));
    return ok({
      weights: values,
      takes: withNumber(values, set),
      own: { before: set.before, total: set.free, negative: (set.gross - set.free) / 2 },
      notices: stability(set, amount),
    });
  }
  return emptyBasis(scope, set, request, amount, nearer);
}

/** Counted leaves with an entry: a leaf without one has no proportion to the others. */
function withNumber(values: Float64Array, { counted, entries }: FreeSet): Uint8Array {
  if (entries === values.length) return counted;
  const takes = new Uint8Array(values.length);
  for (let k = 0; k < values.length; k++) if (values[k] === values[k]) takes[k] = counted[k]!;
  return takes;
}

/** The weights alone: 0 for a leaf that takes nothing. */
export function weightsOf({ weights, takes, own }: Basis): Float64Array {
  if (own === undefined) return weights;
  const alone = new Float64Array(weights.length);
  for (let k = 0; k < weights.length; k++) if (takes[k] === 1) alone[k] = weights[k]!;
  return alone;
}

/** SPR-T60, SPR-T62. */
function stability(set: FreeSet, amount: number): Notice[] {
  const notices: Notice[] = [];
  if (Math.abs(set.free) < set.gross / 100) notices.push({ code: 'UNSTABLE', params: { gross: set.gross } });
  if (amount !== 0 && amount < 0 !== set.free < 0) notices.push({ code: 'SIGN_FLIP', params: { amount } });
  return notices;
}

/** No free leaf is different from zero: SPR-T57 when protected ones are, SPR-T58 otherwise. */
function emptyBasis(
  scope: Scope,
  set: FreeSet,
  request: SpreadRequest,
  amount: number,
  nearer: Float64Array | null,
): Result<Basis> {
  if (request.zeroBasis === 'error') return refuse(problem('BASIS_ZERO', 'at', { amount }));
  if (request.zeroBasis === 'unassigned')
    return ok({ ...nothing(scope), skip: true, park: true, notices: [] });
  if (request.zeroBasis === 'skip') {
    return ok({ ...nothing(scope), skip: true, notices: [{ code: 'SKIPPED_ENTRY' }] });
  }
  const nulls = leavesWhere(scope, set, (value) => Number.isNaN(value));
  const chosen = request.filter === 'emptyOnly';
  if (set.fixedNonZero && !chosen) {
    if (nulls.count === 0) return refuse(nothingFree(scope, amount, { zeros: set.count }));
    return ok({ ...nulls, notices: [{ code: 'EMPTY_TAKES', params: { leaves: nulls.count } }] });
  }
  const near = nearer && nearerBasis(scope, set, nearer);
  if (near?.takes.includes(1)) return ok(near);
  const takers = nulls.count > 0 && !chosen ? nulls : leavesWhere(scope, set, () => true);
  const alone = scope.values.length === 1;
  return ok({ ...takers, notices: alone ? [] : [{ code: 'ZERO_BASIS', params: { leaves: takers.count } }] });
}

function nearerBasis(scope: Scope, set: FreeSet, nearer: Float64Array): Basis {
  const weights = new Float64Array(scope.values.length);
  const takes = new Uint8Array(scope.values.length);
  let leaves = 0;
  for (let k = 0; k < weights.length; k++) {
    if (set.counted[k] === 0 || !(nearer[k]! > 0)) continue;
    weights[k] = nearer[k]!;
    takes[k] = 1;
    leaves++;
  }
  return { weights, takes, notices: [{ code: 'NEARER_BASIS', params: { leaves } }] };
}

function nothing(scope: Scope): { weights: Float64Array; takes: Uint8Array } {
  return { weights: new Float64Array(scope.values.length), takes: new Uint8Array(scope.values.length) };
}

type Chosen = Pick<Basis, 'weights' | 'takes'> & { readonly count: number };

/** The counted leaves that pass, alike; those of rows that wait only where no others do (SPR-T96). */
function leavesWhere(scope: Scope, set: FreeSet, test: (value: number) => boolean): Chosen {
  const { waits, rows } = scope;
  if (waits === undefined) return leavesOf(scope, set, test);
  const waiting = Uint8Array.from(rows, (row, i) => (waits(row) && holdsNothing(scope, i) ? 1 : 0));
  const chosen = leavesOf(scope, set, test, waiting);
  return chosen.count > 0 ? chosen : leavesOf(scope, set, test);
}

function holdsNothing({ values, from, to }: Scope, row: number): boolean {
  const width = to - from;
  return values.subarray(row * width, (row + 1) * width).every((value) => value !== value || value === 0);
}

function leavesOf(
  scope: Scope,
  set: FreeSet,
  test: (value: number) => boolean,
  waiting?: Uint8Array,
): Chosen {
  const { weights, takes } = nothing(scope);
  const width = scope.to - scope.from;
  let count = 0;
  for (let k = 0; k < weights.length; k++) {
    if (set.counted[k] === 0 || !test(scope.values[k]!)) continue;
    if (waiting?.[Math.floor(k / width)] === 1) continue;
    weights[k] = 1;
    takes[k] = 1;
    count++;
  }
  return { weights, takes, count };
}

/** Every counted leaf alike (SPR-T18, SPR-T19). */
export function equalBasis(scope: Scope, set: FreeSet): Basis {
  return { ...leavesWhere(scope, set, () => true), notices: [] };
}

/** Weights of a driver, one per leaf of the scope, NaN = none. Refuses fractions. */
export function readReference(frame: Frame, scope: Scope, reference: Reference): Result<Float64Array> {
  const width = scope.to - scope.from;
  const weights = new Float64Array(scope.values.length);
  for (let i = 0; i < scope.rows.length; i++) {
    for (let j = 0; j < width; j++) {
      const value = reference(scope.rows[i]!, frame.time.slots[scope.from + j]!);
      if (value !== null && !Number.isSafeInteger(value)) {
        return refuse(problem('INVALID', 'reference', { value }));
      }
      weights[i * width + j] = value ?? Number.NaN;
    }
  }
  return ok(weights);
}

/** In proportion to a driver (SPR-T27). Leaves without a driver value become 0 if they had one, else stay empty. */
export function driverBasis(
  scope: Scope,
  set: FreeSet,
  request: SpreadRequest,
  reference: Float64Array,
): Result<Basis> {
  const { weights, takes } = nothing(scope);
  const policy = request.negativeBasis ?? 'error';
  let total = 0;
  let any = false;
  for (let k = 0; k < weights.length; k++) {
    if (set.counted[k] === 0) continue;
    let weight = reference[k]!;
    if (weight < 0 && policy !== 'keep') {
      if (policy === 'error') return refuse(negativeAt(scope, k, weight));
      if (policy === 'skip')
        return ok({ ...nothing(scope), skip: true, notices: [{ code: 'SKIPPED_ENTRY' }] });
      weight = policy === 'abs' ? -weight : policy === 'zero' ? 0 : Number.NaN;
    }
    const missing = Number.isNaN(weight);
    if (missing && Number.isNaN(scope.values[k]!)) continue;
    takes[k] = 1;
    weights[k] = missing ? 0 : weight;
    total += weights[k]!;
    any ||= weights[k] !== 0;
  }
  if (total !== 0) return ok({ weights, takes, notices: [] });
  if (any) return refuse(problem('BASIS_CANCELS', 'reference'));
  if (request.zeroBasis === 'skip') {
    return ok({ ...nothing(scope), skip: true, notices: [{ code: 'SKIPPED_ENTRY' }] });
  }
  if (request.zeroBasis === 'unassigned')
    return ok({ ...nothing(scope), skip: true, park: true, notices: [] });
  if (request.zeroBasis !== 'equal') return refuse(problem('BASIS_ZERO', 'reference'));
  const equal = leavesWhere(scope, set, () => true);
  return ok({ ...equal, notices: [{ code: 'ZERO_BASIS', params: { leaves: equal.count } }] });
}

/** Which leaf it is, by row and period of the table; who knows its name says it instead. */
function negativeAt({ rows, from, to }: Scope, k: number, value: number): Problem {
  const width = to - from;
  const leaf = { row: rows[Math.floor(k / width)]!, period: from + (k % width) };
  return problem('BASIS_NEGATIVE', 'reference', { value, ...leaf });
}

/** Leaves a skip rule takes out: they keep their value and count as fixed (SPR-T32). */
export function setAside(scope: Scope, basis: Float64Array, rule: SkipRule): void {
  for (let k = 0; k < basis.length; k++) {
    if (scope.guard[k] === guards.free && skips(rule, basis[k]!)) scope.guard[k] = guards.aside;
  }
}

function skips(rule: SkipRule, value: number): boolean {
  switch (rule) {
    case 'nothing':
      return false;
    case 'missing':
      return Number.isNaN(value);
    case 'zero':
      return value === 0;
    case 'missingAndZero':
      return Number.isNaN(value) || value === 0;
    case 'negative':
      return value < 0;
  }
}
