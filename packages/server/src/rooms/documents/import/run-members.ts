import type { CommandRequest } from '@shapan/contract';
import { findRecord, type Notice } from '@shapan/engine';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import { needsAbility } from '../../../http/caller.ts';
import { Refused, type RefusedProblem, refused } from '../../../http/refused.ts';
import { todayOf } from '../../../today.ts';
import { masterState } from '../../plan/open-book.ts';
import { lockBook } from '../../plan/store.ts';
import { submitIn } from '../../plan/submit-in.ts';
import type { Submitted } from '../../plan/submitted.ts';
import { type Done, emptyReport, inRowOrder, type Job, skips, soundRows } from './job.ts';
import { type MemberChanges, memberChanges } from './member-changes.ts';
import { type MemberRow, memberRows } from './member-rows.ts';
import type { RowError } from './read-rows.ts';

/** A list of members into a dimension: one entry in the history of the master data, and one undo. */
export async function runMembers(deps: Deps, tx: Tx, job: Job<'members'>): Promise<Done> {
  const { caller, request, sheet, write } = job;
  needsAbility(caller, 'master.edit');
  if (caller.scope.length > 0) throw refused('SCOPE');
  const { mapping, dimension } = request;
  if (write) await lockBook(tx, caller.workspaceId, caller.workspaceId);
  const master = await masterState(deps, tx, caller.workspaceId);
  if (!findRecord(master, 'dimension', dimension))
    throw refused('UNKNOWN_REFERENCE', { id: dimension }, 'dimension');
  const read = memberRows(sheet, mapping);
  const columns = {
    member: mapping.code ?? mapping.name ?? null,
    parent: mapping.parent ?? null,
    from: mapping.from ?? null,
  };
  const options = { dimension, create: request.createMembers, newId: deps.newId, columns };
  const decided = (rows: readonly MemberRow[]): MemberChanges =>
    memberChanges(master, rows, { ...options, actor: caller.member, today: todayOf(deps) });
  const enter = (commands: readonly CommandRequest[], dry: boolean): Promise<Submitted> =>
    submitIn(deps, tx, {
      workspaceId: caller.workspaceId,
      bookId: caller.workspaceId,
      actor: caller,
      submission: { id: deps.newId(), commands: [...commands], ...(dry && { preview: true }) },
    });

  let errors: readonly RowError[] = read.errors;
  let changes: MemberChanges;
  let notices: readonly Notice[] = [];
  for (;;) {
    changes = decided(soundRows(read.rows, errors));
    let found = changes.errors;
    const asks = changes.commands.length > 0 && (skips(request) || errors.length === 0);
    if (found.length === 0 && asks) {
      const shown = await whatPlansSay(
        enter(changes.commands, true),
        changes,
        columns.from ?? columns.parent,
      );
      found = shown.errors;
      notices = shown.notices;
    }
    errors = [...errors, ...found];
    if (found.length === 0 || !skips(request)) break;
  }
  const report: Done['report'] = {
    ...emptyReport({ rows: read.rows, filtered: 0, empty: read.empty }, { unknown: [] }, 0),
    fresh: changes.created + changes.changed + changes.moves,
    unchanged: changes.unchanged,
    newMembers: changes.created,
    changed: changes.changed,
    moves: changes.moves,
    effects: notices.map(({ code, params }) => ({ code, ...(params && { params: { ...params } }) })),
    errors: inRowOrder(errors),
  };
  const blocked = errors.length > 0 && !skips(request);
  if (!write || blocked || changes.commands.length === 0) return { report, submitted: [] };
  const submitted = await enter(changes.commands, false);
  return { report: { ...report, committed: true }, submitted: [submitted] };
}

interface Shown {
  readonly notices: readonly Notice[];
  readonly errors: readonly RowError[];
}

/** What the plans refuse of moves is an error of the rows whose members they name. */
async function whatPlansSay(
  entering: Promise<Submitted>,
  { rowsOf }: MemberChanges,
  column: number | null,
): Promise<Shown> {
  try {
    return { notices: (await entering).notices, errors: [] };
  } catch (error) {
    const found = error instanceof Refused ? error.problems : [];
    const errors = found.flatMap((one) => rowsNamed(one, rowsOf, column));
    if (errors.length === 0) throw error;
    return { notices: [], errors };
  }
}

function rowsNamed(
  { code, params }: RefusedProblem,
  rowsOf: MemberChanges['rowsOf'],
  column: number | null,
): readonly RowError[] {
  const members = String(params?.['members'] ?? '').split(',');
  const problem = { code, params } as RowError['problem'];
  return members.flatMap((member) =>
    (rowsOf.get(member) ?? []).map(({ row, from }) => ({ row, column, problem, value: from })),
  );
}
