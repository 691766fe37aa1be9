import { nearestUnits, splitAmount, type TargetEntry } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type { CellAddress, GridEdit } from '../../../grid/index.ts';
import type { Line } from '../breakdown/lines.ts';
import type { BreakdownCell, BreakdownModel } from '../breakdown/model.ts';
import { readShareText, type TypedShare } from './share-text.ts';

type SeenModel = Pick<BreakdownModel, 'at' | 'rows' | 'columns'>;

/** The total that a share typed into a cell is of. */
export interface Whole {
  readonly cell: BreakdownCell & { readonly at: NonNullable<BreakdownCell['at']> };
  readonly amount: number;
  readonly line: Line;
}

/** The member above in the same column; in the top row the longer period of the same row. `null` = there is no number. */
export function wholeOf({ at, rows, columns }: SeenModel, { row, column }: CellAddress): Whole | null {
  const above = parentOf(rows, row);
  const before = parentOf(columns, column - 1);
  const line = above >= 0 ? rows[above] : columns[before];
  const cell = above >= 0 ? at(above, column) : at(row, before + 1);
  const amount = cell?.value?.numerator ?? 0;
  return line && cell?.at && amount !== 0 ? { cell: { ...cell, at: cell.at }, amount, line } : null;
}

/** The nearest line before this one that it is a part of; −1 at the top. */
export function parentOf(lines: readonly Line[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above--) if ((lines[above]?.depth ?? 0) < depth) return above;
  return -1;
}

export interface ReadShares {
  /** What is no share; the very same edits when none is. */
  readonly rest: readonly GridEdit[];
  readonly entries: readonly TargetEntry[];
  readonly cells: readonly BreakdownCell[];
  readonly bad: readonly {
    readonly edit: GridEdit;
    readonly code: 'SHARE_OF_NOTHING' | 'SHARE_OVER_WHOLE';
  }[];
}

/**
 * Shares of the total above (`25%`): the cell becomes that part of it and the total stays, so that its other parts divide the
 * rest (SPR-T81). Several shares of one total are rounded together (SPR-T65).
 */
export function readShares({
  edits,
  model,
  table: { layout },
}: {
  readonly edits: readonly GridEdit[];
  readonly model: SeenModel;
  readonly table: TargetTable;
}): ReadShares {
  const rest: GridEdit[] = [];
  const bad: ReadShares['bad'][number][] = [];
  const groups = new Map<string, { readonly whole: Whole; readonly parts: Part[] }>();
  const addsUp = layout.totals === 'spread' && layout.cube.parts === 1;
  for (const edit of edits) {
    const share = addsUp ? readShareText(edit.text) : null;
    const cell = share && model.at(edit.row, edit.column);
    if (!share || !cell?.at) {
      rest.push(edit);
      continue;
    }
    const whole = wholeOf(model, edit);
    if (!whole) {
      bad.push({ edit, code: 'SHARE_OF_NOTHING' });
      continue;
    }
    const key = JSON.stringify(whole.cell.place);
    const group = groups.get(key) ?? { whole, parts: [] };
    group.parts.push({ edit, cell, at: cell.at, share });
    groups.set(key, group);
  }
  const entries: TargetEntry[] = [];
  const cells: BreakdownCell[] = [];
  for (const { whole, parts } of groups.values()) {
    const amounts = amountsOf(whole.amount, parts);
    if (amounts === null) {
      bad.push(...parts.map(({ edit }) => ({ edit, code: 'SHARE_OVER_WHOLE' as const })));
      continue;
    }
    const own = parts.map(({ at, cell }, i) => ({ at, value: amounts[i] ?? 0, expect: seenIn(cell) }));
    entries.push(...own, ...keeping(whole));
    cells.push(...parts.map(({ cell }) => cell));
  }
  return { rest: rest.length === edits.length ? edits : rest, entries, cells, bad };
}

interface Part {
  readonly edit: GridEdit;
  readonly cell: BreakdownCell;
  readonly at: NonNullable<BreakdownCell['at']>;
  readonly share: TypedShare;
}

/** What the shares of one total come to, whole and closest to their due; `null` where they are more than all of it. */
function amountsOf(
  amount: number,
  parts: readonly { readonly share: TypedShare }[],
): readonly number[] | null {
  const weights = parts.map(({ share }) => (share.part * unit) / share.whole);
  const rest = unit - weights.reduce((sum, weight) => sum + weight, 0);
  const split = rest < 0 ? null : splitAmount(amount, [...weights, rest]);
  return split?.ok ? split.value.slice(0, -1) : null;
}

/** Shares have at most six decimals of a per cent: as parts of this they are whole numbers. */
const unit = 100_000_000;

/** The amount that one share of a total comes to. */
export const amountOfShare = (share: TypedShare, amount: number): number =>
  amountsOf(amount, [{ share }])?.[0] ?? 0;

/** What the cell shows, for the answer whether it still does (SPR-T85). */
const seenIn = ({ value }: BreakdownCell): number | null => value && nearestUnits(value);

/**
 * The total stays as it was seen: one that somebody changed meanwhile is not put back unasked (SPR-T85). Where a hold keeps
 * it anyway nothing needs to be said.
 */
function keeping({ cell, amount }: Whole): readonly TargetEntry[] {
  return cell.hold?.keeps === 'total' ? [] : [{ at: cell.at, value: amount, expect: seenIn(cell) }];
}
