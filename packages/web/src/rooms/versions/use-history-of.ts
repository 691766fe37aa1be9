import type { HistoryEntry } from '@shapan/contract';
import { useQuery } from '@tanstack/react-query';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { ask } from '../../data/api.ts';
import { useWorkspace } from '../../data/hooks.tsx';

/** As many as one request answers. */
const pageSize = 500;

/**
 * Entries of the plan as its history tells them, by position: so that what an entry did is said in the same words wherever
 * it is named. Those that are not known yet are left out.
 */
export function useHistoryOf(positions: readonly number[]): ReadonlyMap<number, HistoryEntry> {
  const { id } = usePlan();
  const { workspace } = useWorkspace();
  const now = usePosition();
  const wanted = [...positions].sort((a, b) => b - a);
  const path = `/workspaces/${workspace.id}/books/${id}/entries`;
  const { data } = useQuery({
    queryKey: ['history-of', path, now, wanted.join()],
    queryFn: ({ signal }) =>
      readHistory((query) => ask('GET', `${path}?${query}`, undefined, signal), wanted),
    enabled: wanted.length > 0,
    placeholderData: (before) => before,
    retry: false,
  });
  return data ?? nothingKnown;
}

const nothingKnown: ReadonlyMap<number, HistoryEntry> = new Map();

/** Page by page from the newest of them to the oldest; what lies far apart is asked for by itself. `wanted`: newest first. */
export async function readHistory(
  asked: (query: string) => Promise<readonly HistoryEntry[]>,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, HistoryEntry>> {
  const found = new Map<number, HistoryEntry>();
  let rest = wanted;
  while (rest.length > 0) {
    const [newest = 0] = rest;
    const near = rest.filter((one) => one > newest - pageSize);
    const limit = newest - (near.at(-1) ?? newest) + 1;
    const page = await asked(`before=${newest + 1}&limit=${limit}`);
    for (const entry of page) if (near.includes(entry.position)) found.set(entry.position, entry);
    rest = rest.slice(near.length);
  }
  return found;
}
