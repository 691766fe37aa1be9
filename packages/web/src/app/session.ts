import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, ask } from '../data/api.ts';

/** Whether anybody has set this installation up. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => ask<{ fresh: boolean }>('GET', '/setup'),
  retry: false,
  staleTime: 0,
});

/** `onSignedOut` hears when the server no longer knows the user in the middle of the work. */
export function createQueries(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (count, error) => count < 2 && isPassing(error) },
    },
  });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UNAUTHENTICATED';
}

/** What may be over at the next try. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'BUSY' || error.code === 'OFFLINE');
}

/** A place inside this app to go on to after signing in; anything that leads elsewhere is ignored. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  return /^\/(sign-in|start|join)\b/.test(next) ? '/' : next;
}
