import { passes } from './allocate.ts';
import { decimal, type Exact, exact, plus, round, sum, times } from './exact.ts';
import { type Edit, isFree, leavesUnder, type Model, Refused, type Values } from './model.ts';

type Leaf = (now: bigint | null, other: bigint | null) => bigint | null;

/** Methods that transform every leaf on its own (SPR-T21 to T30). */
const transforms: Readonly<Record<string, (edit: Edit) => Leaf>> = {
  repeatLeaves:
    ({ value, action }) =>
    (now) =>
      combined(action, now, value!),
  capLeaves:
    ({ value }) =>
    (now) =>
      now === null || now <= value! ? now : value!,
  floorLeaves:
    ({ value }) =>
    (now) =>
      now === null || now >= value! ? now : value!,
  percent: percentOf,
  copyFactor:
    ({ percent, action }) =>
    (now, other) =>
      other === null ? now : combined(action, now, shareOf(other, percent!)),
  addFactor:
    ({ percent }) =>
    (now, other) =>
      other === null ? now : (now ?? 0n) + shareOf(other, percent!),
  copy:
    ({ action, emptySource }) =>
    (now, other) =>
      other === null ? (emptySource === 'clear' ? null : now) : combined(action, now, other),
  like:
    ({ value, action }) =>
    (now, other) =>
      other === null ? now : combined(action, now, value!),
  clear: () => () => null,
  zero: () => () => 0n,
};

/** `like` transforms only when it is asked to (SPR-T29). */
export const eachMethods = Object.keys(transforms).filter((method) => method !== 'like');

/** SPR-T15. */
function combined(action: Edit['action'], now: bigint | null, product: bigint): bigint {
  if (action === 'add') return (now ?? 0n) + product;
  return action === 'subtract' ? (now ?? 0n) - product : product;
}

const hundredth = (percent: number): Exact => times(decimal(percent), exact(1n, 100n));
const shareOf = (amount: bigint, percent: number): bigint => round(times(exact(amount), hundredth(percent)));

/** SPR-T22, T24, T63: rounded once, half away from zero. */
function percentOf({ percent, action = 'replace', sign }: Edit): Leaf {
  const base = exact(action === 'replace' ? 0n : 1n);
  const share = action === 'subtract' ? times(hundredth(percent!), exact(-1n)) : hundredth(percent!);
  return (now) => {
    if (now === null) return null;
    const turned = sign === 'raise' && now < 0n ? times(share, exact(-1n)) : share;
    return round(times(exact(now), plus(base, turned)));
  };
}

export function transformEach(model: Model, values: Values, edit: Edit): Values {
  const transform = transforms[edit.method]!(edit);
  const free = leavesUnder(model, edit.at).filter(
    (leaf) => isFree(model, edit.at, leaf) && passes(edit.filter, values.get(leaf) ?? null),
  );
  if (free.length === 0) throw new Refused('NO_FREE_CELL');
  const after = new Map(values);
  for (const leaf of free)
    after.set(leaf, transform(values.get(leaf) ?? null, edit.reference?.get(leaf) ?? null));
  return after;
}

/** SPR-T25 and T26 on a total: its leaves in member order; a leaf that is not free keeps its number and its position. */
export function lineOf(model: Model, values: Values, { at, from, to }: Edit): Values {
  const leaves = leavesUnder(model, at);
  if (leaves.length === 1 && from !== to) throw new Refused('LINE_OF_ONE');
  const steps = BigInt(Math.max(1, leaves.length - 1));
  return stepped(model, values, at, (k) => round(exact(from! * steps + (to! - from!) * BigInt(k), steps)));
}

export function growthOf(model: Model, values: Values, { at, from, percent }: Edit): Values {
  const factor = plus(exact(1n), hundredth(percent!));
  return stepped(model, values, at, (k) => {
    let power = exact(from!);
    for (let i = 0; i < k; i++) power = times(power, factor);
    return round(power);
  });
}

function stepped(model: Model, values: Values, at: string, valueAt: (k: number) => bigint): Values {
  const after = new Map(values);
  const leaves = leavesUnder(model, at);
  if (!leaves.some((leaf) => isFree(model, at, leaf))) throw new Refused('NO_FREE_CELL');
  leaves.forEach((leaf, k) => {
    if (isFree(model, at, leaf)) after.set(leaf, valueAt(k));
  });
  return after;
}

/** SPR-T37: the least-squares line through the numbers before fills the cells that follow the last of them. */
export function trendOf(model: Model, values: Values, { at }: Edit): Values {
  const leaves = leavesUnder(model, at);
  const last = leaves.findLastIndex((leaf) => (values.get(leaf) ?? null) !== null);
  const known = leaves.slice(0, last + 1).flatMap((leaf, k): [bigint, bigint][] => {
    const value = values.get(leaf) ?? null;
    return value === null ? [] : [[BigInt(k), value]];
  });
  if (known.length < 2) throw new Refused('LINE_OF_ONE');
  const n = BigInt(known.length);
  const [x, y] = [sum(known.map(([k]) => k)), sum(known.map(([, value]) => value))];
  const xy = sum(known.map(([k, value]) => k * value));
  const xx = sum(known.map(([k]) => k * k));
  const below = n * xx - x * x;
  const slope = exact(n * xy - x * y, below);
  const base = times(plus(exact(y), times(slope, exact(-x))), exact(1n, n));
  const after = new Map(values);
  const following = leaves.slice(last + 1);
  if (following.length > 0 && !following.some((leaf) => isFree(model, at, leaf)))
    throw new Refused('NO_FREE_CELL');
  leaves.forEach((leaf, k) => {
    if (k > last && isFree(model, at, leaf))
      after.set(leaf, round(plus(base, times(slope, exact(BigInt(k))))));
  });
  return after;
}
