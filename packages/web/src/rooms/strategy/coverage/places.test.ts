import { applyChanges, type Change, contributionsTo, coverageOf, statedBaseline } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from '../../targets/breakdown/sample-books.ts';
import { cellsOf, coverageTable, sharePermille, toneOf, uncoveredOf, widerThan } from './places.ts';

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

function laid(made = sample({}), territory = everywhere, along = 0) {
  const { layout, totals } = tableOf(made);
  const contributions = contributionsTo(made.plan, layout.target.id);
  const coverage = coverageOf(layout, totals, contributions, statedBaseline(layout, totals));
  const grid = coverageTable(layout, along, territory);
  return { layout, grid, cells: cellsOf(coverage, grid.rows, grid.columns) };
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
    // Of another dimension all is seen at the top, which this reader may not see.
    expect(laid(undefined, part, 1).grid.rows).toEqual([]);
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
    const { cells } = laid(made);
    const named = uncoveredOf(cells).map(({ key, cover }) => [key, cover.state]);
    expect(named.slice(0, 3)).toEqual([
      ['B,*@M2026-08', 'bare'],
      ['B,*@M2026-07', 'bare'],
      ['A1,*@M2026-07', 'short'],
    ]);
    expect(
      named.every(([key]) => !key?.startsWith('A,') && !key?.startsWith('*') && !key?.endsWith('@all')),
    ).toBe(true);
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
