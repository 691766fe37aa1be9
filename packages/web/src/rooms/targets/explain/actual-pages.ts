import type { ActualRowView } from '@shapan/contract';

/** A few rows say most of it; whoever wants more is shown many at a time, to the last one. */
const first = 5;
const further = 200;

const sizeAt = (offset: number): number => (offset === 0 ? first : further);

/** What a page of the ledger is asked for with: one row more than it shows, which tells whether others follow. */
export const pageQuery = (offset: number): string => `offset=${offset}&limit=${sizeAt(offset) + 1}`;

/** Where the next page begins; nothing after the last one. */
export const offsetAfter = (page: readonly ActualRowView[], offset: number): number | undefined =>
  page.length > sizeAt(offset) ? offset + sizeAt(offset) : undefined;

/** The rows of all pages that have come, the first page first; each row once. */
export const rowsOf = (pages: readonly (readonly ActualRowView[])[]): readonly ActualRowView[] =>
  pages.flatMap((page, i) => page.slice(0, i === 0 ? first : further));
