import { type EditPlan, planFromTexts } from './edits.ts';
import { folded, matchesOf } from './matches.ts';
import type { CellAddress, GridModel } from './model.ts';

export interface Replacing {
  readonly wanted: string;
  readonly by: string;
  /** Only cells that hold nothing else. */
  readonly whole: boolean;
}

/**
 * Every cell that holds a text with another in its place: what would be changed, before it is. Cells that match but may
 * not be edited are among the refused ones.
 */
export function planReplace(model: GridModel, replacing: Replacing): EditPlan {
  const range = { top: 0, left: 0, bottom: model.rowCount - 1, right: model.columnCount - 1 };
  return planFromTexts(model, range, (cell) => replacedText(model, cell, replacing));
}

/** What a cell would hold; undefined where it does not hold the text, or holds the new one already. */
export function replacedText(
  model: GridModel,
  { row, column }: CellAddress,
  asked: Replacing,
): string | undefined {
  const wanted = asked.wanted.trim();
  if (wanted === '' || model.column(column).editor === 'none') return undefined;
  const cell = model.cell(row, column);
  const held = model.column(column).editor === 'choice' ? cell.text : cell.edit;
  const next = asked.whole
    ? [held, cell.text].some((text) => folded(text) === folded(wanted))
      ? asked.by
      : held
    : exchanged(held, wanted, asked.by);
  return next === held ? undefined : next;
}

/** Only what matches goes; everything beside it stays as it was written. */
function exchanged(held: string, wanted: string, by: string): string {
  let next = '';
  let rest = 0;
  for (const { start, end } of matchesOf(held, wanted)) {
    next += held.slice(rest, start) + by;
    rest = end;
  }
  return next + held.slice(rest);
}
