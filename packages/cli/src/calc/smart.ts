import { smartFindings } from '@shapan/engine';
import { objectOf, optional, refusal } from './request-fields.ts';
import { contextReader, decimalsIn, targetRecord } from './smart-fields.ts';

/**
 * `{"target":{record},"context":{…}}` → `{"findings":[{"rule","letter","level","code","params"}],"score"}` (SMT-1 and on).
 *
 * - `target`: `fields` of the record as in the contract – amounts in smallest units –, with `kind` and `id` if you like.
 *   A required field may be missing: the rules say so.
 * - `context`: amounts in the metric's own unit, of which `metric.decimals` says the decimals. A field that is left out is
 *   not known and its rules warn; `null` and an empty list say that there is none.
 * - Amounts and growth in `params` are exact decimal text in the metric's own unit and in percent.
 */
export function answerSmart(request: unknown): unknown {
  const context = optional(contextReader(decimalsIn(request)), {});
  const fields = objectOf({ target: targetRecord, context })(request, '');
  if (!fields.ok) return refusal(fields.problems);
  return smartFindings(fields.value.target, fields.value.context);
}
