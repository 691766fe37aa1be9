import { periodAt } from '../../foundation/period.ts';
import type { AddRecord } from '../../plan/command.ts';
import { addition, coordinateOf, type Draft, textOf } from '../draft.ts';

/** The first meetings and the gates; for the worked example also what was found and learned. */
export function trackingRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text, day } = draft;
  return [
    ...pack.reviews.map((one) =>
      addition(draft, 'review', one.key, {
        name: text(one.name),
        on: day(one.on),
        cadence: one.cadence,
        minutes: textOf(draft, one.minutes),
        status: one.minutes === undefined ? 'planned' : 'held',
      }),
    ),
    ...deviationRecords(draft),
    ...(pack.lessons ?? []).map((one, i) =>
      addition(draft, 'lesson', String(i), {
        statement: text(one.statement),
        angle: one.angle,
        verdict: one.verdict,
        evidence: text(one.evidence),
        rootCause: textOf(draft, one.rootCause),
        recommendation: text(one.recommendation),
        ...draft.accountable,
        due: day(one.due),
        adoption: 'proposed',
      }),
    ),
  ];
}

function deviationRecords(draft: Draft): readonly AddRecord[] {
  const { pack, text, day } = draft;
  return (pack.deviations ?? []).flatMap((one) => [
    addition(draft, 'deviation', one.key, {
      name: text(one.name),
      review: draft.id('review', one.review),
      target: draft.id('target', one.target),
      coordinate: coordinateOf(draft, one.at),
      period: periodAt(draft.calendar, 'week', day(one.week)).id,
      cause: one.cause,
      explanation: text(one.explanation),
      decision: one.decision,
      adjustment: text(one.adjustment),
      ...draft.accountable,
      due: day(one.due),
      status: 'adjusting',
    }),
    addition(draft, 'actionItem', one.key, {
      name: text(one.action),
      review: draft.id('review', one.review),
      deviation: draft.id('deviation', one.key),
      ...draft.accountable,
      due: day(one.due),
      status: 'open',
    }),
  ]);
}
