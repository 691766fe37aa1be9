import {
  type BookState,
  type Change,
  type Fields,
  findRecord,
  type Kind,
  type Kinds,
  kinds,
  kindsLedTo,
  type PlanRecord,
  type RecordChanged,
  recordsOf,
  referencedIds,
  slotOf,
} from '@shapan/engine';
import type { Actor } from './abilities.ts';
import { hiddenAmounts } from './hold-policy.ts';
import { hidesSome, type Parts, partsOfRecord } from './parts.ts';
import { coordinateInside, placeInside, rowInside, type Territory } from './territory.ts';

/**
 * Plan-wide records are for everyone in the workspace; records placed elsewhere are not, unless they name the reader. What
 * says no place and belongs with others is for who sees any of these.
 */
function maySeeRecord(actor: Actor, parts: Parts, kind: Kind, record: PlanRecord): boolean {
  const field = kind.scope?.coordinate;
  if (parts.of().size === 0 || !field) return true;
  if (namesActor(actor, kind, record)) return true;
  if (kind.scope?.confined)
    return partsOfRecord(parts, record).every((part) => placeInside(part, record.fields[field]));
  const inside = coordinateInside(parts.of(), record.fields[field]);
  if (inside !== null || kind.scope?.with === undefined) return inside !== false;
  return namedBy(kind, record).some(({ kind: name, id }) => {
    const [other, found] = [kinds.get(name), parts.find(name, id)];
    return other !== undefined && found !== undefined && maySeeRecord(actor, parts, other, found);
  });
}

/** What a record may belong with: each id as every kind that it may be of. */
function namedBy({ scope, fields }: Kind, record: PlanRecord): readonly Pick<PlanRecord, 'kind' | 'id'>[] {
  const field = scope?.with === undefined ? undefined : fields[scope.with];
  if (!field || scope?.with === undefined) return [];
  const led = kindsLedTo(field);
  return referencedIds(field, record.fields[scope.with]).flatMap((id) => led.map((kind) => ({ kind, id })));
}

/** A record as the actor may know it: `null` when not at all; in part without what it says of the whole plan. */
export function seenRecord(actor: Actor, parts: Parts, kind: Kind, record: PlanRecord): PlanRecord | null {
  if (!maySeeRecord(actor, parts, kind, record)) return null;
  return { ...record, fields: seenFields(parts, kind, record, record.fields) };
}

/** The fields of a record, or of one side of its change, without what they say of the whole plan or of another place. */
function seenFields(parts: Parts, kind: Kind, record: PlanRecord, fields: Fields): Fields {
  if (parts.of().size === 0) return fields;
  const told = partsOfRecord(parts, record);
  const { whole = [], words = [] } = kind.scope ?? {};
  const unsaid = words.length > 0 && hidesSome(parts, record.id) ? words : [];
  const amounts = told.flatMap((part) => hiddenAmounts(record, part));
  const hidden = [...whole, ...unsaid, ...(amounts.length > 0 && parts.knew?.(record) ? [] : amounts)];
  if (hidden.length === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !hidden.includes(field)));
}

/** Whether a record names the actor as one of its persons. */
export function namesActor(actor: Actor, kind: Kind, record: PlanRecord): boolean {
  return (kind.scope?.persons ?? []).some((field) => record.fields[field] === actor.member);
}

/** What a restriction needs to know: the state right after the changes, the reader's territory, and where a cell lies. */
export interface View {
  readonly state: BookState;
  readonly territory: Territory;
  /** How far it reaches target by target. */
  readonly parts: Parts;
  readonly kinds: Kinds;
  /** The coordinate of the row that a cell address belongs to. */
  readonly rowOf: (target: string, cell: number) => readonly string[] | undefined;
  /** Whether a number of a row is for the reader – in some period, or in that of a slot; without it by `parts`. */
  readonly sees?: (target: string, row: readonly string[], slot?: number) => boolean;
}

/** The part of some changes that a member may know of. */
export interface Seen {
  readonly changes: readonly Change[];
  /**
   * They cannot be told as changes: rows that the member does not see came or went, so row numbers are to be fetched anew, or
   * something came into sight or went that others lie with.
   */
  readonly reload: boolean;
}

/** `changes` as far as the actor's territory goes. */
export function restrictChanges(changes: readonly Change[], actor: Actor, view: View): Seen {
  if (view.territory.size === 0) return { changes, reload: false };
  let reload = false;
  const visible: Change[] = [];
  const whole = withRemoved(view, changes);
  for (const change of changes) {
    const part = restrictChange(change, actor, whole);
    if (change.type === 'record.changed' && part && part.type !== change.type && takesAlong(view, change.id))
      reload = true;
    if (change.type === 'rows.changed' && part && sizeOf(part) !== sizeOf(change)) reload = true;
    if (part && sizeOf(part) > 0) visible.push(part);
  }
  return { changes: visible, reload };
}

/** What goes in one entry with what it lies with was seen by whoever saw that. */
function withRemoved(view: View, changes: readonly Change[]): View {
  const removed = changes.flatMap((one) => (one.type === 'record.removed' ? [one.record] : []));
  if (removed.length === 0) return view;
  const gone = (kind: string, id: string): PlanRecord | undefined =>
    removed.find((record) => record.kind === kind && record.id === id);
  const { find } = view.parts;
  return { ...view, parts: { ...view.parts, find: (kind, id) => find(kind, id) ?? gone(kind, id) } };
}

/** Whether some record lies with this one. */
const takesAlong = (view: View, id: string): boolean =>
  [...view.kinds.values()].some(
    (kind) =>
      kind.scope?.with !== undefined &&
      recordsOf(view.state, kind.kind).some((record) => namedBy(kind, record).some((one) => one.id === id)),
  );

/** How many facts a change holds. */
export function sizeOf(change: Change): number {
  if (change.type === 'cells.changed') return change.cells.length;
  return change.type === 'rows.changed' ? change.rows.length : 1;
}

/** A record as it was before a change of these fields. */
export function recordBefore(after: PlanRecord, before: PlanRecord['fields']): PlanRecord {
  const fields = Object.fromEntries(
    Object.entries({ ...after.fields, ...before }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  );
  return { ...after, fields };
}

/** `null` when all that changed is what the reader does not see. */
function seenChange(change: RecordChanged, of: PlanRecord, { parts, kinds }: View): RecordChanged | null {
  const kind = kinds.get(change.kind);
  if (!kind) return null;
  const [before, after] = [change.before, change.after].map((side) => seenFields(parts, kind, of, side));
  if (!before || !after) return null;
  return Object.keys(before).length + Object.keys(after).length > 0 ? { ...change, before, after } : null;
}

/** The part of a change that a reader may know; `null` = nothing of it. */
export function restrictChange(change: Change, actor: Actor, view: View): Change | null {
  const { state, parts, kinds } = view;
  const seen = (record: PlanRecord | undefined): PlanRecord | null => {
    const kind = record && kinds.get(record.kind);
    return kind ? seenRecord(actor, parts, kind, record) : null;
  };
  const inside = (target: string, row: readonly string[] | undefined, slot?: number): boolean => {
    if (row === undefined) return false;
    if (view.sees) return view.sees(target, row, slot);
    return rowInside(parts.of(target), state.cubes.get(target)?.shape?.dimensions ?? [], row);
  };
  switch (change.type) {
    case 'record.added':
    case 'record.removed': {
      const record = seen(change.record);
      return record && { ...change, record };
    }
    case 'record.changed': {
      const now = findRecord(state, change.kind, change.id);
      const after = seen(now);
      const before = seen(now && recordBefore(now, change.before));
      // Whoever sees one side only has seen it come or go; the other side stays untold.
      if (!before) return after && { type: 'record.added', record: after };
      return after && now ? seenChange(change, now, view) : { type: 'record.removed', record: before };
    }
    case 'cube.shaped':
      return change;
    case 'rows.changed':
      return { ...change, rows: change.rows.filter((row) => inside(change.target, row)) };
    case 'cells.changed': {
      const keep = change.cells.map((cell) =>
        inside(change.target, view.rowOf(change.target, cell), slotOf(cell)),
      );
      const pick = <T>(values: readonly T[]): T[] => values.filter((_, i) => keep[i]);
      return { ...change, cells: pick(change.cells), before: pick(change.before), after: pick(change.after) };
    }
  }
}
