import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { isPresent, readLeaf, rowIndex } from '../plan/cube.ts';
import { memberOf } from '../plan/parents.ts';
import { type BookState, cubeOf, findRecord } from '../plan/state.ts';
import type { CalendarKind } from './calendar/calendar-basis.ts';
import { calendarReference } from './calendar/calendar-reference.ts';
import type { CellPlace, TargetEntry } from './command.ts';
import { covers, hullOf, type Place, samePlace } from './frame.ts';
import { membersOf, placeOf, unplaced } from './layout.ts';
import { checkMethodFields, methodFields } from './spread/method-fields.ts';
import type { Hold, Notice, Reference, SpreadMethod, SpreadRequest } from './spread/request.ts';
import type { TargetLayout } from './target-layout.ts';

/** What an entry is read against. */
export interface EntryContext {
  readonly state: BookState;
  readonly master: BookState;
  readonly actor: string;
  readonly layout: TargetLayout;
  readonly holds: readonly (Hold & { readonly owner: string })[];
  /** The book as it was right after an entry of its log; nothing where that is not known. */
  readonly past?: ((position: number) => BookState | undefined) | undefined;
}

/** A number of the gesture as the engine's requests: one, or one for each part of a rate that is given. */
export interface EntryRequests {
  readonly requests: readonly SpreadRequest[];
  readonly notices: readonly Notice[];
}

/** Ids become places, names of targets references, a calendar weights. Paths of refusals are fields of the entry. */
export function entryRequests(context: EntryContext, entry: TargetEntry, at: Place): Result<EntryRequests> {
  const method = (entry.value === null ? 'clear' : (entry.method ?? 'proportional')) as SpreadMethod;
  const wrong = checkEntry(context.layout, entry, method);
  if (wrong.length > 0) return refuse(...wrong);
  const pattern = entry.pattern === undefined ? undefined : readPattern(entry.pattern);
  if (pattern?.some((item) => Number.isNaN(item))) return refuse(problem('NOT_A_NUMBER', 'pattern'));
  const places = readPlaces(context, entry, at);
  if (!places.ok) return places;
  const references = readReferences(context, entry, method);
  if (!references.ok) return references;
  const { selection = [] } = places.value;
  const calendar = readCalendar(context, entry, hullOf(context.layout.frame, [at, ...selection]));
  if (!calendar.ok) return calendar;
  const common: SpreadRequest = {
    ...choicesOf(entry),
    // Where one unit is a whole piece it is seen, and fairness both ways is worth its price.
    fair: entry.fair ?? (context.layout.decimals === 0 ? 'auto' : false),
    pattern,
    ...places.value,
    ...references.value,
    ...(calendar.value && { reference: calendar.value.reference }),
    at,
    method,
    // Whoever owns a hold may type on what it keeps; the hold goes on at the new number (SPR-T54).
    release: context.holds
      .filter(
        (hold) =>
          hold.owner === context.actor && samePlace(context.layout.frame, hold.at, at) && takesNumber(hold),
      )
      .map(({ id }) => id),
  };
  return ok({
    requests: partsOfEntry(context.layout, entry, common),
    notices: calendar.value?.notices ?? [],
  });
}

/** A number may be typed on a held number; a share, a floor or a cap is not a number, and system holds stay. */
const takesNumber = ({ keeps, strength }: Hold): boolean =>
  (keeps === 'value' || keeps === 'total') && strength !== 'system';

/** Clearing needs no fields; a rate is typed as such or by its parts, everything else as a value. */
function checkEntry({ cube }: TargetLayout, entry: TargetEntry, method: string): readonly Problem[] {
  const rates = { rate: entry.rate, numerator: entry.numerator, denominator: entry.denominator };
  const [own, foreign] = cube.parts === 1 ? [{ value: entry.value }, rates] : [rates, { value: entry.value }];
  const stray: [string, number | null | undefined][] = Object.entries(foreign).filter(
    ([, number]) => number !== undefined && number !== null,
  );
  const numbers = Object.values(own).filter((number) => number !== undefined);
  // Only a rate has two parts of which one could give way, and only where it is promised itself or as a percentage.
  const promised = entry.rate !== undefined || entry.percent !== undefined;
  if (entry.givesWay !== undefined && (cube.parts === 1 || !promised)) stray.push(['givesWay', null]);
  if (stray.length === 0 && (entry.value === null || numbers.includes(null))) return [];
  const missing = cube.parts === 1 ? 'value' : 'rate';
  return [
    ...stray.map(([field]) => problem('INVALID', field, { method, expected: Object.keys(own).join(', ') })),
    ...checkMethodFields(method, { ...entry, value: numbers[0] }).map((one) =>
      one.path === 'value' ? { ...one, path: missing } : one,
    ),
  ];
}

/** The fields that mean the same to the engine. */
function choicesOf(entry: TargetEntry): Partial<SpreadRequest> {
  const { percent, from, to, action, mode, filter, sign, skip, residue, granularity } = entry;
  const { zeroBasis, negativeBasis, emptySource, floor, cap, overSoft } = entry;
  return {
    percent,
    from,
    to,
    action,
    mode,
    filter,
    sign,
    skip,
    residue,
    granularity,
    zeroBasis,
    negativeBasis,
    emptySource,
    floor,
    cap,
    overSoft,
  };
}

function readPlaces(
  { layout, master }: EntryContext,
  entry: TargetEntry,
  at: Place,
): Result<Pick<SpreadRequest, 'location' | 'source' | 'target' | 'selection' | 'along'>> {
  const problems: Problem[] = [];
  const read = (place: CellPlace | undefined, path: string): Place | undefined => {
    const found = place && placeOf(layout.frame, place);
    if (place && !found) problems.push(unplaced(layout.frame, place, path));
    return found;
  };
  const selection = entry.selection?.map((place, i) => read(place, `selection[${i}]`));
  const along = alongOf(layout, entry.along);
  if (along === -1) problems.push(problem('UNKNOWN_REFERENCE', 'along', { id: entry.along ?? '' }));
  let target = read(entry.target, 'target');
  if (
    entry.method === 'unassigned' &&
    entry.target === undefined &&
    typeof along === 'number' &&
    along >= 0
  ) {
    target = unassignedPlace(layout, master, at, along);
    if (target === undefined)
      problems.push(problem('NOT_FOUND', 'along', { kind: 'dimensionMember', id: '' }));
  }
  const places = {
    location: read(entry.location, 'location'),
    source: read(entry.source, 'source'),
    target,
    along: entry.method === 'unassigned' ? undefined : along,
    ...(selection && selection.length > 0 && { selection: selection as Place[] }),
  };
  return problems.length > 0 ? refuse(...problems) : ok(places);
}

/** `time`, or the place of a dimension among those of the breakdown; −1 when it is none of them. */
function alongOf({ cube }: TargetLayout, along: string | undefined): number | 'time' | undefined {
  return along === undefined || along === 'time' ? along : cube.dimensions.indexOf(along);
}

/** The cell of the member that stands for what nobody has yet, below the same others (SPR-T38). */
function unassignedPlace(
  { frame }: TargetLayout,
  master: BookState,
  at: Place,
  dimension: number,
): Place | undefined {
  const found = frame.trees[dimension]!.ids.findIndex((id, node) => {
    if (findRecord(master, 'dimensionMember', memberOf(id))?.fields['unassigned'] !== true) return false;
    return covers(frame, at, { members: at.members.with(dimension, node), time: at.time });
  });
  return found < 0 ? undefined : { members: at.members.with(dimension, found), time: at.time };
}

function readReferences(
  context: EntryContext,
  entry: TargetEntry,
  method: SpreadMethod,
): Result<Pick<SpreadRequest, 'reference' | 'nearer'>> {
  const { layout } = context;
  const { asOf } = entry;
  const state = asOf === undefined ? context.state : context.past?.(asOf);
  if (!state) return refuse(problem('NOT_FOUND', 'asOf', { kind: 'entry', id: String(asOf) }));
  // Of an earlier time without a name: what this target held itself (SPR-T58).
  const own =
    asOf === undefined ? undefined : methodFields[method].takes.includes('nearer') ? 'nearer' : 'reference';
  const problems: Problem[] = [];
  const read = (name: 'reference' | 'nearer'): Reference | undefined => {
    const id = entry[name] ?? (name === own ? layout.target.id : undefined);
    const found = referenceOf(state, layout, id);
    if (id !== undefined && !found) problems.push(problem('UNKNOWN_REFERENCE', name, { id }));
    return found;
  };
  const references = { reference: read('reference'), nearer: read('nearer') };
  return problems.length > 0 ? refuse(...problems) : ok(references);
}

/** Leaves of another target with the same breakdown, by coordinate and period. */
function referenceOf(state: BookState, layout: TargetLayout, id: string | undefined): Reference | undefined {
  const other = id === undefined ? undefined : cubeOf(state, id)?.cube;
  if (!other || other.dimensions.join() !== layout.cube.dimensions.join()) return undefined;
  const rows = new Map<number, number>();
  return (row, slot) => {
    let there = rows.get(row);
    if (there === undefined) rows.set(row, (there = rowIndex(other, membersOf(layout, row))));
    return isPresent(other, there) ? readLeaf(other, 0, there, slot) : null;
  };
}

function readCalendar({ layout, master }: EntryContext, entry: TargetEntry, place: Place) {
  if (entry.method !== 'calendar' || entry.kind === undefined) return ok(null);
  const { weekPattern, week53, past, years } = entry;
  const kind: CalendarKind = entry.kind;
  return calendarReference(layout, master, place, { kind, weekPattern, week53, past, years });
}

function partsOfEntry(layout: TargetLayout, entry: TargetEntry, common: SpreadRequest): SpreadRequest[] {
  if (layout.cube.parts === 1) return [{ ...common, value: entry.value ?? undefined }];
  if (entry.rate !== undefined) return [{ ...common, value: entry.rate, givesWay: entry.givesWay }];
  if (entry.numerator === undefined && entry.denominator === undefined)
    return [{ ...common, givesWay: entry.givesWay }];
  return ([entry.numerator, entry.denominator] as const).flatMap((value, part) => {
    if (value === undefined) return [];
    const method = value === null ? ('clear' as const) : common.method;
    return [{ ...common, method, value: value ?? undefined, part: part as 0 | 1 }];
  });
}

/** `4 4 5`, `1 P !`, a last `*` repeats: the pattern as its tokens (SPR-T34). */
function readPattern(text: string): (number | 'P' | '!' | '*')[] {
  return text
    .trim()
    .split(/[\s,;]+/)
    .map((token) => (token === 'P' || token === '!' || token === '*' ? token : Number(token)));
}
