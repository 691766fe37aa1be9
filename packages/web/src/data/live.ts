/** News of a workspace's books, while anybody listens. The browser reconnects by itself. */
export interface LiveNews {
  /** `position` null = look for yourself. */
  follow(book: string, hear: (position: number | null) => void): () => void;
  /** What the user may do or see has changed. */
  onRights(listener: () => void): void;
  onConnection(listener: (connected: boolean) => void): () => void;
  close(): void;
}

export function createLiveNews(workspaceId: string): LiveNews {
  const hearers = new Map<string, Set<(position: number | null) => void>>();
  const watchers = new Set<(connected: boolean) => void>();
  const source = new EventSource(`/api/v1/workspaces/${workspaceId}/events`);
  const tell = (connected: boolean): void => {
    for (const watch of watchers) watch(connected);
  };
  source.addEventListener('open', () => tell(true));
  source.addEventListener('error', () => tell(false));
  source.addEventListener('position', (event) => {
    const { book, position } = JSON.parse(event.data as string) as { book: string; position: number };
    for (const hear of hearers.get(book) ?? []) hear(position);
  });
  source.addEventListener('look', () => {
    for (const set of hearers.values()) for (const hear of set) hear(null);
  });
  const rightsWatchers = new Set<() => void>();
  source.addEventListener('rights', () => {
    for (const watch of rightsWatchers) watch();
  });
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
    close: () => source.close(),
  };
}
