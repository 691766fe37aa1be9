import { spreadMethods } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { answerSpread } from '../src/calc/spread.ts';

const quarter = [
  { id: 'Q1' },
  { id: 'Jan', parent: 'Q1' },
  { id: 'Feb', parent: 'Q1' },
  { id: 'Mar', parent: 'Q1' },
];
const hundreds = { Jan: 100, Feb: 100, Mar: 100 };

const ask = (edit: object, more: object = {}) =>
  answerSpread({ members: quarter, cells: hundreds, edit: { at: 'Q1', ...edit }, ...more });

describe('calc spread', () => {
  it('answers every member, totals included, and what changed', () => {
    expect(ask({ method: 'proportional', value: 600 }, { holds: ['Feb', 'Mar'], decimals: 0 })).toEqual({
      cells: { Q1: 600, Jan: 400, Feb: 100, Mar: 100 },
      changed: ['Q1', 'Jan'],
    });
  });

  it('takes a plain number as proportional', () => {
    expect(ask({ value: 600 })).toMatchObject({ cells: { Jan: 200, Feb: 200, Mar: 200 } });
  });

  it('accepts its own answer as the next request', () => {
    const { cells } = ask({ value: 100 }) as { cells: object };
    expect(cells).toEqual({ Q1: 100, Jan: 34, Feb: 33, Mar: 33 });
    expect(ask({ value: 300 }, { cells })).toMatchObject({ cells: { Q1: 300, Jan: 102, Feb: 99, Mar: 99 } });
  });

  it('keeps empty apart from 0', () => {
    expect(ask({ value: 50 }, { cells: { Jan: 1, Feb: 0, Mar: null } })).toEqual({
      cells: { Q1: 50, Jan: 50, Feb: 0, Mar: null },
      changed: ['Q1', 'Jan'],
    });
    expect(ask({ method: 'clear' })).toEqual({
      cells: { Q1: null, Jan: null, Feb: null, Mar: null },
      changed: ['Q1', 'Jan', 'Feb', 'Mar'],
    });
  });

  it('adds up exactly in the smallest unit', () => {
    expect(ask({ value: 0.1 }, { decimals: 2 })).toMatchObject({
      cells: { Q1: 0.1, Jan: 0.04, Feb: 0.03, Mar: 0.03 },
    });
    expect(ask({ value: 0.1 })).toEqual({
      problem: { code: 'NUMBER_TOO_PRECISE', path: 'edit.value', params: { decimals: 0 } },
    });
  });

  it('lets the siblings absorb under a held total', () => {
    const cells = { Jan: 200, Feb: 300, Mar: 500 };
    expect(ask({ at: 'Mar', value: 700 }, { cells, holds: ['Q1'] })).toEqual({
      cells: { Q1: 1_000, Jan: 120, Feb: 180, Mar: 700 },
      changed: ['Jan', 'Feb', 'Mar'],
    });
  });

  it('spreads through the levels of a deep tree', () => {
    const members = [
      { id: 'Y' },
      ...quarter.map((m) => ({ ...m, parent: m.parent ?? 'Y' })),
      { id: 'Q2', parent: 'Y' },
    ];
    const cells = { ...hundreds, Q2: 100 };
    const edit = { at: 'Y', value: 10 };
    // 10 units go 7.5 : 2.5 to the quarters first, the earlier one taking the odd unit.
    expect(answerSpread({ members, cells, edit })).toMatchObject({
      cells: { Y: 10, Q1: 8, Jan: 3, Feb: 3, Mar: 2, Q2: 2 },
    });
  });

  it('rolls opening, closing and average numbers up instead of adding them', () => {
    const cells = { Jan: 10, Feb: 15, Mar: 20 };
    const shown = (timeBalance: string) =>
      (ask({ at: 'Jan', value: 10 }, { cells, timeBalance }) as { cells: { Q1: number } }).cells.Q1;
    expect(['flow', 'first', 'last', 'average'].map(shown)).toEqual([45, 10, 20, 15]);
    expect(ask({ value: 25 }, { cells, timeBalance: 'last' })).toMatchObject({
      cells: { Q1: 25, Mar: 25, Jan: 10 },
    });
    expect(ask({ value: 30 }, { cells, timeBalance: 'average' })).toMatchObject({
      cells: { Q1: 30, Jan: 20, Feb: 30, Mar: 40 },
    });
  });

  it('takes weights with decimals, and patterns', () => {
    const reference = { Jan: 0.5, Feb: 0.25, Mar: 0.25 };
    expect(ask({ method: 'relativeProportional', value: 8, reference })).toMatchObject({
      cells: { Jan: 4, Feb: 2, Mar: 2 },
    });
    expect(ask({ method: 'pattern', value: 13, pattern: [4, 4, 5] })).toMatchObject({
      cells: { Jan: 4, Feb: 4, Mar: 5 },
    });
  });

  it('refuses with the place and the amounts in the unit of the metric', () => {
    expect(ask({ value: 9.5 }, { holds: ['Jan', 'Feb', 'Mar'], decimals: 1 })).toMatchObject({
      problem: { code: 'NO_FREE_CELL', path: 'edit.at', params: { amount: -290.5, holds: 'Jan,Feb,Mar' } },
    });
  });

  it.each([
    [{ at: 'Apr', value: 1 }, {}, 'UNKNOWN_REFERENCE', 'edit.at'],
    [{ value: 1, speed: 3 }, {}, 'UNKNOWN_FIELD', 'edit.speed'],
    [{ value: '1' }, {}, 'NOT_A_NUMBER', 'edit.value'],
    [{}, {}, 'REQUIRED', 'edit.value'],
    [{ value: 1 }, { holds: ['Apr'] }, 'UNKNOWN_REFERENCE', 'holds[0]'],
    [{ value: 1 }, { cells: { Apr: 1 } }, 'UNKNOWN_REFERENCE', 'cells.Apr'],
    [{ value: 1 }, { cells: { Jan: 'x' } }, 'NOT_A_NUMBER', 'cells.Jan'],
    [{ value: 1 }, { cells: { Jan: 1, Q1: 2 } }, 'INVALID', 'cells.Q1'],
    [{ value: 1 }, { members: [] }, 'REQUIRED', 'members'],
    [{ value: 1 }, { members: [{ id: 'Q1', parent: 'Q1' }] }, 'CYCLE', 'members[0].parent'],
    [{ value: 1 }, { timeBalance: 'median' }, 'INVALID', 'timeBalance'],
    [{ method: 'wild', value: 1 }, {}, 'INVALID', 'edit.method'],
    [{ method: 'repeat', value: 1 }, {}, 'INVALID', 'edit.method'],
    [{ method: 'goalSeek', value: 1 }, {}, 'KIND', 'edit.method'],
    [{ method: 'like', value: 1 }, {}, 'REQUIRED', 'edit.reference'],
    [{ method: 'straightLine', from: 1 }, {}, 'REQUIRED', 'edit.to'],
  ])('%j with %j is %s at %s', (edit, more, code, path) => {
    expect(ask(edit, more)).toMatchObject({ problem: { code, path } });
  });

  it.each([null, [], 3, 'text', {}, { members: 'Q1' }])('refuses %j with a problem', (request) => {
    expect(answerSpread(request)).toMatchObject({ problem: { code: expect.any(String) } });
  });

  it.each(spreadMethods)('answers or refuses %s, never silently', (method) => {
    const edit = {
      method,
      value: 90,
      percent: 10,
      from: 1,
      to: 3,
      reference: { Jan: 10, Feb: 20, Mar: 30 },
      pattern: [1, 1, 1],
      source: 'Jan',
      target: 'Feb',
    };
    const answer = ask(edit) as { changed?: string[]; problem?: { params?: { method?: string } } };
    if (answer.changed === undefined) expect(answer.problem?.params?.method).toBe(method);
    else expect(answer.changed.length).toBeGreaterThan(0);
  });
});
