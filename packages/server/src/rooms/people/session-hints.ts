/** Whose session a cookie names. */
export interface SessionHint {
  readonly userId: string;
  readonly token: string;
}

export interface SessionHints {
  of(cookie: string): SessionHint | undefined;
  note(cookie: string, hint: SessionHint): void;
}

/** After that the library is asked again, which also prolongs a session that is in use. */
const KEEP_MS = 60_000;
const MOST = 2_000;

/**
 * What the authentication library said a moment ago of a cookie whose signature it had checked. No right follows from
 * it: whoever uses a hint asks the database, in the same breath as for the member, whether the session still stands.
 */
export function createSessionHints(clock: () => Date): SessionHints {
  const hints = new Map<string, SessionHint & { readonly until: number }>();
  return {
    of(cookie) {
      const found = hints.get(cookie);
      if (found && found.until > clock().getTime()) return found;
      hints.delete(cookie);
      return undefined;
    },
    note(cookie, hint) {
      hints.delete(cookie);
      hints.set(cookie, { ...hint, until: clock().getTime() + KEEP_MS });
      const [oldest] = hints.keys();
      if (hints.size > MOST && oldest !== undefined) hints.delete(oldest);
    },
  };
}
