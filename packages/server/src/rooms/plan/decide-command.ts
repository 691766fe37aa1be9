import {
  type Actor,
  coversChanges,
  may,
  refusal,
  type Submission,
  type Territory,
  territoryOf,
  toldRefusal,
  undoRefusal,
} from '@shapan/contract';
import {
  type BookState,
  brokenBy,
  broughtBack,
  type Change,
  type Command,
  decide,
  decideCompensation,
  decidePromotion,
  decideTakeBack,
  findRecord,
  kinds,
  type Notice,
  type Problem,
  RELEASE,
  saysMoney,
  searchStepsOf,
} from '@shapan/engine';
import { Refused, refused, UndoBlocked } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { promotedChanges } from './branches.ts';
import { contextOf, coveredBy, type Deciding, reachOf } from './deciding.ts';
import { keepGround } from './ground.ts';
import { laterEntries } from './later-entries.ts';
import { pastStates } from './past-states.ts';
import { readEntries } from './store.ts';
import { typedNumbers } from './typed-numbers.ts';
import { frozenRecord, isOfKind, restoredChanges } from './versions.ts';
import { choicesOf } from './what-if-conflicts.ts';

export type SubmittedCommand = Submission['commands'][number];

export interface DecidedCommand {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  /** What a restore went back to, or how far into the what-if a promotion reached. */
  readonly position?: number;
}

/**
 * What one command comes to: by the rights of the actor, by the law, and so that nothing in any other book loses its
 * ground. Refuses what is not to be.
 */
export async function decideCommand(deciding: Deciding, command: SubmittedCommand): Promise<DecidedCommand> {
  const decided = await decideInBook(deciding, command);
  const { deps, tx, book, master } = deciding;
  if (book.kind !== 'master') return decided;
  const refusal =
    command.type === 'undo' || command.type === 'compensate'
      ? ({ code: 'UNDO_BLOCKED', path: 'position' } as const)
      : ({ code: 'IN_USE', path: 'id' } as const);
  const { workspaceId } = book;
  await keepGround({ deps, tx, workspaceId }, decided.changes, master, refusal);
  return decided;
}

async function decideInBook(deciding: Deciding, command: SubmittedCommand): Promise<DecidedCommand> {
  const { deps, tx, actor, book, state, master } = deciding;
  const territory = territoryOf(actor.scope, master, todayOf(deps));
  const acting = actingIn(deciding, command);
  refuseWithoutRight(deciding, acting, territory, command);
  switch (command.type) {
    case 'undo':
    case 'compensate':
      return undone(deciding, acting, territory, command);
    case 'version.freeze':
      return { changes: [frozenRecord(command, book, state, master)], notices: [] };
    case 'version.restore': {
      const { changes, position } = await restoredChanges(tx, book, state, command.version);
      const covered = coveredBy(deciding, territory, changes);
      const broken = brokenBy(contextOf(deciding, territory), changes, { asItStood: true });
      if (broken.length > 0)
        throw new Refused(...broken.slice(0, 20).map((one) => ({ ...one, path: 'version' })));
      const then = await releasedThen(deciding, covered, position);
      return { ...broughtBack(contextOf(deciding, territory), covered, then), position };
    }
    case 'branch.promote': {
      const { changes, position, branchState } = await promotedChanges(deps, tx, {
        live: book,
        state,
        master,
        branch: command.branch,
        choose: choicesOf(command),
        // What the plan shows instead is told only to who may know it.
        knows: (change, at) =>
          territory.size === 0 || coversChanges(actor, [change], reachOf(deciding, at, territory)),
      });
      const covered = coveredBy(deciding, territory, changes);
      const lawful = decidePromotion(contextOf(deciding, territory), covered, branchState);
      if (!lawful.ok) throw refusedAsTold(deciding, territory, lawful.problems);
      return { ...lawful.value, position };
    }
    default: {
      refuseForeignAuthor(command, actor);
      const past = await pastStates(deciding, command, territory);
      const searchSteps = searchStepsOf(deciding.submission.commands.length);
      const typed = await typedNumbers(tx, { book, state, master }, [command]);
      const context = { ...contextOf(deciding, territory), past, ...typed, searchSteps };
      const result = decide(context, command as Command);
      if (!result.ok) throw refusedAsTold(deciding, territory, result.problems);
      return result.value;
    }
  }
}

/** What the law refuses, as far as the asker may know why. */
function refusedAsTold(deciding: Deciding, territory: Territory, problems: readonly Problem[]): Refused {
  const { state } = deciding;
  const { parts } = reachOf(deciding, state, territory);
  return new Refused(...problems.map((one) => toldRefusal(one, { state, parts })));
}

/** Whoever owns a what-if may do in it what a director may do in the plan, as far as the scope reaches. */
function actingIn({ actor, book }: Deciding, command: SubmittedCommand): Actor {
  const ownBranch = book.kind === 'branch' && book.createdBy === actor.member && may(actor, 'branch.create');
  return ownBranch && command.type !== 'branch.promote' ? { ...actor, role: 'director' as const } : actor;
}

function refuseWithoutRight(
  { deps, actor, book, state, also, master }: Deciding,
  acting: Actor,
  territory: Territory,
  command: SubmittedCommand,
): void {
  const kind = book.kind === 'master' ? 'master' : 'plan';
  const context = { state, also, master, territory, kinds, book: kind, today: todayOf(deps) } as const;
  const why = refusal(acting, command, context);
  if (why === 'scope') throw refused('SCOPE');
  if (why === 'release') throw refused('NOT_RELEASED');
  if (why === 'record.edit') throw notTheirs(acting, state, command);
  if (why) throw refused('ROLE', { ability: why, role: actor.role });
}

/**
 * Who adds and changes only what names them is told which field has to, and what to do: to `name` themselves in it, or to `ask`
 * whoever may. Of a record that names somebody else nothing is told that is not told of one that is not there.
 */
function notTheirs({ member, role }: Actor, state: BookState, command: SubmittedCommand): Refused {
  const lacking = { ability: 'record.edit', role };
  const kind = 'kind' in command ? command.kind : '';
  const { persons = [] } = kinds.get(kind)?.scope ?? {};
  const [field] = persons;
  if (field === undefined || !may({ member, role, scope: [] }, 'record.editOwn'))
    return refused('ROLE', lacking);
  const before = 'id' in command ? findRecord(state, kind, command.id) : undefined;
  const isTheirs = persons.some((name) => before?.fields[name] === member);
  if (command.type !== 'record.add' && !isTheirs)
    return refused('ROLE', { ...lacking, kind, field, fix: 'ask' });
  const side = command.type === 'record.add' ? 'fields' : 'set';
  return refused('ROLE', { ...lacking, kind, field, fix: 'name' }, `${side}.${field}`);
}

/** What says who it is by: not for its writer to choose. */
const authored: Readonly<Record<string, string>> = {
  comment: 'author',
  cellComment: 'author',
  override: 'author',
};

function refuseForeignAuthor(command: SubmittedCommand, actor: Actor): void {
  const field = command.type === 'record.add' ? authored[command.kind] : undefined;
  if (command.type !== 'record.add' || field === undefined) return;
  const author = command.fields[field];
  if (author !== undefined && author !== actor.member) throw refused('INVALID', undefined, `fields.${field}`);
}

async function undone(
  deciding: Deciding,
  acting: Actor,
  territory: Territory,
  { type, position }: Extract<SubmittedCommand, { type: 'undo' | 'compensate' }>,
): Promise<DecidedCommand> {
  const { deps, tx, book, state } = deciding;
  const [entry] = await readEntries(tx, book.workspaceId, book.bookId, position - 1, position);
  if (!entry) throw refused('NOT_FOUND', { kind: 'entry', id: String(position) });
  // Rows of actuals stand in no change: only who imported them knows that they are of the own part.
  const foreignMaster = book.kind === 'master' && territory.size > 0 && entry.actor !== acting.member;
  if (foreignMaster && may(acting, 'undo.any')) throw refused('SCOPE');
  const why = undoRefusal(acting, entry, reachOf(deciding, state, territory));
  if (why === 'scope') throw refused('SCOPE');
  if (why) throw refused('ROLE', { ability: why, role: acting.role });
  const then = saysMoney(entry.changes)
    ? await deps.books.at(tx, book, position - 1)
    : await releasedThen(deciding, entry.changes, position - 1);
  const context = contextOf(deciding, territory);
  const decideIt = type === 'undo' ? decideTakeBack : decideCompensation;
  const first = decideIt(context, entry.changes, then);
  // What a refusal names may be against a law that is younger than the plan: then it stood so before, and comes back so.
  const isOfRecords = entry.changes.some((one) => 'record' in one || one.type === 'record.changed');
  const result =
    first.ok || !isOfRecords
      ? first
      : decideIt(context, entry.changes, await deps.books.at(tx, book, position - 1));
  if (result.ok) return result.value;
  const refusal = refusedAsTold(deciding, territory, result.problems);
  // Of several commands the later entries may be among those that went before.
  if (type !== 'undo' || deciding.submission.commands.length > 1) throw refusal;
  const undo = { position, changes: entry.changes, problems: result.problems, context };
  throw new UndoBlocked(refusal, await laterEntries(deciding, undo));
}

const releases: ReadonlySet<string> = new Set([RELEASE]);

/** The book as it was when releases that come back stood; changes that are about none need not go back in the log. */
const releasedThen = (
  { deps, tx, book, state }: Deciding,
  changes: readonly Change[],
  position: number,
): BookState | Promise<BookState> =>
  changes.some((one) => isOfKind(one, releases)) ? deps.books.at(tx, book, position) : state;
