import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import {
  covers,
  type Frame,
  leavesUnder,
  ownRow,
  type Place,
  placeAbove,
  rowsUnder,
  samePlace,
} from '../frame.ts';
import { sumLeaves } from '../totals/scan.ts';
import { childrenOf, isLeafNode } from '../tree.ts';
import { allocations } from './allocate.ts';
import { type Entered, enterHeld } from './batch.ts';
import { cubeOf, type Draft } from './draft.ts';
import { apportionBig, roundedQuotient } from './exact.ts';
import type { HeldShare, Hold, SpreadInput, SpreadRequest } from './request.ts';

/** Share holds with the same parent along the same dimension: what they are shares of. */
interface Family {
  readonly parent: Place;
  readonly holds: readonly (Hold & { readonly share: HeldShare })[];
}

/** Shares below shares settle from the outside in; deeper than this nothing is promised. */
const rounds = 8;

/**
 * Entries of one commit with share holds in force (SPR-T52). They are entered as if nothing had a share. Where that has
 * moved a parent, its held shares are entries of the same commit: part ÷ whole of the parent's number, rounded together
 * with the siblings. So whatever a batch can promise, shares can, and nothing else.
 *
 * Refuses what a batch refuses, and with `MULTIWAY_UNPROVEN` where shares and totals chase each other.
 */
export function enterSharing(input: SpreadInput, requests: readonly SpreadRequest[]): Result<Entered> {
  const families = familiesOf(input);
  const first = enterHeld(input, requests);
  if (families.length === 0 || !first.ok) return first;
  const asked: Asked = { input, requests, part: requests[0]?.part ?? 0 };
  let attempt = first.value;
  let pins: readonly Pin[] = [];
  for (let round = 0; round < rounds; round++) {
    const next = families.map((family) => pinsOf(asked, attempt.draft, family));
    const stuck = families.find((_, i) => next[i] === null);
    if (stuck) return refuse(problem('NO_FREE_CELL', 'at', { amount: 0, holds: idsOf([stuck]) }));
    const wanted = next.flatMap((one) => one ?? []);
    if (wanted.every((pin) => isMet(attempt.draft, asked.part, pin))) {
      tellShares(attempt.draft, asked, families);
      return ok(pins.length === 0 ? attempt : { ...attempt, sums: null });
    }
    pins = wanted;
    const pinned = new Set(pins.flatMap(({ hold }) => (hold ? [hold.id] : [])));
    const open = { ...input, holds: (input.holds ?? []).filter(({ id }) => !pinned.has(id)) };
    const again = enterHeld(open, [...requests, ...pins.map(({ request }) => request)]);
    if (!again.ok) return refuse(...again.problems.map((one) => atShares(one, requests.length, pinned)));
    attempt = again.value;
  }
  return refuse(problem('MULTIWAY_UNPROVEN', 'holds', { holds: idsOf(families) }));
}

/** What was asked, before any share had its say. */
interface Asked {
  readonly input: SpreadInput;
  readonly requests: readonly SpreadRequest[];
  readonly part: 0 | 1;
}

const idsOf = (families: readonly Family[]): string =>
  families.flatMap(({ holds }) => holds.map(({ id }) => id)).join(',');

function familiesOf(input: SpreadInput): readonly Family[] {
  const { frame, holds = [] } = input;
  const families = new Map<string, { parent: Place; holds: (Hold & { share: HeldShare })[] }>();
  for (const hold of holds) {
    const { keeps, share } = hold;
    const parent = keeps === 'share' && share ? placeAbove(frame, hold.at, share.along) : null;
    if (!share || !parent) continue;
    const name = `${share.along} ${nameOf(frame, parent)}`;
    const known = families.get(name);
    if (known) known.holds.push({ ...hold, share });
    else families.set(name, { parent, holds: [{ ...hold, share }] });
  }
  const sized = [...families.values()].map((family) => ({ family, size: sizeOf(input, family.parent) }));
  return sized.sort((a, b) => b.size - a.size).map(({ family }) => family);
}

/** The same for every way to say the same cell: a member with nothing below it is its own row. */
function nameOf({ trees }: Frame, { members, time }: Place): string {
  const nodes = members.map((node, d) => (node < 0 && isLeafNode(trees[d]!, ~node) ? ~node : node));
  return `${nodes.join(' ')} ${time}`;
}

function sizeOf({ frame }: SpreadInput, place: Place): number {
  const { from, to } = leavesUnder(frame.time, place.time);
  return rowsUnder(frame, place).length * (to - from);
}

/** An entry that a share makes necessary: of a held cell, or of the parent whose number is then fixed. */
interface Pin {
  readonly request: SpreadRequest;
  readonly hold: Hold | null;
}

const sumAt = (draft: Draft, part: 0 | 1, place: Place): number =>
  sumLeaves(cubeOf(draft), draft.input.frame, part, place).sum;

const isMet = (draft: Draft, part: 0 | 1, { request }: Pin): boolean =>
  sumAt(draft, part, request.at) === request.value;

/**
 * What a family asks for after an attempt: nothing where neither the parent nor a held cell has moved, `null` where
 * nothing can be right – members with something of their own beside held shares of the whole.
 */
function pinsOf({ input, requests, part }: Asked, draft: Draft, family: Family): readonly Pin[] | null {
  const { frame, cube, holds: all = [] } = input;
  const { parent, holds } = family;
  const before = (place: Place): number => sumLeaves(cube, frame, part, place).sum;
  const now = holds.map(({ at }) => sumAt(draft, part, at));
  const total = sumAt(draft, part, parent);
  if (before(parent) === total && holds.every(({ at }, i) => before(at) === now[i])) return [];
  const around = requests.find(({ at }) => covers(frame, at, parent));
  const keepsSum = ({ keeps, at }: Hold): boolean =>
    (keeps === 'total' || keeps === 'share') && covers(frame, at, parent);
  const decided = around !== undefined || all.some(keepsSum);
  const others = now.reduce((left, one) => left - one, total);
  const form = formOf(around);
  const asTheyAre = form.method === 'proportional';
  const numbers = decided
    ? sharesOfTotal(input, part, { family, total, asTheyAre })
    : sharesOfOthers(family, others);
  if (numbers === null) return null;
  const pins: Pin[] = holds.map((hold, i) => ({
    hold,
    request: { ...form, at: hold.at, value: numbers[i]! },
  }));
  if (requests.some(({ at }) => samePlace(frame, at, parent))) return pins;
  const value = decided ? total : numbers.reduce((sum, one) => sum + one, others);
  return [...pins, { hold: null, request: { ...form, at: parent, value } }];
}

interface Decided {
  readonly family: Family;
  readonly total: number;
  /** The siblings divide what is left as they stand to each other now; otherwise it is not known here how. */
  readonly asTheyAre: boolean;
}

/** The parent is decided: each share of it, rounded together with what the siblings get (SPR-T65). */
function sharesOfTotal(input: SpreadInput, part: 0 | 1, { family, total, asTheyAre }: Decided): number[] {
  const { holds } = family;
  const common = commonWhole(family);
  const exact = holds.map(({ share }) => BigInt(total) * BigInt(share.part) * (common / BigInt(share.whole)));
  const rest = exact.reduce((left, one) => left - one, BigInt(total) * common);
  const cells = cellsBelow(input, part, family);
  const weight = cells.reduce((sum, { sum: one }) => sum + one, 0n);
  // Siblings that have nothing, numbers of both signs, or other weights than their numbers take what is left as one.
  const apart =
    asTheyAre && weight !== 0n && cells.every(({ sum }) => sum === 0n || sum > 0n === weight > 0n);
  const quotas = cells.map(({ held, sum }) =>
    held >= 0 ? exact[held]! * (apart ? weight : 1n) : apart ? rest * sum : 0n,
  );
  if (!apart) quotas.push(rest);
  const turned = quotas.map((one) => (total < 0 !== (apart && weight < 0n) ? -one : one));
  if (total === 0 || turned.some((one) => one < 0n)) return exact.map((one) => roundedQuotient(one, common));
  const parts = apportionBig(total, turned);
  const rounded = holds.map(() => 0);
  cells.forEach(({ held }, i) => {
    if (held >= 0) rounded[held] = parts[i]!;
  });
  return rounded;
}

const commonWhole = ({ holds }: Family): bigint =>
  holds.reduce((product, { share }) => product * BigInt(share.whole), 1n);

/** The cells directly below the parent, its own row first: which share each has, or what it makes now. */
function cellsBelow({ cube, frame }: SpreadInput, part: 0 | 1, { holds, parent }: Family) {
  const { along } = holds[0]!.share;
  const nodeOf = ({ members, time }: Place): number => (along === 'time' ? time : members[along]!);
  const heldAt = new Map<number, number>();
  for (const [i, { at }] of holds.entries()) if (!heldAt.has(nodeOf(at))) heldAt.set(nodeOf(at), i);
  const above = nodeOf(parent);
  const nodes =
    along === 'time'
      ? childrenOf(frame.time, above)
      : [ownRow(above), ...childrenOf(frame.trees[along]!, above)];
  return nodes.map((node) => {
    const held = heldAt.get(node) ?? -1;
    const place =
      along === 'time'
        ? { members: parent.members, time: node }
        : { members: parent.members.with(along, node), time: parent.time };
    return { held, sum: held >= 0 ? 0n : BigInt(sumLeaves(cube, frame, part, place).sum) };
  });
}

/** The parent follows its members: it grows until the held cells have their share of it again. */
function sharesOfOthers(family: Family, others: number): number[] | null {
  const { holds } = family;
  const common = commonWhole(family);
  const parts = holds.map(({ share }) => BigInt(share.part) * (common / BigInt(share.whole)));
  const held = parts.reduce((sum, one) => sum + one, 0n);
  if (held === 0n) return holds.map(() => 0);
  if (held === common) return others === 0 ? holds.map(() => 0) : null;
  return apportionBig(roundedQuotient(BigInt(others) * held, common - held), parts);
}

/** A share reaches its leaves as the entry that moved the parent does. */
function formOf(around: SpreadRequest | undefined): Omit<SpreadRequest, 'at' | 'value'> {
  if (around === undefined || allocations[around.method] === undefined) return { method: 'proportional' };
  const { at: _at, value: _value, action: _action, ...form } = around;
  return form;
}

function tellShares(draft: Draft, { input, part }: Asked, families: readonly Family[]): void {
  for (const { id, at } of families.flatMap(({ holds }) => holds)) {
    const amount = sumAt(draft, part, at) - sumLeaves(input.cube, input.frame, part, at).sum;
    if (amount !== 0) draft.notices.push({ code: 'SHARED', params: { hold: id, amount } });
  }
}

/** What a share made necessary and could not be done is said of the entry, with the holds that ask for it. */
function atShares({ code, path, params }: Problem, requests: number, pinned: ReadonlySet<string>): Problem {
  const [first, ...rest] = (path ?? '').split('.');
  const own = /^\d+$/.test(first ?? '') && Number(first) < requests;
  const place = own && requests > 1 ? path : rest.join('.') || 'at';
  const holds = [...new Set([...pinned, ...String(params?.['holds'] ?? '').split(',')])].filter(Boolean);
  return problem(code, place, { ...params, holds: holds.join(',') });
}
