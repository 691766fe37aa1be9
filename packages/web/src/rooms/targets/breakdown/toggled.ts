import { listFrom, listText } from './conditions.ts';

/** Branches of both edges that were opened or closed one by one. */
export interface Toggled {
  readonly rows: ReadonlyMap<string, boolean>;
  readonly columns: ReadonlyMap<string, boolean>;
}

/** What an address says: `r+A` for a row that is open, `c-Q2026-1` for a column that is closed. */
export function toggledFrom(text: string | undefined): Toggled {
  const rows = new Map<string, boolean>();
  const columns = new Map<string, boolean>();
  for (const item of listFrom(text)) {
    const [, edge, sign, id] = /^([rc])([+-])(.+)$/.exec(item) ?? [];
    if (id !== undefined) (edge === 'r' ? rows : columns).set(id, sign === '+');
  }
  return { rows, columns };
}

export const toggledText = ({ rows, columns }: Toggled): string | undefined =>
  listText([...written('r', rows), ...written('c', columns)]);

const written = (edge: 'r' | 'c', branches: ReadonlyMap<string, boolean>): readonly string[] =>
  [...branches].map(([id, on]) => `${edge}${on ? '+' : '-'}${id}`);
