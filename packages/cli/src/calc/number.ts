import { MAX_DECIMALS, ok, problem, readTypedNumber, refuse } from '@shapan/engine';
import {
  finiteNumber,
  nullable,
  objectOf,
  oneOf,
  optional,
  type Reader,
  refusal,
  wholeNumber,
} from './request-fields.ts';

const typedText: Reader<string> = (value, path) => {
  if (value === undefined) return refuse(problem('REQUIRED', path));
  if (typeof value === 'string') return ok(value);
  return refuse(problem('INVALID', path, { expected: 'text' }));
};

const requestFields = objectOf({
  text: typedText,
  current: optional(nullable(finiteNumber), null),
  decimals: optional(wholeNumber(0, MAX_DECIMALS), undefined),
  kind: optional(oneOf('amount', 'ratio'), 'amount'),
});

/**
 * `{"text","current","decimals","kind"}` → `{"value","relative"}`.
 *
 * `current` is the number in the cell, which `+10%`, `*1.2` and their like change; `null` is no value. Without
 * `decimals` as many are kept as were typed. `kind` `ratio` is for metrics that are shares: `-5%` is −0.05 there.
 */
export function answerNumber(request: unknown): unknown {
  const fields = requestFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const { text, ...options } = fields.value;
  const typed = readTypedNumber(text, options);
  return typed.ok ? typed.value : refusal(typed.problems);
}
