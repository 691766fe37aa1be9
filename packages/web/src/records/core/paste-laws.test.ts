import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { readRows } from './paste.ts';
import { judged } from './paste-laws.ts';
import { contextWith, record } from './sample.ts';
import { columnsOf, type RecordView } from './view.ts';

const view: RecordView = { key: 't', kind: 'task', columns: ['name', 'from', 'to', 'progress'], card: [] };
const columns = columnsOf(createTranslate('zh-CN'), view);

let count = 0;
const pasted = (block: string[][], ...records: ReturnType<typeof record>[]) => {
  const context = contextWith(records);
  return judged(
    context,
    readRows(context, view, columns, block, {
      left: 0,
      given: {},
      known: false,
      newId: () => `new${count++}`,
    }),
  ).rows;
};

describe('pasted rows by the law', () => {
  it('takes 1,950 good rows of 2,000 and says of each bad one why, in its cell', () => {
    const block = Array.from({ length: 2_000 }, (_, i) =>
      i % 40 === 7 ? [`任务${i}`, '2026-07-09', '2026-07-01'] : [`任务${i}`, '2026-07-01', '2026-07-09'],
    );
    const rows = pasted(block);
    const bad = rows.filter(({ refused }) => refused !== undefined);
    expect([bad.length, rows.filter(({ commands }) => commands.length > 0).length]).toEqual([50, 1_950]);
    expect(bad.every(({ commands }) => commands.length === 0)).toBe(true);
    expect(bad[0]?.refused).toEqual([
      {
        row: 'row 7',
        column: 'to',
        text: '2026-07-01',
        message: '结束日期 2026-07-01 早于开始日期 2026-07-09，请改其中一个。',
      },
    ]);
  });

  it('names the execution window that a row lies outside of', () => {
    const brief = record('brief', 'b', { workFrom: '2026-07-01', workTo: '2026-07-31' });
    const [row] = pasted([['任务', '2026-06-30', '2026-07-09']], brief);
    expect(row?.refused?.map(({ column, message }) => [column, message])).toEqual([
      [
        'from',
        '2026-06-30 不在策划案的执行期内（2026-07-01 至 2026-07-31）。请选择执行期内的日期，或先在概览中调整执行期。',
      ],
    ]);
  });
});
