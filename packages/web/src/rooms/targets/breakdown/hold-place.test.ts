import type { Place } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { arrangementFrom, viewOfArrangement } from './arrangement.ts';
import { placeOnGrid, type SeenAt, seenAt } from './hold-place.ts';
import { isWithin } from './levels.ts';
import { arranged, books, linesOf, tableOf } from './sample-books.ts';
import { toggledFrom } from './toggled.ts';

const table = tableOf(books());
const { trees, time } = table.layout.frame;
const place = (region: string, product: string, period: string): Place => ({
  members: [trees[0]!.index.get(region) ?? 0, trees[1]!.index.get(product) ?? 0],
  time: time.index.get(period) ?? 0,
});

/** The table as the view says, everything closed but what it opened. */
function gridOf(seen: SeenAt, at: Place) {
  const { arrangement } = seen;
  const toggled = toggledFrom(seen.open);
  const nothingOpen = { axis: 0, level: 0 };
  const lines = (edge: 'rows' | 'columns') =>
    linesOf(table, arrangement, edge, (id, _, next) => toggled[edge].get(id) ?? isWithin(next, nothingOpen));
  return placeOnGrid({ rows: lines('rows'), columns: lines('columns') }, arrangement, at);
}

describe('the way to what holds a cell', () => {
  it('holds what stands aside at its member and opens what is above it', () => {
    const regions = arranged([0], ['time'], [0, trees[1]!.index.get('X')!]);
    for (const where of [place('A1', 'Y', 'M2026-08'), place('A', '*', 'all'), place('*', 'Y', 'M2026-09')]) {
      const seen = seenAt(table.layout, regions, where)!;
      expect(seen.arrangement.filters.members[1]).toBe(where.members[1]);
      expect(gridOf(seen, where)).toEqual(seen.there);
    }
  });

  it('changes the period too where that stands aside, and is written into the address', () => {
    const asked = place('A', 'X', 'M2026-08');
    const seen = seenAt(table.layout, arranged([0], [1]), asked)!;
    expect(seen.arrangement.filters).toEqual({ members: [0, 0], time: asked.time });
    expect(gridOf(seen, asked)).toEqual(seen.there);
    const view = viewOfArrangement(table.layout.frame, seen.arrangement);
    expect(arrangementFrom(table.layout.frame, view)).toEqual(seen.arrangement);
  });

  it('is none where no line of these edges is the place: all regions of one product, with products inside regions', () => {
    expect(seenAt(table.layout, arranged([0, 1]), place('*', 'X', 'M2026-08'))).toBeNull();
  });
});
