import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { csvFile, xlsxBytes } from '../../data/write-file.ts';
import { taskView } from '../../rooms/execution/view.ts';
import { answerView, insightView } from '../../rooms/research/view.ts';
import { contributionView, initiativeView } from '../../rooms/strategy/view.ts';
import { isAsBefore, type PastedRow, readRows } from '../core/paste.ts';
import { judged } from '../core/paste-laws.ts';
import { contextWith, record } from '../core/sample.ts';
import { columnsOf, type RecordView } from '../core/view.ts';
import { parseCsv, readSheet } from './read-sheet.ts';
import { emptySheet, sheetTable } from './sheet-table.ts';

const metric = record('metric', 'revenue', { name: '销售额', unit: 'money', decimals: 2, key: 'revenue' });
const master = [
  metric,
  record('dimension', 'region', { name: '区域' }),
  record('dimensionMember', 'b', { name: 'B区', dimension: 'region' }),
  record('department', 'legal', { name: '法务部' }),
  record('department', 'marketing', { name: '市场部' }),
];
const plan = [
  record('brief', 'brief', { name: '计划', currency: 'CNY' }),
  record('target', 'target', { metric: 'revenue', targetClass: 'core' }),
  record('customerInsight', 'smb', {
    segment: '中小企业',
    decisionChain: '短：老板一人决定',
    priceSensitivity: 'high',
    buyingTrigger: '=年底预算',
    source: '客户访谈',
    asOf: '2026-06-01',
    expires: '2026-12-31',
    confidence: 'medium',
    coordinate: { region: 'b' },
  }),
  record('painPoint', 'budget', { name: '预算少', customer: 'smb' }),
  record('competitorInsight', 'rival', { competitor: '竞品甲' }),
  record('painAnswer', 'ours', { painPoint: 'budget', score: 'strong', note: '按需购买' }),
  record('painAnswer', 'theirs', { painPoint: 'budget', competitor: 'rival', score: 'partial' }),
  record('differentiator', 'answer', { promise: '24小时响应', answers: ['budget'] }),
  record('strategy', 'channel', { name: '渠道深耕' }),
  record('initiative', 'agents', {
    name: '新增代理商3家',
    strategy: 'channel',
    target: 'target',
    segments: ['smb'],
    answers: ['budget'],
    differentiators: ['answer'],
    coordinate: { region: 'b' },
    contribution: { low: 30_000_000, likely: 45_000_001, high: 60_000_000 },
    probability: 70,
    evidence: ['smb'],
    from: '2026-07-01',
    to: '2026-09-30',
    priority: 'high',
    status: 'planned',
  }),
  record('contribution', 'more', {
    initiative: 'agents',
    target: 'target',
    coordinate: { region: 'b' },
    contribution: { low: 1, likely: 2, high: 3 },
    rampDays: 14,
  }),
  record('task', 'sign', {
    name: '代理商签约',
    initiative: 'agents',
    from: '2026-07-01',
    to: '2026-07-20',
    accountable: 'm1',
    responsible: ['m1', 'm2'],
    consulted: ['m2'],
    informed: ['m1'],
    departments: ['legal', 'marketing'],
    deliverable: '三份合同',
    acceptance: '合同生效，"首批"订单\n到账',
    duration: 12,
    effort: 7.5,
    constraint: 'finishNoLater',
    constraintDate: '2026-07-25',
    repeat: 'weekly',
    repeatEvery: 2,
    doneOn: ['2026-07-02'],
    milestone: true,
    priority: 'high',
    status: 'running',
    progress: 35,
  }),
  record('task', 'next', { name: '开业', initiative: 'agents', status: 'planned' }),
  record('taskLink', 'link', { from: 'sign', to: 'next', relation: 'SS', lag: 3 }),
];

const languages = ['zh-CN', 'en'] as const;
const contextIn = (locale: (typeof languages)[number], records = plan) => ({
  ...contextWith(records, master),
  t: createTranslate(locale),
});

/** What a view writes and then reads again, in a book without the records that it wrote. */
async function again(
  view: RecordView,
  written: (typeof languages)[number],
  read: (typeof languages)[number],
  format: 'csv' | 'xlsx',
  isNew: boolean,
): Promise<readonly PastedRow[]> {
  const from = contextIn(written);
  const records = plan.filter(({ kind }) => kind === view.kind);
  const out = sheetTable(from, view, records);
  const bytes = format === 'csv' ? new TextEncoder().encode(csvFile(out)) : await xlsxBytes(out, '表');
  const block = await readSheet(new File([bytes as BlobPart], `t.${format}`));
  if (typeof block === 'string') throw new Error(block);
  const rest = plan.filter(({ kind }) => kind !== view.kind && kind !== 'taskLink');
  const into = contextIn(read, isNew ? rest : plan);
  let next = 0;
  const newId = () => `new${(next += 1)}`;
  const columns = columnsOf(into.t, view);
  return judged(into, readRows(into, view, columns, block, { left: 0, given: {}, known: true, newId })).rows;
}

const views = [taskView, initiativeView, contributionView, insightView('customerInsight'), answerView];

describe.each(views.map((view) => [view.kind, view] as const))('a sheet of %s', (kind, view) => {
  it.each(languages.flatMap((locale) => [['csv', locale] as const, ['xlsx', locale] as const]))(
    'comes back whole from %s in %s',
    async (format, locale) => {
      const rows = await again(view, locale, locale, format, true);
      expect(rows.flatMap(({ wrong, refused = [] }) => [...wrong, ...refused])).toEqual([]);
      const made = rows.flatMap(({ commands }) =>
        commands.map((one) => one.type === 'record.add' && one.fields),
      );
      expect(made).toEqual(plan.filter((one) => one.kind === kind).map(({ fields }) => fields));
    },
  );

  it('says in the book that it came from what is known already', async () => {
    const rows = await again(view, 'zh-CN', 'zh-CN', 'xlsx', false);
    expect(rows.flatMap(({ commands, beside }) => [...commands, ...beside])).toEqual([]);
    expect(rows.every(({ of }) => of !== undefined)).toBe(true);
  });

  it('is read by a colleague in the other language', async () => {
    const rows = await again(view, 'zh-CN', 'en', 'csv', false);
    expect(rows.flatMap(({ commands, beside, wrong }) => [...commands, ...beside, ...wrong])).toEqual([]);
  });

  it('has an empty one to fill in that names every field but those of former days', () => {
    const { headers, rows } = emptySheet(contextIn('zh-CN'), view);
    expect(rows).toEqual([]);
    expect(new Set(headers).size).toBe(headers.length);
    expect(headers.length).toBeGreaterThan(view.columns.length / 2);
  });
});

describe('a sheet of tasks', () => {
  it('brings its predecessors along, in the same change', async () => {
    const rows = await again(taskView, 'zh-CN', 'zh-CN', 'csv', true);
    expect(rows.flatMap(({ beside }) => beside)).toMatchObject([
      { kind: 'taskLink', fields: { from: 'new1', to: 'new2', relation: 'SS', lag: 3 } },
    ]);
  });

  it('may say its window in one cell, and leaves alone what it says nothing of', () => {
    const context = contextIn('zh-CN');
    const block = [
      ['任务/工作内容', '起止时间', '直接责任人'],
      ['代理商签约', '7/2 – 7/22', ''],
      ['开业', '至 8月1日', '–'],
    ];
    const { rows, ignored } = readRows(context, taskView, columnsOf(context.t, taskView), block, {
      left: 0,
      given: {},
      known: true,
      newId: () => 'new',
    });
    expect(ignored).toEqual([]);
    expect(rows.flatMap(({ commands }) => commands)).toMatchObject([
      { id: 'sign', set: { from: '2026-07-02', to: '2026-07-22' } },
      { id: 'next', set: { to: '2026-08-01' } },
    ]);
  });
});

describe('a row about a record', () => {
  it('is as before only where all of it was read and says what the record says', () => {
    const context = contextIn('zh-CN');
    const block = [
      ['任务/工作内容', '工作量（人天）'],
      ['代理商签约', '7.5'],
      ['开业', '很多'],
    ];
    const { rows } = readRows(context, taskView, columnsOf(context.t, taskView), block, {
      left: 0,
      given: {},
      known: true,
      newId: () => 'new',
    });
    expect(rows.map(({ of }) => of?.id)).toEqual(['sign', 'next']);
    expect(rows.map(isAsBefore)).toEqual([true, false]);
  });
});

describe('a file', () => {
  it('is read in the encodings and with the delimiters that spreadsheets write', async () => {
    const gbk = Uint8Array.from([0xc8, 0xce, 0xce, 0xf1, 0x3b, 0x31, 0x0d, 0x0a]);
    expect(await readSheet(new File([gbk], 'a.csv'))).toEqual([['任务', '1']]);
    expect(parseCsv('a,"b ""x"",\n",\'=1\r\n1,2,', ',')).toEqual([
      ['a', 'b "x",\n', '=1'],
      ['1', '2', ''],
    ]);
  });

  it('that is none, holds nothing or too much is refused with the reason', async () => {
    expect(await readSheet(new File([Uint8Array.from([0x50, 0x4b, 3, 4, 9])], 'a.xlsx'))).toBe('unreadable');
    expect(await readSheet(new File([Uint8Array.from([0xff, 0xd8, 0, 0])], 'a.jpg'))).toBe('unreadable');
    expect(await readSheet(new File(['\n,\n'], 'a.csv'))).toBe('empty');
    expect(await readSheet(new File(['a\n'.repeat(10_001)], 'a.csv'))).toBe('tooLarge');
    expect(await readSheet({ size: 21 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error()) })).toBe(
      'tooLarge',
    );
  });
});
