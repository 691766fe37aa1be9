import { type Ability, type Actor, type Locale, may } from '@shapan/contract';
import type { FastifyRequest } from 'fastify';
import { refused } from './refused.ts';

/**
 * Who is asking. Every route of a workspace begins with `member`: a request that belongs to nobody, or to somebody
 * who is not (or no longer) in the workspace, never reaches the work behind it.
 */
export interface Callers {
  /** The signed-in user. Refuses with `UNAUTHENTICATED`. */
  user(
    request: FastifyRequest,
  ): Promise<{ readonly id: string; readonly email: string; readonly name: string }>;
  /**
   * The caller as a member of this workspace, by session cookie or API key. A workspace that does not exist and one
   * the caller does not belong to look the same: `NOT_FOUND`.
   */
  member(request: FastifyRequest, workspaceId: string): Promise<Caller>;
  /** Who asked with the same cookie a moment ago, without asking whether that still holds. */
  presumed(request: FastifyRequest, workspaceId: string): PresumedCaller | undefined;
}

export interface Caller extends Actor {
  readonly workspaceId: string;
  readonly locale: Locale;
  /** A program, by API key. Keys are for work in the workspace: they hand out no way in, for whomever. */
  readonly byKey?: boolean;
}

/** A session, by what the database knows it by. */
export interface Session {
  readonly userId: string;
  readonly token: string;
}

/** No right follows from it: whoever acts on it sees to it that the session stands, or finds out who it is. */
export interface Presumption {
  readonly session: Session;
  /** Who it is. Refuses like `member`. */
  known(): Promise<Caller>;
}

export interface PresumedCaller extends Presumption {
  readonly caller: Caller;
}

/** What opens the way in – keys, links for a new password – is made by a person who is signed in, never by a key. */
export function needsPerson(caller: Caller): void {
  if (caller.byKey) throw refused('PERSON_NEEDED');
}

/** Refuses with `ROLE` whom the table of rights does not allow this. */
export function needsAbility(caller: Caller, ability: Ability): void {
  if (!may(caller, ability)) throw refused('ROLE', { ability, role: caller.role });
}
