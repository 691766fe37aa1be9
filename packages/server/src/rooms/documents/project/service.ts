import { may, type TaskFileFormat, type TaskFileOptions, type TaskFileReport } from '@shapan/contract';
import { findRecord, type PlanRecord, recordsOf, workCalendarOf } from '@shapan/engine';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import type { Caller } from '../../../http/caller.ts';
import { refused } from '../../../http/refused.ts';
import { todayOf } from '../../../today.ts';
import { asMember } from '../../people/as-member.ts';
import { listMembers } from '../../people/store.ts';
import { alsoHiding, masterState, openBook } from '../../plan/open-book.ts';
import { type BookRow, lockBook } from '../../plan/store.ts';
import { submitIn } from '../../plan/submit-in.ts';
import { announce, type Submitted } from '../../plan/submitted.ts';
import { recordsSeen } from '../../plan/view.ts';
import { personFinder } from './people.ts';
import { draftsOf, readTaskFile, type TaskFile } from './read-task-file.ts';
import { reportOf } from './report.ts';
import type { SeenPlan } from './seen-plan.ts';
import { stepsOf } from './steps.ts';
import { trySteps } from './try-steps.ts';
import { writeTaskFile } from './write-task-file.ts';

export type TaskFileService = ReturnType<typeof createTaskFileService>;

/** The tasks of a plan from files and into files (FIL-1). */
export function createTaskFileService(deps: Deps) {
  /** A plan or a what-if: master data have no tasks. */
  async function planOf(tx: Tx, caller: Caller, bookId: string): Promise<BookRow> {
    const book = await openBook(tx, caller.workspaceId, bookId);
    if (book.kind === 'master') throw refused('NOT_FOUND', { kind: 'book', id: bookId });
    return book;
  }

  async function run(
    tx: Tx,
    caller: Caller,
    bookId: string,
    file: TaskFile,
    options: TaskFileOptions,
  ): Promise<{ report: TaskFileReport; submitted: Submitted | null }> {
    const { workspaceId } = caller;
    if (options.commit) await lockBook(tx, workspaceId, bookId);
    const book = await planOf(tx, caller, bookId);
    const [state, master, members] = await Promise.all([
      deps.books.current(tx, book),
      masterState(deps, tx, workspaceId),
      listMembers(tx, workspaceId),
    ]);
    const also = await alsoHiding(deps, tx, book, caller);
    const today = todayOf(deps);
    const find = personFinder(members, may(caller, 'people.manage'), options.people ?? {});
    const drafts = draftsOf(file, { calendar: workCalendarOf(master), find, members, master });
    const initiatives = recordsSeen(state, { master, actor: caller, today, also }, 'initiative');
    const laid = stepsOf(drafts, { state, initiatives, newId: deps.newId });
    const submission = { id: deps.newId(), commands: [] };
    const deciding = { deps, tx, actor: caller, submission, book, state, also, master };
    const tried = await trySteps(deciding, laid.steps);
    const isBlocked = drafts.errors.length + tried.errors.length > 0 && options.onError !== 'skip';
    const doIt = options.commit === true && !isBlocked && tried.commands.length > 0;
    const submitted = doIt
      ? await submitIn(deps, tx, {
          workspaceId,
          bookId,
          actor: caller,
          submission: { ...submission, commands: [...tried.commands] },
        })
      : null;
    const report = reportOf(
      { file, drafts, laid, tried, master, today, skips: options.onError === 'skip' },
      caller,
    );
    return { report: { ...report, committed: submitted?.committed ?? false }, submitted };
  }

  return {
    /** Refuses who may change no record at all, before a file is read. */
    mayImport(caller: Caller): void {
      if (!may(caller, 'record.editOwn'))
        throw refused('ROLE', { ability: 'record.editOwn', role: caller.role });
    },

    /** What a file brings to a plan: told, or – with `commit` – done, in one entry with one undo. */
    async import(
      caller: Caller,
      bookId: string,
      sent: { readonly name: string; readonly content: Buffer },
      options: TaskFileOptions,
    ): Promise<TaskFileReport> {
      const file = await readTaskFile(sent.content, sent.name);
      const { report, submitted } = await asMember(
        deps.pool,
        caller,
        (tx) => run(tx, caller, bookId, file, options),
        { statementTimeoutMs: 9_000, once: options.commit === true },
      );
      if (submitted) announce(deps, submitted);
      return report;
    },

    /** What the caller sees of the tasks, as a file. */
    async export(
      caller: Caller,
      bookId: string,
      format: TaskFileFormat,
    ): Promise<{ readonly name: string; readonly content: Buffer }> {
      const seen = await asMember(deps.pool, caller, async (tx): Promise<SeenPlan> => {
        const book = await planOf(tx, caller, bookId);
        const [state, master, members] = await Promise.all([
          deps.books.current(tx, book),
          masterState(deps, tx, caller.workspaceId),
          listMembers(tx, caller.workspaceId),
        ]);
        const also = await alsoHiding(deps, tx, book, caller);
        const viewer = { master, actor: caller, today: todayOf(deps), also };
        return {
          id: bookId,
          name: String(findRecord(state, 'brief', 'brief')?.fields['name'] ?? book.name),
          at: deps.clock().toISOString().slice(0, 19),
          today: viewer.today,
          calendar: workCalendarOf(master),
          members: new Map(members.map(({ memberId, displayName }) => [memberId, displayName])),
          departments: new Map(
            recordsOf(master, 'department').map(({ id, fields }) => [id, String(fields['name'])]),
          ),
          records: (kind): readonly PlanRecord[] => recordsSeen(state, viewer, kind),
        };
      });
      return { name: seen.name, content: writeTaskFile(seen, format, caller.locale) };
    },
  };
}
