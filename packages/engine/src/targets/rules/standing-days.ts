import { daysBetween } from '../../foundation/date.ts';
import { ok, type Result } from '../../foundation/result.ts';
import { memberOf } from '../../plan/parents.ts';
import { leavesUnder, ownRow } from '../frame.ts';
import { splitAmount } from '../split.ts';
import type { TargetLayout } from '../target-layout.ts';
import type { PlacedRule, RulePart } from './rule.ts';

/**
 * What a rule says of a member, said of its places: whoever moves in the time of a rule counts once, each place for the
 * days that it is the member's own (SPR-T94). So a rule above all of its places and rules below each of them agree.
 */
export interface StandingDays {
  /** Whether a part is one of several places of its member. */
  readonly moves: (part: RulePart) => boolean;
  /** A weight of each part's member as weights of the parts; the same where nobody moves. */
  readonly weights: (
    ofMembers: readonly number[],
    isOfPlace?: (part: RulePart) => boolean,
  ) => readonly number[];
  /** What of an amount of its member a part gets. */
  readonly amount: (part: RulePart, ofMember: number) => Result<number>;
}

/** The days of each place of a rule's members; see `StandingDays`. */
export function standingDays(layout: TargetLayout, rule: PlacedRule): StandingDays {
  const { frame, periods } = layout;
  const { along, at, parts, keeps } = rule;
  const { from, to } = leavesUnder(frame.time, at.time);
  const daysIn = (first: number, end: number): number =>
    periods.slice(first, Math.max(first, end)).reduce((sum, one) => sum + daysBetween(one.from, one.to), 0);
  // A balance is whole at any time, and a rate counts by its denominators, which lie in their own time already.
  // Where periods are divided each for itself, nobody stands in two places.
  const divides =
    along !== 'time' && keeps === 'shares' && layout.behaviour === 'flow' && layout.cube.parts === 1;
  const placesOf = (part: RulePart): Int32Array | undefined =>
    divides ? frame.standing?.places[along]?.get(memberOf(part.id)) : undefined;

  /** The places of a part's member in the order of time, with their days; `null` = it stands in one place all the time. */
  function daysOf(part: RulePart): ReadonlyMap<number, number> | null {
    const own = placesOf(part);
    if (!own || !frame.standing) return null;
    const days = new Map<number, number>();
    frame.standing.eras.forEach((era, i) => {
      const here = daysIn(Math.max(from, era.from), Math.min(to, era.to));
      if (own[i]! >= 0 && here > 0) days.set(own[i]!, (days.get(own[i]!) ?? 0) + here);
    });
    return days;
  }

  const nodeOf = ({ node }: RulePart): number => (node < 0 ? ownRow(node) : node);
  const moves = (part: RulePart): boolean => placesOf(part) !== undefined;
  return {
    moves,
    weights(ofMembers, isOfPlace = () => false) {
      if (!parts.some(moves)) return ofMembers;
      const whole = daysIn(from, to);
      return ofMembers.map((weight, i) => {
        const days = isOfPlace(parts[i]!) ? null : daysOf(parts[i]!);
        return weight * (days ? (days.get(nodeOf(parts[i]!)) ?? 0) : whole);
      });
    },
    amount(part, ofMember) {
      const days = daysOf(part);
      if (!days) return ok(ofMember);
      const place = [...days.keys()].indexOf(nodeOf(part));
      if (place < 0) return ok(0);
      const shares = splitAmount(ofMember, [...days.values()]);
      return shares.ok ? ok(shares.value[place]!) : shares;
    },
  };
}
