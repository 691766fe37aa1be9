import { describe, expect, it } from 'vitest';
import { placedHolds } from '../breakdown/holds.ts';
import { type Books, books, run, tableOf } from '../breakdown/sample-books.ts';
import { beginsHoldCode } from './begins-hold-code.ts';
import { readHoldCodes } from './hold-codes.ts';
import { sampleModel, typedInto } from './sample-table.ts';

/** Rows: 0 all, 1 A, 2 A1, 3 A1 X, 4 A1 Y, 5 A2, 6 A2 X, 7 B, 8 B Y; columns: 1 all, 2–4 the months. */
const read = (
  made: Books,
  typed: readonly (readonly [row: number, column: number, text: string])[],
  { mayHold = true, mayRelease = true } = {},
) => {
  const model = sampleModel(made);
  const { layout } = tableOf(made);
  return readHoldCodes({
    edits: typed.map(([row, column, text]) => typedInto(model, row, column, text)),
    model,
    holds: placedHolds(made.plan, layout, '2026-07-01'),
    mayHold,
    mayRelease: () => mayRelease,
  });
};

const held = (made: Books, id: string, keeps: string, members: string[], time = 'all', more = {}) =>
  run(made, 'plan', {
    type: 'record.add',
    kind: 'hold',
    id,
    fields: { target: 'revenue', members, time, keeps, owner: 'me', reason: 'signed', ...more },
  });

const why = (codes: ReturnType<typeof read>) => codes.bad.map(({ why }) => why);
const ids = (codes: ReturnType<typeof read>) => codes.released.map(({ record }) => record.id);

describe('[SPR-T45] codes of holds', () => {
  it('H keeps every number at and below a cell, HC a total, with the reason behind it or without', () => {
    const { wanted, rest } = read(books(), [
      [1, 1, 'h'],
      [2, 1, 'HC 预算已定'],
      [3, 2, 'H: signed'],
      [4, 2, '500'],
    ]);
    expect(wanted.map(({ cell, keeps, reason }) => [cell.at?.members, cell.at?.time, keeps, reason])).toEqual(
      [
        [['A', '*'], 'all', 'value', null],
        [['A1', '*'], 'all', 'total', '预算已定'],
        [['A1', 'X'], 'M2026-07', 'value', 'signed'],
      ],
    );
    expect(rest.map(({ text }) => text)).toEqual(['500']);
  });

  it('leaves a gesture without any as it is, so that it is read once', () => {
    const model = sampleModel(books());
    const edits = [typedInto(model, 1, 1, '500'), typedInto(model, 2, 1, 'S1200')];
    expect(readHoldCodes({ edits, model, holds: [], mayHold: true, mayRelease: () => true }).rest).toBe(
      edits,
    );
  });

  it('refuses a total where nothing stands below, what is held already, and who may not hold', () => {
    const made = books();
    expect(why(read(made, [[3, 2, 'HC']]))).toEqual(['hasNoParts']);
    held(made, 'one', 'value', ['A1', 'X'], 'M2026-07');
    expect(why(read(made, [[3, 2, 'H']]))).toEqual(['isHeld']);
    expect(why(read(made, [[3, 3, 'H']], { mayHold: false }))).toEqual(['mayNot']);
    // Of several cells the others are held all the same.
    const both = read(made, [
      [3, 2, 'H'],
      [3, 3, 'H'],
    ]);
    expect([both.wanted.length, both.bad.length]).toEqual([1, 0]);
  });

  it('RH gives up held numbers, RC held totals; each names the other', () => {
    const made = books();
    held(made, 'numbers', 'value', ['A', '*']);
    held(made, 'total', 'total', ['B', '*']);
    expect(ids(read(made, [[1, 1, 'RH']]))).toEqual(['numbers']);
    expect(why(read(made, [[1, 1, 'RC']]))).toEqual(['keepsValue']);
    expect(ids(read(made, [[7, 1, 'RC']]))).toEqual(['total']);
    expect(why(read(made, [[7, 1, 'RH']]))).toEqual(['keepsTotal']);
    expect(why(read(made, [[0, 1, 'RH']]))).toEqual(['notHeld']);
  });

  it('a single number is released by RH whatever is kept of it', () => {
    const made = books();
    held(made, 'ends', 'bound', ['A1', 'X'], 'M2026-07', { floor: 0 });
    expect(ids(read(made, [[3, 2, 'RH']]))).toEqual(['ends']);
  });

  it('names where a cell is held from above, and who holds what is not one’s own', () => {
    const made = books();
    held(made, 'numbers', 'value', ['A', '*']);
    const above = read(made, [[3, 2, 'RH']]);
    expect(above.bad).toMatchObject([{ why: 'heldAbove', text: 'RH', hold: { record: { id: 'numbers' } } }]);
    expect(why(read(made, [[1, 1, 'RH']], { mayRelease: false }))).toEqual(['notYours']);
    expect(why(read(made, [[1, 1, 'RA']], { mayRelease: false }))).toEqual(['notYours']);
  });

  it('RA gives up everything in the table, once, and says where nothing is held', () => {
    const made = books();
    expect(why(read(made, [[0, 1, 'RA']]))).toEqual(['nothingHeld']);
    held(made, 'numbers', 'value', ['A', '*']);
    held(made, 'total', 'total', ['B', '*']);
    const all = read(made, [
      [0, 1, 'RA'],
      [7, 1, 'RC'],
    ]);
    expect(ids(all)).toEqual(['numbers', 'total']);
  });

  it('a closed period is opened where it was closed, not by a code', () => {
    const made = books();
    held(made, 'closed', 'period', ['*', '*'], 'M2026-07');
    expect(why(read(made, [[0, 2, 'RH']]))).toEqual(['isClosed']);
    expect(why(read(made, [[0, 1, 'RA']]))).toEqual(['isClosed']);
  });
});

describe('a held cell', () => {
  it('takes nothing but what may become a code of a hold', () => {
    for (const text of ['', 'r', 'RH', 'rc', 'RA', 'H', 'hc', 'H signed', 'HC：已定', 'ＲＨ'])
      expect(beginsHoldCode(text), text).toBe(true);
    for (const text of ['5', 'R5', 'Hello', 'S1200', '+10%', 'RHx', '-'])
      expect(beginsHoldCode(text), text).toBe(false);
  });

  it('is typed into all the same', () => {
    const made = books();
    held(made, 'theirs', 'value', ['A', '*'], 'all', { owner: 'other' });
    const model = sampleModel(made);
    expect(model.state?.(3, 2).editable).toBe(false);
    expect(model.takes?.(3, 2, 'RH')).toBe(true);
    expect(model.takes?.(3, 2, '5')).toBe(false);
  });
});
