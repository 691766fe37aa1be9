import type { Place } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { plainLayout, type TargetsView } from '../view.ts';
import type { Arrangement } from './arrangement.ts';
import { arranged, books, linesOf, tableOf } from './sample-books.ts';
import { arriveWhenDrawn, setOut } from './use-go-to.ts';

const table = tableOf(books());
const { trees, time } = table.layout.frame;
const place = (region: string, product: string): Place => ({
  members: [trees[0]!.index.get(region) ?? 0, trees[1]!.index.get(product) ?? 0],
  time: time.index.get('M2026-08')!,
});

/** A table drawn all open or all closed, and where its cursor was sent. */
function room(arrangement: Arrangement) {
  const selected: string[] = [];
  const views: Partial<TargetsView>[] = [];
  const going: Parameters<typeof setOut>[0] = { current: null };
  let view: TargetsView = { target: undefined, saved: undefined, ...plainLayout };
  const grid = {
    current: {
      focus: () => undefined,
      follow: () => undefined,
      select: (row: string) => selected.push(row) > 0,
    },
  };
  const options = (isOpen: boolean) => ({
    table,
    arrangement,
    grid,
    model: {
      rows: linesOf(table, arrangement, 'rows', () => isOpen),
      columns: linesOf(table, arrangement, 'columns', () => true),
    },
    view,
    onView: (change: Partial<TargetsView>) => void views.push(change),
  });
  return {
    selected,
    views,
    asks: (at: Place, isOpen: boolean) => setOut(going, options(isOpen), at),
    /** What was asked of the view stands in the address. */
    turns: () => {
      view = { ...view, ...views.at(-1) };
    },
    draws: (isOpen: boolean) => arriveWhenDrawn(going, options(isOpen)),
  };
}

describe('going to a place', () => {
  it('arrives when the view that shows it has been drawn', () => {
    const { asks, turns, draws, selected, views } = room(arranged([0]));
    asks(place('A1', '*'), false);
    expect([views.length, selected]).toEqual([1, []]);
    // Numbers may change before the address does.
    draws(false);
    turns();
    draws(true);
    draws(true);
    expect(selected).toEqual(['A1,*']);
  });

  it('is given up when the view drawn next does not show it: the cursor is nobody else’s minutes later', () => {
    const { asks, turns, draws, selected, views } = room(arranged([0]));
    asks(place('A1', '*'), false);
    turns();
    draws(false);
    draws(true);
    expect(selected).toEqual([]);
    // The view is all that it can be already.
    asks(place('A1', '*'), false);
    draws(true);
    expect([views.length, selected]).toEqual([1, []]);
  });

  it('is given up at once where no view of these edges shows it', () => {
    const { asks, draws, selected, views } = room(arranged([0, 1]));
    asks(place('*', 'X'), false);
    draws(true);
    expect([views, selected]).toEqual([[], []]);
  });
});
