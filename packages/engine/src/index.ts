export { type Problem, type ProblemCode, problem, problemCodes } from './foundation/problem.ts';
export { assertNever, InvariantError, invariant, ok, type Result, refuse } from './foundation/result.ts';
