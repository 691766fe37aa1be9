import { type ProblemCode, problemCodes } from '@shapan/engine';
import { z } from 'zod';
import { laterEntriesSchema, submissionAnswerSchema } from './plan/book.ts';

/** Refusals that only the door knows: who asks, how often, in what form. The engine's own codes stand beside them. */
export const doorCodes = [
  'UNAUTHENTICATED',
  'SIGN_IN_FAILED',
  'WRONG_PASSWORD', // who changes the own password does not know the present one
  'ROLE', // the role does not allow it; `ability` says what would be needed
  'SCOPE', // outside the part of the organisation this member works in
  'HELD_OUTSIDE', // a hold that reaches out of this member's part stands against it: holds (ids), soft (those that give way when that is confirmed)
  'NOT_RELEASED', // inside it, where the numbers of a target were not released yet
  'RATE_LIMITED',
  'UNSUPPORTED_MEDIA_TYPE',
  'BODY_TOO_LARGE',
  'BUSY', // the database does not answer just now
  'STORAGE_FULL',
  'INTERNAL',
  'LAST_OWNER',
  'SETUP_DONE',
  'ROUTE_NOT_FOUND',
  'VERSION_ELSEWHERE', // the version names a position in the log of another book
  'NAME_NOT_SERVED', // the first account is not made under this host name: name
  'PERSON_NEEDED', // an API key asks for what only a signed-in person may do
  'ACCOUNT_ELSEWHERE', // the account also belongs to a workspace that the caller does not own
  'RIGHTS_CHANGED', // role, scope or membership changed while the request was under way
  'KEY_REUSED', // the idempotency key belongs to another request
  'TOO_FAR_BACK', // so much has changed since: entries, leaves (null = not counted), mostEntries, mostLeaves
  'DONE_BEFORE', // took effect before, and the answer of then is not known any more
] as const;

/** One of `doorCodes`. */
export type DoorCode = (typeof doorCodes)[number];

/** Every code the API may answer with; its status and sentences are in docs/operations/errors.md. */
export type ErrorCode = ProblemCode | DoorCode;

/** All codes, the engine's first. A code keeps its meaning for ever and is never used again for another. */
export const errorCodes: readonly ErrorCode[] = [...problemCodes, ...doorCodes];

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** Every refusal of the API. `message` is a sentence in the caller's language; programs go by `code` and `params`. */
export const errorSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    params: params.optional(),
    path: z.string().optional(),
    problems: z
      .array(
        z.object({
          code: z.string(),
          message: z.string(),
          path: z.string().optional(),
          params: params.optional(),
        }),
      )
      .optional()
      .meta({ description: 'All problems when there is more than one' }),
    requestId: z.string(),
    preview: submissionAnswerSchema
      .optional()
      .meta({ description: 'With `STALE` at `expect`: what the submission would do now' }),
    later: laterEntriesSchema.optional(),
  })
  .meta({ id: 'Error' });

/**
 * A refusal as it crosses the wire. `path` names the field of the request; absent `params` = the sentence needs none.
 * Amounts in `params` are smallest units, limits of a typed number the unit it was typed in. `requestId` finds the
 * request in the server's log.
 */
export type ErrorBody = z.infer<typeof errorSchema>;
