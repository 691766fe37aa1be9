import { createState } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { metricFormat } from './metric-format.ts';
import { noticeText, refusalText } from './words.ts';

const metric = {
  kind: 'metric',
  id: 'revenue',
  fields: { name: '销售额', aggregation: 'sum', unit: 'money', currency: 'CNY', decimals: 2 },
} as const;
const hold = {
  kind: 'hold',
  id: 'h1',
  fields: { target: 't', members: ['A'], time: 'all', keeps: 'value', owner: 'me', reason: '已签约' },
} as const;
const state = createState();
state.records.set('hold', { owner: state, byId: new Map([['h1', hold]]) });

const said = (locale: 'zh-CN' | 'en', code: string, params: Readonly<Record<string, unknown>>): string => {
  const format = metricFormat(metric, 'wan', locale);
  return refusalText(
    { t: createTranslate(locale), state, format, memberName: () => '张三' },
    { code, params },
  );
};

describe('a refusal of totals that cross', () => {
  it('speaks of no more dimensions than there are, and says what to do', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = said(locale, 'MULTIWAY_UNPROVEN', { totals: 2 });
      expect(text).not.toMatch(/三|three/i);
      expect(text).toMatch(/请分次填写|Enter them one after the other/);
    }
  });
});

describe('a refusal for the sake of a hold', () => {
  it('names what is held and the least a total can take', () => {
    const params = { amount: 50_000_00, fixed: 300_000_00, holds: 'h1' };
    expect(said('zh-CN', 'SIGN_FLIP', params)).toBe(
      '不能改动的数合计已有 30 万元，这里最少填 30 万元，再小下级就会变成负数。锁定：“已签约”（张三）。',
    );
    expect(said('en', 'SIGN_FLIP', params)).toContain('30 × 10k CNY: that is the least this cell can take');
  });

  it('[SPR-T55] names whose it is beyond the own part, too', () => {
    expect(said('zh-CN', 'HELD_OUTSIDE', { holds: 'h1' })).toContain('锁定：“已签约”（张三）。');
    expect(said('en', 'HELD_OUTSIDE', { holds: 'h1' })).toContain('已签约');
  });

  it('[SPR-T55] says until when it is held', () => {
    state.records.set('hold', {
      owner: state,
      byId: new Map([['h1', { ...hold, fields: { ...hold.fields, expires: '2026-08-31' } }]]),
    });
    expect(said('zh-CN', 'NO_FREE_CELL', { amount: 1_00, holds: 'h1' })).toMatch(/“已签约”（张三）.*8月31日/);
    state.records.set('hold', { owner: state, byId: new Map([['h1', hold]]) });
  });

  it('names no hold where closed periods leave no room', () => {
    const params = { amount: 50_000_00, fixed: 300_000_00 };
    expect(said('zh-CN', 'SIGN_FLIP', params)).toBe(
      '不能改动的数合计已有 30 万元，这里最少填 30 万元，再小下级就会变成负数。',
    );
    expect(said('en', 'SIGN_FLIP', params)).not.toContain('Held');
  });

  it('names by how much a number is too large for the total held above it', () => {
    const params = { amount: 50_000_00, fixed: 350_000_00, holds: 'h1', within: 'h1' };
    expect(said('zh-CN', 'SIGN_FLIP', params)).toContain('超出 5 万元');
    expect(said('en', 'SIGN_FLIP', params)).toContain('5 × 10k CNY too much');
  });
});

describe('[SPR-T55] what stays is told as what it is', () => {
  const counts = { amount: 50_000_00, settled: 0, closed: 0, forbidden: 0, outside: 0, computed: 0 };

  it('numbers typed by hand and commitments are not called held', () => {
    const kept = { ...counts, held: 0, typed: 2, committed: 1, holds: '' };
    const text = said('zh-CN', 'NO_FREE_CELL', kept);
    expect(text).toBe(
      '没有可变的单元，差额 5 万元 无处安放。保持不变的：2 格是手工填写的数、1 格是已承诺的数。请让其中一部分可变，或改上级的数。',
    );
    expect(said('en', 'NO_FREE_CELL', kept)).toContain('2 typed by hand, 1 committed to');
  });

  it('closed periods beside a share say what to do', () => {
    const closed = { ...counts, held: 0, settled: 3, closed: 6, holds: '' };
    expect(said('zh-CN', 'OTHERS_CLOSED', closed)).toBe(
      '其余单元都在已关闭的期间，差额 5 万元 无处安放。请先打开一个期间，或直接填金额，让合计随之变动。',
    );
    expect(said('en', 'OTHERS_CLOSED', { ...closed, holds: 'h1' })).toMatch(/Open a period.*已签约/);
  });

  it('what is held alone is still told as held', () => {
    expect(said('zh-CN', 'NO_FREE_CELL', { ...counts, held: 3, holds: 'h1' })).toContain('其余单元都被锁定');
  });
});

describe('amounts in sentences', () => {
  it('stand as the table shows them, with the exact one where that hides something', () => {
    const params = { fixed: 301_234_56, amount: 1, holds: '' };
    expect(said('zh-CN', 'SIGN_FLIP', params)).toContain('合计已有 30.12 万元（301,234.56 元），');
    expect(said('en', 'SIGN_FLIP', params)).toContain('30.12 × 10k CNY (301,234.56 CNY)');
    expect(said('zh-CN', 'SIGN_FLIP', { ...params, fixed: 301_200_00 })).toContain('合计已有 30.12 万元，');
  });
});

it('a number that is too large is said to be too large, with the limit', () => {
  expect(said('zh-CN', 'OUT_OF_RANGE', { max: 1 })).toBe('数太大了，这个指标最大到 9,000,000,000 万元。');
});

describe('totals that contradict each other', () => {
  const names = { rows: 'A区; B区', columns: '7月; 8月' };

  it('are told as they were entered, with their names and by how much they differ', () => {
    const sums = { rowSum: 500_000_00, columnSum: 806_000_00, difference: -306_000_00, fixed: 0 };
    expect(said('zh-CN', 'TWO_WAY_INFEASIBLE', { ...names, ...sums })).toBe(
      '填写的合计互相矛盾：“A区; B区”共 50 万元，“7月; 8月”共 80.6 万元，相差 30.6 万元。',
    );
    expect(said('en', 'TWO_WAY_INFEASIBLE', { ...names, ...sums, fixed: 1_00 })).toMatch(
      /a difference of 30\.6 × 10k CNY\. Numbers below .* differ by 1.00 CNY/,
    );
  });

  it('name the one total that is not the sum of what stands below it', () => {
    const params = { rows: '', columns: '7月', value: 100_00, inside: 300_00, difference: -200_00 };
    expect(said('zh-CN', 'TWO_WAY_INFEASIBLE', params)).toBe(
      '“7月”填的是 0.01 万元，但其下已填或锁定的数合计 0.03 万元，相差 0.02 万元。',
    );
    expect(said('en', 'TWO_WAY_INFEASIBLE', params)).toContain('“7月” was entered as 0.01 × 10k CNY');
  });
});

describe('a refusal says what can be typed', () => {
  const ends = { amount: 50_000_00, min: 0, max: 300_000_00 };

  it('also where totals cross or stand above, and of several numbers of which', () => {
    const names = { rows: 'A区', columns: '7月', need: 1_00, take: 2_00 };
    expect(said('en', 'TWO_WAY_INFEASIBLE', { ...names, ...ends })).toMatch(
      /need 1\.00 CNY, .* As things stand 0 × 10k CNY to/,
    );
    const above = { ...ends, fixed: 350_000_00, within: 'h1' };
    expect(said('zh-CN', 'SIGN_FLIP', above)).toContain('现在可填 0 万元 至 30 万元。');
    expect(said('zh-CN', 'BOUNDS', { ...ends, cell: '华东 · M2026-07' })).toContain(
      '其中“华东 · M2026-07”：现在可填',
    );
  });

  it('and where it was tried no further', () => {
    expect(said('en', 'BOUNDS', { ...ends, unsure: 'max' })).toMatch(
      /30 × 10k CNY fits\. It was tried no further/,
    );
    expect(said('zh-CN', 'BOUNDS', { ...ends, unsure: 'max' })).toContain('只试到这里');
  });

  it('and that it was not worked out, with the number of cells', () => {
    const params = { amount: 1_00, untried: 25_000, tried: 20_000 };
    expect(said('en', 'BOUNDS', params)).toContain('25000 cells take part, and it is tried up to 20000');
  });
});

it('[SPR-T85] a number that somebody else has changed names its cell and both numbers', () => {
  const params = { cell: '华东 · M2026-07', yours: 100_00, theirs: 120_00 };
  expect(said('zh-CN', 'STALE', params)).toBe(
    '“华东 · M2026-07”刚被其他人改过：现在是 0.01 万元（120.00 元），你看到时是 0.01 万元。请确认后再改。',
  );
  expect(said('en', 'STALE', { cell: '', yours: null, theirs: 120_00 })).toContain(
    'changed “Total”: it is 0.01 × 10k CNY (120.00 CNY) now, and was nothing',
  );
});

describe('a code that does nothing', () => {
  it('[SPR-T16] is answered with what it would do and how it is written, not only that it cannot be read', () => {
    const params = { text: 'SL>', name: 'straightLine', example: 'SL>100:200' };
    expect(said('zh-CN', 'CODE_UNFINISHED', params)).toBe(
      '代码“SL>”没有写全（从第一格的数到最后一格的数，等差变化）。请写成 SL>100:200 这样。',
    );
    expect(said('en', 'CODE_UNFINISHED', params)).toContain('Write it like SL>100:200.');
    expect(said('en', 'CODE_SERIES', { text: '+5% a month' })).toContain('“+5% a month” grows');
    expect(said('zh-CN', 'CODE_AMOUNTS', { text: 'S100' })).toContain('“S100”');
  });
});

it('what rounding handed out names its cells in the language of the reader, custom periods too', () => {
  const format = metricFormat(metric, 'wan', 'zh-CN');
  const words = { t: createTranslate('zh-CN'), state, format, memberName: () => '张三' };
  const params = { units: 3, names: 'A区 · M2026-07, B区 · P2, P1 · P1' };
  expect(noticeText(words, { code: 'RESIDUE', params })).toContain(
    '：A区 · 2026年7月、B区 · 第2期、P1 · 第1期。',
  );
});
