import { covers, type Frame, meets, ownRow, type Place, samePlace } from '../frame.ts';
import { addPlace } from '../place-index.ts';
import { copyScope, sumLeaves } from '../totals/scan.ts';
import { childrenOf } from '../tree.ts';
import { cubeOf, type Draft } from './draft.ts';
import { roundTogether } from './exact.ts';
import { isExtreme, isFill, isMean, isRate } from './landing.ts';
import { hasLimits } from './limits.ts';
import type { HeldShare, Hold, SpreadInput, SpreadRequest } from './request.ts';
import { contextOf, gatherScope, type Scope } from './scope.ts';
import { allocations, type Weighing, weigh } from './weigh.ts';

/** Share holds with the same parent along the same dimension: what they are shares of. */
export interface Family {
  readonly parent: Place;
  readonly holds: readonly (Hold & { readonly share: HeldShare })[];
}

/** A total whose held shares are due, after an attempt without them, and all that has a say about what is beside them. */
export interface Due {
  readonly input: SpreadInput;
  readonly requests: readonly SpreadRequest[];
  readonly families: readonly Family[];
  readonly family: Family;
  readonly draft: Draft;
  readonly part: 0 | 1;
  readonly total: number;
  /** How the siblings divide what the shares leave. */
  readonly form: Omit<SpreadRequest, 'at' | 'value'>;
}

/** What a held cell is to show, or one beside it: then `hold` is null. */
export interface Portion {
  readonly place: Place;
  readonly hold: Hold | null;
  readonly value: number;
  /** A cell beside the shares that divides its number as the entry does; otherwise it has no weight in that. */
  readonly weighs: boolean;
  /** Rounding gave it more than its exact number; of a negative total, less. */
  readonly raised: boolean;
}

/**
 * A decided total in whole units: each held share of it, rounded in one go with what the cells beside them get (SPR-T52,
 * T65), so that none of them is a unit from its exact number. Those beside are left out, and rounded afterwards among
 * themselves, where what they get is not known beforehand: between floors and caps, by granules or a residue rule of the entry's own, in
 * means, and where something crosses them.
 */
export function portionsOf(due: Due): readonly Portion[] {
  const { family, total } = due;
  const { holds } = family;
  const common = commonWhole(family);
  const exact = holds.map(({ share }) => BigInt(total) * BigInt(share.part) * (common / BigInt(share.whole)));
  const rest = exact.reduce((left, one) => left - one, BigInt(total) * common);
  const cells = cellsBelow(due);
  const beside = besideShares(due, cells, { rest, common });
  const scale = beside?.scale ?? 1n;
  const quotas = cells.map(({ held }, i) => (held >= 0 ? exact[held]! * scale : (beside?.quotas[i] ?? 0n)));
  if (!beside) quotas.push(rest);
  const parts = roundTogether(total, quotas, common * scale);
  return cells.flatMap(({ held, place }, i): Portion[] => {
    const value = parts[i]!;
    const excess = BigInt(value) * common * scale - quotas[i]!;
    const raised = total < 0 ? excess < 0n : excess > 0n;
    if (held >= 0) return [{ place: holds[held]!.at, hold: holds[held]!, value, weighs: true, raised }];
    const state = beside?.states[i];
    if (!state || state.count === 0 || (state.entries === 0 && value === 0)) return [];
    return [{ place, hold: null, value, weighs: state.weight !== 0n, raised }];
  });
}

/** The parent follows its members: it grows until the held cells have their share of it again; `null` where it cannot. */
export function portionsOfGrown(family: Family, others: number): readonly Portion[] | null {
  const { holds } = family;
  const common = commonWhole(family);
  const parts = holds.map(({ share }) => BigInt(share.part) * (common / BigInt(share.whole)));
  const held = parts.reduce((sum, one) => sum + one, 0n);
  if (held === common && others !== 0) return null;
  const total = held === common ? 0n : nearest(BigInt(others) * common, common - held);
  const rounded = roundTogether(
    Number(total) - others,
    parts.map((part) => part * total),
    common,
  );
  return holds.map((hold, i) => {
    const excess = BigInt(rounded[i]!) * common - parts[i]! * total;
    const raised = total < 0n ? excess < 0n : excess > 0n;
    return { place: hold.at, hold, value: rounded[i]!, weighs: true, raised };
  });
}

/** To the nearest whole number, halves away from zero; the divisor is positive. */
function nearest(num: bigint, den: bigint): bigint {
  return num < 0n ? -((-2n * num + den) / (2n * den)) : (2n * num + den) / (2n * den);
}

const commonWhole = ({ holds }: Family): bigint =>
  holds.reduce((product, { share }) => product * BigInt(share.whole), 1n);

interface Cell {
  readonly place: Place;
  readonly node: number;
  /** Number of the hold of its share, or −1. */
  readonly held: number;
}

const nodeAlong = ({ members, time }: Place, along: number | 'time'): number =>
  along === 'time' ? time : members[along]!;

/** The cells directly below the parent, its own row first. */
function cellsBelow({ input: { frame }, family: { holds, parent } }: Due): readonly Cell[] {
  const { along } = holds[0]!.share;
  const heldAt = new Map<number, number>();
  for (const [i, { at }] of holds.entries()) {
    const node = nodeAlong(at, along);
    if (!heldAt.has(node)) heldAt.set(node, i);
  }
  const above = nodeAlong(parent, along);
  const nodes =
    along === 'time'
      ? childrenOf(frame.time, above)
      : [ownRow(above), ...childrenOf(frame.trees[along]!, above)];
  return nodes.map((node) => {
    const place =
      along === 'time'
        ? { members: parent.members, time: node }
        : { members: parent.members.with(along, node), time: parent.time };
    return { place, node, held: heldAt.get(node) ?? -1 };
  });
}

/** What lies below a cell: leaves that may change, entries, what cannot change or is kept under it, and the weights. */
interface State {
  count: number;
  entries: number;
  kept: bigint;
  weight: bigint;
  /** Some leaf has a weight. */
  weighs: boolean;
}

interface Beside {
  readonly states: readonly State[];
  /** Over common × scale; of held cells without meaning. */
  readonly quotas: readonly bigint[];
  readonly scale: bigint;
}

interface Left {
  readonly rest: bigint;
  readonly common: bigint;
}

/** The exact numbers of the cells beside the shares: what is kept there, and their weight's part of what is left. */
function besideShares(due: Due, cells: readonly Cell[], { rest, common }: Left): Beside | null {
  if (!isPlain(due)) return null;
  const { family, input } = due;
  const context = contextOf(input, due.part);
  for (const { place, held } of cells) if (held >= 0) addPlace(context.settled.places, place, place);
  for (const { at } of inside(due)) addPlace(context.settled.places, at, at);
  const gathered = gatherScope(context, family.parent);
  if (!gathered.ok) return null;
  const scope = gathered.value;
  const request = { ...due.form, at: family.parent, value: due.total };
  if (hasLimits(scope, request)) return null;
  const weighing = weigh(input.frame, scope, request);
  if (!weighing) return null;
  const states = statesOf(due, scope, weighing, cells);
  const alone = states.filter((_, i) => cells[i]!.held < 0);
  const whole = alone.reduce((sum, { weight }) => sum + weight, 0n);
  if (whole === 0n || alone.some(({ weight, weighs }) => weight === 0n && weighs)) return null;
  const open = alone.reduce((left, { kept }) => left - kept * common, rest);
  const scale = whole < 0n ? -whole : whole;
  const sign = whole < 0n ? -1n : 1n;
  const quotas = states.map(({ kept, weight }) => kept * common * scale + sign * open * weight);
  return { states, quotas, scale };
}

/** Entries of the commit that decide something below the total. */
const inside = ({ input: { frame }, requests, family: { parent } }: Due): readonly SpreadRequest[] =>
  requests.filter(({ at }) => meets(frame, at, parent) && !covers(frame, at, parent));

/** Whether what an entry says of a total is the sum of its leaves. */
export const addsPlainly = (input: SpreadInput, { part }: Pick<SpreadRequest, 'part'>): boolean =>
  !isMean(input) && !isFill(input) && !isExtreme(input) && (!isRate(input) || part !== undefined);

/** Whether nothing but weights decides what stands beside the shares. */
function isPlain(due: Due): boolean {
  const { input, family, form, families, requests } = due;
  const { frame, holds = [] } = input;
  const { parent } = family;
  if (!addsPlainly(input, form)) return false;
  const { residue = 'largestRemainder', granularity = 1 } = form;
  if (!allocations[form.method] || residue !== 'largestRemainder' || granularity !== 1) return false;
  const { along } = family.holds[0]!.share;
  const apart = (place: Place): boolean =>
    !meets(frame, place, parent) || isBelow(frame, parent, along, place);
  const around = (place: Place): boolean => covers(frame, place, parent);
  const clear = holds.every(
    ({ keeps, at }) => (keeps !== 'total' && keeps !== 'bound') || around(at) || apart(at),
  );
  const nested = families.every((other) => {
    if (other === family || apart(other.parent)) return true;
    return isBelow(frame, other.parent, other.holds[0]!.share.along, parent);
  });
  return clear && nested && requests.every(({ at }) => around(at) || apart(at));
}

/** Whether a place lies at or below one of the cells that a total is divided into. */
const isBelow = (frame: Frame, parent: Place, along: number | 'time', place: Place): boolean =>
  covers(frame, parent, place) &&
  !samePlace(frame, parent, place) &&
  nodeAlong(place, along) !== nodeAlong(parent, along);

function statesOf(
  { input: { frame }, draft, part, family }: Due,
  scope: Scope,
  { set, basis, add }: Weighing,
  cells: readonly Cell[],
): readonly State[] {
  const { along } = family.holds[0]!.share;
  const now = new Float64Array(scope.values.length);
  copyScope(cubeOf(draft), frame.time, part, scope.rows, scope.from, scope.to, now);
  const states = cells.map((): State => ({ count: 0, entries: 0, kept: 0n, weight: 0n, weighs: false }));
  const cellOf = cellFinder(frame, along, cells);
  const width = scope.to - scope.from;
  for (let k = 0; k < now.length; k++) {
    const row = Math.floor(k / width);
    const state = states[cellOf(scope.rows[row]!, scope.from + k - row * width)]!;
    const value = scope.values[k]!;
    if (set.counted[k] === 0) {
      state.kept += BigInt(now[k]! || 0);
      continue;
    }
    state.count++;
    if (value === value) state.entries++;
    if (basis.takes[k] === 0 || add) state.kept += BigInt(value || 0);
    if (basis.takes[k] === 0 || basis.weights[k] === 0) continue;
    state.weight += BigInt(basis.weights[k]!);
    state.weighs = true;
  }
  return states;
}

/** Which of the cells a leaf lies in. */
function cellFinder(frame: Frame, along: number | 'time', cells: readonly Cell[]) {
  const tree = along === 'time' ? frame.time : frame.trees[along]!;
  const cellAt = new Int32Array(tree.ids.length);
  cells.forEach(({ node }, i) => {
    if (node < 0) cellAt[ownRow(node)] = i;
    else cellAt.fill(i, node, tree.end[node]);
  });
  const nodes = along === 'time' ? null : frame.position[along]!;
  return (row: number, leaf: number): number => cellAt[nodes ? nodes[row]! : frame.time.leafNodes[leaf]!]!;
}

export const sumAt = (draft: Draft, part: 0 | 1, place: Place): number =>
  sumLeaves(cubeOf(draft), draft.input.frame, part, place).sum;
