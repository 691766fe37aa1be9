import type { ActualRowView } from '@shapan/contract';
import { describe, expect, it } from 'vitest';
import { offsetAfter, pageQuery, rowsOf } from './actual-pages.ts';

const ledger = (count: number): readonly ActualRowView[] =>
  Array.from({ length: count }, (_, i) => ({
    importId: 'import',
    row: i + 1,
    source: 'erp',
    sourceKey: `${i + 1}`,
    date: '2026-07-01',
    from: '2026-07-01',
    coordinate: {},
    amount: 100,
    weight: null,
  }));

/** As the server answers. */
function ask(rows: readonly ActualRowView[], query: string): readonly ActualRowView[] {
  const asked = new URLSearchParams(query);
  const [offset, limit] = [Number(asked.get('offset')), Number(asked.get('limit'))];
  expect(limit).toBeLessThanOrEqual(1_000);
  return rows.slice(offset, offset + limit);
}

/** Every row that somebody comes to see who asks for more until there is none. */
function readAll(rows: readonly ActualRowView[]): readonly ActualRowView[] {
  const pages: (readonly ActualRowView[])[] = [];
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const page = ask(rows, pageQuery(offset));
    pages.push(page);
    offset = offsetAfter(page, offset);
  }
  return rowsOf(pages);
}

describe('rows of the ledger behind a number', () => {
  it.each([0, 1, 5, 6, 205, 206, 999, 1_000, 2_345])('can all be read, each once: %i of them', (count) => {
    const rows = ledger(count);
    expect(readAll(rows).map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
  });

  it('begin with a few', () => {
    const page = ask(ledger(2_345), pageQuery(0));
    expect(rowsOf([page])).toHaveLength(5);
    expect(offsetAfter(page, 0)).toBe(5);
  });
});
