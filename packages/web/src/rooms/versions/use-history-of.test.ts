import type { HistoryEntry } from '@shapan/contract';
import { describe, expect, it } from 'vitest';
import { readHistory } from './use-history-of.ts';

const log = Array.from({ length: 2_000 }, (_, i) => ({ position: 2_000 - i }) as HistoryEntry);

function asking() {
  const queries: string[] = [];
  const asked = async (query: string): Promise<readonly HistoryEntry[]> => {
    queries.push(query);
    const [before = 0, limit = 0] = [...query.matchAll(/\d+/g)].map(([number]) => Number(number));
    return log.filter(({ position }) => position < before).slice(0, limit);
  };
  return { asked, queries };
}

describe('entries as the history tells them', () => {
  it('are those that are wanted, asked for together where they lie together', async () => {
    const { asked, queries } = asking();
    const found = await readHistory(asked, [1_990, 1_988, 1_500, 12]);
    expect([...found.keys()]).toEqual([1_990, 1_988, 1_500, 12]);
    expect(queries).toEqual(['before=1991&limit=491', 'before=13&limit=1']);
  });

  it('cost nothing where none is', async () => {
    const { asked, queries } = asking();
    expect((await readHistory(asked, [])).size + queries.length).toBe(0);
  });
});
