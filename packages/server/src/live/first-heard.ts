import type { News } from './news.ts';

/** Where news come from: this process, right after its commit, or any process, through the database. */
export type Source = 'here' | 'database';

export interface FirstHeard {
  /** `false` = the other source has told the same. */
  isFirst(news: News, from: Source): boolean;
  /** News may have been missed: nothing that was told says anything about what comes. */
  forget(): void;
}

/** As many entries are hardly ever on their way at once; what is forgotten is told twice. */
const MOST = 1_000;

/**
 * What this process writes it hears of twice, in either order; told twice, everyone who listens would be woken twice. A
 * position that one source tells again is news: the book was set back to a backup meanwhile.
 */
export function createFirstHeard(): FirstHeard {
  const heard = new Map<string, Source>();
  return {
    isFirst({ workspaceId, bookId, position }, from) {
      const key = `${workspaceId}/${bookId}/${position}`;
      const earlier = heard.get(key);
      heard.delete(key);
      if (earlier !== undefined && earlier !== from) return false;
      heard.set(key, from);
      const [oldest] = heard.keys();
      if (heard.size > MOST && oldest !== undefined) heard.delete(oldest);
      return true;
    },
    forget: () => heard.clear(),
  };
}
