import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Budget } from './draft.ts';
import { apportionBig } from './exact.ts';
import { type Family, liesIn, type Piece } from './pieces.ts';
import type { Multiway, Notice } from './request.ts';
import { solveTwoFamilies } from './two-families.ts';
import { searchWhole, type WholeSum } from './whole-search.ts';

export interface Solved {
  /** What each piece receives. */
  readonly amounts: readonly number[];
  readonly notices: readonly Notice[];
  /** By how much totals miss that were given up or are to be made good elsewhere (SPR-T72). */
  readonly misses: readonly Miss[];
}

export interface Miss {
  readonly family: number;
  readonly total: number;
  readonly units: number;
}

/**
 * Totals of three families or more (SPR-T72, T77): whether whole numbers exist for them is not known beforehand. The
 * first two families are solved exactly; when the others hold by that, it is done. Otherwise a bounded search looks for
 * whole numbers that keep every total. What it neither finds nor is asked to give up is refused with
 * `BASIS_NEGATIVE` (numbers of both signs) or `MULTIWAY_UNPROVEN`: params `kept` and `missed` (totals of the third and later families, these with the units they
 * miss), `steps`, and `proven` (there is no solution with zeros kept).
 */
export function solveManyFamilies(
  families: readonly Family[],
  pieces: readonly Piece[],
  weights: readonly number[],
  wish: Multiway,
  budget: Budget,
): Result<Solved> {
  const least = Math.min(...weights);
  // Numbers of both signs have no proportions in more than one family (SPR-T73), and no mirror image either.
  if (least < 0 && weights.some((weight) => weight > 0))
    return refuse(problem('BASIS_NEGATIVE', 'at', { value: least }));
  if (least >= 0) return solveUpright(families, pieces, weights, wish, budget, 1);
  // Numbers are looked for from 0 upwards: a negative table is the mirror image (SPR-T75).
  const solved = solveUpright(
    families.map((family) => ({
      ...family,
      wanted: family.wanted.map((one) => ({ ...one, value: 0 - one.value })),
    })),
    pieces.map((piece) => ({ ...piece, free: 0 - piece.free, fixed: 0 - piece.fixed })),
    weights.map((weight) => 0 - weight),
    wish,
    budget,
    -1,
  );
  if (!solved.ok) return refuse(...solved.problems.map(turned));
  const { amounts, misses, notices } = solved.value;
  return ok({
    notices,
    amounts: amounts.map((amount) => 0 - amount),
    misses: misses.map((miss) => ({ ...miss, units: 0 - miss.units })),
  });
}

const sizes: ReadonlySet<string> = new Set(['rows', 'columns', 'difference', 'need', 'take']);

/** A refusal about the mirror image, told of what was asked. */
const turned = ({ code, path, params = {} }: Problem): Problem =>
  problem(
    code,
    path,
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'number' && sizes.has(name) ? 0 - value : value,
      ]),
    ),
  );

/** `sign` is −1 for a mirror image: what misses is told of what was asked. */
function solveUpright(
  families: readonly Family[],
  pieces: readonly Piece[],
  weights: readonly number[],
  wish: Multiway,
  budget: Budget,
  sign: 1 | -1,
): Result<Solved> {
  const [first, second] = families as [Family, Family];
  const two = solveTwoFamilies([first, second], ...merged(pieces, weights));
  const amounts = two.ok ? shared(pieces, weights, two.value) : null;
  if (amounts !== null) absorbOutside(families, pieces, weights, amounts);
  const misses = amounts === null ? [] : missesOf(families, pieces, amounts);
  if (amounts !== null && misses.length === 0) return ok({ amounts, notices: [], misses });
  const sums = sumsOf(families, pieces, weights);
  const { found, proven, steps } = searchWhole({ aims: aimsOf(sums, weights), sums }, budget.steps);
  budget.steps -= steps;
  if (found !== null) {
    return ok({ amounts: found, notices: [{ code: 'SEARCHED', params: { steps } }], misses: [] });
  }
  if (!two.ok || amounts === null) return two.ok ? refuse(unproven(families, [], steps, proven)) : two;
  if (wish.release === true || wish.park !== undefined) return ok({ amounts, notices: [], misses });
  const told = misses.map((miss) => ({ ...miss, units: sign * miss.units }));
  return refuse(unproven(families, told, steps, proven));
}

/** Pieces as the first two families see them: what differs only in later ones is one. */
function merged(pieces: readonly Piece[], weights: readonly number[]): [Piece[], number[]] {
  const seen = new Map<string, number>();
  const twoPieces: Piece[] = [];
  const twoWeights: number[] = [];
  pieces.forEach((piece, i) => {
    const inner = piece.inner.slice(0, 2);
    const key = inner.join();
    const at = seen.get(key);
    if (at === undefined) {
      seen.set(key, twoPieces.length);
      twoPieces.push({ ...piece, inner });
      twoWeights.push(weights[i]!);
    } else {
      twoPieces[at]!.fixed += piece.fixed;
      twoWeights[at]! += weights[i]!;
    }
  });
  return [twoPieces, twoWeights];
}

/** What the first two families give to a merged piece, by weight among its parts, largest remainder. */
function shared(pieces: readonly Piece[], weights: readonly number[], two: readonly number[]): number[] {
  const groups = new Map<string, number[]>();
  pieces.forEach(({ inner }, i) => {
    const key = inner.slice(0, 2).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  const amounts = pieces.map(() => 0);
  [...groups.values()].forEach((group, g) => {
    const total = group.reduce((sum, i) => sum + weights[i]!, 0);
    // Leaves outside both families keep what they have; later families may still want it otherwise.
    const outside = pieces[group[0]!]!.inner.slice(0, 2).every((i) => i < 0);
    if (outside || total === 0) {
      for (const i of group) amounts[i] = outside ? pieces[i]!.free : 0;
      return;
    }
    const shares = apportionBig(
      two[g]!,
      group.map((i) => BigInt(Math.abs(weights[i]!))),
    );
    group.forEach((i, n) => {
      amounts[i] = shares[n]!;
    });
  });
  return amounts;
}

/** A total of a later family with leaves outside the first two takes there what it misses. */
function absorbOutside(
  families: readonly Family[],
  pieces: readonly Piece[],
  weights: readonly number[],
  amounts: number[],
): void {
  pieces.forEach(({ inner }, i) => {
    const own = inner.flatMap((total, f) => (total < 0 ? [] : [f]));
    if (own.length !== 1 || own[0]! < 2 || weights[i] === 0) return;
    const miss = missOf(families, pieces, amounts, own[0]!, inner[own[0]!]!);
    amounts[i] = Math.max(0, amounts[i]! + miss);
  });
}

function missOf(
  families: readonly Family[],
  pieces: readonly Piece[],
  amounts: readonly number[],
  f: number,
  total: number,
): number {
  let units = families[f]!.wanted[total]!.value;
  pieces.forEach((piece, i) => {
    if (liesIn(families, piece, f, total)) units -= piece.fixed + amounts[i]!;
  });
  return units;
}

function missesOf(families: readonly Family[], pieces: readonly Piece[], amounts: readonly number[]): Miss[] {
  return families.flatMap(({ wanted }, family) =>
    wanted.flatMap((_, total) => {
      const units = missOf(families, pieces, amounts, family, total);
      return units === 0 ? [] : [{ family, total, units }];
    }),
  );
}

/** Every total as a sum over the pieces that may take something. */
function sumsOf(
  families: readonly Family[],
  pieces: readonly Piece[],
  weights: readonly number[],
): WholeSum[] {
  return families.flatMap(({ wanted }, f) =>
    wanted.map(({ value }, total) => {
      const inside = [...pieces.keys()].filter((i) => liesIn(families, pieces[i]!, f, total));
      const fixed = inside.reduce((sum, i) => sum + pieces[i]!.fixed, 0);
      return { of: inside.filter((i) => weights[i] !== 0), amount: value - fixed };
    }),
  );
}

const rounds = 200;

/** The real solution as far as scaling the totals in turn gets. */
function aimsOf(sums: readonly WholeSum[], weights: readonly number[]): number[] {
  const aims = weights.map(Math.abs);
  for (let round = 0; round < rounds; round++) {
    for (const { of, amount } of sums) {
      const now = of.reduce((sum, i) => sum + aims[i]!, 0);
      if (now > 0) for (const i of of) aims[i]! *= amount / now;
    }
  }
  return aims;
}

function unproven(
  families: readonly Family[],
  misses: readonly Miss[],
  steps: number,
  proven: boolean,
): Problem {
  const name = ({ family, total }: Omit<Miss, 'units'>): string => families[family]!.wanted[total]!.name;
  const missed = new Set(misses.map(name));
  const kept = families.slice(2).flatMap(({ wanted }) => wanted.map((one) => one.name));
  return problem('MULTIWAY_UNPROVEN', 'at', {
    totals: families.reduce((count, { wanted }) => count + wanted.length, 0),
    families: families.length,
    kept: kept.filter((one) => !missed.has(one)).join('; '),
    missed: misses.map((one) => `${name(one)}: ${one.units}`).join('; '),
    steps,
    proven,
  });
}
