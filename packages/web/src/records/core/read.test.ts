import { type Field, kinds } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { memberNameOf } from './context.ts';
import { readValue, sayProblem } from './read.ts';
import { contextWith, record } from './sample.ts';
import { editText, memberLabel, showValue } from './show.ts';

const plan = [
  record('strategy', 's1', { name: '渠道深耕' }),
  record('initiative', 'i1', { name: '新增代理商 3 家' }),
  record('marketInsight', 'k1', { statement: '需求增长、价格敏感' }),
  record('customerInsight', 'k2', { segment: '中小企业' }),
];
const master = [
  record('dimension', 'region', { name: '区域', category: 'region' }),
  record('dimension', 'product', { name: '产品', category: 'product' }),
  record('dimensionMember', 'east', { dimension: 'region', name: '华东区', code: 'HD' }),
  record('dimensionMember', 'north', { dimension: 'region', name: '华北区', code: 'HB' }),
  record('dimensionMember', 'basic', { dimension: 'product', name: '基础版' }),
];
const context = contextWith(plan, master);

const fieldOf = (kind: string, name: string): Field => kinds.get(kind)?.fields[name] as Field;
const read = (kind: string, name: string, text: string) =>
  readValue(context, name, fieldOf(kind, name), text);
const value = (kind: string, name: string, text: string) => {
  const result = read(kind, name, text);
  return result.ok ? result.value : result.problems.map((one) => sayProblem(context, one));
};

describe('what people write into a field', () => {
  it('takes words for choices, yes and no, and people', () => {
    expect(value('risk', 'probability', '高')).toBe('high');
    expect(value('risk', 'probability', 'HIGH')).toBe('high');
    expect(value('task', 'milestone', '是')).toBe(true);
    expect(value('task', 'milestone', '×')).toBe(false);
    expect(value('risk', 'accountable', ' 李强 ')).toBe('m2');
  });

  it('reads numbers as people write them, and a percentage as its number', () => {
    expect(value('task', 'progress', '60%')).toBe(60);
    expect(value('task', 'progress', '６０')).toBe(60);
    expect(value('resource', 'quantity', '1.5万')).toBe(15_000);
  });

  it('reads money exactly in the currency of the plan, and shows and edits it there', () => {
    const brief = record('brief', 'b', { currency: 'CNY' });
    const inYuan = contextWith([brief]);
    const field = fieldOf('resourceNeed', 'planned');
    const typed = (text: string, current?: number, context = inYuan) => {
      const result = readValue(context, 'planned', field, text, current);
      return result.ok ? result.value : result.problems.map(({ code }) => code);
    };
    expect(['5万', '5万元', '¥50,000', '0.1', '90000000000000'].map((text) => typed(text))).toEqual([
      5_000_000, 5_000_000, 5_000_000, 10, 9e15,
    ]);
    expect(typed('+10%', 5_000_000)).toBe(5_500_000);
    expect(typed('')).toBeNull();
    expect(typed('0.001')).toEqual(['NUMBER_TOO_PRECISE']);
    expect(typed('-1')).toEqual(['OUT_OF_RANGE']);
    expect(typed('$5')).toEqual(['MONEY_FOREIGN']);
    expect(typed('5', undefined, contextWith())).toEqual(['CURRENCY_MISSING']);
    const shown = [5_000_000, 123_456, 8_999_999_999_999_999, 0].map((amount) => [
      showValue(inYuan, 'planned', field, amount),
      editText(inYuan, 'planned', field, amount),
    ]);
    expect(shown).toEqual([
      ['5万元', '50000.00'],
      ['1,234.56元', '1234.56'],
      ['89,999,999,999,999.99元', '89999999999999.99'],
      ['0元', '0.00'],
    ]);
    for (const [amount = 0, pair = []] of [[8_999_999_999_999_999, shown[2]]] as const)
      expect([typed(pair[0] ?? ''), typed(pair[1] ?? '')]).toEqual([amount, amount]);
    const yen = contextWith([record('brief', 'b', { currency: 'JPY' })]);
    expect(typed('5万', undefined, yen)).toBe(50_000);
    const english = { ...yen, t: createTranslate('en') };
    expect(showValue(english, 'planned', field, 50_000)).toBe('50K JPY');
  });

  it('writes a currency in capitals, however it is typed', () => {
    expect(['usd', ' ＥＵＲ ', 'CNY'].map((text) => value('fxRate', 'currency', text))).toEqual([
      'USD',
      'EUR',
      'CNY',
    ]);
    expect(read('fxRate', 'into', '元')).toMatchObject({ problems: [{ code: 'INVALID', path: 'into' }] });
  });

  it('reads three-point estimates; one number alone is certain', () => {
    expect(value('initiative', 'contribution', '60万 / 90万 / 120万')).toEqual({
      low: 600_000,
      likely: 900_000,
      high: 1_200_000,
    });
    expect(value('initiative', 'contribution', '5')).toEqual({ low: 5, likely: 5, high: 5 });
    expect(value('initiative', 'contribution', '5 / 6')).toEqual(['请写三个数：最低 / 最可能 / 最高。']);
    expect(value('initiative', 'contribution', '9 / 6 / 3')).toHaveLength(1);
  });

  it('finds records by name, several at once, also when a name holds a separator', () => {
    expect(value('task', 'initiative', '新增代理商 3 家')).toBe('i1');
    expect(value('strategy', 'evidence', '需求增长、价格敏感、中小企业')).toEqual(['k1', 'k2']);
    expect(value('strategy', 'evidence', '中小企业、没有的')).toEqual([
      '找不到“没有的”。请核对名称，或先新建。',
    ]);
  });

  it('finds a place by names or codes, one member of each dimension', () => {
    expect(value('risk', 'coordinate', '华东区 · 基础版')).toEqual({ region: 'east', product: 'basic' });
    expect(value('risk', 'coordinate', 'hb')).toEqual({ region: 'north' });
    expect(read('risk', 'coordinate', '华东区、华北区').ok).toBe(false);
  });

  it('says in words what is wrong', () => {
    expect(value('risk', 'probability', '很高')).toEqual(['只能是：高、中、低。']);
    expect(value('risk', 'accountable', '赵六')).toEqual(['找不到“赵六”。请核对名称，或先新建。']);
    expect(value('task', 'from', '3/4/2026')).toEqual(['无法确定“3/4/2026”是哪一天，请写成 2026-07-01。']);
    expect(value('task', 'progress', '120')).toEqual(['必须在 0 到 100 之间。']);
    expect(value('resource', 'quantity', '-1')).toEqual(['不能小于 0。']);
    expect(value('risk', 'name', '')).toEqual(['这一项必须填写。']);
  });

  it('empties with nothing', () => {
    expect(value('risk', 'accountable', '')).toBeNull();
    expect(value('task', 'from', ' – ')).toBeNull();
  });
});

describe('several of one name', () => {
  const twins = contextWith(
    [
      record('strategy', 's1', { name: '渠道' }),
      record('strategy', 's2', { name: '直销' }),
      record('initiative', 'i1', { name: '培训', strategy: 's1' }),
      record('initiative', 'i2', { name: '培训', strategy: 's2' }),
      record('initiative', 'i3', { name: '拜访' }),
      record('initiative', 'i4', { name: '拜访' }),
    ],
    [
      record('dimension', 'region', { name: '区域', category: 'region' }),
      record('dimension', 'product', { name: '产品', category: 'product' }),
      record('dimensionMember', 'east', { dimension: 'region', name: '华东' }),
      record('dimensionMember', 'north', { dimension: 'region', name: '华北' }),
      record('dimensionMember', 'cityE', { dimension: 'region', name: '城南', parent: 'east', code: 'E1' }),
      record('dimensionMember', 'cityN', { dimension: 'region', name: '城南', parent: 'north' }),
      record('dimensionMember', 'r', { dimension: 'region', name: '其他' }),
      record('dimensionMember', 'p', { dimension: 'product', name: '其他' }),
    ],
  );
  const read = (kind: string, name: string, text: string) => {
    const result = readValue(twins, name, fieldOf(kind, name), text);
    return result.ok ? result.value : result.problems.map((one) => sayProblem(twins, one));
  };

  it('are told apart from what is a member’s alone, and from where it stood until a day', () => {
    expect(['east', 'east~own', 'east~2026-08-01'].map((name) => memberLabel(twins, name))).toEqual([
      '华东',
      '华东（本级）',
      '华东（2026-08-01 之前）',
    ]);
  });

  it('are not taken for the first one: the candidates are named', () => {
    expect(readValue(twins, 'initiative', fieldOf('task', 'initiative'), '培训')).toEqual({
      ok: false,
      problems: [
        {
          code: 'AMBIGUOUS',
          path: 'initiative',
          params: { text: '培训', candidates: '培训（渠道）、培训（直销）', count: 2 },
        },
      ],
    });
    expect(read('risk', 'coordinate', '城南')).toEqual([
      '“城南”有 2 个同名：城南（华东）、城南（华北）。请写明是哪一个。',
    ]);
  });

  it('are told apart by where they stand, what they belong to, or their number', () => {
    expect(read('task', 'initiative', '培训 (直销)')).toBe('i2');
    expect(read('task', 'initiative', '拜访（#2）')).toBe('i4');
    expect(read('risk', 'coordinate', '城南（华北） · 其他（产品）')).toEqual({
      region: 'cityN',
      product: 'p',
    });
    expect(read('risk', 'coordinate', 'e1')).toEqual({ region: 'cityE' });
    expect(read('risk', 'coordinate', '华东')).toEqual({ region: 'east' });
  });

  it('are shown as they are read', () => {
    for (const [name, kind, stored] of [
      ['coordinate', 'risk', { region: 'cityE', product: 'p' }],
      ['initiative', 'task', 'i3'],
    ] as const) {
      expect(read(kind, name, editText(twins, name, fieldOf(kind, name), stored))).toEqual(stored);
    }
  });

  it('among people are told apart by e-mail', () => {
    const members = ['a@x.cn', 'b@x.cn'].map((email) => ({
      id: email,
      displayName: '王芳',
      active: true,
      email,
    }));
    const people = { ...twins, members };
    const field = fieldOf('risk', 'accountable');
    expect(readValue(people, 'accountable', field, '王芳')).toMatchObject({
      problems: [{ code: 'AMBIGUOUS' }],
    });
    expect(readValue(people, 'accountable', field, '王芳（b@x.cn）')).toMatchObject({ value: 'b@x.cn' });
  });
});

describe('an estimate of what adds to a target', () => {
  const metrics = [
    record('metric', 'revenue', { name: '销售额', unit: 'money', decimals: 2 }),
    record('metric', 'coverage', { name: '覆盖率', unit: 'percent', decimals: 1, aggregation: 'ratio' }),
    record('metric', 'margin', { name: '折扣', unit: 'percent', decimals: 1, aggregation: 'last' }),
  ];
  const targets = [
    record('target', 'money', { metric: 'revenue' }),
    record('target', 'share', { metric: 'coverage' }),
    record('target', 'level', { metric: 'margin' }),
  ];
  const counted = contextWith(targets, metrics);
  const field = fieldOf('initiative', 'contribution');

  it('is written in the unit of its metric and kept in the smallest one', () => {
    const stored = readValue(counted, 'contribution', field, '60万 / 90万 / 120.5', null, {
      target: 'money',
    });
    expect(stored.ok).toBe(false);
    const read = readValue(counted, 'contribution', field, '60万 / 90万 / 120万', null, { target: 'money' });
    expect(read).toMatchObject({ value: { low: 60_000_000, likely: 90_000_000, high: 120_000_000 } });
    if (!read.ok) return;
    expect(showValue(counted, 'contribution', field, read.value, { target: 'money' })).toBe(
      '60万 / 90万 / 120万',
    );
    expect(editText(counted, 'contribution', field, read.value, { target: 'money' })).toBe(
      '600000 / 900000 / 1200000',
    );
  });

  it('[COV-8] is of a rate what is read, percentages in points; of any other percentage smallest units', () => {
    const read = (target: string) =>
      readValue(counted, 'contribution', field, '3 / 5.5 / 8', null, { target });
    expect(read('share')).toMatchObject({ value: { low: 3, likely: 5.5, high: 8 } });
    expect(read('level')).toMatchObject({ value: { low: 30, likely: 55, high: 80 } });
  });
});

describe('the period of a deviation', () => {
  const field = fieldOf('deviation', 'period');

  it('is shown as the calendar calls it, in the language of the reader', () => {
    expect(showValue(context, 'period', field, 'W2026-28')).toBe('2026年第28周');
    const english = { ...context, t: createTranslate('en') };
    expect(showValue(english, 'period', field, 'M2026-07')).toBe('Jul 2026');
    expect(showValue(context, 'period', field, '大促期间')).toBe('大促期间');
  });

  it('is read as it is shown, without its year in the year of the plan, or by its id', () => {
    expect(value('deviation', 'period', '2026年第28周')).toBe('W2026-28');
    expect(value('deviation', 'period', '2027 年 1 月')).toBe('M2027-01');
    expect(value('deviation', 'period', '7月上旬')).toBe('X2026-07-1');
    expect(value('deviation', 'period', 'q2026-3')).toBe('Q2026-3');
    expect(value('deviation', 'period', '大促期间')).toBe('大促期间');
    expect(readValue(context, 'period', field, '第3期', 'P3')).toMatchObject({ value: 'P3' });
  });
});

describe('what the editor opens with', () => {
  it.each([
    ['risk', 'probability', 'high'],
    ['risk', 'coordinate', { region: 'east', product: 'basic' }],
    ['strategy', 'evidence', ['k1', 'k2']],
    ['initiative', 'contribution', { low: 600_000, likely: 912_345.67, high: 1_200_000 }],
    ['task', 'progress', 60],
    ['task', 'milestone', true],
    ['task', 'from', '2026-07-01'],
    ['risk', 'accountable', 'm1'],
    ['risk', 'trigger', '第一行\n第二行'],
    ['deviation', 'period', 'X2026-07-3'],
    ['deviation', 'period', 'D2026-07-31'],
    ['deviation', 'period', 'Y2026'],
  ])('is read back to the same value: %s.%s', (kind, name, stored) => {
    const text = editText(context, name, fieldOf(kind, name), stored);
    expect(value(kind, name, text)).toEqual(stored);
  });

  it('shows big numbers short where they stay exact', () => {
    const field = fieldOf('initiative', 'contribution');
    const shown = showValue(context, 'contribution', field, {
      low: 600_000,
      likely: 912_345.67,
      high: 1_200_000,
    });
    expect(shown).toBe('60万 / 912,345.67 / 120万');
  });
});

it('a colleague who is not on the list yet is called one, and nobody is called nothing', () => {
  const field = fieldOf('risk', 'accountable');
  expect(memberNameOf(context, 'm2')).toBe('李强');
  expect(memberNameOf(context, 'joined later')).toBe('一位同事');
  expect(showValue(context, 'accountable', field, 'joined later')).toBe('一位同事');
  for (const nobody of [undefined, null, '']) expect(memberNameOf(context, nobody)).toBe('');
});
