import { problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { readLeaf } from '../plan/cube.ts';
import type { PlanRecord } from '../plan/record.ts';
import { recordsOf } from '../plan/state.ts';
import { namePlace } from './enter-multiway.ts';
import {
  type Decision,
  type EnterContext,
  type Placed,
  type TypedByHand,
  writableRows,
} from './entry-context.ts';
import { type Place, rowsUnder, samePlace } from './frame.ts';
import type { PlacedHold } from './hold-fields.ts';
import { membersNamed, placesOf } from './layout.ts';
import { indexPlaces, meeting } from './place-index.ts';
import type { Hold, Notice } from './spread/request.ts';
import { placeKey } from './stated.ts';
import { leafAt, totalsForReads } from './table-totals.ts';
import type { TargetLayout } from './target-layout.ts';
import { nearestUnits, readFraction, type Totals } from './totals.ts';

/** Names that one notice or refusal tells. */
const mostNames = 5;

/** The places where records about a target stand in its table, each number there to be kept (SPR-T95). */
export function recordedPlaces(layout: TargetLayout, records: readonly PlanRecord[]): readonly Hold[] {
  return records.flatMap(({ id, fields }) => {
    if (fields['target'] !== layout.target.id) return [];
    const places = placesOf(layout.frame, {
      members: membersNamed(layout.cube.dimensions, fields),
      time: typeof fields['time'] === 'string' ? fields['time'] : layout.frame.time.ids[0]!,
    });
    return places.map((at) => ({ id, at, keeps: 'value' as const }));
  });
}

/**
 * What people did by hand, as soft holds for one gesture (SPR-T82): leaves and totals that show what somebody typed there in
 * this planning round, and numbers that were set against a rule – whoever did it, as far as the asker could move them at all,
 * and except the very cells that the gesture is about. Nothing where no entry asks for it.
 *
 * Refuses `NOT_FOUND` at `keepManual` where the log is not known.
 */
export function keptByHand(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
): Result<readonly PlacedHold[]> {
  const asking = entries.find(({ entry }) => entry.keepManual === true);
  // A formula hands the wish on to its driver; where nothing is spread, nothing moves that was not typed.
  const spreads = layout.totals === 'spread' || layout.totals === 'extreme';
  if (!asking || !spreads) return ok([]);
  const typed = context.typed?.(layout.target.id);
  if (!typed) return refuse(problem('NOT_FOUND', `${asking.path}.keepManual`, { kind: 'entry', id: '' }));
  const kept = new Map<string, Omit<Hold, 'id'>>();
  for (const at of stillTyped(layout, typed))
    kept.set(placeKey(at), { at, keeps: leafAt(layout, at) ? 'value' : 'total' });
  for (const { at, keeps } of recordedPlaces(layout, recordsOf(context.state, 'override')))
    kept.set(placeKey(at), { at, keeps });
  const writable = writableRows(context, layout);
  const { frame } = layout;
  const edited = indexPlaces(
    frame,
    editedPlaces(layout, entries).map((place) => ({ place, item: place })),
  );
  const holds = [...kept.values()].filter(({ at }) => {
    const near = meeting(edited, at);
    const isEdited = near.some((place) => samePlace(frame, place, at));
    return near.length > 0 && !isEdited && rowsUnder(frame, at).some(writable);
  });
  const own = { owner: context.actor, strength: 'soft', because: 'typed' } as const;
  return ok(holds.map((one, i) => ({ ...one, ...own, heldAs: one.keeps, id: `typed:${i}` })));
}

/** Every cell that the gesture names as its own. */
const editedPlaces = ({ frame }: TargetLayout, entries: readonly Placed[]): readonly Place[] =>
  entries.flatMap(({ entry, place }) => [
    place,
    ...(entry.selection ?? []).flatMap((at) => placesOf(frame, at)),
  ]);

/** Places that show what was typed there: nothing has moved it since, or it was typed again, or brought back. */
function stillTyped(layout: TargetLayout, typed: readonly TypedByHand[]): readonly Place[] {
  const totals = totalsForReads(layout, typed.length);
  return typed.flatMap((one) => {
    const [place, another] = placesOf(layout.frame, one.at);
    return place && !another && shows(layout, totals, place, one) ? [place] : [];
  });
}

function shows(layout: TargetLayout, totals: Totals, place: Place, typed: TypedByHand): boolean {
  const shown = readFraction(totals, place);
  if (shown === null) return false;
  if (layout.cube.parts === 1) return typed.value === nearestUnits(shown);
  const { numerator, denominator, rate } = typed;
  // The nearest that whole units reach, of whichever part gave way (SPR-T79).
  if (rate !== undefined)
    return Math.abs(shown.numerator - rate * shown.denominator) * 2 <= Math.max(1, Math.abs(rate));
  const leaf = leafAt(layout, place);
  const parts = [numerator, denominator];
  return (
    leaf !== null &&
    parts.some((part) => typeof part === 'number') &&
    parts.every((part, i) => part == null || part === readLeaf(layout.cube, i as 0 | 1, leaf.row, leaf.slot))
  );
}

/** What became of what was to be kept: the cells are named, since no record stands for them. */
export function tellKept(
  context: EnterContext,
  layout: TargetLayout,
  kept: readonly PlacedHold[],
  decided: Result<Decision>,
): Result<Decision> {
  if (kept.length === 0) return decided;
  const ids = new Set(kept.map(({ id }) => id));
  const named = (holds: readonly PlacedHold[]) => ({
    count: holds.length,
    names: holds
      .slice(0, mostNames)
      .map(({ at }) => namePlace(context, layout, at))
      .join(', '),
  });
  if (!decided.ok) {
    return refuse(
      ...decided.problems.map((one) => {
        const inTheWay = kept.filter(({ id }) => namedIn(one.params, ids).has(id));
        if (inTheWay.length === 0) return one;
        const { count, names } = named(inTheWay);
        return { ...one, params: { ...withoutIds(one.params, ids), keptCount: count, keptNames: names } };
      }),
    );
  }
  const { changes, notices } = decided.value;
  const gaveWay = new Set(
    notices.flatMap(({ code, params }) => (code === 'YIELDED' ? [...namedIn(params, ids)] : [])),
  );
  const [yielded, stayed] = [true, false].map((gave) => kept.filter(({ id }) => gaveWay.has(id) === gave));
  const told: Notice[] = [
    ...(stayed!.length > 0 ? [{ code: 'KEPT_BY_HAND', params: named(stayed!) } as const] : []),
    ...(yielded!.length > 0 ? [{ code: 'KEPT_YIELDED', params: named(yielded!) } as const] : []),
  ];
  const others = notices.flatMap((one) => withoutKept(one, ids));
  return changes.length === 0 ? decided : ok({ changes, notices: [...told, ...others] });
}

type Params = Readonly<Record<string, unknown>> | undefined;

const idsIn = (list: unknown): readonly string[] => String(list ?? '').split(',');

const namedIn = (params: Params, ids: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(idsIn(params?.['holds']).filter((id) => ids.has(id)));

/** `soft` goes on saying that something would give way. */
function withoutIds<P extends Params>(params: P, ids: ReadonlySet<string>): P {
  if (params?.['holds'] === undefined) return params;
  return {
    ...params,
    holds: idsIn(params['holds'])
      .filter((id) => !ids.has(id))
      .join(','),
  };
}

/** A notice that is about nothing else goes. */
function withoutKept(notice: Notice, ids: ReadonlySet<string>): readonly Notice[] {
  const params = withoutIds(notice.params, ids);
  if (notice.code === 'YIELDED' && params?.['holds'] === '') return [];
  if (params && ids.has(String(params['hold']))) {
    const { hold: _, ...rest } = params;
    return [{ ...notice, params: rest }];
  }
  return [params ? { ...notice, params } : notice];
}
