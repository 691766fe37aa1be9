import {
  type BookState,
  type CellPlace,
  cubeOf,
  findRecord,
  type Kind,
  type Kinds,
  memberOf,
  type PlanRecord,
  parentsOf,
  type TargetEntry,
} from '@shapan/engine';
import type { CommandRequest } from '../plan/commands.ts';
import { type Ability, type Actor, may } from './abilities.ts';
import { isInside, isPlanWide, setsSpan } from './bring-about.ts';
import { holdInside, isSystemHold, shareInside } from './hold-policy.ts';
import { namesActor } from './sight.ts';
import { placeInside, rowInside, type Territory } from './territory.ts';

/** What a command is judged by, beside who asks. */
export interface CommandContext {
  readonly state: BookState;
  readonly master: BookState;
  readonly territory: Territory;
  readonly kinds: Kinds;
  readonly book: 'plan' | 'master';
  /** The day whose organisation counts. */
  readonly today: string;
}

/**
 * Why a command is refused for this actor, or `null` when the rights allow it: the missing ability (answered as `ROLE`)
 * or `scope` (answered as `SCOPE`). `undo` is only judged in part; the rest is `undoRefusal`, which knows the entry.
 */
export function refusal(
  actor: Actor,
  command: CommandRequest,
  context: CommandContext,
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
      return needs(actor, 'record.editOwn'); // whose entry it is, and what it did, decides the rest: see `undoRefusal`
  }
}

function needs(actor: Actor, ability: Ability): Ability | null {
  return may(actor, ability) ? null : ability;
}

function recordRefusal(
  actor: Actor,
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  context: CommandContext,
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
  if (putsWordsInMouth(actor, kind, command, before)) return 'record.editOwn';
  const held =
    command.kind === 'hold'
      ? holdRefusal(actor, own && command.type === 'record.remove', sides, context)
      : null;
  if (held !== null) return held;
  // Numbers from below are answered, not deleted; they go with their target, which who shapes the plan removes.
  if (command.kind === 'proposal' && command.type === 'record.remove') {
    return needs(actor, 'plan.shape') ?? (context.territory.size > 0 ? 'scope' : null);
  }
  if (command.type === 'record.update' && setsSpan(command.kind, command.set)) {
    return needs(actor, 'plan.shape') ?? (context.territory.size > 0 ? 'scope' : null);
  }
  const lacking = own ? needs(actor, 'record.editOwn') : needs(actor, 'record.edit');
  if (lacking !== null || context.territory.size === 0) return lacking;
  const inside = sides.every((side) => isInside(context.territory, kind, side));
  // What speaks of a place belongs there whoever it names; from elsewhere one's own may only be taken back.
  if (own) return kind.scope?.confined && command.type !== 'record.remove' && !inside ? 'scope' : null;
  return inside && !isPlanWide(command.kind) ? null : 'scope';
}

/** What somebody said in their own name, by kind. */
const spoken: Readonly<Record<string, string>> = { comment: 'text', override: 'reason' };

/** It may be removed or settled by whoever edits records there; nobody else says something else in that name. */
function putsWordsInMouth(
  actor: Actor,
  kind: Kind,
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  before: PlanRecord | undefined,
): boolean {
  const field = spoken[kind.kind];
  if (command.type !== 'record.update' || field === undefined || !before) return false;
  return field in command.set && !namesActor(actor, kind, before);
}

/**
 * Holds reach as far as the scope (SPR-T53): whoever may not write a number keeps nobody else from it. One's own may always
 * be released.
 */
function holdRefusal(
  actor: Actor,
  releasesOwn: boolean,
  sides: readonly PlanRecord[],
  context: CommandContext,
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

function entriesRefusal(
  target: string,
  entries: readonly EntryPlaces[],
  context: CommandContext,
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

function confinedRefusal(kind: string, id: string, { state, territory }: CommandContext): 'scope' | null {
  const record = findRecord(state, kind, id);
  if (!record) return null; // the engine refuses an unknown record
  return placeInside(territory, record.fields['coordinate']) ? null : 'scope';
}

/**
 * Who may answer a proposal: its proposer takes back or agrees; anybody else stands above its place – all of it inside
 * the scope, and in a scoped dimension not only its very top.
 */
function answerRefusal(actor: Actor, id: string, context: CommandContext): Ability | 'scope' | null {
  const record = findRecord(context.state, 'proposal', id);
  if (!record) return null; // the engine refuses an unknown proposal
  if (record.fields['proposer'] === actor.member) {
    return needs(actor, 'target.enter') ?? confinedRefusal('proposal', id, context);
  }
  return needs(actor, 'proposal.answer') ?? (standsAbove(context, record) ? null : 'scope');
}

function standsAbove({ master, territory, today }: CommandContext, { fields }: PlanRecord): boolean {
  if (territory.size === 0) return true;
  const place = (fields['coordinate'] ?? {}) as Record<string, string>;
  if (!placeInside(territory, place)) return false;
  return [...territory].some(([dimension, inside]) => {
    const parent = parentsOf(master).on(memberOf(place[dimension] ?? ''), today);
    return parent !== undefined && inside.has(parent);
  });
}
