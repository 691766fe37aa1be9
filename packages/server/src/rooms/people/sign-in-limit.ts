import { refused } from '../../http/refused.ts';

/**
 * Guessing one account's password is slow, from one address and from many. Failures are counted by account and address,
 * and – far more generously – by account alone. A browser that has been in before is counted by itself: however much
 * strangers guess, they do not keep the owner out. Kept in memory: a restart forgives.
 */
const WINDOW_MS = 15 * 60 * 1000;
const FROM_ONE_PLACE = 20;
const FROM_EVERYWHERE = 200;
/** More than this many counters are not kept; the oldest go first. */
const MOST_COUNTERS = 50_000;

/** Who wants to sign in to what. */
export interface Knock {
  readonly email: string;
  readonly address: string;
  /** A browser that has signed in to this account before: see `known-device.ts`. */
  readonly device?: string | undefined;
}

export interface SignInLimit {
  /** Refuses with `RATE_LIMITED`. */
  check(knock: Knock): void;
  failed(knock: Knock): void;
  /** Whoever knows the password is not held back by earlier slips from the same place. */
  succeeded(knock: Knock): void;
}

export function createSignInLimit(clock: () => Date): SignInLimit {
  const counters = new Map<string, { count: number; readonly since: number }>();

  function countOf(key: string): number {
    const found = counters.get(key);
    if (found && clock().getTime() - found.since < WINDOW_MS) return found.count;
    counters.delete(key);
    return 0;
  }

  function countUp(key: string): void {
    const count = countOf(key);
    const found = counters.get(key);
    if (found) found.count = count + 1;
    else counters.set(key, { count: 1, since: clock().getTime() });
    const [oldest] = counters.keys();
    if (counters.size > MOST_COUNTERS && oldest !== undefined) counters.delete(oldest);
  }

  return {
    check(knock) {
      const isOver =
        countOf(here(knock)) >= FROM_ONE_PLACE ||
        (knock.device === undefined && countOf(everywhere(knock)) >= FROM_EVERYWHERE);
      if (isOver) throw refused('RATE_LIMITED');
    },
    failed(knock) {
      countUp(here(knock));
      if (knock.device === undefined) countUp(everywhere(knock));
    },
    succeeded(knock) {
      counters.delete(here(knock));
    },
  };
}

const everywhere = ({ email }: Knock): string => JSON.stringify([email.toLowerCase()]);

const here = ({ email, address, device }: Knock): string =>
  JSON.stringify(
    device === undefined ? [email.toLowerCase(), address] : [email.toLowerCase(), 'device', device],
  );
