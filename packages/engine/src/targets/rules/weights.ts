import type { DateRange } from '../../foundation/date.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { memberOf } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord } from '../../plan/state.ts';
import { calendarBasis, periodWeights } from '../calendar/calendar-basis.ts';
import { calendarFacts } from '../calendar/calendar-facts.ts';
import { provisionalDays } from '../calendar/calendar-reference.ts';
import type { EnterContext } from '../entry-context.ts';
import { type Frame, leavesUnder, ownRow, type Place, rowsUnder } from '../frame.ts';
import { layoutOf, membersOf, standsThere } from '../layout.ts';
import { integerWeights } from '../spread/exact.ts';
import type { Notice } from '../spread/request.ts';
import type { TargetLayout } from '../target-layout.ts';
import { leavesInWindow, sumLeaves } from '../totals/scan.ts';
import { isLeafNode } from '../tree.ts';
import { isUnassigned } from '../waiting.ts';
import { defaultRamp, rampedDays } from './ramp.ts';
import { type PlacedRule, placeOfPart, type RulePart, remainderOf, ruleCalendars } from './rule.ts';
import { standingDays } from './standing-days.ts';

/** Whole weights of a rule's parts, in their order. */
export interface RuleWeights {
  /** `null` = with `buckets` a part without a class, which has no fixed amount; 0 is one. */
  readonly parts: readonly (number | null)[];
  /** The weights in one leaf period of the target, where they differ over time. */
  readonly at?: (leaf: number) => readonly number[];
  /** What is to be told of the drivers: days whose holidays are not announced. */
  readonly notices?: readonly Notice[];
}

/**
 * What a rule divides by, as its drivers stand now. Refuses `REQUIRED` (`source`, `weights`, `amounts` or `calendar`, as the basis needs them),
 * `UNKNOWN_REFERENCE` (a source that is gone), `KIND` (a source whose totals are not sums), `INVALID` at `source` (it
 * has not this dimension, or too few periods), `FORBIDDEN` (a source that the asker may not write), `OUT_OF_RANGE` (weights too large to be exact), `BASIS_NEGATIVE`.
 */
export function ruleWeights(
  context: EnterContext,
  layout: TargetLayout,
  rule: PlacedRule,
): Result<RuleWeights> {
  const { basis, parts, record } = rule;
  switch (basis) {
    case 'equal':
      return ofPlaces(layout, rule, onePerPart(context.master, parts), 'basis');
    case 'headcount':
      return headcount(context, layout, rule);
    case 'earlier':
    case 'potential':
      return record.fields['source'] === undefined ? given(layout, rule) : fromSource(context, layout, rule);
    case 'calendar':
      return calendar(context, layout, rule);
    case 'seasonality':
    case 'weights':
      return given(layout, rule);
    case 'buckets':
      return buckets(layout, rule);
    case 'manual':
      return refuse(problem('REQUIRED', 'basis', { basis }));
  }
}

/** One for each part; none for what nobody has yet, which a rule hands out unless it names it (SPR-T38). */
function onePerPart(master: BookState, parts: readonly RulePart[]): readonly number[] {
  const named = parts.map(({ id }): number => (isUnassigned(master, id) ? 0 : 1));
  return named.includes(1) ? named : parts.map(() => 1);
}

function checked(
  weights: readonly number[],
  path: string,
): Result<RuleWeights & { readonly parts: readonly number[] }> {
  const whole = integerWeights(weights);
  const negative = weights.find((weight) => weight < 0);
  if (negative !== undefined) return refuse(problem('BASIS_NEGATIVE', path, { value: negative }));
  if (whole === null || whole.reduce((sum, one) => sum + one, 0) > Number.MAX_SAFE_INTEGER)
    return refuse(problem('OUT_OF_RANGE', path));
  return ok({ parts: whole });
}

/** Weights that the record itself carries, by member or period; or by the place of a member that moved. */
function given(layout: TargetLayout, rule: PlacedRule): Result<RuleWeights> {
  const { record, parts } = rule;
  const weights = record.fields['weights'] as Readonly<Record<string, number>> | undefined;
  if (weights === undefined) return refuse(problem('REQUIRED', 'weights'));
  const isOfPlace = ({ id }: RulePart): boolean => id !== memberOf(id) && weights[id] !== undefined;
  return ofPlaces(
    layout,
    rule,
    parts.map(({ id }) => weights[id] ?? weights[memberOf(id)] ?? 0),
    'weights',
    isOfPlace,
  );
}

/** Weights of members as whole weights of their places. */
function ofPlaces(
  layout: TargetLayout,
  rule: PlacedRule,
  ofMembers: readonly number[],
  path: string,
  isOfPlace?: (part: RulePart) => boolean,
): Result<RuleWeights> {
  const whole = checked(ofMembers, path);
  const days = standingDays(layout, rule);
  if (!whole.ok || !rule.parts.some(days.moves)) return whole;
  return checked(days.weights(whole.value.parts, isOfPlace), path);
}

/**
 * The fixed amount of each part's class (SPR-T94); one without a class has none, which is not 0. The amount is the
 * member's: its places have it together.
 */
function buckets(layout: TargetLayout, rule: PlacedRule): Result<RuleWeights> {
  const { record, parts } = rule;
  const { weights, amounts } = record.fields as {
    readonly weights?: Readonly<Record<string, number>>;
    readonly amounts?: readonly number[];
  };
  if (amounts === undefined) return refuse(problem('REQUIRED', 'amounts'));
  if (weights === undefined) return refuse(problem('REQUIRED', 'weights'));
  const classes = parts.map(({ id }) => weights[id] ?? weights[memberOf(id)] ?? 0);
  const unknown = classes.find((one) => one !== 0 && amounts[one - 1] === undefined);
  if (unknown !== undefined)
    return refuse(problem('OUT_OF_RANGE', 'weights', { value: unknown, max: amounts.length }));
  const negative = amounts.find((amount) => amount < 0 || !Number.isInteger(amount));
  if (negative !== undefined) return refuse(problem('OUT_OF_RANGE', 'amounts', { min: 0, value: negative }));
  const days = standingDays(layout, rule);
  const given: (number | null)[] = [];
  for (const [i, part] of parts.entries()) {
    const ofMember = classes[i] === 0 ? null : amounts[classes[i]! - 1]!;
    const share = ofMember === null ? null : days.amount(part, ofMember);
    if (share && !share.ok) return refuse(problem('OUT_OF_RANGE', 'amounts', { value: ofMember }));
    given.push(share && share.value);
  }
  return ok({ parts: given });
}

/** Of a rate the numerators are divided: weights compare the rates, so each counts as often as its denominator. */
export function perDenominator(
  { cube, frame }: TargetLayout,
  rule: PlacedRule,
  { parts }: RuleWeights,
): Result<RuleWeights> {
  if (cube.parts === 1) return ok({ parts });
  const below = placesOf(rule).map((place) => sumLeaves(cube, frame, 1, place).sum);
  return checked(
    parts.map((weight, i) => (weight ?? 0) * below[i]!),
    'weights',
  );
}

/** Periods by what the calendar says of them, as far as the target's window covers them (SPR-T42, SPR-T43). */
function calendar({ master }: EnterContext, layout: TargetLayout, rule: PlacedRule): Result<RuleWeights> {
  const { fields } = rule.record;
  if (rule.along !== 'time') return refuse(problem('INVALID', 'dimension', { basis: 'calendar' }));
  const kind = ruleCalendars.find((one) => one === fields['calendar']);
  if (!kind) return refuse(problem('REQUIRED', 'calendar'));
  const window = { from: String(layout.target.fields['from']), to: String(layout.target.fields['to']) };
  const facts = calendarFacts(master, layout.metric);
  const basis = calendarBasis({ kind }, facts, window);
  if (!basis.ok) return basis;
  const spans = rule.parts.map(({ node }) => daysOfNode(layout, node));
  const weights = checked(periodWeights(basis.value, spans, window), 'calendar');
  return weights.ok ? ok({ ...weights.value, notices: provisionalDays(kind, facts, window) }) : weights;
}

function daysOfNode({ frame, periods }: TargetLayout, node: number): DateRange {
  const { from, to } = leavesUnder(frame.time, node);
  const first = periods.find(({ slot }) => slot === frame.time.slots[from]);
  const last = periods.find(({ slot }) => slot === frame.time.slots[to - 1]);
  return { from: first!.from, to: last!.to };
}

function sourceLayout(context: EnterContext, record: PlanRecord): Result<TargetLayout> {
  const id = record.fields['source'];
  if (typeof id !== 'string') return refuse(problem('REQUIRED', 'source'));
  const source = layoutOf(context.state, context.master, id);
  if (!source) return refuse(problem('UNKNOWN_REFERENCE', 'source', { id }));
  const adds = source.aggregation === 'sum' || source.aggregation === 'last';
  return adds ? ok(source) : refuse(problem('KIND', 'source', { aggregation: source.aggregation }));
}

/** What another target holds for the same members, or for the periods at the same positions of its own window. */
function fromSource(context: EnterContext, layout: TargetLayout, rule: PlacedRule): Result<RuleWeights> {
  const found = sourceLayout(context, rule.record);
  if (!found.ok) return found;
  const source = found.value;
  if (rule.along === 'time') return periodsOfSource(context, layout, source, rule);
  if (!source.cube.dimensions.includes(layout.cube.dimensions[rule.along]!)) {
    return refuse(problem('INVALID', 'source', { dimension: layout.cube.dimensions[rule.along]! }));
  }
  const places = placesInSource(context, layout, source, placesOf(rule));
  if (!places.ok) return places;
  const sums = places.value.map((place) => (place ? sumLeaves(source.cube, source.frame, 0, place).sum : 0));
  // Where the member moves in the source too, each of its places has numbers of its own.
  const d = source.cube.dimensions.indexOf(layout.cube.dimensions[rule.along]!);
  const standing = source.frame.standing?.places[d];
  return ofPlaces(layout, rule, sums, 'source', ({ id }) => standing?.has(memberOf(id)) ?? false);
}

/** The place of each part in the source; refused for who may not know all of what stands there. */
function placesInSource(
  context: EnterContext,
  layout: TargetLayout,
  source: TargetLayout,
  places: readonly Place[],
): Result<readonly (Place | null)[]> {
  const there = places.map((at) => placeInSource(layout, source, at));
  const known = there.every(
    (place) =>
      place === null ||
      rowsUnder(source.frame, place).every((row) =>
        context.writable(source.target.id, membersOf(source, row)),
      ),
  );
  return known ? ok(there) : refuse(problem('FORBIDDEN', 'source'));
}

/** The same members in another target's table; dimensions that only one of the two has are left open. */
function placeInSource(layout: TargetLayout, source: TargetLayout, at: Place): Place | null {
  const members = source.cube.dimensions.map((dimension, d) => {
    const own = layout.cube.dimensions.indexOf(dimension);
    return own < 0 ? 0 : sameMember(layout.frame, own, at.members[own]!, source.frame, d);
  });
  return members.includes(null) ? null : { members: members as number[], time: 0 };
}

function sameMember(from: Frame, d: number, node: number, to: Frame, e: number): number | null {
  if (node === 0) return 0;
  const id = from.trees[d]!.ids[node < 0 ? ownRow(node) : node]!;
  // Another window knows other places of a member that moved.
  const there = to.trees[e]!.index.get(id) ?? to.trees[e]!.index.get(memberOf(id));
  if (there === undefined) return null;
  return node < 0 && !isLeafNode(to.trees[e]!, there) ? ownRow(there) : there;
}

const placesOf = (rule: PlacedRule): readonly Place[] => rule.parts.map((part) => placeOfPart(rule, part));

function periodsOfSource(
  context: EnterContext,
  layout: TargetLayout,
  source: TargetLayout,
  rule: PlacedRule,
): Result<RuleWeights> {
  const places = placesInSource(context, layout, source, [rule.at]);
  if (!places.ok) return places;
  const [place] = places.value;
  const { frame } = source;
  const window = leavesInWindow(source.cube, frame.time, 0);
  const first = leavesInWindow(layout.cube, layout.frame.time, 0).from;
  const sums = rule.parts.map((part) => {
    const { from, to } = leavesInWindow(layout.cube, layout.frame.time, part.node);
    if (window.from + to - first > window.to) return null;
    let sum = 0;
    for (let leaf = from; leaf < to; leaf++) {
      if (!place) break;
      const time = frame.time.leafNodes[window.from + leaf - first]!;
      sum += sumLeaves(source.cube, frame, 0, { ...place, time }).sum;
    }
    return sum;
  });
  const short = sums.indexOf(null);
  if (short >= 0) return refuse(problem('INVALID', 'source', { period: rule.parts[short]!.id }));
  return checked(sums as number[], 'source');
}

/**
 * Headcount × ramp × availability (SPR-T97): people from a target of headcounts, or one per member – or as many as
 * `weights` says –, each day by the member's own validity. What nobody is there for goes to `remainder`, or else to the
 * colleagues, because weights only compare.
 */
function headcount(context: EnterContext, layout: TargetLayout, rule: PlacedRule): Result<RuleWeights> {
  const { fields } = rule.record;
  if (rule.along === 'time') return refuse(problem('INVALID', 'dimension', { basis: 'headcount' }));
  const heads = headsOf(context, layout, rule);
  if (!heads.ok) return heads;
  const ramp = (fields['ramp'] as readonly number[] | undefined) ?? defaultRamp;
  const named = remainderOf(rule);
  if (!named.ok) return named;
  const remainder = named.value ?? [];
  const { from, to } = leavesInWindow(layout.cube, layout.frame.time, rule.at.time);
  const first = leavesInWindow(layout.cube, layout.frame.time, 0).from;
  const at = (leaf: number): readonly number[] => {
    const period = layout.periods[leaf - first]!;
    let vacant = 0;
    const time = layout.frame.time.leafNodes[leaf]!;
    const weights = rule.parts.map((part, i) => {
      const { id } = part;
      // Whoever moves works in one place at a time.
      if (remainder.includes(i) || !standsThere(layout.frame, { ...placeOfPart(rule, part), time })) return 0;
      const count = heads.value(i, leaf);
      const present = rampedDays(period, presenceOf(context, id), ramp);
      vacant += count * (rampedDays(period, {}, ramp) - present);
      return count * present;
    });
    return weights.map((weight, i) => (remainder.includes(i) ? vacant : weight));
  };
  const sums = rule.parts.map((_, i) => {
    let sum = 0;
    for (let leaf = from; leaf < to; leaf++) sum += at(leaf)[i]!;
    return sum;
  });
  const whole = checked(sums, 'weights');
  return whole.ok ? ok({ ...whole.value, at }) : whole;
}

function presenceOf(context: EnterContext, member: string): { from?: string; to?: string } {
  const fields = findRecord(context.master, 'dimensionMember', memberOf(member))?.fields;
  return {
    ...(typeof fields?.['from'] === 'string' && { from: fields['from'] }),
    ...(typeof fields?.['to'] === 'string' && { to: fields['to'] }),
  };
}

/** People per part and leaf period of the target. */
function headsOf(
  context: EnterContext,
  layout: TargetLayout,
  rule: PlacedRule,
): Result<(part: number, leaf: number) => number> {
  const { fields } = rule.record;
  if (fields['source'] === undefined) {
    const counts = fields['weights'] as Readonly<Record<string, number>> | undefined;
    const alike = onePerPart(context.master, rule.parts);
    const whole = integerWeights(
      rule.parts.map(({ id }, i) => (counts ? (counts[id] ?? counts[memberOf(id)] ?? 0) : alike[i]!)),
    );
    if (whole === null) return refuse(problem('OUT_OF_RANGE', 'weights'));
    return ok((part) => whole[part]!);
  }
  const found = sourceLayout(context, rule.record);
  if (!found.ok) return found;
  const source = found.value;
  const { frame, cube } = source;
  const window = leavesInWindow(cube, frame.time, 0);
  const known = placesInSource(context, layout, source, placesOf(rule));
  if (!known.ok) return known;
  const places = known.value;
  const first = leavesInWindow(layout.cube, layout.frame.time, 0).from;
  return ok((part, leaf) => {
    const place = places[part];
    const there = Math.min(window.from + leaf - first, window.to - 1);
    if (!place || there < window.from) return 0;
    return sumLeaves(cube, frame, 0, { ...place, time: frame.time.leafNodes[there]! }).sum;
  });
}
