import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { type Change, changedFields } from '../../plan/change.ts';
import { decideRecord } from '../../plan/decide-records.ts';
import { type Fields, mergeFields, type PlanRecord, sameValue } from '../../plan/record.ts';
import { findRecord, recordsOf } from '../../plan/state.ts';
import type { AnswerProposal, CellPlace, ProposeTarget, TargetEntry } from '../command.ts';
import { decideEnter } from '../decide-enter.ts';
import type { Decision, EnterContext } from '../entry-context.ts';
import { layoutOf, namesOf, placeOf, unplaced } from '../layout.ts';
import { tableTotals } from '../table-totals.ts';
import type { TargetLayout } from '../target-layout.ts';
import { agreedValue, cellOfProposal, proposedValue } from './agreed.ts';
import { meansOf, placesCounted } from './bottom-up.ts';

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
      return accept(context, record, who, command.overSoft === true);
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

function accept(context: EnterContext, record: PlanRecord, who: Fields, overSoft: boolean): Result<Decision> {
  const noted = { ...record, fields: mergeFields(record.fields, { ...who, answer: 'accepted' }) };
  const target = String(record.fields['target']);
  const layout = layoutOf(context.state, context.master, target);
  const at = cellOfProposal(context, record);
  if (!layout || !at) return refuse(problem('NOT_FOUND', 'target', { kind: 'target', id: target }));
  const plain = entriesFor(layout, at, proposedValue(noted));
  const entries = overSoft ? plain.map((entry) => ({ ...entry, overSoft })) : plain;
  const entered = decideEnter(context, { type: 'target.enter', target, entries });
  if (!entered.ok) return entered;
  const changes = [...entered.value.changes, ...answered(record, noted.fields)];
  return ok({ changes, notices: entered.value.notices });
}

/**
 * What accepting types. Whoever has moved since has several places in the time of the proposal, which together are the cell
 * it was made for: the number is that of all of them.
 */
function entriesFor(layout: TargetLayout, cell: CellPlace, value: number): readonly TargetEntry[] {
  const places = placesCounted(layout, cell);
  const [at = cell, ...selection] = places.map((place) => namesOf(layout.frame, place));
  if (selection.length === 0) return [{ at, value }];
  const { behaviour, fills } = layout;
  const addsUp = !fills && behaviour !== 'average' && behaviour !== 'weightedAverage';
  if (addsUp) return [{ at, selection, value }];
  const values = fills ? places.map(() => value) : meansOf(layout, tableTotals(layout), places, value);
  return [at, ...selection].map((one, i) => ({ at: one, value: values[i]! }));
}
