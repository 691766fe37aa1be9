import type { Fields } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { sampleModel } from '../codes/sample-table.ts';
import { endFields } from './hold-end-field.tsx';
import { holdCommands } from './hold-fields.ts';
import { endText, holdText } from './hold-text.ts';
import { placedHolds } from './holds.ts';
import { type Books, books, run, tableOf } from './sample-books.ts';
import { cellsToHold } from './use-toggle-hold.ts';

const held = (made: Books, id: string, member: string, more: Fields = {}) =>
  run(made, 'plan', {
    type: 'record.add',
    kind: 'hold',
    id,
    fields: {
      target: 'revenue',
      members: [member, '*'],
      time: 'M2026-07',
      keeps: 'value',
      owner: 'me',
      reason: '已签约',
      ...more,
    },
  });

const holdsOf = (made: Books, inherited: readonly string[] = []) =>
  placedHolds(made.plan, tableOf(made).layout, '2026-07-01', new Set(inherited));

const said = (made: Books, locale: 'zh-CN' | 'en', inherited: readonly string[] = []): readonly string[] =>
  holdsOf(made, inherited).map((hold) => holdText(createTranslate(locale), hold, () => '张三', String));

describe('[SPR-T53] what is said of a hold', () => {
  it.each([
    [{}, '到计划结束', 'to the end of the plan'],
    [{ expires: '2099-12-31' }, '锁定到2099年12月31日', 'until 31 Dec 2099'],
    [{ expiresWhen: 'approved' }, '到计划批准为止', 'until the plan is approved'],
    [
      { expiresWhen: 'approved', expires: '2099-12-31' },
      '到计划批准为止，最晚2099年12月31日',
      'until the plan is approved, 31 Dec 2099 at the latest',
    ],
  ])('always when it ends: %o', (end, zh, en) => {
    const made = books();
    held(made, 'h', 'A', end);
    expect(said(made, 'zh-CN')).toEqual([`数值不变；“已签约”（张三），${zh}`]);
    expect(said(made, 'en')).toEqual([`the number stays; “已签约” (张三), ${en}`]);
  });

  it('that it came with the what-if, where it did', () => {
    const made = books();
    held(made, 'old', 'A');
    held(made, 'new', 'B');
    expect(said(made, 'zh-CN', ['old'])).toEqual([
      '数值不变；“已签约”（张三），到计划结束，来自原计划',
      '数值不变；“已签约”（张三），到计划结束',
    ]);
    const [old] = holdsOf(made, ['old']);
    expect(endText(createTranslate('en'), old!)).toBe('to the end of the plan, inherited from the plan');
  });

  it('of how many cells it is one, counting those still in force', () => {
    const made = books();
    held(made, 'a', 'A', { selection: 's' });
    held(made, 'b', 'B', { selection: 's' });
    expect(said(made, 'zh-CN')[0]).toContain('；与选区共 2 格一并锁定');
    expect(holdsOf(made).map(({ together }) => together)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    run(made, 'plan', { type: 'record.remove', kind: 'hold', id: 'b' });
    expect(said(made, 'en')[0]).not.toContain('selection');
    expect(holdsOf(made).map(({ together }) => together)).toEqual([['a']]);
  });
});

describe('[SPR-T53] holding a selection', () => {
  it('keeps the sums of totals and the numbers of leaves, and passes over what is held', () => {
    const made = books();
    held(made, 'h', 'B');
    const model = sampleModel(made);
    const cells = cellsToHold(model, { top: 1, left: 2, bottom: 8, right: 2 });
    const kept = cells.map(({ at, keeps }) => `${at.members.join('/')} ${keeps}`);
    expect(kept).toContain('A/* total');
    expect(kept).toContain('A1/X value');
    expect(kept.filter((text) => text.startsWith('B'))).toEqual([]);
  });

  it('is one hold of several cells with one reason; a single cell is of no selection', () => {
    const cell = (id: string) => ({ at: { members: [id], time: 'all' } });
    const of = (id: string, reason: string) => ({ cell: cell(id), fields: { reason } });
    const commands = holdCommands('t', [of('a', 'one'), of('b', 'other'), of('c', 'one')]);
    const [a, b, c] = commands.map((command) => ('fields' in command ? command.fields : {}) as Fields);
    expect(a!['selection']).toBeTypeOf('string');
    expect(c!['selection']).toBe(a!['selection']);
    expect(b).not.toHaveProperty('selection');
  });
});

describe('[SPR-T53] the end that is asked for', () => {
  it('is the plan’s, its approval or a day; without the day it is not said yet', () => {
    const today = '2026-08-01';
    expect(endFields({ by: 'plan', date: '2026-08-31' }, today)).toEqual({});
    expect(endFields({ by: 'approved', date: '' }, today)).toEqual({ expiresWhen: 'approved' });
    expect(endFields({ by: 'date', date: '2026-08-31' }, today)).toEqual({ expires: '2026-08-31' });
    expect(endFields({ by: 'date', date: '' }, today)).toBeUndefined();
    expect(endFields({ by: 'date', date: '2026-08-01' }, today)).toEqual({ expires: '2026-08-01' });
    expect(endFields({ by: 'date', date: '2026-07-31' }, today)).toBeUndefined();
  });
});
