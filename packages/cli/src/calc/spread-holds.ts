import {
  amountFromDecimal,
  covers,
  createTotals,
  type HeldShare,
  type Hold,
  MAX_DECIMALS,
  ok,
  type Place,
  type Problem,
  placeAbove,
  problem,
  type Result,
  readTotal,
  refuse,
} from '@shapan/engine';
import type { Unfilled } from './sheet.ts';
import type { GivenHold, SpreadFields } from './spread-fields.ts';

type HoldFields = Exclude<GivenHold, string>;

/** Decimals of a share are exact to this many places. */
const shareWhole = 10 ** MAX_DECIMALS;

/** The holds of the request. A share without a number is the one the cells show; shares of one whole are at most 1. */
export function readHolds(sheet: Unfilled, { holds, decimals }: SpreadFields): Result<readonly Hold[]> {
  const read: Hold[] = [];
  const problems: Problem[] = [];
  for (const [i, given] of holds.entries()) {
    const one = readHold(sheet, given, decimals, `holds[${i}]`);
    if (one.ok) read.push(one.value);
    else problems.push(...one.problems);
  }
  if (problems.length > 0) return refuse(...problems);
  const over = read.findIndex((hold) => isOverOne(sheet, read, hold));
  return over < 0 ? ok(read) : refuse(problem('SHARE_OVER_ONE', `holds[${over}]`));
}

function readHold(sheet: Unfilled, given: GivenHold, decimals: number, path: string): Result<Hold> {
  const id = typeof given === 'string' ? given : given.id;
  const at = sheet.placeOf(id);
  if (at === undefined) return refuse(problem('UNKNOWN_REFERENCE', path, { id }));
  if (typeof given === 'string') {
    return ok({ id, at, keeps: sheet.isLeaf(id) ? 'value' : 'total' });
  }
  const stray = strayField(given);
  if (stray !== undefined) return refuse(problem('INVALID', `${path}.${stray}`, { expected: 'nothing' }));
  switch (given.keeps) {
    case 'bound':
      return readBound(given, at, decimals, path);
    case 'share':
      return readShare(sheet, given, at, path);
    default:
      return ok({ id, at, keeps: given.keeps });
  }
}

/** A number that this kind of hold has no use for must not be lost. */
function strayField({ keeps, floor, cap, share, along }: HoldFields): string | undefined {
  const unused = { ...(keeps !== 'bound' && { floor, cap }), ...(keeps !== 'share' && { share, along }) };
  return Object.entries(unused).find(([, value]) => value !== undefined)?.[0];
}

function readBound(given: HoldFields, at: Place, decimals: number, path: string): Result<Hold> {
  const ends: { floor?: number; cap?: number } = {};
  for (const name of ['floor', 'cap'] as const) {
    const end = given[name];
    if (end === undefined) continue;
    const amount = amountFromDecimal(end, decimals, `${path}.${name}`);
    if (!amount.ok) return amount;
    ends[name] = amount.value;
  }
  const { floor, cap } = ends;
  if (floor === undefined && cap === undefined) return refuse(problem('REQUIRED', `${path}.floor`));
  if (floor !== undefined && cap !== undefined && floor > cap) {
    return refuse(problem('OUT_OF_RANGE', `${path}.cap`, { min: given.floor ?? null }));
  }
  return ok({ id: given.id, at, keeps: 'bound', ...ends });
}

function readShare(sheet: Unfilled, given: HoldFields, at: Place, path: string): Result<Hold> {
  const along = alongOf(sheet, given.along);
  if (along === undefined) {
    const expected = sheet.dimensions.join(', ');
    return refuse(problem(given.along === undefined ? 'REQUIRED' : 'INVALID', `${path}.along`, { expected }));
  }
  const above = placeAbove(sheet.frame, at, along);
  if (above === null) return refuse(problem('INVALID', `${path}.id`, { expected: 'a member with a parent' }));
  const { id, keeps } = given;
  if (given.share !== undefined) {
    if (given.share < 0) return refuse(problem('OUT_OF_RANGE', `${path}.share`, { min: 0, max: 1 }));
    if (given.share > 1) return refuse(problem('SHARE_OVER_ONE', `${path}.share`));
    const part = amountFromDecimal(given.share, MAX_DECIMALS, `${path}.share`);
    return part.ok ? ok({ id, at, keeps, share: { part: part.value, whole: shareWhole, along } }) : part;
  }
  const totals = createTotals(sheet.cube, sheet.frame, { behaviour: sheet.behaviour });
  const part = readTotal(totals, at) ?? 0;
  const whole = readTotal(totals, above) ?? 0;
  if (whole === 0) return refuse(problem('REQUIRED', `${path}.share`));
  const sign = Math.sign(whole);
  if (part * sign < 0) return refuse(problem('OUT_OF_RANGE', `${path}.share`, { min: 0, max: 1 }));
  return ok({ id, at, keeps, share: { part: part * sign, whole: whole * sign, along } });
}

/** Of which dimension the total one level up is the whole; where there are several it has to be said. */
function alongOf({ frame, dimensions }: Unfilled, named: string | undefined): HeldShare['along'] | undefined {
  if (dimensions.length === 0)
    return named === undefined ? (frame.trees.length === 0 ? 'time' : 0) : undefined;
  const along = dimensions.indexOf(named ?? '');
  return along < 0 ? undefined : along;
}

/** Whether the shares with the same whole as this one come to more than it, exactly. */
function isOverOne({ frame }: Unfilled, holds: readonly Hold[], { share, at }: Hold): boolean {
  const above = share && placeAbove(frame, at, share.along);
  if (!above) return false;
  let [part, whole] = [0n, 1n];
  for (const other of holds) {
    const its = other.share && placeAbove(frame, other.at, other.share.along);
    if (!its || !other.share || !covers(frame, its, above) || !covers(frame, above, its)) continue;
    const divisor = BigInt(other.share.whole);
    part = part * divisor + BigInt(other.share.part) * whole;
    whole *= divisor;
  }
  return part > whole;
}
