import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseLog } from '../database/log.ts';
import type { Tx } from '../database/tx.ts';
import { createFirstHeard, type Source } from './first-heard.ts';
import type { News } from './news.ts';

export interface Live {
  /** Inside the transaction that changed who may do what: everyone who listens is asked anew whether they may. */
  notifyRights(tx: Tx, workspaceId: string): Promise<void>;
  /**
   * After the commit, to the listeners of this process, without waiting for the way through the database; whoever is being
   * answered right now is answered first.
   */
  announce(news: News): void;
  /** `listener` hears of the workspace's books; the answer ends it. `null` = news may have been missed; `rights` = whether one may listen at all may have changed. */
  follow(workspaceId: string, listener: Listener): () => void;
  close(): Promise<void>;
}

type Listener = (news: News | 'rights' | null) => void;

const CHANNEL = 'shapan_book';
const RIGHTS_CHANNEL = 'shapan_rights';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** What the statement that writes an entry says to `pg_notify`: it goes out when its transaction commits. */
export const noticeOf = ({ workspaceId, bookId, position }: News): readonly [string, string] => [
  CHANNEL,
  `${workspaceId}/${bookId}/${position}`,
];

export function createLive(options: { connection: pg.ClientConfig; log: DatabaseLog }): Live {
  const listeners = new Map<string, Set<Listener>>();
  let client: pg.Client | undefined;
  const stop = new AbortController();

  function hear(workspaceId: string, news: News | 'rights'): void {
    for (const listener of listeners.get(workspaceId) ?? []) listener(news);
  }

  const first = createFirstHeard();
  const tell = (news: News, from: Source): void => {
    if (first.isFirst(news, from)) hear(news.workspaceId, news);
  };

  async function listen(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!stop.signal.aborted) {
      const next = new pg.Client({ ...options.connection, keepAlive: true, application_name: 'shapan live' });
      try {
        const ended = new Promise<void>((resolve) => {
          next.once('error', () => resolve());
          next.once('end', () => resolve());
        });
        next.on('notification', ({ channel, payload }) => {
          if (channel === RIGHTS_CHANNEL) return hear(payload ?? '', 'rights');
          const [workspaceId, bookId, position] = (payload ?? '').split('/');
          if (!workspaceId || !bookId || !position) return;
          tell({ workspaceId, bookId, position: Number(position) }, 'database');
        });
        await next.connect();
        await next.query(`LISTEN ${CHANNEL}; LISTEN ${RIGHTS_CHANNEL}`);
        client = next;
        wait = FIRST_WAIT_MS;
        // Whatever was said while nobody listened is lost: ask every listener to look for itself.
        first.forget();
        for (const set of listeners.values()) for (const listener of set) listener(null);
        // Closed while still connecting: there was nothing to end yet.
        if (!stop.signal.aborted) await ended;
      } catch (error) {
        if (!stop.signal.aborted)
          options.log.warn({ err: error }, 'news of other processes are not heard; trying again');
      }
      client = undefined;
      await next.end().catch(() => undefined);
      if (!stop.signal.aborted) await sleep(wait, undefined, { ref: false });
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  void listen();

  return {
    async notifyRights(tx, workspaceId) {
      await tx.query('SELECT pg_notify($1, $2)', [RIGHTS_CHANNEL, workspaceId]);
    },
    announce(news) {
      setImmediate(() => tell(news, 'here'));
    },
    follow(workspaceId, listener) {
      const set = listeners.get(workspaceId) ?? new Set();
      listeners.set(workspaceId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(workspaceId);
      };
    },
    async close() {
      stop.abort();
      await client?.end().catch(() => undefined);
    },
  };
}
