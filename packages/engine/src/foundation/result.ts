import type { Problem } from './problem.ts';

/** Either a value or the reasons why there is none. Expected refusals travel here, never as exceptions. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A value that was reached. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** No value, and why: at least one problem, the one to tell first in front. */
export const refuse = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** A broken promise inside the engine itself: a bug, never a user's mistake. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Throw `InvariantError` unless the condition holds. For promises of the code to itself; what a person or a file may
 * cause is refused with a `Problem` instead.
 */
export function invariant(condition: unknown, law: string): asserts condition {
  if (!condition) throw new InvariantError(law);
}

/** Exhaustive `switch`: the compiler proves this is never reached. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected ${JSON.stringify(value)}`);
}
