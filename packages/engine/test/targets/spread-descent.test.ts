import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSet, selfBasis } from '../../src/targets/spread/basis.ts';
import { descend } from '../../src/targets/spread/descend.ts';
import { contextOf, gatherScope, guards } from '../../src/targets/spread/scope.ts';
import { leavesInWindow } from '../../src/targets/totals/scan.ts';
import {
  addRows,
  cellAddress,
  createCube,
  createFrame,
  ownRow,
  type Place,
  rowsUnder,
  setCells,
  type Tree,
} from './doors.ts';
import { anyPlace, flatTree, type Garden, grow, months, must, seedling, slotOfMonth } from './garden.ts';
import { inputOf, picks } from './random-requests.ts';

/** SPR-T69 said straightforwardly: node by node, in whole numbers without limits, one leaf at a time. */
interface Leaf {
  readonly row: number;
  readonly period: number;
  readonly weight: bigint;
  readonly k: number;
}

interface Ratio {
  readonly num: bigint;
  readonly den: bigint;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const weigh = (leaves: readonly Leaf[]): bigint => sum(leaves.map(({ weight }) => weight));

function descendSlowly(
  garden: Garden,
  at: Place,
  leaves: readonly Leaf[],
  amount: bigint,
): Map<number, bigint> {
  const { trees, time, frame } = garden;
  const parts = new Map<number, bigint>();
  const dimensions: readonly Tree[] = [...trees, time];
  const nodeOf = (leaf: Leaf, d: number): number =>
    d < trees.length ? frame.position[d]![leaf.row]! : time.leafNodes[leaf.period]!;
  const visit = (d: number, node: number, within: readonly Leaf[], share: bigint, above: Ratio): void => {
    const tree = dimensions[d];
    if (tree === undefined) {
      for (const { k } of within) parts.set(k, share);
      return;
    }
    const children = node < 0 ? [] : groupsOf(tree, node, within, (leaf) => nodeOf(leaf, d));
    if (children.length === 0) {
      visit(d + 1, at.members[d + 1] ?? at.time, within, share, above);
      return;
    }
    const whole = weigh(within);
    if (whole === 0n ? within.every(({ weight }) => weight === 0n) : share === 0n) return;
    const ratio = whole === 0n ? above : { num: share, den: whole };
    const shares = largestRemainder(
      share,
      children.map((child) => weigh(child.leaves)),
      ratio,
    );
    children.forEach((child, i) => {
      visit(d, child.node, child.leaves, children.length === 1 ? share : shares[i]!, ratio);
    });
  };
  visit(0, at.members[0] ?? at.time, leaves, amount, { num: amount, den: weigh(leaves) });
  return parts;
}

/** The children of a node that have leaves, the rows of the node itself first. */
function groupsOf(tree: Tree, node: number, leaves: readonly Leaf[], nodeOf: (leaf: Leaf) => number) {
  if (tree.end[node] === node + 1) return [];
  const groups = new Map<number, Leaf[]>();
  for (const leaf of leaves) {
    let child = nodeOf(leaf);
    while (child !== node && tree.parent[child] !== node) child = tree.parent[child]!;
    groups.set(child, [...(groups.get(child) ?? []), leaf]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([child, within]) => ({ node: child === node ? ownRow(node) : child, leaves: within }));
}

function largestRemainder(amount: bigint, weights: readonly bigint[], { num, den }: Ratio): bigint[] {
  const sign = num < 0n ? -1n : 1n;
  const size = sign * amount;
  const [n, d] = [sign * num, den < 0n ? -den : den];
  const quotas = weights.map((weight) => floorDiv(n * (den < 0n ? -weight : weight), d));
  const parts = quotas.map(({ floor }) => floor);
  const order = [...weights.keys()]
    .filter((i) => weights[i] !== 0n)
    .sort((a, b) =>
      quotas[a]!.rest === quotas[b]!.rest ? a - b : quotas[a]!.rest > quotas[b]!.rest ? -1 : 1,
    );
  if (order.length === 0) return parts;
  let left = size - sum(parts);
  const takers = BigInt(order.length);
  while (left < 0n || left > takers) {
    const step = left < 0n ? -1n : 1n;
    for (const i of order) parts[i]! += step;
    left -= step * takers;
  }
  for (const i of order.slice(0, Number(left))) parts[i]! += 1n;
  return parts.map((part) => sign * part);
}

function floorDiv(a: bigint, b: bigint): { floor: bigint; rest: bigint } {
  const quotient = a / b;
  const floor = a < 0n && quotient * b !== a ? quotient - 1n : quotient;
  return { floor, rest: a - floor * b };
}

function checkDescent(garden: Garden, at: Place, amount: number): void {
  const { cube, frame } = garden;
  const input = inputOf(garden);
  const scope = must(gatherScope(contextOf(input), at));
  const weights = scope.values.map((value) => (Number.isNaN(value) ? 0 : value));
  const { from, to } = leavesInWindow(cube, frame.time, at.time);
  const leaves = Array.from(rowsUnder(frame, at)).flatMap((row, i) =>
    Array.from({ length: to - from }, (_, j) => {
      const k = i * (to - from) + j;
      return { row, period: from + j, weight: BigInt(weights[k]!), k };
    }),
  );
  fc.pre(weigh(leaves) !== 0n);
  const given = descend(frame, scope, weights, amount);
  if (given === null) return; // beyond what doubles can hold; `spread` refuses it
  const expected = descendSlowly(garden, at, leaves, BigInt(amount));
  expect(Array.from(given.parts, (part) => part + 0)).toEqual(
    Array.from(weights, (_, k) => Number(expected.get(k) ?? 0n)),
  );
}

function inRandomTrees(
  values: fc.Arbitrary<number | null>,
  amounts: fc.Arbitrary<number>,
  runs: number,
): void {
  fc.assert(
    fc.property(seedling({ values }), picks, amounts, (seed, pick, amount) => {
      const garden = grow(seed);
      checkDescent(garden, anyPlace(garden, pick), amount);
    }),
    { numRuns: runs },
  );
}

const anything = fc.oneof(fc.integer({ min: -50, max: 20_000 }), fc.integer({ min: -9e14, max: 9e14 }));

test('[SPR-T69] the descent equals whole-number arithmetic without limits, node by node', () => {
  inRandomTrees(fc.option(fc.integer({ min: 0, max: 1_000 }), { freq: 4 }), anything, 300);
});

test('[SPR-T69] so it does where products of amount and weight leave the range of exact doubles', () => {
  inRandomTrees(fc.integer({ min: 0, max: 90_000_000 }), fc.integer({ min: 0, max: 9e15 }), 200);
});

test('[SPR-T69] so it does with weights of both signs, where some nodes cancel and owe units', () => {
  inRandomTrees(fc.option(fc.integer({ min: -6, max: 6 }), { freq: 4 }), anything, 400);
});

test('[SPR-T69] so it does over more rows than go down at a time', () => {
  const tree = flatTree('m', 150);
  const time = months(5);
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 750, maxLength: 750 }), fc.nat(9e6), (values, amount) => {
      const firstSlot = slotOfMonth(1);
      const cube = createCube({ dimensions: ['d'], parts: 1, firstSlot, slotCount: 5 });
      const rows = addRows(
        cube,
        tree.ids.slice(1).map((id) => [id]),
      );
      const cells = rows.flatMap((row) => values.slice(0, 5).map((_, m) => cellAddress(row, firstSlot + m)));
      setCells(cube, 0, cells, values);
      const garden = { cube, trees: [tree], time, frame: createFrame(cube, [tree], time) };
      checkDescent(garden, { members: [0], time: 0 }, amount);
    }),
    { numRuns: 20 },
  );
});

test('[SPR-T69] leaves that take nothing are left where they stand, and the others share as if those weighed nothing', () => {
  const marks = fc.array(fc.boolean(), { minLength: 98, maxLength: 98 });
  const values = fc.option(fc.integer({ min: -3, max: 1_000 }), { freq: 4 });
  fc.assert(
    fc.property(seedling({ values }), picks, anything, marks, (seed, pick, amount, open) => {
      const garden = grow(seed);
      const { frame } = garden;
      const scope = must(gatherScope(contextOf(inputOf(garden)), anyPlace(garden, pick)));
      open.forEach((isOpen, k) => {
        if (k < scope.guard.length && !isOpen) scope.guard[k] = guards.held;
      });
      const set = freeSet(scope);
      fc.pre(set.free !== 0);
      const { weights, takes, own } = must(
        selfBasis(scope, set, { at: scope.place, method: 'proportional' }, amount),
      );
      const alone = scope.values.map((value, k) => (scope.guard[k] === guards.free ? value || 0 : 0));
      const plain = descend(frame, scope, alone, amount);
      const fused = descend(frame, scope, weights, amount, 'largestRemainder', { takes, sums: own! });
      expect(fused?.units).toBe(plain?.units);
      expect(fused && Array.from(fused.parts, (part) => part + 0)).toEqual(
        plain && Array.from(plain.parts, (part, k) => (takes[k] === 1 ? part + 0 : scope.values[k]! + 0)),
      );
    }),
    { numRuns: 600 },
  );
});
