import { ownRow, type Place } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import type { Basis } from './basis.ts';
import { nameOf } from './name.ts';
import type { Notice, NoticeCode, SpreadInput } from './request.ts';
import type { Span } from './scope.ts';

/** Leaves that one notice names. */
export const mostNames = 5;

/** The first leaves that a notice is about, by their index in the scope. */
export type Named = { readonly [code in NoticeCode]?: readonly number[] };

/**
 * The first leaves that rounding gave more than their exact share of what was handed out (SPR-T87), by their index in the
 * scope; of a negative amount those that it gave less (SPR-T66).
 */
export function roundedUp(
  parts: Float64Array,
  { weights, takes }: Pick<Basis, 'weights' | 'takes'>,
  amount: number,
): readonly number[] {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) if (takes[k] === 1) sum += weights[k]!;
  const isMore = moreThanShare(weights, takes, amount, sum);
  const found: number[] = [];
  for (let k = 0; k < parts.length && found.length < mostNames; k++)
    if (takes[k] === 1 && isMore(parts[k]!, weights[k]!)) found.push(k);
  return found;
}

/** In floating point where that is beyond doubt, otherwise exactly. */
function moreThanShare(
  weights: Float64Array,
  takes: Uint8Array,
  amount: number,
  sum: number,
): (part: number, weight: number) => boolean {
  const sign = amount < 0 ? -1 : 1;
  let whole: bigint | undefined;
  return (part, weight) => {
    const share = (amount * weight) / sum;
    const excess = (part - share) * sign;
    if (Math.abs(excess) > 1e-3 + Math.abs(share) * 1e-9) return excess > 0;
    if (!Number.isInteger(weight)) return false;
    whole ??= exactSum(weights, takes);
    const exact = BigInt(part) * whole - BigInt(amount) * BigInt(weight);
    return whole < 0n === sign < 0 ? exact > 0n : exact < 0n;
  };
}

function exactSum(weights: Float64Array, takes: Uint8Array): bigint {
  let sum = 0n;
  for (let k = 0; k < weights.length; k++) if (takes[k] === 1) sum += BigInt(Math.trunc(weights[k]!));
  return sum;
}

/** A notice with the leaves that it is about by name. */
export function withNames(input: SpreadInput, span: Span, named: Named, notice: Notice): Notice {
  const leaves = named[notice.code]?.slice(0, mostNames) ?? [];
  if (leaves.length === 0) return notice;
  const names = leaves.map((k) => nameOf(input, placeIn(input, span, k))).join(', ');
  return { ...notice, params: { ...notice.params, names } };
}

/** The place of the k-th leaf of a scope. */
function placeIn({ frame }: SpreadInput, { rows, from, to }: Span, k: number): Place {
  const width = to - from;
  const row = rows[Math.floor(k / width)]!;
  const members = frame.position.map((nodes, d) => {
    const node = nodes[row]!;
    return isLeafNode(frame.trees[d]!, node) ? node : ownRow(node);
  });
  return { members, time: frame.time.leafNodes[from + (k % width)]! };
}
