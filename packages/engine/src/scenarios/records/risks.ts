import type { AddRecord } from '../../plan/command.ts';
import { addition, coordinateOf, type Draft, targetIds } from '../draft.ts';

/** Risks, each with its trigger and its answer. */
export function riskRecords(draft: Draft): readonly AddRecord[] {
  return draft.pack.risks.map((one, i) =>
    addition(draft, 'risk', String(i), {
      name: draft.text(one.name),
      category: one.category,
      probability: one.probability,
      impact: one.impact,
      trigger: draft.text(one.trigger),
      response: draft.text(one.response),
      ...draft.accountable,
      responseDays: one.responseDays,
      targets: targetIds(draft, one.targets),
      coordinate: coordinateOf(draft, one.at),
      status: 'open',
    }),
  );
}
