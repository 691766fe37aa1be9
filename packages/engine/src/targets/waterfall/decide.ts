import { type Problem, problem } from '../../foundation/problem.ts';
import { type Result, refuse } from '../../foundation/result.ts';
import type { Change } from '../../plan/change.ts';
import type { RecordCommand } from '../../plan/command.ts';
import type { DecideContext } from '../../plan/context.ts';
import { decideRecord } from '../../plan/decide-records.ts';
import type { Fields } from '../../plan/record.ts';
import { findRecord } from '../../plan/state.ts';
import { RELEASE } from './kinds.ts';
import { memberIn, waterfallOf } from './released.ts';

/**
 * A release, or one that is taken back (SPR-T93). Refused as any record, with `INVALID` where the target is not handed
 * down level by level or the place is not one member of that dimension, and with `ALREADY_EXISTS` where that member's
 * numbers are released already.
 */
export function decideRelease(context: DecideContext, command: RecordCommand): Result<readonly Change[]> {
  const decided = decideRecord(context, command);
  if (!decided.ok || command.type !== 'record.add') return decided;
  const wrong = releaseProblem(context, command.fields);
  return wrong ? refuse(wrong) : decided;
}

function releaseProblem({ state, master }: DecideContext, fields: Fields): Problem | null {
  const waterfall = waterfallOf(state, String(fields['target']));
  if (!waterfall) return problem('INVALID', 'fields.target', { expected: 'waterfall' });
  const { dimension, released } = waterfall;
  const named = Object.keys(fields['coordinate'] as object);
  const member = memberIn(fields['coordinate'], dimension);
  if (named.length !== 1 || member === undefined)
    return problem('INVALID', 'fields.coordinate', { expected: dimension });
  if (findRecord(master, 'dimensionMember', member)?.fields['dimension'] !== dimension)
    return problem('UNKNOWN_REFERENCE', `fields.coordinate.${dimension}`, { id: member });
  return released.has(member)
    ? problem('ALREADY_EXISTS', 'fields.coordinate', { kind: RELEASE, id: member })
    : null;
}

/** A target is handed down along a dimension of its own; a computed one by what its drivers are handed down by. */
export function waterfallProblem({ master }: DecideContext, fields: Fields): Problem | null {
  const { waterfall, dimensions, metric } = fields;
  if (waterfall === undefined || waterfall === null) return null;
  if (!((dimensions ?? []) as readonly string[]).includes(String(waterfall)))
    return problem('INVALID', 'fields.waterfall', { expected: 'dimensions' });
  const aggregation = findRecord(master, 'metric', String(metric))?.fields['aggregation'];
  return aggregation === 'formula' ? problem('KIND', 'fields.waterfall', { aggregation }) : null;
}
