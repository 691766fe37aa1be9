import { expect } from 'vitest';
import { expectCloseness } from './closeness.ts';
import {
  type CellChanges,
  type Cube,
  coordinateOf,
  rowOf,
  type SpreadInput,
  type SpreadOutcome,
  type SpreadRequest,
  slotOf,
  spreadBatch,
} from './doors.ts';
import { allValues, type Garden, slowTotal } from './garden.ts';
import { applied, reference } from './random-requests.ts';
import { negated, reversedRows, turnedDimensions, turnHold, turnRequest } from './twin-gardens.ts';

/** The laws (SPR-19) that compare one request with the same request told otherwise. */

type Answer = ReturnType<typeof spreadBatch>;

/** Methods that divide an amount: what they do has a mirror image, and weights of which only the proportions count. */
export const dividing: ReadonlySet<string> = new Set([
  'proportional',
  'equal',
  'equalLeaves',
  'equalAllocation',
  'equalIncrement',
  'relativeProportional',
  'like',
  'weightedAllocation',
  'weightedIncrement',
  'share',
  'evenSkip',
]);

/** Of the methods that take a reference, those to which it is a list of weights. */
const weighing: ReadonlySet<string> = new Set([
  'relativeProportional',
  'weightedAllocation',
  'weightedIncrement',
  'share',
]);

/** SPR-19.5: multiplying all weights by a constant changes nothing. */
export function checkWeights(input: SpreadInput, requests: readonly SpreadRequest[], answer: Answer): void {
  if (!requests.every(({ method }) => weighing.has(method))) return;
  const times = 997;
  const heavier = requests.map((request) => ({
    ...request,
    reference: (row: number, slot: number) => {
      const weight = reference(row, slot);
      return weight === null ? null : weight * times;
    },
  }));
  expect(spreadBatch(input, heavier)).toEqual(answer);
}

/** SPR-19.6, SPR-T8: the order in which rows came changes nothing. */
export function checkRowOrder(
  garden: Garden,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  answer: Answer,
): void {
  // References and rights of these tests go by the number of a row, which is another one in the twin.
  const byRow = requests.some(
    ({ reference: by, nearer, method }) => nearer || (by && method !== 'proportional'),
  );
  if (input.writable || byRow) return;
  const twin = reversedRows(garden);
  const other = spreadBatch({ ...input, cube: twin.cube, frame: twin.frame }, requests);
  expect(other.ok).toBe(answer.ok);
  if (!other.ok || !answer.ok) return;
  expect(byName(twin, other.value.changes)).toEqual(byName(garden, answer.value.changes));
}

const byName = (garden: Garden, changes: readonly CellChanges[]) =>
  changes.flatMap(({ part, cells, before, after }) =>
    Array.from(cells, (cell, i) => [
      part,
      ...coordinateOf(garden.cube, rowOf(cell)),
      slotOf(cell),
      before[i],
      after[i],
    ]),
  );

/** SPR-19.7: the mirror image of everything – numbers and what is typed – has the mirror image as its answer. */
export function checkMirror(
  garden: Garden,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  answer: Answer,
): void {
  if (!requests.every(({ method }) => dividing.has(method))) return;
  if (requests.some(({ floor, cap }) => floor !== undefined || cap !== undefined)) return;
  if (input.holds?.some(({ keeps }) => keeps === 'bound')) return;
  const twin = negated(garden);
  const mirrored = requests.map((one) => (one.value === undefined ? one : { ...one, value: 0 - one.value }));
  const other = spreadBatch({ ...input, cube: twin.cube, frame: twin.frame }, mirrored);
  expect(other.ok).toBe(answer.ok);
  if (!other.ok || !answer.ok) return;
  const turned = allValues(applied(twin, other.value)).map((one) => (one === null ? null : 0 - one));
  expect(turned).toEqual(allValues(applied(garden, answer.value)));
}

/** SPR-19.8, SPR-T69: one proportional number over free leaves of one sign is close to its share at every level. */
export function checkClose(
  garden: Garden,
  cube: Cube,
  requests: readonly SpreadRequest[],
  { changes }: SpreadOutcome,
): void {
  const [only, second] = requests;
  if (only?.method !== 'proportional' || second || only.selection || changes.length === 0) return;
  const { residue = 'largestRemainder', granularity = 1, fair, filter = 'all', floor, cap } = only;
  if (floor !== undefined || cap !== undefined) return;
  if (residue !== 'largestRemainder' || granularity !== 1 || fair || filter !== 'all') return;
  if (allValues(garden.cube).some((value) => value !== null && value < 0)) return;
  if ((slowTotal(garden, only.at) ?? 0) === 0) return;
  expectCloseness(garden, only.at, garden.cube, cube);
}

/** SPR-19.14, SPR-T64: what was written stays within the floor and the cap of its entry. */
export function checkEnds(
  requests: readonly SpreadRequest[],
  { changes }: SpreadOutcome,
  input: SpreadInput,
): void {
  const [only, second] = requests;
  // What is parked stands on a place of its own, which shares nothing.
  if (!only || second || input.holds?.length !== 0 || only.zeroBasis === 'unassigned') return;
  const [floor, cap] = [Number(only.floor ?? -Infinity), Number(only.cap ?? Infinity)];
  for (const { after } of changes) {
    for (const value of after) if (!Number.isNaN(value)) expect(value >= floor && value <= cap).toBe(true);
  }
}

/** SPR-19.17: the order of the dimensions changes no typed number, and no total by more than rounding through the levels. */
export function checkDimensionOrder(
  garden: Garden,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  answer: Answer,
): void {
  const [only, second] = requests;
  if (!only || second || !dividing.has(only.method)) return;
  const twin = turnedDimensions(garden);
  const holds = (input.holds ?? []).map(turnHold);
  // Whether a share, or a floor beside a cap, can be kept may hang on a unit of rounding.
  const isRounded = holds.some(({ keeps }) => keeps === 'share' || keeps === 'bound');
  const other = spreadBatch({ ...input, cube: twin.cube, frame: twin.frame, holds }, [turnRequest(only)]);
  if (!isRounded) expect(other.ok).toBe(answer.ok);
  if (!other.ok || !answer.ok || only.selection) return;
  const [here, there] = [applied(garden, answer.value), applied(twin, other.value)];
  const [a, b] = [slowTotal(garden, only.at, here), slowTotal(twin, turnRequest(only).at, there)];
  expect(b ?? 0).toBe(a ?? 0);
}
