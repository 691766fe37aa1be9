import { outsideWindow } from './execution/task-window.ts';
import { type Problem, problem } from './foundation/problem.ts';
import { ok, type Result, refuse } from './foundation/result.ts';
import type { RecordCommand } from './plan/command.ts';
import { decideRecord } from './plan/decide-records.ts';
import { type Fields, mergeFields } from './plan/record.ts';
import { findRecord } from './plan/state.ts';
import type { TargetCommand } from './targets/command.ts';
import { decideEnter } from './targets/decide-enter.ts';
import { decideHold } from './targets/decide-hold.ts';
import { decideDefine, decideRemove, decideRows, windowProblem } from './targets/decide-target.ts';
import { withHoldsEnded } from './targets/ended-holds.ts';
import type { Decision, EnterContext } from './targets/entry-context.ts';
import { layoutOf } from './targets/layout.ts';
import { decideAnswer, decidePropose } from './targets/proposals/decide.ts';
import { withFollowingRules } from './targets/rules/follow.ts';
import { decideRunRule } from './targets/rules/run.ts';
import { STATED } from './targets/stated.ts';
import { tableTotals } from './targets/table-totals.ts';
import { tierProblem, tiers } from './targets/tiers.ts';
import { readFraction } from './targets/totals.ts';
import { decideRelease, waterfallProblem } from './targets/waterfall/decide.ts';
import { RELEASE } from './targets/waterfall/kinds.ts';
import { withReleasesTakenBack } from './targets/waterfall/taken-back.ts';

/** Everything that can be asked of a book, save what needs its log (undo, versions, what-ifs). */
export type Command = RecordCommand | TargetCommand;

/**
 * The law: what a command would change, or why it is refused. Pure – the same answer on the server and in the
 * browser, from the same state. The codes stand at each command; `INVALID` at `type` for a record command about a
 * target, a proposal or the own number of a total, which have commands of their own.
 */
export function decide(context: EnterContext, command: Command): Result<Decision> {
  const decided = decideAlone(context, command);
  return decided.ok ? ok(withHoldsEnded(context, withReleasesTakenBack(context, decided.value))) : decided;
}

function decideAlone(context: EnterContext, command: Command): Result<Decision> {
  switch (command.type) {
    case 'record.add':
    case 'record.remove':
      if (command.kind === STATED) return refuse(problem('INVALID', 'type', { instead: 'target.enter' }));
      // A target is more than its record: it comes and goes with its cube.
      if (command.kind === 'target') return refuse(problem('INVALID', 'type', { instead: 'target.define' }));
      if (command.kind === 'proposal' && command.type === 'record.add') {
        return refuse(problem('INVALID', 'type', { instead: 'target.propose' }));
      }
      return changesOnly(decideAnyRecord(context, command));
    case 'record.update':
      if (command.kind === 'proposal')
        return refuse(problem('INVALID', 'type', { instead: 'target.answer' }));
      // Its number obeys laws of its table (SPR-T78), which only an entry there looks at.
      if (command.kind === STATED) return refuse(problem('INVALID', 'type', { instead: 'target.enter' }));
      return changesOnly(decideAnyRecord(context, command));
    case 'target.define':
      return changesOnly(decideDefine(context, command));
    case 'target.remove':
      return changesOnly(decideRemove(context, command));
    case 'target.rows':
      return changesOnly(decideRows(context, command));
    case 'target.enter':
      return followed(context, decideEnter(context, command));
    case 'target.runRule':
      return followed(context, decideRunRule(context, command));
    case 'target.propose':
      return decidePropose(context, command);
    case 'target.answer':
      return followed(context, decideAnswer(context, command));
  }
}

/** Rules that follow a number do so in the same entry: one undo takes back both. */
function followed(context: EnterContext, result: Result<Decision>): Result<Decision> {
  return result.ok ? ok(withFollowingRules(context, result.value)) : result;
}

/** A hold has laws about the numbers it keeps, a release about who sees them, a task or a need about when; others only about themselves. */
function decideAnyRecord(context: EnterContext, command: RecordCommand): Result<Decision['changes']> {
  if (context.book !== 'plan') return decideRecord(context, command);
  if (command.kind === 'hold') return decideHold(context, command);
  if (command.kind === RELEASE) return decideRelease(context, command);
  if (command.kind === 'task' || command.kind === 'resourceNeed') return decideInWindow(context, command);
  return command.kind === 'target' ? decideTargetRecord(context, command) : decideRecord(context, command);
}

function decideInWindow(context: EnterContext, command: RecordCommand): Result<Decision['changes']> {
  const decided = decideRecord(context, command);
  if (!decided.ok || command.type === 'record.remove') return decided;
  // What is sent as it stands is not typed anew.
  const typed = decided.value.map((change) => (change.type === 'record.changed' ? change.after : {}));
  const outside = outsideWindow(
    context.state,
    command.type === 'record.add' ? command.fields : Object.assign({}, ...typed),
  );
  const side = command.type === 'record.add' ? 'fields' : 'set';
  return outside ? refuse({ ...outside, path: `${side}.${outside.path}` }) : decided;
}

function decideTargetRecord(context: EnterContext, command: RecordCommand): Result<Decision['changes']> {
  const decided = decideRecord(context, command);
  if (!decided.ok || command.type !== 'record.update') return decided;
  const before = findRecord(context.state, 'target', command.id)?.fields ?? {};
  const after = mergeFields(before, command.set);
  const wrong = waterfallProblem(context, after);
  if (wrong) return refuse({ ...wrong, path: 'set.waterfall' });
  const isMoved = 'from' in command.set || 'to' in command.set;
  const beyond = isMoved ? windowProblem(context, command.id, after) : null;
  if (beyond) return refuse(beyond);
  const unordered = tiers.some((tier) => tier in command.set)
    ? tiersOutOfOrder(context, command.id, after)
    : null;
  return unordered ? refuse({ ...unordered, path: `set.${unordered.path}` }) : decided;
}

/** Read only when one of them is typed: the sign of the whole says which way is more. */
function tiersOutOfOrder({ state, master }: EnterContext, id: string, fields: Fields): Problem | null {
  const layout = layoutOf(state, master, id);
  if (!layout) return null;
  const place = { members: layout.frame.trees.map(() => 0), time: 0 };
  const whole = readFraction(tableTotals(layout, { denseLimit: 0 }), place);
  const direction = layout.metric.fields['direction'] as 'up' | 'down' | 'band';
  return tierProblem(fields, direction, (whole?.numerator ?? 0) < 0);
}

function changesOnly(result: Result<Decision['changes']>): Result<Decision> {
  return result.ok ? ok({ changes: result.value, notices: [] }) : result;
}
