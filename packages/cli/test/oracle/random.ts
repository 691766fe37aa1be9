import type { Edit, Model } from './model.ts';
import { leavesUnder } from './model.ts';

/** A number from 0 to below `below`, the same for the same seed on every machine (mulberry32). */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Few sizes that matter: small, with ties; ordinary; near the limit of exact numbers. */
const sizes = [10, 10, 1_000, 1_000_000, 100_000_000_000_000];

const numberOf = (roll: Dice, size: number): bigint => {
  const number = BigInt(roll(Math.min(size, 1_000_000_000))) * BigInt(Math.max(1, Math.floor(size / 1e9)));
  return roll(9) === 0 ? -number : number;
};

/** A ragged tree under one top, some leaves 0, empty or negative, and some members held. */
export function randomModel(roll: Dice, size: number): Model {
  const members = [
    { id: 'top' },
    ...times(1 + roll(9), (i) => ({
      id: `m${i + 1}`,
      parent: i === 0 || roll(3) > 0 ? 'top' : `m${1 + roll(i)}`,
    })),
  ];
  const model: Model = { members, values: new Map(), holds: [] };
  const signed = roll(3) === 0;
  const values = new Map(
    leavesUnder(model, 'top').map((leaf) => {
      const value = roll(5) === 0 ? null : roll(6) === 0 ? 0n : numberOf(roll, size);
      return [leaf, value !== null && value < 0n && !signed ? -value : value] as const;
    }),
  );
  const holds = roll(2) === 0 ? [] : times(1 + roll(3), () => members[roll(members.length)]!.id);
  return { members, values, holds: [...new Set(holds)] };
}

const needs: Readonly<Record<string, readonly string[]>> = {
  percent: ['percent'],
  straightLine: ['from', 'to'],
  growth: ['from', 'percent'],
  relativeProportional: ['value', 'reference'],
  like: ['value', 'reference'],
  copyFactor: ['percent', 'reference'],
  addFactor: ['percent', 'reference'],
  copy: ['reference'],
  clear: [],
  zero: [],
  predict: [],
  transfer: ['value', 'source', 'target'],
  distribute: ['value', 'source', 'target'],
  assign: ['value', 'target'],
  unassigned: ['value', 'target'],
};

const rounding = ['action', 'filter', 'residue', 'granularity'];
const takes: Readonly<Record<string, readonly string[]>> = {
  proportional: [...rounding, 'zeroBasis'],
  equal: rounding,
  equalLeaves: rounding,
  equalAllocation: rounding,
  equalIncrement: rounding,
  relativeProportional: [...rounding, 'zeroBasis', 'negativeBasis'],
  like: [...rounding, 'zeroBasis', 'negativeBasis'],
  weightedAllocation: [...rounding, 'zeroBasis', 'reference', 'negativeBasis'],
  weightedIncrement: [...rounding, 'zeroBasis', 'reference', 'negativeBasis'],
  share: [...rounding, 'zeroBasis', 'reference', 'negativeBasis', 'skip'],
  evenSkip: [...rounding, 'reference', 'skip'],
  repeatLeaves: ['action', 'filter'],
  capLeaves: ['filter'],
  floorLeaves: ['filter'],
  percent: ['action', 'sign', 'filter'],
  copyFactor: ['action', 'filter'],
  addFactor: ['filter'],
  copy: ['action', 'filter', 'emptySource'],
  clear: ['filter'],
  zero: ['filter'],
};

const choices: Readonly<Record<string, readonly unknown[]>> = {
  action: ['replace', 'add', 'subtract'],
  filter: ['all', 'populated', 'nonZero', 'emptyOnly'],
  residue: ['largestRemainder', 'highest', 'lowest', 'divisor'],
  granularity: [1n, 3n, 10n, 100n],
  zeroBasis: ['equal', 'error', 'skip'],
  negativeBasis: ['error', 'keep', 'abs', 'zero', 'missing', 'skip'],
  skip: ['nothing', 'missing', 'zero', 'missingAndZero', 'negative'],
  sign: ['multiplicative', 'raise'],
  emptySource: ['keep', 'clear'],
};

export interface Case {
  readonly model: Model;
  readonly edit: Edit;
  readonly decimals: number;
}

export function randomCase(roll: Dice, method: string): Case {
  const size = sizes[roll(sizes.length)]!;
  const model = randomModel(roll, size);
  const place = (): string => model.members[roll(model.members.length)]!.id;
  const made: Readonly<Record<string, () => unknown>> = {
    value: () => numberOf(roll, size * 5),
    percent: () => (roll(400) - 100) / (roll(2) === 0 ? 1 : 8),
    from: () => numberOf(roll, size),
    to: () => numberOf(roll, size),
    source: place,
    target: place,
    reference: () =>
      new Map(
        [...model.values.keys()].flatMap((leaf) =>
          roll(6) === 0 ? [] : [[leaf, roll(7) === 0 ? null : roll(6) === 0 ? 0n : numberOf(roll, 1_000)]],
        ),
      ),
  };
  const edit: Record<string, unknown> = { at: roll(2) === 0 ? 'top' : place(), method };
  for (const field of needs[method] ?? ['value']) edit[field] = made[field]!();
  if (method === 'proportional' && roll(5) === 0) {
    delete edit['value'];
    edit['percent'] = made['percent']!();
  }
  for (const field of takes[method] ?? []) {
    if (roll(4) !== 0) continue;
    const values = choices[field];
    edit[field] = values ? values[roll(values.length)] : made[field]!();
  }
  if (method === 'distribute' && roll(2) === 0) delete edit['value'];
  if (edit['method'] === 'proportional' && edit['percent'] !== undefined && edit['action'] === 'replace')
    delete edit['action'];
  return { model, edit: edit as unknown as Edit, decimals: size <= 1_000_000 ? roll(3) : 0 };
}
