import {
  applyChanges,
  type Change,
  contributionsTo,
  coverageOf,
  gapsOf,
  sliceOf,
  statedBaseline,
} from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from '../../targets/breakdown/sample-books.ts';
import { cellsOf, smallestOf, uncoveredOf, windowAround } from './cells.ts';
import { coverageTable, placeName, sharePermille, standingAt, toneOf, widerThan } from './places.ts';

const everywhere = new Map<string, ReadonlySet<string>>();

/** Regions by products over a quarter; initiatives by id with what they add, in 分. */
function sample(initiatives: Readonly<Record<string, object>>) {
  const made = books();
  applyChanges(
    made.plan,
    Object.entries(initiatives).map(
      ([id, fields]) =>
        ({
          type: 'record.added',
          record: {
            kind: 'initiative',
            id,
            fields: { name: id, target: 'revenue', from: '2026-07-01', ...fields },
          },
        }) as Change,
    ),
  );
  return made;
}

function laid(made = sample({}), territory = everywhere, along = 0, at?: string) {
  const { layout, totals } = tableOf(made);
  const contributions = contributionsTo(made.plan, layout.target.id);
  const coverage = coverageOf(layout, totals, contributions, statedBaseline(layout, totals));
  const grid = coverageTable(layout, along, territory, standingAt(layout, along, territory, at));
  const slice = sliceOf(coverage, along, grid.members);
  const cells = cellsOf(slice, grid);
  const { nodes, times } = smallestOf(grid);
  return { layout, grid, cells, uncovered: uncoveredOf(cells, gapsOf(slice, nodes, times), 50) };
}

describe('the rows and columns of a coverage', () => {
  it('are the members of one dimension, each below its own, and the periods without those that say the same twice', () => {
    const { grid, layout } = laid();
    const ids = grid.rows.map(({ node }) => layout.frame.trees[0]?.ids[node] || '*');
    expect(ids).toEqual(['*', 'A', 'A1', 'A2', 'B']);
    expect(grid.rows.map(({ isLeaf }) => isLeaf)).toEqual([false, false, true, true, true]);
    // The year and the quarter are all there is of the window.
    expect(grid.columns.map(({ id }) => id)).toEqual(['all', 'M2026-07', 'M2026-08', 'M2026-09']);
    expect(grid.columns.map(({ isLeaf }) => isLeaf)).toEqual([false, true, true, true]);
    expect(grid.coarser).toBe(false);
  });

  it('reach as far as the part of the reader does', () => {
    const part = new Map([['region', new Set(['A', 'A1', 'A2'])]]);
    const { grid, layout } = laid(undefined, part);
    expect(grid.rows.map(({ node, depth }) => [layout.frame.trees[0]?.ids[node], depth])).toEqual([
      ['A', 0],
      ['A1', 1],
      ['A2', 1],
    ]);
    // Of another dimension all is seen where this reader's part begins, which is not the top.
    const products = laid(undefined, part, 1).grid;
    expect(products.rows.map(({ members }) => placeName(layout, { members, time: 0 }))).toEqual([
      'A,*@all',
      'A,X@all',
      'A,Y@all',
    ]);
    // A part of a dimension of which the target has nothing.
    expect(laid(undefined, new Map([['product', new Set(['Z'])]])).grid.rows).toEqual([]);
  });
});

describe('the cells of a coverage', () => {
  it('are named smallest first where something is missing: those that nobody carries, then the largest gaps', () => {
    const made = sample({
      only: { coordinate: { region: 'A1' }, contribution: { low: 1, likely: 1, high: 1 } },
    });
    const { layout } = tableOf(made);
    const enter = (members: string[], time: string, value: number) =>
      run(made, 'plan', {
        type: 'target.enter',
        target: layout.target.id,
        entries: [{ at: { members, time }, value }],
      });
    enter(['A1', '*'], 'M2026-07', 900);
    enter(['B', '*'], 'M2026-07', 50);
    enter(['B', '*'], 'M2026-08', 70);
    const { uncovered } = laid(made);
    const named = uncovered.map(({ key, cover }) => [key, cover.state]);
    expect(named.slice(0, 3)).toEqual([
      ['B,*@M2026-08', 'bare'],
      ['B,*@M2026-07', 'bare'],
      ['A1,*@M2026-07', 'short'],
    ]);
    expect(
      named.every(([key]) => !key?.startsWith('A,') && !key?.startsWith('*') && !key?.endsWith('@all')),
    ).toBe(true);
  });

  it('stand where the other dimensions are asked to, as far as the reader knows them', () => {
    const { layout, grid, cells } = laid(undefined, everywhere, 0, 'A1,Y@M2026-07');
    expect(grid.rows.map(({ members }) => placeName(layout, { members, time: 0 }))).toContain('A2,Y@all');
    expect(cells.named('A1,Y@M2026-07')?.key).toBe('A1,Y@M2026-07');
    // Of a period that is not shown, what its row comes to; of what is not there, the first cell.
    expect(cells.named('A1,Y@W2026-30')?.key).toBe('A1,Y@all');
    expect(cells.named('gone,Y@all')?.key).toBe('*,Y@all');
    const part = new Map([['product', new Set(['X'])]]);
    const narrow = laid(undefined, part, 0, 'A1,Y@all');
    expect(narrow.cells.named('A1,Y@all')?.key).toBe('A1,X@all');
  });

  it('count what an initiative adds to a place in several dimensions wherever that is looked at', () => {
    const made = sample({
      one: { coordinate: { region: 'A1', product: 'X' }, contribution: { low: 9, likely: 9, high: 9 } },
    });
    const added = (along: number, at: string) =>
      laid(made, everywhere, along, at).cells.named(at)?.cover.added.likely;
    expect([added(0, 'A,*@all'), added(0, 'A1,X@all'), added(0, 'A1,Y@all'), added(0, 'B,X@all')]).toEqual([
      9, 9, 0, 0,
    ]);
    expect([added(1, '*,X@all'), added(1, 'A1,X@all'), added(1, 'A2,X@all')]).toEqual([9, 9, 0]);
  });

  it('are shown around the one that is selected, however many rows there are', () => {
    const shown = { from: 0, to: 60 };
    expect(windowAround(shown, 12, 20_000, 60)).toEqual(shown);
    expect(windowAround(shown, -1, 20_000, 60)).toEqual(shown);
    expect(windowAround(shown, 5, 20, 60)).toEqual({ from: 0, to: 20 });
    expect(windowAround(shown, 15_000, 20_000, 60)).toEqual({ from: 14_985, to: 15_045 });
    expect(windowAround(shown, 19_999, 20_000, 60)).toEqual({ from: 19_940, to: 20_000 });
  });

  it('say 100 % of what is covered only, and no share where none tells it', () => {
    const { layout } = laid();
    const of = (target: number | null, reached: number) =>
      ({ target, reached, uncovered: target === null ? null : target - reached, state: 'short' }) as never;
    expect(sharePermille(layout, of(1_000_000, 999_999))).toBe(999);
    expect(sharePermille(layout, of(3, 2))).toBe(666);
    expect(sharePermille(layout, of(0, 2))).toBeNull();
    expect(sharePermille(layout, of(null, 2))).toBeNull();
    expect([900, 899].map((reached) => toneOf(layout, of(1000, reached)))).toEqual(['near', 'far']);
  });
});

describe('what is promised for more than the part of the reader', () => {
  const master = books().master;
  const wider = (part: readonly string[], coordinate: Record<string, string>) =>
    widerThan(new Map([['region', new Set(part)]]), master)({ coordinate } as never);

  it('is what names no member of a dimension of which the reader knows some only', () => {
    expect(wider(['A', 'A1', 'A2'], {})).toBe(true);
    expect(wider(['A', 'A1', 'A2'], { product: 'X' })).toBe(true);
    expect(wider(['A', 'A1', 'A2'], { region: 'A1' })).toBe(false);
  });

  it('is nothing where the reader knows all of it', () => {
    expect(wider(['A', 'A1', 'A2', 'B'], {})).toBe(false);
    expect(widerThan(everywhere, master)({ coordinate: {} } as never)).toBe(false);
  });
});
