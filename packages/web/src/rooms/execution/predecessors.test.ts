import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../records/core/edits.ts';
import { readRows } from '../../records/core/paste.ts';
import { judged } from '../../records/core/paste-laws.ts';
import { contextWith, record } from '../../records/core/sample.ts';
import { columnsOf } from '../../records/core/view.ts';
import { predecessorsColumn } from './predecessors.ts';
import { taskView } from './view.ts';

const columns = columnsOf(createTranslate('zh-CN'), taskView);
const column = columns.find(({ id }) => id === 'predecessors')!;
const tasks = [
  record('task', 'sign', { name: '签约' }),
  record('task', 'train', { name: '培训、考核' }),
  record('task', 'visit', { name: '回访' }),
];
const links = [
  record('taskLink', 'l1', { from: 'sign', to: 'visit', relation: 'FS' }),
  record('taskLink', 'l2', { from: 'train', to: 'visit', relation: 'SS', lag: 2 }),
];
const context = contextWith([...tasks, ...links]);
const ids = () => {
  let next = 0;
  return () => `new${(next += 1)}`;
};
const typed = (text: string) => {
  const { commands, wrong } = commandsOf(context, [{ record: tasks[2]!, column, text }], 'create', ids());
  return wrong.length > 0 ? wrong.map(({ message }) => message) : commands;
};

describe('what a task waits for, as text', () => {
  it('is written so that it is read back as it is', () => {
    const text = predecessorsColumn.text(context, tasks[2]!);
    expect(text).toBe('签约、培训、考核 SS+2');
    expect(typed(text)).toEqual([]);
  });

  it('changes, adds and takes away just what is written otherwise', () => {
    expect(typed('签约 FS+3天')).toEqual([
      { type: 'record.remove', kind: 'taskLink', id: 'l2' },
      { type: 'record.update', kind: 'taskLink', id: 'l1', set: { lag: 3 }, expect: { lag: null } },
    ]);
    expect(typed('培训、考核ff−1、签约')).toEqual([
      {
        type: 'record.update',
        kind: 'taskLink',
        id: 'l2',
        set: { relation: 'FF', lag: -1 },
        expect: { relation: 'SS', lag: 2 },
      },
    ]);
    expect(typed('')).toEqual([
      { type: 'record.remove', kind: 'taskLink', id: 'l1' },
      { type: 'record.remove', kind: 'taskLink', id: 'l2' },
    ]);
  });

  it('names what it cannot find, and changes nothing', () => {
    expect(typed('签约、没有的任务 SS')).toEqual(['找不到“没有的任务 SS”。请核对名称，或先新建。']);
  });
});

const sheet = (...block: string[][]) =>
  judged(
    context,
    readRows(context, taskView, columns, block, { left: 0, given: {}, known: true, newId: ids() }),
  ).rows;

describe('what tasks of a sheet wait for', () => {
  const head = ['序号', '任务/工作内容', '依赖关系'];

  it('is said by number, by name, of rows further down and of tasks that there are', () => {
    const rows = sheet(
      head,
      ['10', '选址', '30FS+2'],
      ['20', '开业', '选址 SF-1，签约'],
      ['30', '签租约', ''],
    );
    expect(rows.map(({ beside }) => beside.map((one) => 'fields' in one && one.fields))).toEqual([
      [{ from: 'new3', to: 'new1', relation: 'FS', lag: 2 }],
      [
        { from: 'new1', to: 'new2', relation: 'SF', lag: -1 },
        { from: 'sign', to: 'new2', relation: 'FS' },
      ],
      [],
    ]);
    expect(rows.every(({ refused }) => refused === undefined)).toBe(true);
  });

  it('counts rows by their place where the sheet does not number them', () => {
    const [, second] = sheet(head.slice(1), ['选址', ''], ['开业', '1SS']);
    expect(second?.beside).toMatchObject([{ fields: { from: 'new1', to: 'new2', relation: 'SS' } }]);
  });

  it('refuses the row that closes a circle, and whoever waits for it, by row', () => {
    const rows = sheet(head, ['1', '甲', '2'], ['2', '乙', '1'], ['3', '丙', '2'], ['4', '丁', '']);
    expect(rows.map(({ refused }) => refused?.[0]?.message)).toEqual([
      '它要等待的那一行不会新增。',
      '任务会互相等待：甲 → 乙 → 甲。请先删除其中一条依赖。',
      '它要等待的那一行不会新增。',
      undefined,
    ]);
    expect(rows[3]?.commands).toHaveLength(1);
  });
});
