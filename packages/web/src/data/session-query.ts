import type { Me, Session } from '@shapan/contract';
import { queryOptions } from '@tanstack/react-query';
import { ask } from './api.ts';

/** Who is signed in; `null` = nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Me | null> => (await ask<Session>('GET', '/session')).me,
  retry: false,
  staleTime: 60_000,
});
