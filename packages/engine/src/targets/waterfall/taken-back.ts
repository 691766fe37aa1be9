import { type Problem, problem } from '../../foundation/problem.ts';
import type { Change, RecordRemoved } from '../../plan/change.ts';
import { coordinateOf, rowCount, rowOf, slotOf } from '../../plan/cube.ts';
import { LAST_DAY, memberOf, type Parents, parentsOf } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, cubeOf, findRecord, recordsOf } from '../../plan/state.ts';
import type { Decision, EnterContext } from '../decide-enter.ts';
import { leafPeriods } from '../layout.ts';
import { STATED } from '../stated.ts';
import { RELEASE } from './kinds.ts';
import { hasWaterfall, memberIn, type Waterfall, waterfallOf } from './released.ts';

/** Names that one notice tells. */
const mostNames = 5;

/**
 * Adjustments stay invisible below until they are released (SPR-T93): who moves a number from above takes its release
 * back in the same entry, and is told. Whoever works in a released part moves its numbers as before.
 */
export function withReleasesTakenBack(context: EnterContext, decision: Decision): Decision {
  const back = releasesTakenBack(context, decision.changes);
  if (back.length === 0) return decision;
  const names = back.slice(0, mostNames).map(({ record }) => nameOf(context, record));
  const params = { count: back.length, names: names.join(', ') };
  return {
    changes: [...decision.changes, ...back],
    notices: [...decision.notices, { code: 'RELEASE_TAKEN_BACK', params }],
  };
}

function nameOf({ master }: EnterContext, { fields }: PlanRecord): string {
  const ids = Object.values((fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
  return ids.map((id) => String(findRecord(master, 'dimensionMember', id)?.fields['name'] ?? id)).join(' / ');
}

/** The releases that changes take back, for this asker. */
export function releasesTakenBack(
  context: EnterContext,
  changes: readonly Change[],
): readonly RecordRemoved[] {
  const { state, book } = context;
  if (book !== 'plan' || !hasWaterfall(state)) return [];
  const gone = new Set(changes.flatMap((one) => (isRemoval(one) ? [one.record.id] : [])));
  const moved = new Set(
    changes.flatMap((one) =>
      one.type === 'cells.changed' ? one.target : (statedIn(state, one)?.target ?? []),
    ),
  );
  return [...moved].flatMap((target) => {
    const waterfall = waterfallOf(state, target);
    if (!waterfall || waterfall.released.size === 0) return [];
    const back = membersBack(context, waterfall, placesMoved(context, waterfall, changes));
    return recordsOf(state, RELEASE)
      .filter(({ id, fields }) => fields['target'] === target && !gone.has(id))
      .filter(({ fields }) => back.has(memberIn(fields['coordinate'], waterfall.dimension) ?? ''))
      .map((record): RecordRemoved => ({ type: 'record.removed', record }));
  });
}

/**
 * Releases that changes would give to members who have one by now: what was released is taken back once, not twice.
 * `ALREADY_EXISTS` of each.
 */
export function releasedTwice({ state }: EnterContext, changes: readonly Change[]): readonly Problem[] {
  const gone = new Set(changes.flatMap((one) => (isRemoval(one) ? [one.record.id] : [])));
  const held = new Set(recordsOf(state, RELEASE).flatMap((one) => (gone.has(one.id) ? [] : [toWhom(one)])));
  return changes.flatMap((change) => {
    if (change.type !== 'record.added' || change.record.kind !== RELEASE) return [];
    return held.has(toWhom(change.record))
      ? [problem('ALREADY_EXISTS', undefined, { kind: RELEASE, id: change.record.id })]
      : [];
  });
}

const toWhom = ({ fields }: PlanRecord): string => JSON.stringify([fields['target'], fields['coordinate']]);

const isRemoval = (change: Change): change is RecordRemoved =>
  change.type === 'record.removed' && change.record.kind === RELEASE;

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

/** Rows, and places of totals' own numbers. A row that is yet to come was released to nobody. */
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
    const stated = statedIn(state, change);
    if (stated?.target !== target || memberIn(stated.coordinate, dimension) === undefined) continue;
    const coordinate = cube.dimensions.map((one) => memberOf(memberIn(stated.coordinate, one) ?? '*'));
    places.push({ coordinate, days: new Set([today, ...dayOf.values()]) });
  }
  const known = [...rows].filter(([row]) => row < rowCount(cube));
  return [...known.map(([row, days]) => ({ coordinate: coordinateOf(cube, row), days })), ...places];
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
