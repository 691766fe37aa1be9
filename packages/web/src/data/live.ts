import { forgetEarly } from './early.ts';

/** News of a workspace's books, while anybody listens. A lost connection is taken up again. */
export interface LiveNews {
  /** `position` null = look for yourself. */
  follow(book: string, hear: (position: number | null) => void): () => void;
  /** What the user may do or see has changed. */
  onRights(listener: () => void): void;
  onConnection(listener: (connected: boolean) => void): () => void;
  close(): void;
}

const RECONNECT_MS = 5_000;

export function createLiveNews(workspaceId: string): LiveNews {
  const hearers = new Map<string, Set<(position: number | null) => void>>();
  const watchers = new Set<(connected: boolean) => void>();
  const rightsWatchers = new Set<() => void>();
  const tell = (connected: boolean): void => {
    for (const watch of watchers) watch(connected);
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  let source = connect();

  function connect(): EventSource {
    const events = new EventSource(`/api/v1/workspaces/${workspaceId}/events`);
    events.addEventListener('open', () => tell(true));
    events.addEventListener('error', () => {
      tell(false);
      if (events.readyState !== EventSource.CLOSED) return;
      // Some browsers give up for good when a server that restarts refuses or a proxy answers in its place.
      clearTimeout(again);
      again = setTimeout(() => {
        source = connect();
      }, RECONNECT_MS);
    });
    events.addEventListener('position', (event) => {
      forgetEarly();
      const { book, position } = JSON.parse(event.data as string) as { book: string; position: number };
      for (const hear of hearers.get(book) ?? []) hear(position);
    });
    events.addEventListener('look', () => {
      forgetEarly();
      for (const set of hearers.values()) for (const hear of set) hear(null);
    });
    events.addEventListener('rights', () => {
      forgetEarly();
      for (const watch of rightsWatchers) watch();
    });
    return events;
  }

  return {
    onRights: (listener) => void rightsWatchers.add(listener),
    follow(book, hear) {
      const set = hearers.get(book) ?? new Set();
      hearers.set(book, set.add(hear));
      return () => set.delete(hear);
    },
    onConnection(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    close() {
      clearTimeout(again);
      source.close();
    },
  };
}
