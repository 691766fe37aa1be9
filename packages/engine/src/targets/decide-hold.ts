import { type Problem, problem } from '../foundation/problem.ts';
import { addRatios, compareRatios, type Ratio, ratio } from '../foundation/ratio.ts';
import { type Result, refuse } from '../foundation/result.ts';
import type { Change } from '../plan/change.ts';
import type { AddRecord, RecordCommand, UpdateRecord } from '../plan/command.ts';
import type { DecideContext } from '../plan/context.ts';
import { decideRecord } from '../plan/decide-records.ts';
import { type Fields, mergeFields, type PlanRecord } from '../plan/record.ts';
import { findRecord } from '../plan/state.ts';
import type { CellPlace } from './command.ts';
import { endsWithApproval, isApproved } from './ended-holds.ts';
import { covers, type Place, placeAbove, rowsUnder, samePlace } from './frame.ts';
import { alongOf, holdsIn, isExpired, type PlacedHold, placeHolds } from './hold-fields.ts';
import { layoutOf, placeOf, placesOf, unplaced } from './layout.ts';
import { landing } from './spread/landing.ts';
import { beyond, rangeBetween, rangeParams } from './spread/range.ts';
import type { TargetLayout } from './target-layout.ts';
import { type Sum, sumLeaves } from './totals/scan.ts';

interface HoldContext extends DecideContext {
  readonly today?: string;
}

/**
 * A hold changes no number, and none is made that its numbers contradict already (SPR-T54). Refused as any record, and
 * with `UNKNOWN_REFERENCE` (no such place), `AMBIGUOUS` (a member that moved in its period, where only one place can be meant), `REQUIRED`, `KIND` (shares and bounds of metrics that do not add up),
 * `BOUNDS` (what is there lies outside), `SHARE_OVER_ONE`, `CONTRADICTION` (a share that is not the present one), and
 * `INVALID` at `fields.expiresWhen` (to last until the approval of a plan that is approved already: it would never end), and
 * `OUT_OF_RANGE` at `fields.expires` (a last day that is over already: it would protect nothing).
 */
export function decideHold(context: HoldContext, command: RecordCommand): Result<readonly Change[]> {
  if (command.type === 'record.remove') return decideRecord(context, command);
  const before = findRecord(context.state, 'hold', command.id)?.fields;
  const fields = command.type === 'record.add' ? command.fields : mergeFields(before ?? {}, command.set);
  const layout = layoutOf(context.state, context.master, String(fields['target']));
  const completed = layout ? completeShare(layout, fields) : fields;
  const decided = decideRecord(context, withFields(command, fields, completed));
  if (!decided.ok || !layout) return decided;
  if (endsWithApproval({ fields }) && isApproved(context.state))
    return refuse(problem('INVALID', 'fields.expiresWhen', { value: 'approved' }));
  const { expires } = fields;
  if (expires !== before?.['expires'] && isExpired(fields, context.today))
    return refuse(
      problem('OUT_OF_RANGE', 'fields.expires', { min: context.today!, value: expires as string }),
    );
  const record: PlanRecord = { kind: 'hold', id: command.id, fields: completed };
  const problems = holdProblems(
    context,
    layout,
    record,
    command.type === 'record.update' ? before : undefined,
  );
  return problems.length > 0 ? refuse(...problems) : decided;
}

/** What the numbers of a table say against a hold there that is made, or changed from `before` in what it keeps. */
export function holdProblems(
  context: HoldContext,
  layout: TargetLayout,
  record: PlanRecord,
  before: Fields | undefined,
): readonly Problem[] {
  return isSameHold(before, record.fields) ? [] : checkHold(context, layout, record);
}

/** Fields that a share takes from the present numbers when it is made. */
function withFields(
  command: AddRecord | UpdateRecord,
  given: Fields,
  completed: Fields,
): AddRecord | UpdateRecord {
  if (given === completed) return command;
  const { sharePart, shareWhole } = completed as Record<string, number>;
  const added = { sharePart: sharePart!, shareWhole: shareWhole! };
  return command.type === 'record.add'
    ? { ...command, fields: { ...command.fields, ...added } }
    : { ...command, set: { ...command.set, ...added } };
}

/** Its reason, owner or expiry may change whatever the numbers are by now. */
function isSameHold(before: Fields | undefined, after: Fields): boolean {
  const law = ['keeps', 'floor', 'cap', 'along', 'sharePart', 'shareWhole', 'expires'];
  return before !== undefined && law.every((name) => (before[name] ?? null) === (after[name] ?? null));
}

const partAt = (layout: TargetLayout, place: Place): Sum => sumLeaves(layout.cube, layout.frame, 0, place);

/** The exact share a place has now of the total above it, in lowest terms. */
function completeShare(layout: TargetLayout, fields: Fields): Fields {
  if (fields['keeps'] !== 'share' || fields['sharePart'] != null || fields['shareWhole'] != null)
    return fields;
  const along = alongOf(layout, fields['along']);
  const at = placeNamed(layout, fields);
  const above = at && along !== undefined && placeAbove(layout.frame, at, along);
  if (!at || !above) return fields;
  const part = partAt(layout, at).sum;
  const whole = partAt(layout, above).sum;
  if (whole === 0) return fields;
  const common = commonDivisor(Math.abs(part), Math.abs(whole)) * Math.sign(whole);
  return { ...fields, sharePart: part / common, shareWhole: whole / common };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function placeNamed(layout: TargetLayout, fields: Fields): Place | undefined {
  const at = nameIn(fields);
  return at && placeOf(layout.frame, at);
}

function nameIn({ members, time }: Fields): CellPlace | undefined {
  return Array.isArray(members) ? { members: members as string[], time: String(time) } : undefined;
}

function checkHold(context: HoldContext, layout: TargetLayout, record: PlanRecord): readonly Problem[] {
  const { fields } = record;
  const at = nameIn(fields);
  const places = at ? placesOf(layout.frame, at) : [];
  if (!at || places.length === 0) {
    return [problem('UNKNOWN_REFERENCE', 'fields.time', { id: String(fields['time']) })];
  }
  const keeps = fields['keeps'];
  // Where members stand contradicts no number, and is kept wherever they stood.
  if (keeps === 'structure') return [];
  // Each number is kept wherever its member stood; a sum, a share or a range is that of one place.
  if (places.length > 1 && keeps !== 'value') return [unplaced(layout.frame, at, 'fields.members')];
  if (keeps === 'period' && (fields['members'] as string[]).some((id) => id !== '*')) {
    return [problem('INVALID', 'fields.members', { expected: '*' })];
  }
  const measured = keeps === 'share' || keeps === 'bound';
  if (measured && !addsUp(layout)) {
    return [problem('KIND', 'fields.keeps', { aggregation: layout.aggregation })];
  }
  const others = holdsIn(context, layout).filter(({ id }) => id !== record.id);
  if (keeps === 'share') return checkShare(layout, record, others);
  return placeHolds(layout, record).flatMap((hold) =>
    keeps === 'bound' ? checkBound(layout, record, hold, others) : checkKept(layout, hold, others),
  );
}

const addsUp = ({ aggregation }: TargetLayout): boolean => aggregation === 'sum' || aggregation === 'last';

/** A floor above the cap, or a present number outside them. An empty cell is not outside: nobody has decided it. */
function checkBound(
  layout: TargetLayout,
  { fields }: PlanRecord,
  hold: PlacedHold,
  others: readonly PlacedHold[],
): readonly Problem[] {
  const { floor, cap } = hold;
  if (floor === undefined && cap === undefined) return [problem('REQUIRED', 'fields.floor')];
  if (floor !== undefined && cap !== undefined && floor > cap) {
    return [problem('OUT_OF_RANGE', 'fields.cap', { min: floor, value: cap })];
  }
  const now = partAt(layout, landing(layout, hold.at));
  const range = rangeBetween(floor, cap);
  const amount = beyond(now.sum, range);
  const stays = others.some(({ keeps, at }) => keeps === 'value' && covers(layout.frame, at, hold.at));
  if (amount === 0 || (now.entries === 0 && !stays)) return [];
  const field = amount < 0 ? 'floor' : 'cap';
  return [
    problem('BOUNDS', `fields.${field}`, { amount, value: Number(fields[field]), ...rangeParams(range) }),
  ];
}

/** An empty number below a floor cannot be held empty. */
function checkKept(
  layout: TargetLayout,
  hold: PlacedHold,
  others: readonly PlacedHold[],
): readonly Problem[] {
  const broken = others.filter(({ keeps, at, floor, cap }) => {
    const inside =
      hold.keeps === 'value' ? covers(layout.frame, hold.at, at) : samePlace(layout.frame, hold.at, at);
    return keeps === 'bound' && inside && beyond(partAt(layout, at).sum, rangeBetween(floor, cap)) !== 0;
  });
  const [first] = broken;
  if (!first) return [];
  const range = rangeBetween(first.floor, first.cap);
  const amount = beyond(partAt(layout, first.at).sum, range);
  return [problem('BOUNDS', 'fields.keeps', { amount, ...rangeParams(range), holds: first.id })];
}

/** Shares are of something, of no more than the whole, and what is there is the share (SPR-T52). */
function checkShare(
  layout: TargetLayout,
  record: PlanRecord,
  others: readonly PlacedHold[],
): readonly Problem[] {
  const { fields } = record;
  const { frame } = layout;
  const along = alongOf(layout, fields['along']);
  if (fields['along'] == null) return [problem('REQUIRED', 'fields.along')];
  const at = placeNamed(layout, fields)!;
  const above = along === undefined ? null : placeAbove(frame, at, along);
  if (along === undefined || above === null || (along === 'time' && layout.behaviour !== 'flow')) {
    return [problem('INVALID', 'fields.along', { value: String(fields['along']) })];
  }
  const part = fields['sharePart'];
  const whole = fields['shareWhole'];
  if (typeof part !== 'number' || typeof whole !== 'number') return [problem('REQUIRED', 'fields.sharePart')];
  if (whole < 1 || part < 0) return [problem('OUT_OF_RANGE', 'fields.sharePart', { min: 0, value: part })];
  if (!isShare(layout, { at, above }, { part, whole })) {
    const [now, total] = [at, above].map((place) => partAt(layout, place).sum) as [number, number];
    return [problem('CONTRADICTION', 'fields.sharePart', { first: now, second: total })];
  }
  const beside = others.filter(({ share, at: other }) => {
    const parent = share?.along === along ? placeAbove(frame, other, along) : null;
    return parent !== null && samePlace(frame, parent, above) && rowsUnder(frame, other).length > 0;
  });
  const one: Ratio = ratio(BigInt(part), BigInt(whole));
  const sum = beside.reduce(
    (all, { share }) => addRatios(all, ratio(BigInt(share!.part), BigInt(share!.whole))),
    one,
  );
  if (compareRatios(sum, ratio(1n)) <= 0) return [];
  return [problem('SHARE_OVER_ONE', 'fields.sharePart', { holds: beside.map(({ id }) => id).join(',') })];
}

/** Whether the numbers there are now are this share, give or take less than one unit. */
function isShare(
  layout: TargetLayout,
  { at, above }: { readonly at: Place; readonly above: Place },
  { part, whole }: { readonly part: number; readonly whole: number },
): boolean {
  const now = BigInt(partAt(layout, at).sum);
  const total = BigInt(partAt(layout, above).sum);
  const off = now * BigInt(whole) - total * BigInt(part);
  return off < BigInt(whole) && -off < BigInt(whole);
}

/** The same of a share that is held already. */
export function isHeldShare(layout: TargetLayout, { at, share }: PlacedHold): boolean {
  const above = share && placeAbove(layout.frame, at, share.along);
  return !above || isShare(layout, { at, above }, share);
}
