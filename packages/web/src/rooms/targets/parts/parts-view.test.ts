import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../records/core/paste.ts';
import { judged } from '../../../records/core/paste-laws.ts';
import { rightsIn } from '../../../records/core/rights.ts';
import { contextWith, record } from '../../../records/core/sample.ts';
import { columnsOf } from '../../../records/core/view.ts';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { metricOf } from '../names.ts';
import { partsToAdd, partsUnsaid, partsView } from './parts-view.ts';

const made = books();
const table = tableOf(made);
const { target, cube } = table.layout;
const [region = ''] = cube.dimensions;
const format = metricFormat(metricOf(made.master, target)!, 'yuan', 'zh-CN');
const view = partsView(table, format);
const path = (id: string, member: string) =>
  record('cellPath', id, { target: target.id, coordinate: { [region]: member }, path: '深耕老客户' });

function contextOf(...more: ReturnType<typeof record>[]) {
  const records = [...made.plan.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const master = [...made.master.records.values()].flatMap(({ byId }) => [...byId.values()]);
  return contextWith([...records, ...more], master);
}

describe('the parts of a target in T1', () => {
  it('are asked for while nobody has said how they are reached', () => {
    const all = partsUnsaid(table, contextOf());
    expect(all.length).toBeGreaterThan(1);
    const [first] = all;
    const member = String(first?.[region]);
    expect(partsUnsaid(table, contextOf(path('p', member)))).toEqual(all.slice(1));
  });

  it('are offered to be added as far as they are the reader’s, and make nobody answer for them', () => {
    const context = contextOf();
    const offered = (role: 'owner' | 'manager' | 'rep', scope: readonly string[]) => {
      const actor = {
        member: 'm1',
        role,
        scope: scope.map((member) => ({ dimension: region, member })),
      };
      return partsToAdd(table, { context, ...rightsIn(actor, context) }, () => 'new').map(
        (one) => one.type === 'record.add' && one.fields['coordinate'],
      );
    };
    expect(offered('owner', [])).toEqual(partsUnsaid(table, context));
    expect(offered('manager', ['B'])).toEqual([{ [region]: 'B' }]);
    expect(offered('rep', [])).toEqual([]);
  });

  it('name the initiatives that carry just them', () => {
    const context = contextOf(
      record('initiative', 'i', { name: '新增代理商', target: target.id, coordinate: { [region]: 'B' } }),
      record('initiative', 'j', { name: '全国培训', target: target.id }),
    );
    const carriers = view.columns.find((column) => typeof column !== 'string' && column.id === 'carriers');
    expect(typeof carriers === 'object' && carriers.text(context, path('p', 'B'))).toBe('新增代理商');
  });

  it('come in from a sheet: what is said of a part changes it, what is new is added, the whole is refused', () => {
    const context = contextOf(path('p', 'B'));
    const block = [
      ['部分', '达成路径', '责任人'],
      ['B', '发展代理商', '王芳'],
      ['A', '深耕老客户', '李强'],
      ['', '没有部分', ''],
    ];
    const columns = columnsOf(createTranslate('zh-CN'), view);
    const { rows } = judged(
      context,
      readRows(context, view, columns, block, { left: 0, given: {}, known: true, newId: () => 'new' }),
    );
    expect(rows[0]?.commands).toMatchObject([
      { type: 'record.update', id: 'p', set: { path: '发展代理商', accountable: 'm1' } },
    ]);
    expect(rows[1]?.commands).toMatchObject([
      {
        type: 'record.add',
        fields: { target: target.id, coordinate: { [region]: 'A' }, path: '深耕老客户', accountable: 'm2' },
      },
    ]);
    expect(rows[2]).toMatchObject({ commands: [], missing: ['coordinate'] });
  });
});
