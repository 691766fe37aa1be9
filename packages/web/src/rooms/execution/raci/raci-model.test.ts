import { describe, expect, it } from 'vitest';
import type { GridEdit } from '../../../grid/index.ts';
import { contextWith, record } from '../../../records/core/sample.ts';
import { raciColumns, raciEdits, raciModel, readLetters } from './raci-model.ts';

const tasks = [
  record('task', 'sign', { name: '签约', accountable: 'm1', responsible: ['m2'], departments: ['legal'] }),
  record('task', 'open', { name: '开业', responsible: ['m1'] }),
];
const departments = [
  record('department', 'legal', { name: '法务部' }),
  record('department', 'market', { name: '市场部' }),
];
const context = contextWith(tasks, departments);
const columns = raciColumns(context, tasks, []);
const model = raciModel({ context, tasks, columns, wrong: [], mayChange: () => true });
const line = (row: number) =>
  Array.from({ length: model.columnCount }, (_, column) => model.cell(row, column).text);
const typed = (...cells: readonly (readonly [row: string, column: string, text: string])[]) =>
  raciEdits(
    { context, tasks, columns },
    cells.map(([rowId, columnId, text]): GridEdit => ({ row: 0, column: 0, rowId, columnId, text })),
  );

describe('the matrix of tasks by people and departments', () => {
  it('has a column for everybody whom a task names, and says where nobody answers for one', () => {
    expect(columns.map(({ name }) => name)).toEqual(['王芳', '李强', '法务部']);
    expect(line(0)).toEqual(['签约', '', 'A', 'R', 'R']);
    expect(line(1)).toEqual(['开业', '缺 A', 'R', '', '']);
    expect(raciColumns(context, tasks, ['department market']).map(({ name }) => name)).toContain('市场部');
  });

  it('reads letters however they are written, and nothing else', () => {
    expect(['ra', 'A / R', 'Ｃ', '', '–', 'x'].map(readLetters)).toEqual([
      ['R', 'A'],
      ['R', 'A'],
      ['C'],
      [],
      [],
      undefined,
    ]);
  });

  it('takes the A from whoever had it, and makes one command for each task', () => {
    expect(
      typed(['sign', 'person m2', 'R/A'], ['sign', 'department legal', 'I'], ['open', 'person m1', '']),
    ).toEqual({
      wrong: [],
      commands: [
        {
          type: 'record.update',
          kind: 'task',
          id: 'sign',
          set: { accountable: 'm2', departments: null, departmentsInformed: ['legal'] },
          expect: { accountable: 'm1', departments: ['legal'], departmentsInformed: null },
        },
        {
          type: 'record.update',
          kind: 'task',
          id: 'open',
          set: { responsible: null },
          expect: { responsible: ['m1'] },
        },
      ],
    });
  });

  it('says in its cell what cannot be: a department answers for nothing', () => {
    const { commands, wrong } = typed(['sign', 'department legal', 'A'], ['sign', 'person m1', 'Q']);
    expect(commands).toEqual([]);
    expect(wrong.map(({ message }) => message)).toEqual(['只能是：R/C/I。', '只能是：R/A/C/I。']);
  });
});
