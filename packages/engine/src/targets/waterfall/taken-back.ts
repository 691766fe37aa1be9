import { type Problem, problem } from '../../foundation/problem.ts';
import { applyChanges } from '../../plan/apply.ts';
import type { Change } from '../../plan/change.ts';
import { type Cube, coordinateOf, rowIndex, rowOf, slotOf } from '../../plan/cube.ts';
import { LAST_DAY, memberOf, type Parents, parentsOf } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, cubeOf, findRecord, forkState, recordsOf } from '../../plan/state.ts';
import type { Decision, EnterContext } from '../entry-context.ts';
import { leafPeriods } from '../layout.ts';
import { STATED } from '../stated.ts';
import { hasNumbers, numbersBetween } from './difference.ts';
import { RELEASE } from './kinds.ts';
import { memberIn, type Waterfall, waterfallOf } from './released.ts';

/** Names that one notice tells. */
const mostNames = 5;

/**
 * Adjustments stay invisible below until they are released (SPR-T93), by whatever road they come: who moves a number from
 * above takes its release back in the same entry, and is told. Whoever works in a released part moves its numbers as before.
 *
 * `then`: where a state of before or of elsewhere is brought back, that state. A release that comes with it stands only
 * over the numbers that it stood over there; a release that somebody gives stands over what is.
 */
export function withReleasesTakenBack(
  context: EnterContext,
  { changes, notices }: Decision,
  then?: BookState,
): Decision {
  const comes = new Set(changes.flatMap((one) => (isRelease(one, 'record.added') ? one.record.id : [])));
  if (context.book !== 'plan' || (comes.size === 0 && recordsOf(context.state, RELEASE).length === 0))
    return { changes, notices };
  const state = forkState(context.state);
  applyChanges(state, changes);
  const after = { ...context, state };
  const outdated = then && comes.size > 0 ? releasesOutdated(after, comes, then) : [];
  const gone = new Set(outdated.map(({ id }) => id));
  const back = new Set([...releasesElsewhere(after, changes), ...releasesBelow(after, changes)]);
  const ended = [...back].filter(({ id }) => !comes.has(id));
  const hidden = [...outdated, ...ended];
  if (hidden.length === 0) return { changes, notices };
  const names = hidden.slice(0, mostNames).map((record) => nameOf(context, record));
  const params = { count: hidden.length, names: names.join(', ') };
  const kept = changes.filter((one) => !(isRelease(one, 'record.added') && gone.has(one.record.id)));
  return {
    changes: [...kept, ...ended.map((record): Change => ({ type: 'record.removed', record }))],
    notices: [...notices, { code: 'RELEASE_TAKEN_BACK', params }],
  };
}

function nameOf({ master }: EnterContext, { fields }: PlanRecord): string {
  const ids = Object.values((fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
  return ids.map((id) => String(findRecord(master, 'dimensionMember', id)?.fields['name'] ?? id)).join(' / ');
}

/**
 * The releases of targets that changes hand down in another way than before, or no longer: what was told along one
 * dimension is not told along another one, nor by going back to the first.
 */
function releasesElsewhere({ state }: EnterContext, changes: readonly Change[]): readonly PlanRecord[] {
  const turned = new Set(
    changes.flatMap((one) =>
      one.type === 'record.changed' && one.kind === 'target' && 'waterfall' in { ...one.before, ...one.after }
        ? [one.id]
        : [],
    ),
  );
  return turned.size === 0
    ? []
    : recordsOf(state, RELEASE).filter(({ fields }) => turned.has(String(fields['target'])));
}

/** The releases above the numbers that changes move, as far as the asker stands above them; in the state after the changes. */
function releasesBelow(after: EnterContext, changes: readonly Change[]): readonly PlanRecord[] {
  const moved = new Set(
    changes.flatMap((one) =>
      'cells' in one || 'rows' in one ? one.target : (statedIn(after.state, one)?.target ?? []),
    ),
  );
  return [...moved].flatMap((target) => {
    const waterfall = waterfallOf(after.state, target);
    if (!waterfall || waterfall.released.size === 0) return [];
    const back = membersBack(after, waterfall, placesMoved(after, waterfall, changes));
    return recordsOf(after.state, RELEASE)
      .filter(({ fields }) => fields['target'] === target)
      .filter(({ fields }) => back.has(memberIn(fields['coordinate'], waterfall.dimension) ?? ''));
  });
}

/** Of releases that come back those below which a number is another than where they stood, whoever moved it. */
function releasesOutdated(
  after: EnterContext,
  comes: ReadonlySet<string>,
  then: BookState,
): readonly PlanRecord[] {
  const coming = recordsOf(after.state, RELEASE).filter(({ id }) => comes.has(id));
  const targets = new Set(coming.map(({ fields }) => String(fields['target'])));
  const everywhere = { ...after, writable: () => true };
  const differs = [...targets].flatMap((target) => numbersBetween(target, then, after.state));
  return releasesBelow(everywhere, differs).filter(({ id }) => comes.has(id));
}

/**
 * Releases that changes would give to members who have one by now: what was released is taken back once, not twice.
 * `ALREADY_EXISTS` of each.
 */
export function releasedTwice({ state }: EnterContext, changes: readonly Change[]): readonly Problem[] {
  const gone = new Set(changes.flatMap((one) => (isRelease(one, 'record.removed') ? [one.record.id] : [])));
  const held = new Set(recordsOf(state, RELEASE).flatMap((one) => (gone.has(one.id) ? [] : [toWhom(one)])));
  return changes.flatMap((change) => {
    if (!isRelease(change, 'record.added')) return [];
    return held.has(toWhom(change.record))
      ? [problem('ALREADY_EXISTS', undefined, { kind: RELEASE, id: change.record.id })]
      : [];
  });
}

const toWhom = ({ fields }: PlanRecord): string => JSON.stringify([fields['target'], fields['coordinate']]);

const isRelease = <T extends 'record.added' | 'record.removed'>(
  change: Change,
  type: T,
): change is Extract<Change, { type: T }> =>
  change.type === type && 'record' in change && change.record.kind === RELEASE;

/** A total's own number that a change is about: of which target, and where. */
function statedIn(
  state: BookState,
  change: Change,
): { readonly target: string; readonly coordinate: unknown } | null {
  const record =
    change.type === 'record.changed'
      ? findRecord(state, change.kind, change.id)
      : 'record' in change
        ? change.record
        : undefined;
  if (record?.kind !== STATED) return null;
  return { target: String(record.fields['target']), coordinate: record.fields['coordinate'] };
}

/** Where numbers move, and by the organisation of which day whoever reads them is told. */
interface MovedPlace {
  readonly coordinate: readonly string[];
  /** Who has moved since is still read where it stood: today, and when the numbers are. */
  readonly days: ReadonlySet<string>;
}

/** Rows, those too that come or go with their numbers, and places of totals' own numbers; in the state after the changes. */
function placesMoved(
  context: EnterContext,
  { target, dimension }: Waterfall,
  changes: readonly Change[],
): readonly MovedPlace[] {
  const { state, master, today = LAST_DAY } = context;
  const cube = cubeOf(state, target)?.cube;
  if (!cube) return [];
  const parents = parentsOf(master);
  const dayOf = daysOfSlots(context, target, parents);
  const always = new Set([today, ...dayOf.values()]);
  const rows = new Map<number, Set<string>>();
  const places: MovedPlace[] = [];
  for (const change of changes) {
    if (change.type === 'cells.changed' && change.target === target) {
      for (const cell of change.cells) {
        let days = rows.get(rowOf(cell));
        if (!days) rows.set(rowOf(cell), (days = new Set([today])));
        const day = dayOf.get(slotOf(cell));
        if (day !== undefined) days.add(day);
      }
      continue;
    }
    if (change.type === 'rows.changed' && change.target === target) {
      const moved = change.rows.filter((row) => movesNumbers(cube, row));
      places.push(...moved.map((coordinate) => ({ coordinate, days: always })));
      continue;
    }
    const stated = statedIn(state, change);
    if (stated?.target !== target || memberIn(stated.coordinate, dimension) === undefined) continue;
    const coordinate = cube.dimensions.map((one) => memberOf(memberIn(stated.coordinate, one) ?? '*'));
    places.push({ coordinate, days: always });
  }
  return [...[...rows].map(([row, days]) => ({ coordinate: coordinateOf(cube, row), days })), ...places];
}

/** Whether a row that comes or goes takes numbers with it; one that this state does not know had some where it stood. */
function movesNumbers(cube: Cube, coordinate: readonly string[]): boolean {
  const row = rowIndex(cube, coordinate);
  return row < 0 || hasNumbers(cube, row);
}

/** On which day the organisation became what it is at each leaf period; nothing where nobody was ever moved. */
function daysOfSlots(
  { state, master }: EnterContext,
  target: string,
  { days }: Parents,
): ReadonlyMap<number, string> {
  const record = findRecord(state, 'target', target);
  if (!record || days.length === 0) return new Map();
  return new Map(
    leafPeriods(record, master).map(({ slot, from }) => [slot, days.findLast((day) => day <= from) ?? '']),
  );
}

/** Released members below which a number moved and above which the asker stands. */
function membersBack(
  context: EnterContext,
  { target, dimension, released }: Waterfall,
  places: readonly MovedPlace[],
): ReadonlySet<string> {
  const at = (cubeOf(context.state, target)?.cube?.dimensions ?? []).indexOf(dimension);
  const parents = parentsOf(context.master);
  const back = new Set<string>();
  const seen = new Set<string>();
  const climb = (coordinate: readonly string[], day: string): void => {
    for (let member = coordinate[at]; member !== undefined && member !== '*'; ) {
      const place = coordinate.with(at, member);
      const name = `${day} ${place.join(' ')}`;
      if (seen.has(name)) return;
      seen.add(name);
      const above = parents.on(member, day);
      if (released.has(member) && context.writable(target, coordinate.with(at, above ?? '*')))
        back.add(member);
      member = above;
    }
  };
  for (const { coordinate, days } of places) for (const day of days) climb(coordinate, day);
  return back;
}
