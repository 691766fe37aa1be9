import { type Hold, type SpreadInput, type SpreadRequest, spread } from './doors.ts';
import { type Garden, line, place, whole, year } from './garden.ts';

/** One request on a small cube, answered with the leaves it leaves behind or the code of its refusal. */

export type Wish = Partial<SpreadRequest> & Pick<SpreadRequest, 'method'>;
export type Numbers = readonly (number | null)[];

export function input(garden: Garden, extra: Partial<SpreadInput> = {}): SpreadInput {
  return { cube: garden.cube, frame: garden.frame, aggregation: 'sum', ...extra };
}

/** The leaves after a request, and what it said. */
export function leavesAfter(garden: Garden, values: Numbers, wish: Wish, extra: Partial<SpreadInput> = {}) {
  const outcome = spread(input(garden, extra), { at: whole(garden), ...wish });
  if (!outcome.ok) return outcome.problems[0]!.code;
  const after = [...values];
  const width = garden.cube.slotCount;
  for (const { cells, after: numbers } of outcome.value.changes) {
    cells.forEach((cell, i) => {
      const index = Math.floor(cell / 2 ** 20) * width + (cell % 2 ** 20) - garden.cube.firstSlot;
      after[index] = Number.isNaN(numbers[i]) ? null : numbers[i]!;
    });
  }
  return after;
}

export const members = (values: Numbers, wish: Wish, extra?: Partial<SpreadInput>) =>
  leavesAfter(line(values), values, wish, extra);
export const periods = (values: Numbers, wish: Wish, extra?: Partial<SpreadInput>) =>
  leavesAfter(year(values), values, wish, extra);

export const monthHold = (garden: Garden, month: number, keeps: Hold['keeps'] = 'value'): Hold => ({
  id: `h${month}`,
  at: place(garden, [], `M${month}`),
  keeps,
});

/** A reference that gives the k-th leaf of a flat dimension. */
export const ref = (values: Numbers) => (row: number) => values[row] ?? null;
