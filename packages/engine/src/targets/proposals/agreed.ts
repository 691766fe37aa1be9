import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord } from '../../plan/state.ts';
import type { CellPlace } from '../command.ts';
import { membersNamed } from '../place-names.ts';

/** The cell a proposal is about, by the target's dimensions; nothing when the target is gone. */
export function cellOfProposal(
  { state }: { readonly state: BookState },
  { fields }: PlanRecord,
): CellPlace | null {
  const dimensions = findRecord(state, 'target', String(fields['target']))?.fields['dimensions'];
  if (dimensions === undefined) return null;
  return { members: membersNamed(dimensions as readonly string[], fields), time: String(fields['time']) };
}

/** What is proposed, or what was agreed where the proposer took the counter-proposal; in the metric's smallest unit. */
export function proposedValue({ fields }: PlanRecord): number {
  return agreedValue(fields, fields['answer'] === 'accepted' && fields['answeredBy'] === fields['proposer']);
}

/** The number that accepting types: the proposer takes the counter-proposal, everybody else what was proposed. */
export const agreedValue = (fields: PlanRecord['fields'], byProposer: boolean): number =>
  Number(fields[byProposer ? 'counterValue' : 'value']);
