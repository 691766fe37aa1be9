import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { DatabaseLog } from './log.ts';
import { launch, type Postmaster, shutDown } from './postmaster.ts';

export type ServerEvent =
  | { readonly type: 'down'; readonly pid: number }
  | { readonly type: 'up'; readonly pid: number }
  | { readonly type: 'restart-failed'; readonly error: unknown };

/** Keeps one server process alive until it is told to stop. */
export interface Supervisor {
  readonly postmaster: Postmaster;
  stop(): Promise<void>;
}

const longestPauseMs = 5_000;

/**
 * A server that ends by itself (a full disk, a crash, a stray signal) is started again, at first at once and
 * then with growing pauses, for as long as it takes: a full disk heals when somebody frees space.
 */
export function supervise(
  cluster: Cluster,
  first: Postmaster,
  log: DatabaseLog,
  tell: (event: ServerEvent) => void,
): Supervisor {
  let postmaster = first;
  const stopping = new AbortController();

  async function keepAlive(): Promise<void> {
    for (;;) {
      await postmaster.exited;
      if (stopping.signal.aborted) return;
      log.error({ pid: postmaster.pid }, 'the database server ended unexpectedly and is being restarted');
      tell({ type: 'down', pid: postmaster.pid });
      const next = await restart();
      if (!next) return;
      postmaster = next;
      if (stopping.signal.aborted) return;
      log.info({ pid: postmaster.pid }, 'the database server is back');
      tell({ type: 'up', pid: postmaster.pid });
    }
  }

  async function restart(): Promise<Postmaster | undefined> {
    for (let pause = 100; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        return await launch(cluster);
      } catch (error) {
        log.error({ err: error }, 'the database server does not start; trying again');
        tell({ type: 'restart-failed', error });
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  const watch = keepAlive();
  return {
    get postmaster() {
      return postmaster;
    },
    async stop() {
      stopping.abort();
      await shutDown(postmaster);
      // A restart may have been under way; whatever it brought up is stopped as well.
      await watch;
      await shutDown(postmaster);
    },
  };
}
