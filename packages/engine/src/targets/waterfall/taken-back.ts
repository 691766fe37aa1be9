import type { Change, RecordRemoved } from '../../plan/change.ts';
import { coordinateOf, rowCount, rowOf } from '../../plan/cube.ts';
import { LAST_DAY, memberOf, parentsOf } from '../../plan/parents.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, cubeOf, findRecord, recordsOf } from '../../plan/state.ts';
import type { Decision, EnterContext } from '../decide-enter.ts';
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
    const back = membersBack(context, waterfall, coordinatesMoved(state, waterfall, changes));
    return recordsOf(state, RELEASE)
      .filter(({ id, fields }) => fields['target'] === target && !gone.has(id))
      .filter(({ fields }) => back.has(memberIn(fields['coordinate'], waterfall.dimension) ?? ''))
      .map((record): RecordRemoved => ({ type: 'record.removed', record }));
  });
}

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

/** Where numbers move: rows, and places of totals' own numbers. A row that is yet to come was released to nobody. */
function coordinatesMoved(
  state: BookState,
  { target, dimension }: Waterfall,
  changes: readonly Change[],
): readonly (readonly string[])[] {
  const cube = cubeOf(state, target)?.cube;
  if (!cube) return [];
  const rows = new Set<number>();
  const places: (readonly string[])[] = [];
  for (const change of changes) {
    if (change.type === 'cells.changed' && change.target === target) {
      for (const cell of change.cells) rows.add(rowOf(cell));
      continue;
    }
    const stated = statedIn(state, change);
    if (stated?.target !== target || memberIn(stated.coordinate, dimension) === undefined) continue;
    places.push(cube.dimensions.map((one) => memberOf(memberIn(stated.coordinate, one) ?? '*')));
  }
  const known = [...rows].filter((row) => row < rowCount(cube)).map((row) => coordinateOf(cube, row));
  return [...known, ...places];
}

/** Released members below which a number moved and above which the asker stands. */
function membersBack(
  context: EnterContext,
  { target, dimension, released }: Waterfall,
  coordinates: readonly (readonly string[])[],
): ReadonlySet<string> {
  const at = (cubeOf(context.state, target)?.cube?.dimensions ?? []).indexOf(dimension);
  const parents = parentsOf(context.master);
  const day = context.today ?? LAST_DAY;
  const back = new Set<string>();
  const seen = new Set<string>();
  for (const coordinate of coordinates) {
    for (let member = coordinate[at]; member !== undefined && member !== '*'; ) {
      const place = coordinate.with(at, member);
      if (seen.has(place.join(' '))) break;
      seen.add(place.join(' '));
      const above = parents.on(member, day);
      if (released.has(member) && context.writable(target, coordinate.with(at, above ?? '*')))
        back.add(member);
      member = above;
    }
  }
  return back;
}
