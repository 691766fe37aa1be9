import { applyChanges, type Change, createState } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { branchOf, memberTree } from './member-tree.ts';
import { nextMonth, reassigning, standingsOf, topsOf } from './moves.ts';
import { readMoves } from './reassign-list.ts';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;
const member = (id: string, name: string, more: object = {}): Change =>
  record('dimensionMember', id, { dimension: 'territory', name, ...more });

function master() {
  const state = createState();
  applyChanges(state, [
    member('a', '华北'),
    member('b', '华南', { code: 'HN' }),
    member('c', '客户甲', { parent: 'a' }),
    member('d', '门店', { parent: 'c' }),
    member('s1', '同名', { parent: 'a' }),
    member('s2', '同名', { parent: 'b', code: 'S2' }),
  ]);
  return state;
}

const read = (text: string) =>
  readMoves(text, master(), 'territory').map(({ member, parent, from, wrong }) => ({
    ...(member !== undefined && { member }),
    ...(parent !== undefined && { parent }),
    ...(from !== undefined && { from }),
    ...(wrong !== undefined && { wrong }),
  }));

describe('a pasted list of reassignments', () => {
  it('reads member, new parent and day; codes before names; no parent is the top', () => {
    expect(read('客户甲\tHN\t2026-07-01\n门店\t\t2026/8/1\r\nS2\t华北\t2026年9月1日')).toEqual([
      { member: 'c', parent: 'b', from: '2026-07-01' },
      { member: 'd', parent: null, from: '2026-08-01' },
      { member: 's2', parent: 'a', from: '2026-09-01' },
    ]);
  });

  it('passes over a heading and empty lines', () => {
    expect(read('\n客户\t新上级\t日期\n\n客户甲\t华南\t2026-07-01')).toEqual([
      { member: 'c', parent: 'b', from: '2026-07-01' },
    ]);
  });

  it('says of every line what is wrong with it', () => {
    const wrong = read(
      '客户甲\t华南\n谁\t华南\t2026-07-01\n客户甲\t哪\t2026-07-01\n同名\t华南\t2026-07-01\n客户甲\t华南\t2026-02-30',
    );
    expect(wrong.map((one) => one.wrong)).toEqual(['columns', 'member', 'parent', 'several', 'date']);
  });
});

describe('where members stand', () => {
  it('is a tree of its day, and a list of places in the order of time', () => {
    const state = master();
    const [move] = reassigning([state.records.get('dimensionMember')!.byId.get('c')!], 'b', '2026-07-01');
    const { id, fields } = move as { id: string; fields: object };
    applyChanges(state, [record('reassignment', id, fields)]);
    const names = (day: string) => memberTree(state, 'territory', new Set(), day).map((one) => one.record.id);
    expect(names('2026-06-30')).toEqual(['a', 'c', 'd', 's1', 'b', 's2']);
    expect(names('2026-07-01')).toEqual(['a', 's1', 'b', 'c', 'd', 's2']);
    expect([...branchOf(state, ['b'], '2026-07-01')].sort()).toEqual(['b', 'c', 'd', 's2']);
    const all = ['c', 'd'].map((one) => state.records.get('dimensionMember')!.byId.get(one)!);
    expect(topsOf(state, all, '2026-07-01').map((one) => one.id)).toEqual(['c']);
    expect(standingsOf(state, all[0]!)).toEqual([
      { parent: 'a', from: null, record: null },
      { parent: 'b', from: '2026-07-01', record: id },
    ]);
  });

  it('usually changes with a month', () => {
    expect([nextMonth('2026-11-29'), nextMonth('2026-12-01')]).toEqual(['2026-12-01', '2027-01-01']);
  });
});
