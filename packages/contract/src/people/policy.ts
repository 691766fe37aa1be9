import {
  type BookState,
  type CellPlace,
  type Change,
  cubeOf,
  type Fields,
  findRecord,
  type Kind,
  type Kinds,
  LAST_DAY,
  memberOf,
  type PlanRecord,
  parentsOf,
  type RecordChanged,
  slotOf,
  type TargetEntry,
} from '@shapan/engine';
import type { CommandRequest } from '../plan/commands.ts';
import { hiddenAmounts, holdInside, isSystemHold, shareInside } from './hold-policy.ts';
import type { Role, Scope } from './people.ts';
import { coordinateInside, placeInside, rowInside, type Territory } from './territory.ts';

/**
 * Who may do what. Pure rules over plain data: the server decides with them, the browser only greys things out by
 * them. Roles say *what kind* of thing, the scope says *which part* of the organisation.
 */
export interface Actor {
  readonly member: string;
  readonly role: Role;
  readonly scope: Scope;
}

/**
 * Which roles have which ability: the one table of rights. A refusal with `ROLE` names the missing ability.
 * `record.edit` and `target.enter` reach as far as the scope; `record.editOwn` as far as records that name the member.
 */
export const abilities = {
  'people.manage': ['owner'],
  'workspace.manage': ['owner'],
  'master.edit': ['owner', 'director', 'operations'],
  'plan.create': ['owner', 'director', 'operations', 'manager'],
  'plan.shape': ['owner', 'director', 'operations'],
  'plan.remove': ['owner', 'director'],
  'target.enter': ['owner', 'director', 'operations', 'manager', 'rep'],
  'proposal.answer': ['owner', 'director', 'manager'],
  'record.edit': ['owner', 'director', 'operations', 'manager'],
  'record.editOwn': ['owner', 'director', 'operations', 'manager', 'rep'],
  'version.freeze': ['owner', 'director', 'operations'],
  'version.restore': ['owner', 'director'],
  'branch.create': ['owner', 'director', 'operations', 'manager', 'rep'],
  'branch.promote': ['owner', 'director'],
  'actuals.import': ['owner', 'director', 'operations'],
  'undo.any': ['owner', 'director', 'operations'],
} as const satisfies Record<string, readonly Role[]>;

/** Name of an ability, a key of `abilities`. */
export type Ability = keyof typeof abilities;

/** Whether the role has the ability. Says nothing of the scope: `refusal` weighs both. */
export function may(actor: Actor, ability: Ability): boolean {
  return (abilities[ability] as readonly Role[]).includes(actor.role);
}

/** All abilities of the role, in the order of the table. */
export function abilitiesOf(actor: Actor): readonly Ability[] {
  return (Object.keys(abilities) as Ability[]).filter((ability) => may(actor, ability));
}

/** Plan-wide records are for everyone in the workspace; records placed elsewhere are not, unless they name the reader. */
function maySeeRecord(actor: Actor, territory: Territory, kind: Kind, record: PlanRecord): boolean {
  if (territory.size === 0 || !kind.scope?.coordinate) return true;
  if (namesActor(actor, kind, record)) return true;
  if (kind.scope.confined) return placeInside(territory, record.fields[kind.scope.coordinate]);
  return coordinateInside(territory, record.fields[kind.scope.coordinate]) !== false;
}

/** A record as the actor may know it: `null` when not at all; in part without what it says of the whole plan. */
export function seenRecord(
  actor: Actor,
  territory: Territory,
  kind: Kind,
  record: PlanRecord,
): PlanRecord | null {
  if (!maySeeRecord(actor, territory, kind, record)) return null;
  return { ...record, fields: seenFields(territory, kind, record, record.fields) };
}

/** The fields of a record, or of one side of its change, without what they say of the whole plan or of another place. */
function seenFields(territory: Territory, kind: Kind, record: PlanRecord, fields: Fields): Fields {
  if (territory.size === 0) return fields;
  const hidden = [...(kind.scope?.whole ?? []), ...hiddenAmounts(record, territory)];
  if (hidden.length === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !hidden.includes(field)));
}

function namesActor(actor: Actor, kind: Kind, record: PlanRecord): boolean {
  return (kind.scope?.persons ?? []).some((field) => record.fields[field] === actor.member);
}

/**
 * Why a command is refused for this actor, or `null` when the rights allow it: the missing ability (answered as `ROLE`)
 * or `scope` (answered as `SCOPE`). `undo` is only judged in part; the rest is `mayUndo`, which knows the entry.
 */
export function refusal(
  actor: Actor,
  command: CommandRequest,
  context: {
    state: BookState;
    master: BookState;
    territory: Territory;
    kinds: Kinds;
    book: 'plan' | 'master';
    /** The day whose organisation counts; without it the one that lasts. */
    today?: string;
  },
): Ability | 'scope' | null {
  switch (command.type) {
    case 'record.add':
    case 'record.update':
    case 'record.remove':
      return recordRefusal(actor, command, context);
    case 'target.define':
    case 'target.remove':
    case 'target.rows':
      return needs(actor, 'plan.shape') ?? (context.territory.size > 0 ? 'scope' : null);
    case 'target.enter':
      return needs(actor, 'target.enter') ?? entriesRefusal(command.target, command.entries, context);
    case 'target.runRule':
      return needs(actor, 'target.enter') ?? confinedRefusal('breakdownRule', command.rule, context);
    case 'target.propose':
      return needs(actor, 'target.enter') ?? entriesRefusal(command.target, [{ at: command.at }], context);
    case 'target.answer':
      return answerRefusal(actor, command.proposal, context);
    case 'version.freeze':
      return needs(actor, 'version.freeze');
    case 'version.restore':
      return needs(actor, 'version.restore');
    case 'branch.promote':
      return needs(actor, 'branch.promote');
    case 'undo':
      return needs(actor, 'record.editOwn'); // whose entry it is decides the rest: see `mayUndo`
  }
}

function needs(actor: Actor, ability: Ability): Ability | null {
  return may(actor, ability) ? null : ability;
}

function recordRefusal(
  actor: Actor,
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  context: {
    state: BookState;
    master: BookState;
    territory: Territory;
    kinds: Kinds;
    book: 'plan' | 'master';
    /** The day whose organisation counts; without it the one that lasts. */
    today?: string;
  },
): Ability | 'scope' | null {
  const kind = context.kinds.get(command.kind);
  if (context.book === 'master' || kind?.book === 'master') {
    return needs(actor, 'master.edit') ?? (context.territory.size > 0 ? 'scope' : null);
  }
  if (command.kind === 'version') return 'version.freeze'; // only by its own command
  if (!kind) return null; // the engine refuses an unknown kind
  const before = findRecord(context.state, command.kind, command.id);
  const after = afterCommand(command, before);
  const sides = [before, after].filter((side) => side !== undefined);
  const own = sides.every((side) => namesActor(actor, kind, side));
  if (context.territory.size > 0 && saysWhole(kind, command)) return 'scope';
  const held =
    command.kind === 'hold'
      ? holdRefusal(actor, own && command.type === 'record.remove', sides, context)
      : null;
  if (held !== null) return held;
  // Numbers from below are answered, not deleted; they go with their target, which who shapes the plan removes.
  if (command.kind === 'proposal' && command.type === 'record.remove') {
    return needs(actor, 'plan.shape') ?? (context.territory.size > 0 ? 'scope' : null);
  }
  const lacking = own ? needs(actor, 'record.editOwn') : needs(actor, 'record.edit');
  if (lacking !== null || context.territory.size === 0) return lacking;
  const inside = sides.every((side) => isInside(context.territory, kind, side));
  // What speaks of a place belongs there whoever it names; from elsewhere one's own may only be taken back.
  if (own) return kind.scope?.confined && command.type !== 'record.remove' && !inside ? 'scope' : null;
  return inside && !isPlanWide(command.kind) ? null : 'scope';
}

/**
 * Holds reach as far as the scope (SPR-T53): whoever may not write a number keeps nobody else from it. One's own may always
 * be released.
 */
function holdRefusal(
  actor: Actor,
  releasesOwn: boolean,
  sides: readonly PlanRecord[],
  context: { state: BookState; master: BookState; territory: Territory; today?: string },
): Ability | 'scope' | null {
  if (sides.some(isSystemHold) && !may(actor, 'plan.shape')) return 'plan.shape';
  if (releasesOwn) return null;
  return sides.every((side) => holdInside(side, context) && shareInside(side, context)) ? null : 'scope';
}

/** What somebody does not see is not to be guessed at by asking either. */
function saysWhole({ scope }: Kind, command: Extract<CommandRequest, { type: `record.${string}` }>): boolean {
  if (command.type === 'record.remove') return false;
  const said = command.type === 'record.add' ? command.fields : { ...command.expect, ...command.set };
  return (scope?.whole ?? []).some((field) => field in said);
}

function afterCommand(
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  before: PlanRecord | undefined,
): PlanRecord | undefined {
  if (command.type === 'record.remove') return undefined;
  const fields = command.type === 'record.add' ? command.fields : { ...before?.fields, ...command.set };
  return { kind: command.kind, id: command.id, fields: fields as PlanRecord['fields'] };
}

/** A scoped manager may change what is placed inside the scope, and plan-wide work that carries no place at all. */
function isInside(territory: Territory, kind: Kind, record: PlanRecord): boolean {
  const field = kind.scope?.coordinate;
  if (!field) return true;
  if (kind.scope?.confined) return placeInside(territory, record.fields[field]);
  return coordinateInside(territory, record.fields[field]) === true;
}

function entriesRefusal(
  target: string,
  entries: readonly EntryPlaces[],
  context: { state: BookState; territory: Territory },
): 'scope' | null {
  if (context.territory.size === 0) return null;
  const cube = cubeOf(context.state, target);
  if (!cube) return null; // the engine refuses an unknown target
  const { dimensions } = cube.shape;
  const inside = (place: CellPlace | undefined): boolean =>
    place === undefined || rowInside(context.territory, dimensions, place.members);
  const reaches = ({ at, source, target: into, location, selection = [] }: EntryPlaces): boolean =>
    [at, source, into, location, ...selection].every(inside);
  return entries.every(reaches) ? null : 'scope';
}

/** Everywhere that an entry takes from or writes to. */
type EntryPlaces = Pick<TargetEntry, 'at' | 'source' | 'target' | 'location' | 'selection'>;

function confinedRefusal(
  kind: string,
  id: string,
  { state, territory }: { state: BookState; territory: Territory },
): 'scope' | null {
  const record = findRecord(state, kind, id);
  if (!record) return null; // the engine refuses an unknown record
  return placeInside(territory, record.fields['coordinate']) ? null : 'scope';
}

/**
 * Who may answer a proposal: its proposer takes back or agrees; anybody else stands above its place – all of it inside
 * the scope, and in a scoped dimension not only its very top.
 */
function answerRefusal(
  actor: Actor,
  id: string,
  context: { state: BookState; master: BookState; territory: Territory; today?: string },
): Ability | 'scope' | null {
  const record = findRecord(context.state, 'proposal', id);
  if (!record) return null; // the engine refuses an unknown proposal
  if (record.fields['proposer'] === actor.member) {
    return needs(actor, 'target.enter') ?? confinedRefusal('proposal', id, context);
  }
  return needs(actor, 'proposal.answer') ?? (standsAbove(context, record) ? null : 'scope');
}

function standsAbove(
  { master, territory, today = LAST_DAY }: { master: BookState; territory: Territory; today?: string },
  { fields }: PlanRecord,
): boolean {
  if (territory.size === 0) return true;
  const place = (fields['coordinate'] ?? {}) as Record<string, string>;
  if (!placeInside(territory, place)) return false;
  return [...territory].some(([dimension, inside]) => {
    const parent = parentsOf(master).on(memberOf(place[dimension] ?? ''), today);
    return parent !== undefined && inside.has(parent);
  });
}

/** One's own entries always; other people's with the ability – as far as every touched place is inside the scope. */
export function mayUndo(
  actor: Actor,
  entry: { actor: string; changes: readonly Change[] },
  view: View,
): boolean {
  const own = entry.actor === actor.member;
  if (!own && !may(actor, 'undo.any')) return false;
  return coversChanges(actor, own ? entry.changes.filter(isNotOfVersion) : entry.changes, view);
}

/**
 * May the actor bring all of this about? `view.state`: the state after the changes. Seeing a record is not enough: what
 * a command of its own is refused for – the plan's brief and targets, the master data, a record placed elsewhere – is
 * not to be had by undoing, restoring or promoting either. What an import notes beside its rows is not master data.
 */
export function coversChanges(actor: Actor, changes: readonly Change[], view: View): boolean {
  return view.territory.size === 0 || changes.every((change) => mayBringAbout(change, actor, view));
}

function mayBringAbout(change: Change, actor: Actor, view: View): boolean {
  switch (change.type) {
    case 'record.added':
    case 'record.removed':
      return mayTouch(change.record, actor, view);
    case 'record.changed': {
      const after = findRecord(view.state, change.kind, change.id);
      return (
        after !== undefined &&
        [after, recordBefore(after, change.before)].every((side) => mayTouch(side, actor, view))
      );
    }
    case 'cube.shaped':
      return false;
    case 'rows.changed':
    case 'cells.changed': {
      const visible = restrictChange(change, actor, view);
      return visible !== null && sizeOf(visible) === sizeOf(change);
    }
  }
}

const partOfImport: ReadonlySet<string> = new Set(['import', 'importMapping']);

function mayTouch(record: PlanRecord, actor: Actor, view: View): boolean {
  const { kinds, territory } = view;
  const kind = kinds.get(record.kind);
  if (!kind) return false;
  if (kind.book === 'master') return partOfImport.has(record.kind);
  if (namesActor(actor, kind, record)) return true;
  if (record.kind === 'hold') return holdInside(record, view);
  return !isPlanWide(record.kind) && isInside(territory, kind, record);
}

/** What the whole plan stands on: nobody who works in a part of the organisation changes it. */
const isPlanWide = (kind: string): boolean => kind === 'target' || kind === 'brief' || kind === 'version';

/** Whoever may freeze may take the own version back; versions come and go by no other command. */
const isNotOfVersion = (change: Change): boolean =>
  change.type === 'record.changed' || !('record' in change) || change.record.kind !== 'version';

/** What a restriction needs to know: the state right after the changes, the reader's territory, and where a cell lies. */
export interface View {
  readonly state: BookState;
  readonly territory: Territory;
  readonly kinds: Kinds;
  /** The coordinate of the row that a cell address belongs to. */
  readonly rowOf: (target: string, cell: number) => readonly string[] | undefined;
  /** Whether a number of a row is for the reader – in some period, or in that of a slot; without it by the territory. */
  readonly sees?: (target: string, row: readonly string[], slot?: number) => boolean;
}

/** The part of some changes that a member may know of. */
export interface Seen {
  readonly changes: readonly Change[];
  /** They cannot be told as changes: rows that the member does not see came or went, so row numbers are to be fetched anew. */
  readonly reload: boolean;
}

/** `changes` as far as the actor's territory goes. */
export function restrictChanges(changes: readonly Change[], actor: Actor, view: View): Seen {
  if (view.territory.size === 0) return { changes, reload: false };
  let reload = false;
  const visible: Change[] = [];
  for (const change of changes) {
    const part = restrictChange(change, actor, view);
    if (change.type === 'rows.changed' && part && sizeOf(part) !== sizeOf(change)) reload = true;
    if (part && sizeOf(part) > 0) visible.push(part);
  }
  return { changes: visible, reload };
}

function sizeOf(change: Change): number {
  if (change.type === 'cells.changed') return change.cells.length;
  return change.type === 'rows.changed' ? change.rows.length : 1;
}

function recordBefore(after: PlanRecord, before: PlanRecord['fields']): PlanRecord {
  const fields = Object.fromEntries(
    Object.entries({ ...after.fields, ...before }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  );
  return { ...after, fields };
}

/** `null` when all that changed is what the reader does not see. */
function seenChange(change: RecordChanged, of: PlanRecord, { territory, kinds }: View): RecordChanged | null {
  const kind = kinds.get(change.kind);
  if (!kind) return null;
  const [before, after] = [change.before, change.after].map((side) => seenFields(territory, kind, of, side));
  if (!before || !after) return null;
  return Object.keys(before).length + Object.keys(after).length > 0 ? { ...change, before, after } : null;
}

function restrictChange(change: Change, actor: Actor, view: View): Change | null {
  const { state, territory, kinds } = view;
  const seen = (record: PlanRecord | undefined): PlanRecord | null => {
    const kind = record && kinds.get(record.kind);
    return kind ? seenRecord(actor, territory, kind, record) : null;
  };
  const inside = (target: string, row: readonly string[] | undefined, slot?: number): boolean => {
    if (row === undefined) return false;
    if (view.sees) return view.sees(target, row, slot);
    return rowInside(territory, state.cubes.get(target)?.shape?.dimensions ?? [], row);
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
