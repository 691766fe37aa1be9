import type { Command } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { readEdits } from '../breakdown/read-edits.ts';
import { type Books, books, run, tableOf } from '../breakdown/sample-books.ts';
import { shareChoices, shareCommands, typedShare } from '../breakdown/share-choices.ts';
import { metricFormat } from '../metric-format.ts';
import { sampleModel, typedInto } from './sample-table.ts';
import { readShareText } from './share-text.ts';

describe('the text of a share', () => {
  it('is a percentage without a sign, exactly as it stands', () => {
    expect(readShareText('25%')).toEqual({ part: 25, whole: 100 });
    expect(readShareText(' 12.5 ％')).toEqual({ part: 125, whole: 1000 });
    expect(readShareText('100%')).toEqual({ part: 100, whole: 100 });
    for (const text of ['+25%', '-5%', '25', '101%', '1.2345678%', '=20%', ''])
      expect(readShareText(text)).toBeNull();
  });
});

/** Rows: 0 all, 1 A, 2 A1, 3 A1 X, 4 A1 Y, 5 A2, 6 A2 X, 7 B, 8 B Y; columns: 1 all, 2–4 the months. */
function table(): Books {
  const made = books();
  const at = (members: string[]) => ({ members, time: 'M2026-07' });
  run(made, 'plan', {
    type: 'target.enter',
    target: 'revenue',
    entries: [
      { at: at(['A1', 'X']), value: 300 },
      { at: at(['A1', 'Y']), value: 100 },
      { at: at(['A2', 'X']), value: 400 },
      { at: at(['B', 'Y']), value: 201 },
    ],
  });
  return made;
}

const gesture = (made: Books, typed: readonly (readonly [number, number, string])[], target = 'revenue') => {
  const model = sampleModel(made);
  const shown = tableOf(made, target);
  return readEdits({
    edits: typed.map(([row, column, text]) => typedInto(model, row, column, text)),
    model,
    table: shown,
    format: metricFormat(shown.layout.metric, 'yuan', 'en'),
    spreading: { way: 'proportional' },
  });
};
const july = (made: Books) =>
  Array.from({ length: 9 }, (_, row) => sampleModel(made).at(row, 2)?.value?.numerator ?? null);

describe('[SPR-T81] a share typed into a cell', () => {
  it('becomes that part of the total above, which stays while its other parts divide the rest', () => {
    const made = table();
    const { entries, bad } = gesture(made, [[1, 2, '50%']]);
    expect(bad).toEqual([]);
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    // Of 1001: 501, by the larger remainder, the first of equals.
    expect([july(made)[0], july(made)[1], july(made)[7]]).toEqual([1001, 501, 500]);
  });

  it('[SPR-T65] of several parts is rounded together, so that 100% is all of it', () => {
    const made = table();
    const { entries } = gesture(made, [
      [1, 2, '50%'],
      [7, 2, '50%'],
    ]);
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    expect([july(made)[1], july(made)[7]]).toEqual([501, 500]);
  });

  it('in the top row is a share of the longer period', () => {
    const made = table();
    const { entries } = gesture(made, [[0, 3, '25%']]);
    expect(entries.map(({ at, value }) => [at.members.join(), at.time, value])).toEqual([
      ['*,*', 'M2026-08', 250],
      ['*,*', 'all', 1001],
    ]);
  });

  it.each([
    ['the total', { members: ['B', 'Y'], time: 'M2026-07' }],
    ['the cell itself', { members: ['A1', 'X'], time: 'M2026-07' }],
  ])('[SPR-T85] is refused where %s was changed meanwhile, and nothing is put back', (_, at) => {
    const made = table();
    const { entries } = gesture(made, [[1, 2, '50%']]);
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries: [{ at, value: 500 }] });
    const before = july(made);
    const enter: Command = { type: 'target.enter', target: 'revenue', entries };
    expect(() => run(made, 'plan', enter)).toThrow(/STALE/);
    expect(july(made)).toEqual(before);
  });

  it('leaves a held total to its hold', () => {
    const made = table();
    const fields = {
      target: 'revenue',
      members: ['*', '*'],
      time: 'M2026-07',
      keeps: 'total',
      owner: 'me',
      reason: 'x',
    };
    run(made, 'plan', { type: 'record.add', kind: 'hold', id: 'total', fields });
    const { entries } = gesture(made, [[1, 2, '50%']]);
    expect(entries).toHaveLength(1);
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    expect([july(made)[0], july(made)[1]]).toEqual([1001, 501]);
  });

  it('is refused where there is nothing to take it of, and where shares are more than the whole', () => {
    const made = table();
    expect(gesture(made, [[1, 3, '25%']]).bad).toMatchObject([{ text: '25%', code: 'SHARE_OF_NOTHING' }]);
    expect(gesture(made, [[0, 1, '25%']]).bad).toMatchObject([{ code: 'SHARE_OF_NOTHING' }]);
    const over = gesture(made, [
      [1, 2, '60%'],
      [7, 2, '60%'],
    ]);
    expect(over.bad.map(({ code }) => code)).toEqual(['SHARE_OVER_WHOLE', 'SHARE_OVER_WHOLE']);
    expect(over.entries).toEqual([]);
  });

  it('of a rate is the rate itself, and with a sign a change', () => {
    expect(gesture(table(), [[3, 2, '85%']], 'coverage').question?.rate).toBe(0.85);
    expect(gesture(table(), [[3, 2, '+10%']]).entries).toMatchObject([{ value: 330 }]);
  });
});

describe('[SPR-T52] a share typed into the dialog of holds', () => {
  it('is made true first, and then held exactly', () => {
    const made = table();
    const shown = tableOf(made);
    const node = shown.layout.frame.trees[0]!.index.get('B')!;
    const time = shown.layout.frame.time.index.get('M2026-07')!;
    const place = { members: [node, 0], time };
    const at = { members: ['B', '*'], time: 'M2026-07' };
    const [share] = shareChoices(shown, place, made.master);
    const typed = typedShare('25');
    const commands = shareCommands(shown, { at, place }, share!, typed);
    for (const command of commands) run(made, 'plan', command as Command);
    expect([july(made)[0], july(made)[7]]).toEqual([1001, 250]);
    const fields = { target: 'revenue', ...at, keeps: 'share', owner: 'me', reason: 'x', along: 'region' };
    run(made, 'plan', {
      type: 'record.add',
      kind: 'hold',
      id: 'quarter',
      fields: { ...fields, sharePart: 25, shareWhole: 100 },
    });
    run(made, 'plan', {
      type: 'target.enter',
      target: 'revenue',
      entries: [{ at: { members: ['*', '*'], time: 'M2026-07' }, value: 2000 }],
    });
    expect(july(made)[7]).toBe(500);
  });

  it('[SPR-T85] is refused where the cell or the total has changed since it was shown', () => {
    const made = table();
    const shown = tableOf(made);
    const node = shown.layout.frame.trees[0]!.index.get('B')!;
    const place = { members: [node, 0], time: shown.layout.frame.time.index.get('M2026-07')! };
    const at = { members: ['B', '*'], time: 'M2026-07' };
    const [share] = shareChoices(shown, place, made.master);
    const entries = [{ at: { members: ['A1', 'X'], time: 'M2026-07' }, value: 7 }];
    run(made, 'plan', { type: 'target.enter', target: 'revenue', entries });
    const [command] = shareCommands(shown, { at, place }, share!, typedShare('25'));
    expect(() => run(made, 'plan', command as Command)).toThrow(/STALE.*"cell":"M2026-07"/);
  });

  it('is read with or without its sign; more than all, or no number, is not', () => {
    expect(typedShare('')).toBeNull();
    expect(typedShare('33.3%')).toEqual({ part: 333, whole: 1000 });
    expect([typedShare('120'), typedShare('much')]).toEqual(['wrong', 'wrong']);
  });
});
