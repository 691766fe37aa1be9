import {
  type BookState,
  type CellPlace,
  cubeOf,
  findRecord,
  type Kind,
  type Kinds,
  type PlanRecord,
  RELEASE,
  type TargetEntry,
} from '@shapan/engine';
import type { CommandRequest } from '../plan/commands.ts';
import { type Ability, type Actor, may } from './abilities.ts';
import { isInside, isPlanWide, setsSpan } from './bring-about.ts';
import { holdInside, isSystemHold, shareInside } from './hold-policy.ts';
import { hidesSome, type Parts, partsOf, partsOfRecord, wholeParts } from './parts.ts';
import { namesActor } from './sight.ts';
import { placeInside, rowInside, type Territory } from './territory.ts';

/** What a command is judged by, beside who asks. */
export interface CommandContext {
  readonly state: BookState;
  /** Of a what-if its plan: what was not released there is not known here either. */
  readonly also?: readonly BookState[] | undefined;
  readonly master: BookState;
  readonly territory: Territory;
  readonly kinds: Kinds;
  readonly book: 'plan' | 'master';
  /** The day whose organisation counts. */
  readonly today: string;
}

/** The same, and how far the actor's rights reach target by target. */
interface Judging extends CommandContext {
  readonly parts: Parts;
}

/**
 * Why a command is refused for this actor, or `null` when the rights allow it: the missing ability (answered as `ROLE`),
 * `scope` (answered as `SCOPE`), or `release` (answered as `NOT_RELEASED`): inside the scope, where the numbers of a target
 * were not released yet (SPR-T93). `undo` and
 * `compensate` are only judged in part; the rest is `undoRefusal`, which knows the entry.
 */
export function refusal(
  actor: Actor,
  command: CommandRequest,
  context: CommandContext,
): Ability | 'scope' | 'release' | null {
  const why = judge(actor, command, { ...context, parts: wholeParts(context) });
  if (why !== null || context.book === 'master' || context.territory.size === 0) return why;
  const parts = partsOf(context);
  if (judge(actor, command, { ...context, parts }) !== null) return 'release';
  return readsUnreleased(command, context.state, parts) ? 'release' : null;
}

/** Whether an entry takes numbers of another target, in a part in which they were not released to the actor. */
function readsUnreleased(command: CommandRequest, state: BookState, parts: Parts): boolean {
  if (command.type !== 'target.enter') return false;
  const dimensions = cubeOf(state, command.target)?.shape.dimensions ?? [];
  return command.entries.some((entry) =>
    [entry.reference, entry.nearer].some((other) => {
      const part = other === undefined ? parts.of() : parts.of(other);
      if (part === parts.of()) return false;
      return placesOf(entry).some(({ members }) => !rowInside(part, dimensions, members));
    }),
  );
}

function judge(actor: Actor, command: CommandRequest, context: Judging): Ability | 'scope' | null {
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
      return (
        needs(actor, 'target.enter') ??
        confinedRefusal('breakdownRule', command.rule, context.state, context.parts)
      );
    case 'target.propose':
      // Numbers come from below whether or not those from above are known.
      return (
        needs(actor, 'target.enter') ??
        entriesRefusal(command.target, [{ at: command.at }], { ...context, parts: wholeParts(context) })
      );
    case 'target.answer':
      return answerRefusal(actor, command, context);
    case 'version.freeze':
      return needs(actor, 'version.freeze');
    case 'version.restore':
      return needs(actor, 'version.restore');
    case 'branch.promote':
      return needs(actor, 'branch.promote');
    case 'undo':
    case 'compensate':
      return needs(actor, 'record.editOwn'); // whose entry it is, and what it did, decides the rest: see `undoRefusal`
  }
}

function needs(actor: Actor, ability: Ability): Ability | null {
  return may(actor, ability) ? null : ability;
}

function recordRefusal(
  actor: Actor,
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  context: Judging,
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
  if (context.territory.size > 0 && saysUntold(kind, command, context.parts)) return 'scope';
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
  if (command.kind === RELEASE) return sides.every((side) => context.parts.above(side)) ? null : 'scope';
  const inside = sides.every((side) => isInside(context.parts, kind, side));
  // What speaks of a place belongs there whoever it names; from elsewhere one's own may only be taken back.
  if (own) return kind.scope?.confined && command.type !== 'record.remove' && !inside ? 'scope' : null;
  return inside && !isPlanWide(command.kind) ? null : 'scope';
}

/** What somebody said in their own name, by kind. */
const spoken: Readonly<Record<string, string>> = {
  comment: 'text',
  cellComment: 'text',
  override: 'reason',
};

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
  context: Judging,
): Ability | 'scope' | null {
  if (sides.some(isSystemHold) && !may(actor, 'plan.shape')) return 'plan.shape';
  if (releasesOwn) return null;
  return sides.every((side) => {
    const there = { ...context, territory: context.parts.of(String(side.fields['target'])) };
    return holdInside(side, there) && shareInside(side, there);
  })
    ? null
    : 'scope';
}

/** What somebody does not see is not to be guessed at by asking either. */
function saysUntold(
  { scope }: Kind,
  command: Extract<CommandRequest, { type: `record.${string}` }>,
  parts: Parts,
): boolean {
  if (command.type === 'record.remove') return false;
  const said = command.type === 'record.add' ? command.fields : { ...command.expect, ...command.set };
  const says = (fields: readonly string[] = []): boolean => fields.some((field) => field in said);
  return says(scope?.whole) || (says(scope?.words) && hidesSome(parts, command.id));
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
  { state, territory, parts }: Judging,
): 'scope' | null {
  if (territory.size === 0) return null;
  const cube = cubeOf(state, target);
  if (!cube) return null; // the engine refuses an unknown target
  const { dimensions } = cube.shape;
  const inside = ({ members }: CellPlace): boolean => rowInside(parts.of(target), dimensions, members);
  return entries.every((entry) => placesOf(entry).every(inside)) ? null : 'scope';
}

/** Everywhere that an entry takes from or writes to. */
type EntryPlaces = Pick<TargetEntry, 'at' | 'source' | 'target' | 'location' | 'selection'>;

const placesOf = ({ at, source, target, location, selection = [] }: EntryPlaces): readonly CellPlace[] =>
  [at, source, target, location, ...selection].filter((place) => place !== undefined);

function confinedRefusal(kind: string, id: string, state: BookState, parts: Parts): 'scope' | null {
  const record = findRecord(state, kind, id);
  if (!record) return null; // the engine refuses an unknown record
  const inside = partsOfRecord(parts, record).every((part) => placeInside(part, record.fields['coordinate']));
  return inside ? null : 'scope';
}

/**
 * Who may answer a proposal: its proposer takes back or agrees; anybody else stands above its place – all of it inside
 * the scope, and in a scoped dimension not only its very top.
 */
function answerRefusal(
  actor: Actor,
  { proposal: id, answer }: Extract<CommandRequest, { type: 'target.answer' }>,
  context: Judging,
): Ability | 'scope' | null {
  const { state, parts } = context;
  const record = findRecord(state, 'proposal', id);
  if (!record) return null; // the engine refuses an unknown proposal
  if (record.fields['proposer'] === actor.member) {
    // What may be proposed without knowing the number from above is taken back without it.
    const there = answer === 'withdraw' ? wholeParts(context) : parts;
    return needs(actor, 'target.enter') ?? confinedRefusal('proposal', id, state, there);
  }
  return needs(actor, 'proposal.answer') ?? (parts.above(record) ? null : 'scope');
}
