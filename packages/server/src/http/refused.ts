import type { ErrorCode, LaterEntries, SubmissionAnswer } from '@shapan/contract';
import type { Problem } from '@shapan/engine';

/** An expected refusal on its way to the door, which turns it into an answer with status and words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problems: readonly RefusedProblem[];

  constructor(...problems: readonly RefusedProblem[]) {
    super(problems.map(({ code, path }) => (path ? `${code} at ${path}` : code)).join(', '));
    this.problems = problems;
  }
}

/** A commit that would do something else than was shown: refused, with what it would do now (SPR-T85, T88). */
export class StalePreview extends Refused {
  readonly preview: SubmissionAnswer;

  constructor(preview: SubmissionAnswer) {
    super({ code: 'STALE', path: 'expect', params: { theirs: preview.fingerprint } });
    this.preview = preview;
  }
}

/** An undo that later entries stand in the way of: refused, with those the asker may see (SPR-T90). */
export class UndoBlocked extends Refused {
  readonly later: LaterEntries | undefined;

  constructor({ problems }: Refused, later: LaterEntries | undefined) {
    super(...problems);
    this.later = later;
  }
}

export interface RefusedProblem {
  readonly code: ErrorCode;
  readonly path?: string;
  readonly params?: Problem['params'];
}

export function refused(code: ErrorCode, params?: Problem['params'], path?: string): Refused {
  return new Refused({ code, ...(path !== undefined && { path }), ...(params !== undefined && { params }) });
}
