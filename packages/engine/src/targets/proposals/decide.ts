import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { type Change, changedFields } from '../../plan/change.ts';
import { decideRecord } from '../../plan/decide-records.ts';
import { type Fields, mergeFields, type PlanRecord, sameValue } from '../../plan/record.ts';
import { findRecord, recordsOf } from '../../plan/state.ts';
import type { AnswerProposal, CellPlace, ProposeTarget } from '../command.ts';
import { type Decision, decideEnter, type EnterContext } from '../decide-enter.ts';
import { layoutOf, placeOf, unplaced } from '../layout.ts';

/** A number from below, with its reason (SPR-T98). It changes nothing yet; the proposer's open one there is withdrawn. */
export function decidePropose(context: EnterContext, command: ProposeTarget): Result<Decision> {
  const { id, target, at, value, reason, measures } = command;
  const layout = layoutOf(context.state, context.master, target);
  if (!layout) return refuse(problem('NOT_FOUND', 'target', { kind: 'target', id: target }));
  if (layout.totals !== 'spread' || layout.cube.parts === 2) {
    return refuse(problem('KIND', 'at', { aggregation: layout.aggregation }));
  }
  if (!placeOf(layout.frame, at)) return refuse(unplaced(layout.frame, at, 'at'));
  const wrong = amountProblem(value);
  if (wrong) return refuse(wrong);
  const coordinate = Object.fromEntries(
    layout.cube.dimensions.flatMap((dimension, d) =>
      at.members[d] === '*' ? [] : [[dimension, at.members[d]!]],
    ),
  );
  const fields: Fields = {
    target,
    coordinate,
    time: at.time,
    proposer: context.actor,
    value,
    reason,
    measures: measures ?? null,
    answer: 'open',
  };
  const added = decideRecord(context, { type: 'record.add', kind: 'proposal', id, fields });
  if (!added.ok) return added;
  const earlier = recordsOf(context.state, 'proposal')
    .filter(({ fields: one }) => one['proposer'] === context.actor && isOpen(one) && isSameCell(one, fields))
    .flatMap((record) => answered(record, { answer: 'withdrawn' }));
  return ok({ changes: [...earlier, ...added.value], notices: [] });
}

const isOpen = (fields: Fields): boolean => fields['answer'] === 'open' || fields['answer'] === 'countered';

const isSameCell = (a: Fields, b: Fields): boolean =>
  ['target', 'coordinate', 'time'].every((name) => sameValue(a[name], b[name]));

function amountProblem(value: number | undefined): Problem | null {
  if (value === undefined) return problem('REQUIRED', 'value');
  if (!Number.isInteger(value) || Math.abs(value) > MAX_AMOUNT) {
    return problem('OUT_OF_RANGE', 'value', { max: MAX_AMOUNT, value });
  }
  return null;
}

/** An answer to a proposal. Accepting types the agreed number into its cell, holds and all laws included. */
export function decideAnswer(context: EnterContext, command: AnswerProposal): Result<Decision> {
  const record = findRecord(context.state, 'proposal', command.proposal);
  if (!record) return refuse(problem('NOT_FOUND', 'proposal', { kind: 'proposal', id: command.proposal }));
  const { answer, reason, value } = command;
  const wrong = answerProblem(context.actor, record, command);
  if (wrong) return refuse(wrong);
  // Who takes a counter-proposal says no new reason: the one it was made with stands beside it.
  const kept = answer === 'accept' ? record.fields['answerReason'] : undefined;
  const who: Fields = { answeredBy: context.actor, answerReason: reason ?? kept ?? null };
  switch (answer) {
    case 'withdraw':
      return ok({ changes: answered(record, { answer: 'withdrawn' }), notices: [] });
    case 'decline':
      return ok({ changes: answered(record, { ...who, answer: 'declined' }), notices: [] });
    case 'counter':
      return ok({
        changes: answered(record, { ...who, answer: 'countered', counterValue: value! }),
        notices: [],
      });
    case 'accept':
      return accept(context, record, who);
  }
}

function answerProblem(actor: string, record: PlanRecord, command: AnswerProposal): Problem | null {
  const { answer, reason, value } = command;
  const now = String(record.fields['answer']);
  if (!isOpen(record.fields)) {
    return problem('STALE', 'proposal', { field: 'answer', yours: 'open', theirs: now });
  }
  const own = record.fields['proposer'] === actor;
  // Nobody agrees with themselves: the proposer takes back, or takes what was offered instead.
  const allowed = own
    ? answer === 'withdraw' || (answer === 'accept' && now === 'countered')
    : answer !== 'withdraw';
  if (!allowed) return problem('FORBIDDEN', 'answer', { answer });
  if ((answer === 'counter' || answer === 'decline') && !reason) return problem('REQUIRED', 'reason');
  if (answer === 'accept') return unseenProblem(own, record, value);
  return answer === 'counter' ? amountProblem(value) : null;
}

/** Nobody agrees to a number they did not see. */
function unseenProblem(own: boolean, { fields }: PlanRecord, yours: number | undefined): Problem | null {
  const theirs = agreedValue(fields, own);
  if (yours === undefined || yours === theirs) return null;
  return problem('STALE', 'value', { field: 'value', yours, theirs });
}

function answered(record: PlanRecord, set: Fields): Change[] {
  const difference = changedFields(record.fields, mergeFields(record.fields, set));
  return difference ? [{ type: 'record.changed', kind: 'proposal', id: record.id, ...difference }] : [];
}

function accept(context: EnterContext, record: PlanRecord, who: Fields): Result<Decision> {
  const noted = { ...record, fields: mergeFields(record.fields, { ...who, answer: 'accepted' }) };
  const target = String(record.fields['target']);
  const at = cellOfProposal(context, record);
  if (!at) return refuse(problem('NOT_FOUND', 'target', { kind: 'target', id: target }));
  const value = proposedValue(noted);
  const entered = decideEnter(context, { type: 'target.enter', target, entries: [{ at, value }] });
  if (!entered.ok) return entered;
  const changes = [...entered.value.changes, ...answered(record, noted.fields)];
  return ok({ changes, notices: entered.value.notices });
}

/** The cell a proposal is about, by the target's dimensions; nothing when the target is gone. */
export function cellOfProposal(
  context: Pick<EnterContext, 'state'>,
  { fields }: PlanRecord,
): CellPlace | null {
  const dimensions = findRecord(context.state, 'target', String(fields['target']))?.fields['dimensions'];
  if (dimensions === undefined) return null;
  const coordinate = (fields['coordinate'] ?? {}) as Readonly<Record<string, string>>;
  const members = (dimensions as readonly string[]).map((id) => coordinate[id] ?? '*');
  return { members, time: String(fields['time']) };
}

/** What is proposed, or what was agreed where the proposer took the counter-proposal; in the metric's smallest unit. */
export function proposedValue({ fields }: PlanRecord): number {
  return agreedValue(fields, fields['answer'] === 'accepted' && fields['answeredBy'] === fields['proposer']);
}

/** The number that accepting types: the proposer takes the counter-proposal, everybody else what was proposed. */
const agreedValue = (fields: Fields, byProposer: boolean): number =>
  Number(fields[byProposer ? 'counterValue' : 'value']);
