import { byDivisor, decimal, exact, largestRemainder, plus, round, sum, times, toExtreme } from './exact.ts';
import {
  childrenOf,
  type Edit,
  isFree,
  leavesUnder,
  type Model,
  Refused,
  shownAt,
  type Values,
} from './model.ts';

/** The oracle has no opinion: positives and negatives of one node cancel, or the like. */
export class NoOpinion extends Error {}

type Basis = 'self' | 'equal' | 'reference';

/** Methods that promise a total: their basis, and whether they lay a difference on top (SPR-T13, T17 to T32). */
const ways: Readonly<Record<string, { readonly basis: Basis; readonly lays?: true }>> = {
  proportional: { basis: 'self' },
  equal: { basis: 'equal' },
  equalLeaves: { basis: 'equal' },
  equalAllocation: { basis: 'equal' },
  equalIncrement: { basis: 'equal', lays: true },
  relativeProportional: { basis: 'reference' },
  like: { basis: 'reference' },
  weightedAllocation: { basis: 'reference' },
  weightedIncrement: { basis: 'reference', lays: true },
  share: { basis: 'reference' },
  evenSkip: { basis: 'equal' },
};

export const allocating = Object.keys(ways);

/** What is spread to whom, all decided but the rounding. */
interface Deal {
  readonly amount: bigint;
  readonly weights: ReadonlyMap<string, bigint>;
  readonly lays: boolean;
}

/** The leaves' new numbers; `kept` are leaves that count as fixed besides those that holds protect. */
export function allocate(
  model: Model,
  values: Values,
  edit: Edit,
  kept: ReadonlySet<string> = new Set(),
): Values {
  const deal = dealOf(model, values, edit, kept);
  const after = new Map(values);
  if (deal === null) return after;
  const parts = roundOff(model, edit, deal);
  for (const [leaf, part] of parts) after.set(leaf, deal.lays ? (values.get(leaf) ?? 0n) + part : part);
  return after;
}

/** `null`: nothing is to change. */
function dealOf(model: Model, values: Values, edit: Edit, kept: ReadonlySet<string>): Deal | null {
  const { at, method, action = 'replace', reference } = edit;
  const way = ways[method]!;
  const basis: Basis = way.basis === 'reference' && reference === undefined ? 'self' : way.basis;
  const leaves = leavesUnder(model, at);
  const numberOf = (leaf: string): bigint => values.get(leaf) ?? 0n;
  const source = reference ?? values;
  const free = leaves.filter(
    (leaf) =>
      isFree(model, at, leaf) &&
      !kept.has(leaf) &&
      passes(edit.filter, values.get(leaf) ?? null) &&
      !skipped(edit.skip, source.get(leaf) ?? null),
  );
  const old = sum(leaves.map(numberOf));
  const wanted = wantedOf(edit, old);
  const lays = way.lays === true || (basis !== 'self' && action !== 'replace');
  const fixed = old - sum(free.map(numberOf));
  const amount = lays ? wanted - old : wanted - fixed;
  const shown = shownAt(model, values, at) === wanted;
  if (shown && (lays || basis === 'self')) return null;
  if (free.length === 0) {
    if (shown) return null;
    throw new Refused('NO_FREE_CELL');
  }
  const weights =
    basis === 'equal'
      ? new Map(free.map((leaf) => [leaf, 1n]))
      : basis === 'self'
        ? selfWeights(values, edit, leaves, free)
        : referenceWeights(values, edit, free, reference!);
  return weights && { amount, weights, lays };
}

function wantedOf({ value, percent, action = 'replace' }: Edit, old: bigint): bigint {
  if (value === undefined) {
    const share = times(decimal(percent!), exact(1n, 100n));
    const signed = action === 'subtract' ? times(share, exact(-1n)) : share;
    return round(times(exact(old), plus(exact(action === 'replace' ? 0n : 1n), signed)));
  }
  return action === 'replace' ? value : action === 'add' ? old + value : old - value;
}

export function passes(filter: Edit['filter'], value: bigint | null): boolean {
  if (filter === 'populated') return value !== null;
  if (filter === 'nonZero') return value !== null && value !== 0n;
  if (filter === 'emptyOnly') return value === null || value === 0n;
  return true;
}

function skipped(skip: Edit['skip'], basis: bigint | null): boolean {
  if (skip === 'missing') return basis === null;
  if (skip === 'zero') return basis === 0n;
  if (skip === 'missingAndZero') return basis === null || basis === 0n;
  return skip === 'negative' && basis !== null && basis < 0n;
}

/** SPR-T17 and T57 to T59. */
function selfWeights(
  values: Values,
  { zeroBasis, filter }: Edit,
  leaves: readonly string[],
  free: readonly string[],
): Map<string, bigint> | null {
  const filled = free.flatMap((leaf): [string, bigint][] => {
    const value = values.get(leaf) ?? 0n;
    return value === 0n ? [] : [[leaf, value]];
  });
  if (filled.length > 0) {
    if (sum(filled.map(([, value]) => value)) === 0n) throw new Refused('BASIS_CANCELS');
    return new Map(filled);
  }
  if (zeroBasis === 'error') throw new Refused('BASIS_ZERO');
  if (zeroBasis === 'skip') return null;
  const empty = free.filter((leaf) => (values.get(leaf) ?? null) === null);
  const protectedPattern = leaves.some((leaf) => !free.includes(leaf) && (values.get(leaf) ?? 0n) !== 0n);
  if (filter === 'emptyOnly') return new Map(free.map((leaf) => [leaf, 1n]));
  if (protectedPattern && empty.length === 0) throw new Refused('NO_FREE_CELL');
  return new Map((empty.length > 0 ? empty : free).map((leaf) => [leaf, 1n]));
}

/** SPR-T27, T61: no reference number and no entry stays empty, with an entry becomes 0. */
function referenceWeights(
  values: Values,
  { negativeBasis = 'error', zeroBasis }: Edit,
  free: readonly string[],
  reference: ReadonlyMap<string, bigint | null>,
): Map<string, bigint> | null {
  const weights = new Map<string, bigint>();
  for (const leaf of free) {
    let weight = reference.get(leaf) ?? null;
    if (weight !== null && weight < 0n && negativeBasis !== 'keep') {
      if (negativeBasis === 'error') throw new Refused('BASIS_NEGATIVE');
      if (negativeBasis === 'skip') return null;
      weight = negativeBasis === 'abs' ? -weight : negativeBasis === 'zero' ? 0n : null;
    }
    if (weight === null && (values.get(leaf) ?? null) === null) continue;
    weights.set(leaf, weight ?? 0n);
  }
  const known = [...weights.values()];
  if (sum(known) !== 0n) return weights;
  if (known.some((weight) => weight !== 0n)) throw new Refused('BASIS_CANCELS');
  if (zeroBasis === 'skip') return null;
  if (zeroBasis !== 'equal') throw new Refused('BASIS_ZERO');
  return new Map(free.map((leaf) => [leaf, 1n]));
}

/** SPR-T68 and T69: whole granules through the levels, what is less than one to the largest share. */
function roundOff(model: Model, edit: Edit, { amount, weights }: Deal): Map<string, bigint> {
  const signs = new Set([...weights.values()].map((weight) => (weight > 0n ? 1 : weight < 0n ? -1 : 0)));
  if (edit.residue === 'divisor' && signs.has(1) && signs.has(-1)) throw new Refused('BASIS_NEGATIVE');
  const grain = edit.granularity ?? 1n;
  const granules = amount / grain; // BigInt division cuts towards zero
  const parts = descend(model, edit, edit.at, granules, weights);
  if (grain === 1n) return parts;
  for (const [leaf, part] of parts) parts.set(leaf, part * grain);
  const size = (leaf: string): bigint => (weights.get(leaf)! < 0n ? -weights.get(leaf)! : weights.get(leaf)!);
  const takers = leavesUnder(model, edit.at).filter((leaf) => weights.has(leaf));
  const largest = takers.reduce((best, leaf) => (size(leaf) > size(best) ? leaf : best));
  parts.set(largest, parts.get(largest)! + amount - granules * grain);
  return parts;
}

/** SPR-T69: each node's whole amount is divided among its children by their free basis sums. */
function descend(
  model: Model,
  edit: Edit,
  node: string,
  amount: bigint,
  weights: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const children = childrenOf(model, node);
  if (children.length === 0) return new Map(weights.has(node) ? [[node, amount]] : []);
  const sums = children.map((child) => sum(leavesUnder(model, child).map((leaf) => weights.get(leaf) ?? 0n)));
  const cancels = children.some(
    (child, i) =>
      sums[i] === 0n && leavesUnder(model, child).some((leaf) => (weights.get(leaf) ?? 0n) !== 0n),
  );
  if (cancels) throw new NoOpinion();
  if (sum(sums) === 0n)
    return new Map(leavesUnder(model, node).flatMap((leaf) => (weights.has(leaf) ? [[leaf, 0n]] : [])));
  const parts = divide(edit.residue, amount, sums);
  return new Map(children.flatMap((child, i) => [...descend(model, edit, child, parts[i]!, weights)]));
}

function divide(residue: Edit['residue'], amount: bigint, weights: readonly bigint[]): bigint[] {
  if (residue === 'divisor') {
    if (amount > 100_000n || amount < -100_000n) throw new NoOpinion();
    return byDivisor(amount, weights);
  }
  if (residue === 'highest' || residue === 'lowest') return toExtreme(amount, weights, residue);
  return largestRemainder(amount, weights);
}
