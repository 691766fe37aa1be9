import type { GridModel } from './model.ts';

/** A heading above neighbouring columns of the same group; `text` is null above columns without a group. */
export interface Heading {
  readonly text: string | null;
  readonly from: number;
  readonly to: number;
}

/** The upper header row; empty when no column has a group. Headings never cross the edge of the sticky columns. */
export function headingsOf(model: GridModel, sticky: number): readonly Heading[] {
  const headings: Heading[] = [];
  let any = false;
  for (let index = 0; index < model.columnCount; index += 1) {
    const text = model.column(index).group ?? null;
    any ||= text !== null;
    const last = headings.at(-1);
    if (last && text !== null && last.text === text && index !== sticky)
      headings[headings.length - 1] = { ...last, to: index };
    else headings.push({ text, from: index, to: index });
  }
  return any ? headings : [];
}
