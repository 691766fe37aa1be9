import { rowInside, type Territory } from '@shapan/contract';
import {
  coordinateOf,
  decimalFromAmount,
  nearestUnits,
  type Place,
  problem,
  readFraction,
  readTotal,
  type TargetLayout,
  type Totals,
  tableTotals,
  withRows,
} from '@shapan/engine';
import type { RowError } from './read-rows.ts';
import { type Entered, placeIn } from './target-rows.ts';

/** What became of the totals of a file. */
export interface CheckedTotals {
  /** They say what their parts come to, or what stood there before: nobody typed another number. */
  readonly agreed: number;
  /** They say something else, and are to be entered as typed totals. */
  readonly typed: readonly Entered[];
  readonly errors: readonly RowError[];
}

interface Tables {
  /** The target as it is, and as it is with all other numbers of the file; each as far as the asker may know it. */
  readonly before: TargetLayout;
  readonly after: TargetLayout;
}

/** A table in which the rows outside a part count nowhere. */
export function tableOfPart(layout: TargetLayout, part: Territory): TargetLayout {
  const { cube, frame } = layout;
  if (part.size === 0) return layout;
  const isKnown = (row: number): boolean => rowInside(part, cube.dimensions, coordinateOf(cube, row));
  return { ...layout, frame: withRows(frame, isKnown) };
}

/**
 * Totals of a file against what is below them. One that was left as it was handed out follows its parts; one that says
 * something else is told with both numbers (`check`), or is a number to be typed (`enter`).
 */
export function checkTotals(
  { before, after }: Tables,
  totals: readonly Entered[],
  mode: 'check' | 'enter',
): CheckedTotals {
  const [was, is] = [before, after].map((layout) => tableTotals(layout));
  let agreed = 0;
  const typed: Entered[] = [];
  const errors: RowError[] = [];
  for (const total of totals) {
    const said = after.cube.parts === 2 ? [total.amount, total.weight] : [total.amount];
    const place = placeIn(after, total.members, total.time);
    const now = place && is ? numbersAt(is, place) : [];
    const then = placeIn(before, total.members, total.time);
    const isSaid = (numbers: readonly (number | null)[]): boolean =>
      numbers.length > 0 && said.every((one, part) => one === numbers[part]);
    if (isSaid(now) || (then && was && isSaid(numbersAt(was, then)))) agreed += 1;
    else if (mode === 'enter' && place) typed.push(total);
    else errors.push(differing(total, now, after));
  }
  return { agreed, typed, errors };
}

function numbersAt(totals: Totals, place: Place): readonly (number | null)[] {
  if (totals.cube.parts === 2) return [readTotal(totals, place, 0), readTotal(totals, place, 1)];
  const shown = readFraction(totals, place);
  return [shown && nearestUnits(shown)];
}

function differing(
  { row, column, amount, weight }: Entered,
  now: readonly (number | null)[],
  { cube, decimals }: TargetLayout,
): RowError {
  const text = (parts: readonly (number | null)[]): string =>
    parts
      .slice(0, cube.parts)
      .map((one, part) => (one === null ? '–' : decimalFromAmount(one, part === 0 ? decimals : 0)))
      .join(' / ') || '–';
  const params = { total: text([amount, weight]), parts: text(now) };
  return { row, column, problem: problem('CONTRADICTION', undefined, params), value: params.total };
}
