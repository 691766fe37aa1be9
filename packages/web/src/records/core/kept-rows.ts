import type { KeptTexts } from '../../data/kept-texts.ts';
import type { WrongCell } from './edits.ts';

/** What was typed into rows that are no records yet, by row and column. */
export type Drafts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** A text that is being typed. */
export interface Typing {
  readonly rowId: string;
  readonly columnId: string;
  readonly text: string;
}

const keyOf = (row: string, column: string): string => `${row} ${column}`;

const isNew = (row: string): boolean => row.startsWith('new:');

/** Everything of a table that was typed and is not saved, as it is kept. */
export function textsToKeep(drafts: Drafts, wrong: readonly WrongCell[], typing: Typing | null): KeptTexts {
  const texts: Record<string, string> = {};
  for (const [row, cells] of drafts)
    for (const [column, text] of Object.entries(cells)) if (text !== '') texts[keyOf(row, column)] = text;
  for (const { row, column, text } of wrong) if (text !== '') texts[keyOf(row, column)] = text;
  if (typing) texts[keyOf(typing.rowId, typing.columnId)] = typing.text;
  return texts;
}

/** The same taken up again: `message` says of a cell that its text is not saved. */
export function takenUp(texts: KeptTexts, message: string): { drafts: Drafts; wrong: readonly WrongCell[] } {
  const drafts = new Map<string, Record<string, string>>();
  const wrong: WrongCell[] = [];
  for (const [key, text] of Object.entries(texts)) {
    const end = key.lastIndexOf(' ');
    const [row, column] = [key.slice(0, end), key.slice(end + 1)];
    if (isNew(row)) drafts.set(row, { ...drafts.get(row), [column]: text });
    else wrong.push({ row, column, text, message });
  }
  return { drafts, wrong };
}
