import type { Caller, Session } from '../../http/caller.ts';

/** What is known for a moment of a cookie. */
export interface SessionHints {
  /** Whose session the cookie names. */
  of(cookie: string): Session | undefined;
  note(cookie: string, session: Session): void;
  /** What the same user was in a workspace a moment ago. */
  callerOf(cookie: string, workspaceId: string): Caller | undefined;
  noteCaller(cookie: string, caller: Caller): void;
}

interface Noted {
  readonly session: Session;
  readonly until: number;
  readonly callers: Map<string, Caller>;
}

/** After that the library is asked again, which also prolongs a session that is in use. */
const KEEP_MS = 60_000;
const MOST = 2_000;

/**
 * What the authentication library said a moment ago of a cookie whose signature it had checked. No right follows from
 * it: whoever uses a hint asks the database, in the transaction that acts on it, whether it still holds.
 */
export function createSessionHints(clock: () => Date): SessionHints {
  const hints = new Map<string, Noted>();

  function fresh(cookie: string): Noted | undefined {
    const found = hints.get(cookie);
    if (found && found.until > clock().getTime()) return found;
    hints.delete(cookie);
    return undefined;
  }

  return {
    of: (cookie) => fresh(cookie)?.session,
    note(cookie, { userId, token }) {
      hints.delete(cookie);
      const until = clock().getTime() + KEEP_MS;
      hints.set(cookie, { session: { userId, token }, until, callers: new Map() });
      const [oldest] = hints.keys();
      if (hints.size > MOST && oldest !== undefined) hints.delete(oldest);
    },
    callerOf: (cookie, workspaceId) => fresh(cookie)?.callers.get(workspaceId),
    noteCaller(cookie, caller) {
      fresh(cookie)?.callers.set(caller.workspaceId, caller);
    },
  };
}
