import { problem } from './foundation/problem.ts';
import { ok, type Result, refuse } from './foundation/result.ts';
import type { RecordCommand } from './plan/command.ts';
import { decideRecord } from './plan/decide-records.ts';
import type { TargetCommand } from './targets/command.ts';
import { type Decision, decideEnter, type EnterContext } from './targets/decide-enter.ts';
import { decideDefine, decideRemove, decideRows } from './targets/decide-target.ts';

/** Everything that can be asked of a book, save what needs its log (undo, versions, what-ifs). */
export type Command = RecordCommand | TargetCommand;

/**
 * The law: what a command would change, or why it is refused. Pure – the same answer on the server and in the
 * browser, from the same state. The codes stand at each command; `INVALID` at `type` for a record command about a
 * target, which has commands of its own.
 */
export function decide(context: EnterContext, command: Command): Result<Decision> {
  switch (command.type) {
    case 'record.add':
    case 'record.remove':
      // A target is more than its record: it comes and goes with its cube.
      if (command.kind === 'target') return refuse(problem('INVALID', 'type', { instead: 'target.define' }));
      return changesOnly(decideRecord(context, command));
    case 'record.update':
      return changesOnly(decideRecord(context, command));
    case 'target.define':
      return changesOnly(decideDefine(context, command));
    case 'target.remove':
      return changesOnly(decideRemove(context, command));
    case 'target.rows':
      return changesOnly(decideRows(context, command));
    case 'target.enter':
      return decideEnter(context, command);
  }
}

function changesOnly(result: Result<Decision['changes']>): Result<Decision> {
  return result.ok ? ok({ changes: result.value, notices: [] }) : result;
}
