import { describe, expect, it } from 'vitest';
import { commandsOf, newRecord } from './edits.ts';
import { headingOf, readRows } from './paste.ts';
import { contextWith, record } from './sample.ts';
import { columnsOf, type RecordView } from './view.ts';

const view: RecordView = {
  key: 't',
  kind: 'task',
  template: 'T3',
  columns: ['name', 'initiative', 'from', 'to', 'accountable', 'progress'],
  defaults: { status: 'planned' },
  card: [],
};
const task = record('task', 't1', { name: '签约', progress: 10 });
const context = contextWith([record('initiative', 'i1', { name: '新增代理商' }), task]);
const columns = columnsOf(context.t, view);
const column = (id: string) => columns.find((one) => one.id === id) ?? columns[0]!;
const ids = () => {
  let next = 0;
  return () => `id${(next += 1)}`;
};

describe('edits of one gesture', () => {
  it('become one command for each record, with what was seen', () => {
    const edits = [
      { record: task, column: column('progress'), text: '50%' },
      { record: task, column: column('accountable'), text: '王芳' },
      { record: task, column: column('name'), text: '签约' },
    ];
    expect(commandsOf(context, edits, 'report', ids()).commands).toEqual([
      {
        type: 'record.update',
        kind: 'task',
        id: 't1',
        set: { progress: 50, accountable: 'm1' },
        expect: { progress: 10, accountable: null },
      },
    ]);
  });

  it('create what a typed reference names, and report what a pasted one does', () => {
    const edits = [{ record: task, column: column('initiative'), text: '客户培训' }];
    const typed = commandsOf(context, edits, 'create', ids());
    expect(typed.created).toEqual(['客户培训']);
    expect(typed.commands.map((command) => command.type)).toEqual(['record.add', 'record.update']);
    const pasted = commandsOf(context, edits, 'report', ids());
    expect(pasted.commands).toEqual([]);
    expect(pasted.wrong).toEqual([
      {
        row: 't1',
        column: 'initiative',
        text: '客户培训',
        message: '找不到“客户培训”。请核对名称，或先新建。',
      },
    ]);
  });

  it('never invent people', () => {
    const edits = [{ record: task, column: column('accountable'), text: '赵六' }];
    expect(commandsOf(context, edits, 'create', ids())).toMatchObject({ commands: [], created: [] });
  });
});

describe('a new row', () => {
  const options = { row: 'new', unknown: 'report', newId: ids() } as const;

  it('waits for what is required', () => {
    const made = newRecord(context, view, columns, { texts: { progress: '5' }, given: {} }, options);
    expect(made).toMatchObject({ commands: [], missing: ['name'], id: undefined });
  });

  it('takes defaults and what its group says', () => {
    const made = newRecord(
      context,
      view,
      columns,
      { texts: { name: '培训' }, given: { initiative: 'i1' } },
      options,
    );
    expect(made.commands).toMatchObject([
      { type: 'record.add', fields: { name: '培训', initiative: 'i1', status: 'planned' } },
    ]);
  });
});

describe('rows copied elsewhere', () => {
  it('are recognised by their headings, in any order', () => {
    const block = [
      ['直接责任人', '任务/工作内容', '备注'],
      ['李强', '回访', 'x'],
    ];
    const pasted = readRows(context, view, columns, block, {
      left: 0,
      given: {},
      known: false,
      newId: ids(),
    });
    expect(pasted).toMatchObject({ headed: true, ignored: ['备注'] });
    expect(pasted.rows[0]?.commands).toMatchObject([{ fields: { name: '回访', accountable: 'm2' } }]);
  });

  it('are taken in the order of the columns without headings', () => {
    const pasted = readRows(
      context,
      view,
      columns,
      [
        ['回访', '新增代理商', '7/1', '7/31'],
        ['', '', '', ''],
      ],
      { left: 0, given: {}, known: false, newId: ids() },
    );
    expect(pasted.headed).toBe(false);
    expect(pasted.rows).toHaveLength(1);
    expect(pasted.rows[0]?.commands).toMatchObject([
      { fields: { name: '回访', initiative: 'i1', from: '2026-07-01', to: '2026-07-31' } },
    ]);
  });

  it('keep what could be read, and name what could not', () => {
    const [row] = readRows(context, view, columns, [['回访', '没有的举措', 'soon']], {
      left: 0,
      given: {},
      known: false,
      newId: ids(),
    }).rows;
    expect(row?.wrong.map((cell) => cell.column)).toEqual(['initiative', 'from']);
    expect(row?.commands).toMatchObject([{ type: 'record.add', fields: { name: '回访' } }]);
  });

  it('name the columns that rows lack, and those of the block that the table has none for', () => {
    const block = [['', '新增代理商', '7/1', '7/31', ...Array.from({ length: 40 }, () => ''), '多余']];
    const pasted = readRows(context, view, columns, block, {
      left: 0,
      given: {},
      known: false,
      newId: ids(),
    });
    expect(pasted.lacking).toEqual(['任务/工作内容']);
    expect(pasted.ignored).toEqual(['粘贴内容的第 45 列']);
    expect(
      readRows(context, view, columns, [['回访', '新增代理商']], {
        left: 0,
        given: {},
        known: false,
        newId: ids(),
      }),
    ).toMatchObject({
      lacking: [],
      ignored: [],
    });
  });

  it('cannot be added without what is required', () => {
    const [row] = readRows(context, view, columns, [['', '新增代理商']], {
      left: 0,
      given: {},
      known: false,
      newId: ids(),
    }).rows;
    expect(row).toMatchObject({ missing: ['name'], commands: [] });
  });

  it('do not take one chance word for a row of headings', () => {
    expect(headingOf(context, view, ['回访', '开始日期', '李强'])).toBeUndefined();
  });
});
