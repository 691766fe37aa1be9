import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  createTotals,
  decide,
  forkState,
  givenShare,
  holdsOf,
  kinds,
  layoutOf,
  type Place,
  placeOf,
  readTotal,
  shapingEntry,
  type TargetEntry,
} from '../../src/index.ts';

interface Books {
  readonly master: BookState;
  readonly plan: BookState;
}

const coordinates = [
  ['A1', 'X'],
  ['A1', 'Y'],
  ['A2', 'X'],
  ['B', 'Y'],
] as const;

const periods = ['M2026-07', 'M2026-08', 'M2026-09'] as const;

const context = ({ master, plan }: Books, book: 'master' | 'plan') => ({
  book,
  state: book === 'master' ? master : plan,
  master,
  kinds,
  actor: 'me',
  writable: () => true,
});

function run(books: Books, book: 'master' | 'plan', command: Command): void {
  const decided = decide(context(books, book), command);
  if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
  applyChanges(book === 'master' ? books.master : books.plan, decided.value.changes);
}

const add = (kind: string, id: string, fields: Record<string, unknown>): Command =>
  ({ type: 'record.add', kind, id, fields }) as Command;

/** Two targets over regions A (A1, A2) and B, products X and Y, the months of a quarter. */
function books(): Books {
  const made = { master: createState(), plan: createState() };
  run(made, 'master', add('dimension', 'region', { name: 'Region', category: 'region' }));
  run(made, 'master', add('dimension', 'product', { name: 'Product', category: 'product' }));
  for (const [dimension, id, parent] of [
    ['region', 'A'],
    ['region', 'A1', 'A'],
    ['region', 'A2', 'A'],
    ['region', 'B'],
    ['product', 'X'],
    ['product', 'Y'],
  ] as const) {
    run(made, 'master', add('dimensionMember', id, { dimension, name: id, ...(parent && { parent }) }));
  }
  const metric = {
    name: 'Revenue',
    key: 'revenue',
    aggregation: 'sum',
    direction: 'up',
    unit: 'count',
    decimals: 0,
  };
  run(made, 'master', add('metric', 'metric', metric));
  const fields = {
    metric: 'metric',
    targetClass: 'core',
    dimensions: ['region', 'product'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  };
  for (const id of ['target', 'other'])
    run(made, 'plan', { type: 'target.define', id, fields, rows: coordinates.map((row) => [...row]) });
  return made;
}

const enter = (target: string, entries: readonly TargetEntry[]): Command => ({
  type: 'target.enter',
  target,
  entries,
});

function fill(made: Books, target: string, values: readonly (number | null)[]): void {
  const entries = coordinates.flatMap((row, r) =>
    periods.map((time, p) => ({ at: { members: [...row], time }, value: values[r * 3 + p] ?? null })),
  );
  run(made, 'plan', enter(target, entries));
}

const layout = ({ plan, master }: Books) => layoutOf(plan, master, 'target')!;
const at = (made: Books, members: readonly string[], time: string): Place =>
  placeOf(layout(made).frame, { members, time })!;

function shareOf(
  made: Books,
  entry: TargetEntry,
  members: readonly string[],
  time: string,
  past?: (position: number) => BookState | undefined,
) {
  const seen = layout(made);
  const holds = holdsOf({ state: made.plan }, seen);
  const before = { state: made.plan, master: made.master, ...(past && { past }) };
  return givenShare(before, seen, entry, at(made, members, time), holds);
}

const whole = { members: ['*', '*'], time: 'all' };
const ones = Array.from({ length: 12 }, () => 1);

describe('[SPR-T89] what a cell was given of an entry above it', () => {
  it('is its part of the free numbers, of what was left after those that could not change', () => {
    const made = books();
    fill(made, 'target', [10, 0, 0, 20, 0, 0, 30, 0, 0, 40, 0, 0]);
    const hold = {
      target: 'target',
      members: ['B', '*'],
      time: 'all',
      keeps: 'value',
      owner: 'o',
      reason: 'signed',
    };
    run(made, 'plan', add('hold', 'hold', hold));
    const entry = { at: whole, value: 100 };
    expect(shareOf(made, entry, ['A1', 'Y'], 'M2026-07')).toEqual({
      basis: 'self',
      source: null,
      weight: 20,
      of: 60,
      amount: 60,
      fixed: 40,
      holds: ['hold'],
      due: 20,
    });
    expect(shareOf(made, entry, ['B', '*'], 'all')).toMatchObject({ weight: 0, due: 40 });
    expect(shareOf(made, entry, ['*', '*'], 'all')).toMatchObject({ weight: 60, due: 100 });
  });

  it('is an equal part where nothing was there, and where it was asked for', () => {
    const made = books();
    expect(shareOf(made, { at: whole, value: 100 }, ['A1', 'X'], 'M2026-07')).toMatchObject({
      basis: 'equal',
      weight: 1,
      of: 12,
      due: 8,
    });
    fill(made, 'target', [0, ...Array.from({ length: 11 }, () => null)]);
    expect(shareOf(made, { at: whole, value: 100 }, ['A1', 'X'], 'M2026-07')).toMatchObject({
      weight: 0,
      of: 11,
    });
    fill(made, 'target', [90, ...ones.slice(1)]);
    const equally = { at: whole, value: 120, method: 'equal' };
    expect(shareOf(made, equally, ['A1', '*'], 'all')).toMatchObject({ weight: 6, of: 12, due: 60 });
  });

  it('is a part of another target where the proportions came from there', () => {
    const made = books();
    fill(made, 'target', ones);
    fill(made, 'other', [3, ...Array.from({ length: 11 }, () => 1)]);
    const entry = { at: whole, value: 140, method: 'relativeProportional', reference: 'other' };
    expect(shareOf(made, entry, ['A1', 'X'], 'M2026-07')).toMatchObject({
      basis: 'reference',
      weight: 3,
      of: 14,
      due: 30,
    });
  });

  it('names what was read where nothing was there yet, and where it was read as it was before', () => {
    const made = books();
    fill(made, 'other', [3, -1, ...Array.from({ length: 10 }, () => 1)]);
    const nearer = { at: whole, value: 130, nearer: 'other' };
    const cell = [['A1', 'X'], 'M2026-07'] as const;
    expect(shareOf(made, nearer, ...cell)).toMatchObject({
      basis: 'nearer',
      source: { target: 'other', asOf: null },
      weight: 3,
      of: 13,
      due: 30,
    });
    fill(made, 'target', [5, ...Array.from({ length: 11 }, () => 1)]);
    expect(shareOf(made, nearer, ...cell)).toMatchObject({ basis: 'self', source: null, of: 16 });
    const then = forkState(made.plan);
    fill(
      made,
      'target',
      Array.from({ length: 12 }, () => 0),
    );
    const erased = { at: whole, value: 32, asOf: 7 };
    const known = (position: number) => (position === 7 ? then : undefined);
    expect(shareOf(made, erased, ...cell, known)).toMatchObject({
      basis: 'nearer',
      source: { target: 'target', asOf: 7 },
      weight: 5,
      of: 16,
      due: 10,
    });
    const like = { ...erased, method: 'like' };
    expect(shareOf(made, like, ...cell, known)).toMatchObject({ basis: 'reference', weight: 5, of: 16 });
    expect(shareOf(made, erased, ...cell, () => undefined)).toBeNull();
  });

  it('is not told where the method gives no shares, or the cell lies elsewhere', () => {
    const made = books();
    fill(made, 'target', ones);
    expect(shareOf(made, { at: whole, value: 5, method: 'repeatLeaves' }, ['B', 'Y'], 'all')).toBeNull();
    expect(shareOf(made, { at: whole, value: null }, ['B', 'Y'], 'all')).toBeNull();
    const above = { at: { members: ['A', '*'], time: 'all' }, value: 10 };
    expect(shareOf(made, above, ['B', 'Y'], 'all')).toBeNull();
  });

  it('comes from the innermost entry of a gesture', () => {
    const made = books();
    const region = { at: { members: ['A', '*'], time: 'all' }, value: 60 };
    const month = { at: { members: ['A1', '*'], time: 'M2026-07' }, value: 10 };
    const entries = [{ at: whole, value: 100 }, month, region];
    const { frame } = layout(made);
    const shaping = (members: readonly string[], time: string) =>
      shapingEntry({ frame }, entries, at(made, members, time));
    expect(shaping(['A1', 'X'], 'M2026-07')).toBe(month);
    expect(shaping(['A1', 'X'], 'M2026-08')).toBe(region);
    expect(shaping(['B', 'Y'], 'M2026-08')).toBe(entries[0]);
    expect(shapingEntry({ frame }, [month], at(made, ['B', '*'], 'all'))).toBeUndefined();
  });

  it('differs from what the cell got by the units that rounding handed out, one a level at most', () => {
    const seed = 20_261_129;
    const levels = 5;
    const values = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 9_000 }), fc.boolean(), (numbers, typed, isHeld) => {
        const made = books();
        fill(made, 'target', numbers);
        if (isHeld) {
          const hold = {
            target: 'target',
            members: ['A1', '*'],
            time: 'M2026-08',
            keeps: 'total',
            owner: 'o',
            reason: 'r',
          };
          run(made, 'plan', add('hold', 'hold', hold));
        }
        const entry = { at: whole, value: typed };
        const leaves = coordinates.flatMap((row) => periods.map((time) => ({ row, time })));
        const shares = leaves.map(({ row, time }) => shareOf(made, entry, row, time));
        const decided = decide(context(made, 'plan'), enter('target', [entry]));
        if (!decided.ok || shares.includes(null)) return;
        applyChanges(made.plan, decided.value.changes);
        const { cube, frame } = layout(made);
        const totals = createTotals(cube, frame);
        for (const [i, { row, time }] of leaves.entries()) {
          const got = readTotal(totals, at(made, row, time)) ?? 0;
          expect(Math.abs(got - (shares[i]?.due ?? 0)), `seed ${seed}`).toBeLessThanOrEqual(levels);
        }
        const due = shares.reduce((sum, share) => sum + (share?.due ?? 0), 0);
        expect(typed - due).toBeGreaterThanOrEqual(0);
        expect(typed - due).toBeLessThan(leaves.length);
      }),
      { seed, numRuns: 200 },
    );
  });
});
