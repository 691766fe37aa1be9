import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { readCell, type SpreadWay, wayAt } from './breakdown/entries.ts';
import { metricFormat } from './metric-format.ts';
import { typedText } from './typed-text.ts';

const revenue = {
  kind: 'metric',
  id: 'revenue',
  fields: { name: '销售额', aggregation: 'sum', unit: 'money', currency: 'CNY', decimals: 2 },
} as const;
const zh = createTranslate('zh-CN');
const en = createTranslate('en');
const inWan = metricFormat(revenue, 'wan', 'zh-CN');

describe('what a typed number means', () => {
  it('is said before it is done, and a plain one counts in what the view shows', () => {
    expect(typedText(zh, '500', null, inWan)).toBe('= 5,000,000.00 元。不写单位按万元计；500 元请写 500元');
    expect(typedText(zh, '１，２００．５', null, inWan)).toBe(
      '= 12,005,000.00 元。不写单位按万元计；1,200.5 元请写 1,200.5元',
    );
    expect(typedText(en, '500', null, metricFormat(revenue, 'baiwan', 'en'))).toBe(
      '= 500,000,000.00 CNY. Without a unit it counts in M CNY; for 500 CNY type 500CNY',
    );
  });

  it.each([
    ['qian', '500千', '= 500,000.00 元'],
    ['wan', '500万', '= 5,000,000.00 元'],
    ['baiwan', '500百万', '= 500,000,000.00 元'],
    ['yi', '500亿', '= 50,000,000,000.00 元'],
  ] as const)('in %s: with its unit or without, it means the same', (unit, text, meaning) => {
    const format = metricFormat(revenue, unit, 'zh-CN');
    expect(typedText(zh, text, null, format)).toBe(meaning);
    expect(typedText(zh, '500', null, format)).toContain(`${meaning}。不写单位按${format.unitLabel}计`);
  });

  it('needs no word about units where there is nothing to mix up', () => {
    expect(typedText(zh, '500', null, metricFormat(revenue, 'yuan', 'zh-CN'))).toBe('= 500.00 元');
    expect(typedText(zh, '+10%', { numerator: 10_000, denominator: 1 }, inWan)).toBe('= 110.00 元');
    expect(typedText(zh, '0', null, inWan)).toBe('= 0.00 元');
    expect(typedText(zh, '很多', null, inWan)).toBeNull();
  });

  it('[SPR-T86] is what will be stored, where another currency is typed', () => {
    const rates = new Map([['USD', { numerator: 71n, denominator: 10n }]]);
    expect(typedText(zh, '$500', null, inWan)).toBeNull();
    expect(typedText(zh, '$500', null, { ...inWan, rates })).toBe('= 3,550.00 元');
    const cell = { at: { members: ['a'], time: 'M2026-07' }, current: null, leaf: true, divisible: false };
    const read = readCell({ ...cell, text: '5万美元' }, { ...inWan, rates }, { way: 'proportional' });
    expect(read).toEqual({ entry: { at: cell.at, value: 35_500_000, typed: '5万美元' } });
  });

  it('[SPR-T16] names the way that was chosen for typed totals, wherever a number means another thing than in proportion', () => {
    const yuan = metricFormat(revenue, 'yuan', 'zh-CN');
    const said = (way: SpreadWay, leaf: boolean): string | null =>
      typedText(zh, '500', null, yuan, null, wayAt({ way }, { leaf }, yuan));
    expect(said('equal', false)).toBe('= 500.00 元；按所选方式：平均分摊');
    for (const [way, leaf] of [
      ['proportional', false],
      ['equal', true],
      ['both', false],
    ] as const)
      expect(said(way, leaf)).toBe('= 500.00 元');
    const rate = { twoPart: true, computed: false };
    expect(wayAt({ way: 'denominator' }, { leaf: true }, rate)).toBe('denominator');
    expect(wayAt({ way: 'repeatLeaves' }, { leaf: false }, rate)).toBe('repeatLeaves');
    expect(wayAt({ way: 'equal' }, { leaf: false }, rate)).toBeNull();
  });

  it('[SPR-T16] says what a code that is only begun will do, and how it is written in full', () => {
    expect(typedText(zh, 'SL>', null, inWan)).toBe('从第一格的数到最后一格的数，等差变化。写全如 SL>100:200');
    expect(typedText(en, 'GR300', null, inWan)).toMatch(/In full: GR300:25$/);
    expect(typedText(zh, 'Sales', null, inWan)).toBeNull();
    expect(typedText(zh, 'S', null, { ...inWan, computed: true })).toBeNull();
  });

  it('never offers a unit that could not be read', () => {
    const inWords = (fields: object) =>
      metricFormat({ ...revenue, fields: { ...revenue.fields, ...fields } }, 'wan', 'zh-CN');
    expect(typedText(zh, '500', null, inWords({ currency: 'USD' }))).toBe(
      '= 5,000,000.00 美元。不写单位按万美元计；500 美元请写 500美元',
    );
    expect(typedText(zh, '500', null, inWords({ unitLabel: '金币' }))).toMatch(/^= 5,000,000.00 .*计$/);
  });
});
