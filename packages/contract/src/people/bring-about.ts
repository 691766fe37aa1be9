import {
  type BookState,
  type Change,
  findRecord,
  type Kind,
  type PlanRecord,
  RELEASE,
  STATED,
} from '@shapan/engine';
import { type Ability, type Actor, may } from './abilities.ts';
import { holdInside, isSystemHold, shareInside } from './hold-policy.ts';
import { type Parts, partsOfRecord } from './parts.ts';
import { namesActor, recordBefore, restrictChange, sizeOf, type View } from './sight.ts';
import { coordinateInside, placeInside } from './territory.ts';

/** What it takes to know how far somebody reaches: what a restriction needs to know, and the organisation. */
export interface Reach extends View {
  readonly master: BookState;
  /** The day whose organisation counts, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Why an entry is not the actor's to take back, or `null`: the missing ability (answered as `ROLE`) or `scope` (answered as
 * `SCOPE`). One's own entries, other people's with `undo.any` – as far as every touched place is inside the scope, and as
 * far as a command of one's own could still do it: a right that has ended since does not live on in old entries.
 */
export function undoRefusal(
  actor: Actor,
  entry: { readonly actor: string; readonly changes: readonly Change[] },
  reach: Reach,
): Ability | 'scope' | null {
  const own = entry.actor === actor.member;
  if (!own && !may(actor, 'undo.any')) return 'undo.any';
  const lacking = lackingFor(actor, entry.changes, reach);
  if (lacking !== null) return lacking;
  const placed = own ? entry.changes.filter(isNotOfVersion) : entry.changes;
  return coversChanges(actor, placed.map(takenBack), reach) ? null : 'scope';
}

/** Taken back, what came goes, and what went comes. */
function takenBack(change: Change): Change {
  if (change.type === 'record.added') return { ...change, type: 'record.removed' };
  return change.type === 'record.removed' ? { ...change, type: 'record.added' } : change;
}

/**
 * Does the scope reach everything that these changes touch? `reach.state`: the state after the changes. Seeing a record is
 * not enough: what a command of its own is refused for – the plan's brief and targets, the master data, a record placed
 * elsewhere – is not to be had by undoing, restoring or promoting either. What an import notes beside its rows is not
 * master data.
 */
export function coversChanges(actor: Actor, changes: readonly Change[], reach: Reach): boolean {
  return reach.territory.size === 0 || changes.every((change) => mayBringAbout(change, actor, reach));
}

function mayBringAbout(change: Change, actor: Actor, reach: Reach): boolean {
  switch (change.type) {
    case 'record.added':
    case 'record.removed':
    case 'record.changed': {
      const sides = sidesOf(change, reach);
      if (change.type === 'record.changed' && setsSpan(change.kind, change.before)) return false;
      return sides.length > 0 && sides.every((side) => mayTouch(side, change, actor, reach));
    }
    case 'cube.shaped':
      return false;
    case 'rows.changed':
    case 'cells.changed': {
      const visible = restrictChange(change, actor, reach);
      return visible !== null && sizeOf(visible) === sizeOf(change);
    }
  }
}

type OfRecord = Extract<Change, { type: `record.${string}` }>;

/** A record on both sides of its change; none where it is gone by now. */
function sidesOf(change: OfRecord, { state }: View): readonly PlanRecord[] {
  if (change.type !== 'record.changed') return [change.record];
  const after = findRecord(state, change.kind, change.id);
  return after ? [after, recordBefore(after, change.before)] : [];
}

const partOfImport: ReadonlySet<string> = new Set(['import', 'importMapping']);

function mayTouch(record: PlanRecord, change: OfRecord, actor: Actor, reach: Reach): boolean {
  const { kinds, parts } = reach;
  const kind = kinds.get(record.kind);
  if (!kind) return false;
  if (kind.book === 'master') return partOfImport.has(record.kind);
  if (record.kind === RELEASE) return parts.above(record);
  const own = namesActor(actor, kind, record);
  if (record.kind === 'hold') return mayHold(record, change, own, reach);
  if (own) return true;
  return !isPlanWide(record.kind) && isInside(parts, kind, record);
}

/**
 * One's own may always be released; otherwise a hold is touched where one could make it today. A soft one that gave
 * way to a number comes back with it.
 */
function mayHold(hold: PlanRecord, change: OfRecord, own: boolean, reach: Reach): boolean {
  if (own && change.type === 'record.removed') return true;
  const there = { ...reach, territory: reach.parts.of(String(hold.fields['target'])) };
  return holdInside(hold, there) && (comesWithNumbers(change, [hold]) || shareInside(hold, there));
}

/** What the whole plan stands on: nobody who works in a part of the organisation changes it. */
export const isPlanWide = (kind: string): boolean =>
  kind === 'target' || kind === 'brief' || kind === 'version';

/**
 * When a target is, up to which day it is closed and how it is handed down holds for everybody in the plan, whoever is
 * accountable for it.
 */
const spanOfTarget: ReadonlySet<string> = new Set(['closedUntil', 'from', 'to', 'waterfall']);

/** Do these fields of a record say when a target is, how far it is closed or how it is handed down? */
export const setsSpan = (kind: string, fields: Readonly<Record<string, unknown>>): boolean =>
  kind === 'target' && Object.keys(fields).some((name) => spanOfTarget.has(name));

/** A target comes, goes, and opens and closes only with who shapes the plan; the rest of it is edited as other records. */
const shapesPlan = (change: OfRecord): boolean =>
  change.type !== 'record.changed' || setsSpan(change.kind, change.before);

/** A scoped manager may change what is placed inside the scope, and plan-wide work that carries no place at all. */
export function isInside(parts: Parts, kind: Kind, record: PlanRecord): boolean {
  const field = kind.scope?.coordinate;
  if (!field) return true;
  if (!kind.scope?.confined) return coordinateInside(parts.of(), record.fields[field]) === true;
  return partsOfRecord(parts, record).every((part) => placeInside(part, record.fields[field]));
}

/** Whoever may freeze may take the own version back; versions come and go by no other command. */
const isNotOfVersion = (change: Change): boolean =>
  change.type === 'record.changed' || !('record' in change) || change.record.kind !== 'version';

/** The first ability that somebody would need to bring changes about, and has not. */
function lackingFor(actor: Actor, changes: readonly Change[], view: View): Ability | null {
  const needed = new Set(changes.map((change) => abilityFor(change, actor, view)));
  return [...needed].find((ability) => ability !== null && !may(actor, ability)) ?? null;
}

/** The least ability that brings a change about by some command; `null` where nothing is left of it. */
function abilityFor(change: Change, actor: Actor, view: View): Ability | null {
  switch (change.type) {
    case 'cells.changed':
      return 'target.enter';
    case 'cube.shaped':
    case 'rows.changed':
      return 'plan.shape';
    default: {
      const sides = sidesOf(change, view);
      return sides.length > 0 ? abilityForRecord(change, sides, actor, view) : null;
    }
  }
}

function abilityForRecord(
  change: OfRecord,
  sides: readonly PlanRecord[],
  actor: Actor,
  { kinds }: View,
): Ability {
  const name = sides[0]?.kind ?? '';
  const kind = kinds.get(name);
  if (kind?.book === 'master') return partOfImport.has(name) ? 'actuals.import' : 'master.edit';
  if (name === 'version') return 'version.freeze';
  if (name === 'target' && shapesPlan(change)) return 'plan.shape';
  if (name === 'hold' && sides.some(isSystemHold)) return 'plan.shape';
  if (comesWithNumbers(change, sides)) return 'target.enter';
  return kind && sides.every((side) => namesActor(actor, kind, side)) ? 'record.editOwn' : 'record.edit';
}

/** What running a rule notes in it. */
const ranFields: ReadonlySet<string> = new Set(['ranWith', 'ranOrder']);

/**
 * What typing does to records: the own number of a total, the weights that a rule ran with, a soft limit that gave way, a
 * release that it took back.
 */
function comesWithNumbers(change: OfRecord, [record]: readonly PlanRecord[]): boolean {
  switch (record?.kind) {
    case STATED:
      return true;
    case 'breakdownRule':
      return (
        change.type === 'record.changed' && Object.keys(change.after).every((field) => ranFields.has(field))
      );
    case RELEASE:
      return change.type === 'record.removed';
    case 'hold':
      return change.type !== 'record.changed' && record.fields['strength'] === 'soft';
    default:
      return false;
  }
}
