import { describe, expect, test } from 'vitest';
import type { TypedByHand } from '../../src/index.ts';
import {
  at,
  must,
  number,
  type PlanOfKinds,
  planOf,
  refusalOf,
  type Typed,
  typing,
} from './plan-of-kinds.ts';

/** What people typed by hand, kept while other numbers are entered (SPR-T82). */

/** A plan into which numbers were typed one after another, and what its log tells of that. */
function typedOneByOne(numbers: readonly (readonly [string, number])[], aggregation = 'sum') {
  const plan = planOf({ r: { aggregation } });
  const log: TypedByHand[] = [];
  const type = (cell: string, value: number): void => {
    must(plan, typing('r', { [cell]: value }));
    log.push({ at: at(cell), value });
  };
  for (const [cell, value] of numbers) type(cell, value);
  return { plan, typed: { typed: () => log }, type };
}

const filled = [
  ['N1 7', 10],
  ['N2 7', 30],
  ['S 7', 60],
] as const;

const july = (of: PlanOfKinds) => ['N1 7', 'N2 7', 'S 7'].map((cell) => number(of, 'r', cell));

const keeping = (cell: string, value: Typed, more: object = {}) =>
  typing('r', { [cell]: { value, keepManual: true, ...more } });

const codes = ({ notices }: ReturnType<typeof must>) => notices.map(({ code }) => code);

describe('an entry that keeps what was typed by hand', () => {
  test('[SPR-T82] leaves typed leaves alone, and tells which', () => {
    const { plan, typed } = typedOneByOne([filled[1]]);
    must(plan, typing('r', { 'N1 7': 10, 'S 7': 60 }));
    const done = must(plan, keeping('* 7', 170), typed);
    expect(july(plan)).toEqual([20, 30, 120]);
    expect(done.notices).toContainEqual({
      code: 'KEPT_BY_HAND',
      params: { count: 1, names: 'N2 · M2026-07' },
    });
    // Nobody holds it, and it is not told as held.
    const skipped = done.notices.find(({ code }) => code === 'SKIPPED');
    expect(skipped?.params).toMatchObject({ held: 0, typed: 1 });
  });

  test('[SPR-T82] keeps a typed total: what is typed below it is made good by its other leaves', () => {
    const { plan, typed } = typedOneByOne([['N 7', 40]]);
    must(plan, typing('r', { 'N1 7': 10, 'N2 7': 30 }));
    const done = must(plan, keeping('N1 7', 25), typed);
    expect(number(plan, 'r', 'N2 7')).toBe(15);
    expect(done.notices).toContainEqual({
      code: 'KEPT_BY_HAND',
      params: { count: 1, names: 'N · M2026-07' },
    });
    expect(done.notices).toContainEqual({ code: 'ABSORBED', params: { amount: -15 } });
  });

  test('[SPR-T82] keeps a typed total inside the edited one, with everything below it', () => {
    const { plan, typed } = typedOneByOne([
      ['S 7', 60],
      ['N 7', 40],
    ]);
    must(plan, keeping('* 7', 150), { typed: () => typed.typed().slice(1) });
    expect([number(plan, 'r', 'N 7'), number(plan, 'r', 'S 7')]).toEqual([40, 110]);
  });

  test('[SPR-T82] does not keep a cell from being typed itself', () => {
    const { plan, typed } = typedOneByOne([...filled]);
    const done = must(plan, keeping('N1 7', 99), typed);
    expect(number(plan, 'r', 'N1 7')).toBe(99);
    expect(codes(done)).toEqual([]);
  });

  test('[SPR-T82] knows by the number itself: what has been moved since is nobody’s entry any more', () => {
    const { plan, typed, type } = typedOneByOne([filled[0]]);
    must(plan, typing('r', { 'N2 7': 30, 'S 7': 60 }));
    must(plan, typing('r', { '* 7': 200 }));
    must(plan, keeping('* 7', 400), typed);
    expect(july(plan)).toEqual([40, 120, 240]);
    type('N1 7', 7);
    must(plan, keeping('* 7', 367), typed);
    expect(july(plan)).toEqual([7, 120, 240]);
  });

  test('[SPR-T82] yields as soft holds do: refused first, with the cells, and only when that is wanted', () => {
    const { plan, typed } = typedOneByOne([...filled]);
    expect(refusalOf(plan, keeping('* 7', 200), typed)).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { holds: '', keptCount: 3, keptNames: 'N1 · M2026-07, N2 · M2026-07, S · M2026-07' },
    });
    expect(refusalOf(plan, keeping('* 7', 200), typed)?.params?.['soft']).not.toBe('');
    const done = must(plan, keeping('* 7', 200, { overSoft: true }), typed);
    expect(july(plan)).toEqual([20, 60, 120]);
    expect(codes(done)).toEqual(['KEPT_YIELDED']);
  });

  test('[SPR-T82, SPR-T95] keeps what was set against a rule, with or without a typed number', () => {
    const { plan } = typedOneByOne([]);
    must(plan, typing('r', { 'N1 7': 10, 'N2 7': 30, 'S 7': 60 }));
    const fields = {
      target: 'r',
      coordinate: { region: 'S' },
      time: 'M2026-07',
      reason: 'won',
      author: 'me',
    };
    must(plan, { type: 'record.add', kind: 'override', id: 'o', fields });
    must(plan, keeping('* 7', 140), { typed: () => [] });
    expect(july(plan)).toEqual([20, 60, 60]);
  });

  test('[SPR-T82, SPR-T5] keeps a total that a superior typed: who may write a part of it moves it only when that is wanted', () => {
    const { plan, typed } = typedOneByOne([['N 7', 40]]);
    must(plan, typing('r', { 'N1 7': 10, 'N2 7': 30 }));
    const mayWrite = (...ids: string[]) => ({
      ...typed,
      writable: (_: string, row: readonly string[]): boolean => ids.includes(row[0]!),
    });
    // Below the total, and spread from above it.
    for (const wish of ['N1 7', '* 7']) {
      const number40 = wish === 'N1 7' ? 25 : 55;
      expect(refusalOf(plan, keeping(wish, number40), mayWrite('N1'))).toMatchObject({
        code: 'NO_FREE_CELL',
        params: { keptCount: 1, keptNames: 'N · M2026-07', soft: expect.stringMatching(/./) },
      });
    }
    const done = must(plan, keeping('N1 7', 25, { overSoft: true }), mayWrite('N1'));
    expect(['N1 7', 'N2 7'].map((cell) => number(plan, 'r', cell))).toEqual([25, 30]);
    expect(codes(done)).toEqual(['KEPT_YIELDED']);
  });

  test('[SPR-T82, SPR-T5] keeps nothing in the way of who could not move it anyway', () => {
    const { plan, typed } = typedOneByOne([['N 7', 40]]);
    must(plan, typing('r', { 'N1 7': 10, 'N2 7': 30 }));
    const writable = (_: string, row: readonly string[]): boolean => row[0] === 'S';
    const done = must(plan, keeping('S 7', 5), { ...typed, writable });
    expect(codes(done)).toEqual([]);
  });

  test('[SPR-T82] is refused where the log is not known, and changes nothing where it is not asked for', () => {
    const { plan, typed } = typedOneByOne([...filled]);
    expect(refusalOf(plan, keeping('* 7', 200))).toMatchObject({
      code: 'NOT_FOUND',
      path: 'entries[0].keepManual',
    });
    must(plan, typing('r', { '* 7': 200 }), typed);
    expect(july(plan)).toEqual([20, 60, 120]);
  });

  test('[SPR-T82] goes with every method: an even share takes only what nobody typed', () => {
    const { plan, typed } = typedOneByOne([filled[1]]);
    must(plan, typing('r', { 'N1 7': 10, 'S 7': 60 }));
    must(plan, keeping('* 7', 130, { method: 'equal' }), typed);
    expect(july(plan)).toEqual([50, 30, 50]);
    must(plan, typing('r', { '* 7': { method: 'zero', keepManual: true } }), typed);
    expect(july(plan)).toEqual([0, 30, 0]);
  });
});
