import { refused } from '../../http/refused.ts';

/**
 * Guessing one account's password is slow, from one address and from many. Failures are counted by account and address,
 * and – far more generously, so that strangers do not keep the owner out – by account alone. Kept in memory: a restart
 * forgives.
 */
const WINDOW_MS = 15 * 60 * 1000;
const FROM_ONE_ADDRESS = 20;
const FROM_EVERYWHERE = 200;
/** More than this many counters are not kept; the oldest go first. */
const MOST_COUNTERS = 50_000;

export interface SignInLimit {
  /** Refuses with `RATE_LIMITED`. */
  check(email: string, address: string): void;
  failed(email: string, address: string): void;
  /** Whoever knows the password is not held back by earlier slips from the same address. */
  succeeded(email: string, address: string): void;
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

  const everywhere = (email: string): string => JSON.stringify([email.toLowerCase()]);
  const here = (email: string, address: string): string => JSON.stringify([email.toLowerCase(), address]);
  return {
    check(email, address) {
      const isOver =
        countOf(here(email, address)) >= FROM_ONE_ADDRESS || countOf(everywhere(email)) >= FROM_EVERYWHERE;
      if (isOver) throw refused('RATE_LIMITED');
    },
    failed(email, address) {
      countUp(here(email, address));
      countUp(everywhere(email));
    },
    succeeded(email, address) {
      counters.delete(here(email, address));
    },
  };
}
