import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromAmount, MAX_AMOUNT } from '../src/foundation/amount.ts';
import { readTypedAmount, readTypedNumber, type TypedNumberOptions } from '../src/targets/typed-number.ts';

const numerals = sharedData('zh_numbers');

const read = (text: string, options?: TypedNumberOptions) => {
  const typed = readTypedNumber(text, options);
  return typed.ok ? typed.value : (typed.problems[0]?.code ?? 'none');
};
const valueOf = (text: string, options?: TypedNumberOptions) => {
  const typed = read(text, options);
  return typeof typed === 'string' ? typed : typed.value;
};

describe('[SPR-T76] a number that stands for itself', () => {
  it.each([
    // units
    ['500万', 5_000_000],
    ['500万元', 5_000_000],
    ['500 万 元', 5_000_000],
    ['1.2亿', 120_000_000],
    ['5千万', 50_000_000],
    ['3千', 3000],
    ['3k', 3000],
    ['3K', 3000],
    ['5M', 5_000_000],
    ['500M', 500_000_000],
    ['500百万', 500_000_000],
    ['1,200.5百万元', 1_200_500_000],
    ['25千亿', 2_500_000_000_000],
    ['2.5bn', 2_500_000_000],
    ['3w', 30_000],
    ['3万亿', 3_000_000_000_000],
    ['0.0001万', 1],
    // grouping, decimals, exponents
    ['1,234.5', 1234.5],
    ['1,234,567', 1_234_567],
    ['1.234', 1.234],
    ['.5', 0.5],
    ['5.', 5],
    ['3。5', 3.5],
    ['5E+06', 5_000_000],
    ['1e-3', 0.001],
    ['0.1', 0.1],
    // currency
    ['¥3,000.50', 3000.5],
    ['￥500', 500],
    ['CNY 500', 500],
    ['500CNY', 500],
    ['人民币500万元整', 5_000_000],
    // signs
    ['(50)', -50],
    ['（５０）', -50],
    ['(¥50)', -50],
    ['¥(50)', -50],
    ['-5', -5],
    ['−5', -5],
    ['－5', -5],
    ['–5', -5],
    ['-¥50', -50],
    ['¥-50', -50],
    ['负五百', -500],
    ['-0', 0],
    // percent
    ['12%', 0.12],
    ['12.5％', 0.125],
    ['5‰', 0.005],
    ['百分之十', 0.1],
    ['(5%)', -0.05],
    ['负5%', -0.05],
    // full-width, invisible marks and odd spaces
    ['１２３', 123],
    ['１，２３４．５', 1234.5],
    ['５００万', 5_000_000],
    ['\u3000500\u00a0', 500],
    ['\u202a500\u202c', 500],
    ['\ufeff500', 500],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual({ value, relative: false });
    expect(read(text, { current: 200 })).toEqual({ value, relative: false });
  });

  it.each([
    ['〇', 0],
    ['零', 0],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['一百二十三', 123],
    ['一百二十三万', 1_230_000],
    ['五百万', 5_000_000],
    ['两千', 2000],
    ['壹佰', 100],
    ['壹佰贰拾叁萬', 1_230_000],
    ['一万零二', 10_002],
    ['一千零五十', 1050],
    ['十万零五千', 105_000],
    ['一万亿', 1_000_000_000_000],
    ['二〇二六', 2026],
    ['一点二亿', 120_000_000],
    ['三点一四', 3.14],
    // the spoken short form: a last digit counts the next lower unit
    ['一万二', 12_000],
    ['一百二', 120],
    ['三亿五', 350_000_000],
    ['3万5', 35_000],
    ['3千5', 3500],
    // mixed
    ['3万5千', 35_000],
    ['3万5000', 35_000],
    ['3万零500', 30_500],
    ['1亿2000万', 120_000_000],
    ['1千2百万', 12_000_000],
  ])('Chinese numeral %s', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  it.each([
    ['=500万*20%', 1_000_000],
    ['=(1+2)*3万', 90_000],
    ['＝５００万＊２０％', 1_000_000],
    ['=2+3*4', 14],
    ['=10-4-3', 3],
    ['=100/5/2', 10],
    ['=-5+2', -3],
    ['=3*-2', -6],
    ['=5e+3*2', 10_000],
    ['=100+10%', 100.1],
    ['=0.1+0.2', 0.3],
    ['=1/3*3', 1],
    ['=5×4÷2', 10],
    ['=¥1,000*2元', 2000],
  ])('formula %s', (text, value) => {
    expect(read(text)).toEqual({ value, relative: false });
  });
});

describe('a change of the number that is there', () => {
  it.each([
    ['+10%', 220],
    ['-5%', 190],
    ['−5%', 190],
    ['+5', 205],
    ['+50万', 500_200],
    ['*1.2', 240],
    ['×1.2', 240],
    ['*150%', 300],
    ['*-1', -200],
    ['/4', 50],
    ['÷4', 50],
    ['/50%', 400],
    ['＋１０％', 220],
    ['+一百', 300],
  ])('%s of 200', (text, value) => {
    expect(read(text, { current: 200 })).toEqual({ value, relative: true });
  });

  it('of no value is refused, at the place of the number that is missing', () => {
    for (const text of ['+10%', '-5%', '+5', '*2', '/2']) {
      for (const options of [{}, { current: null }]) {
        expect(readTypedNumber(text, options)).toEqual({
          ok: false,
          problems: [{ code: 'REQUIRED', path: 'current' }],
        });
      }
    }
  });

  it('of zero and of a negative number keeps the arithmetic', () => {
    expect(valueOf('+10%', { current: 0 })).toBe(0);
    expect(valueOf('+10%', { current: -200 })).toBe(-220);
    expect(valueOf('-5%', { current: -200 })).toBe(-190);
  });

  it('in decimals has no binary drift', () => {
    expect(valueOf('+10%', { current: 1.1 })).toBe(1.21);
    expect(valueOf('+0.2', { current: 0.1 })).toBe(0.3);
    expect(valueOf('/3', { current: 200 })).toBe(200 / 3);
  });

  it('a signed percent of a metric that is a share: minus is a value, plus is in doubt', () => {
    expect(read('-5%', { current: 0.3, kind: 'ratio' })).toEqual({ value: -0.05, relative: false });
    expect(read('-5%', { kind: 'ratio' })).toEqual({ value: -0.05, relative: false });
    expect(read('+10%', { current: 0.3, kind: 'ratio' })).toBe('NUMBER_AMBIGUOUS');
    expect(read('*110%', { current: 0.3, kind: 'ratio' })).toEqual({ value: 0.33, relative: true });
  });
});

describe('doubt and nonsense are refused, never guessed', () => {
  it.each([
    '1.234,5',
    '1,23',
    '1,2,3',
    '0,5',
    '0,123',
    '1.234.567',
    '1,2345',
    '1 234',
    '5 6',
    '1, 234',
    '两三万',
    '三五百',
    '二三',
    '3万50',
    '3万500',
    '五千一万',
  ])('%s is ambiguous', (text) => {
    expect(read(text, { current: 200 })).toBe('NUMBER_AMBIGUOUS');
  });

  it.each([
    'abc',
    'NaN',
    'Infinity',
    '∞',
    '-',
    '—',
    '.',
    ',',
    '%',
    '12%%',
    '()',
    '(5',
    '5)',
    '--5',
    '+-5',
    '-(5)',
    '5-',
    '500-600',
    '500万*20%',
    '2026-07-01',
    '1/2',
    '$500',
    '€5',
    '5²',
    '3½',
    '㈠',
    '①',
    '10⁴',
    'Ⅻ',
    '1_000',
    '0x10',
    '=',
    '=A1',
    '=2**3',
    '=2(3)',
    '=(1+2',
    '=1+',
    '=()',
    '=(1+2)万',
    '万',
    '千万',
    '几百万',
    '3万多',
    '约500万',
    '3.5万5',
    '一点',
    '百百',
    '一万五万',
    '3点5',
    '5万k',
    '1e',
    'null',
    '<script>',
    "'; DROP TABLE",
  ])('%s is unreadable', (text) => {
    expect(read(text, { current: 200 })).toBe('NUMBER_UNREADABLE');
  });

  it.each([
    ['', 'NUMBER_EMPTY'],
    [' \u3000\t', 'NUMBER_EMPTY'],
    ['\u200b', 'NUMBER_EMPTY'],
    ['1e400', 'OUT_OF_RANGE'],
    ['-1e400', 'OUT_OF_RANGE'],
    ['1e999999999', 'OUT_OF_RANGE'],
    ['9000万亿零一', 'OUT_OF_RANGE'],
    ['999999亿亿', 'OUT_OF_RANGE'],
    ['1.5百万亿亿', 'OUT_OF_RANGE'],
    ['=1e60*1e60', 'OUT_OF_RANGE'],
    ['1e-400', 'NUMBER_TOO_PRECISE'],
    ['0.1234567890123456789', 'NUMBER_TOO_PRECISE'],
    ['=1/0', 'DIVISION_BY_ZERO'],
    ['=5/(2-2)', 'DIVISION_BY_ZERO'],
    ['/0', 'DIVISION_BY_ZERO'],
    ['/0%', 'DIVISION_BY_ZERO'],
    ['9'.repeat(201), 'TOO_LONG'],
  ])('%s is %s', (text, code) => {
    expect(read(text, { current: 200 })).toBe(code);
  });

  it('is never thrown, whatever the text', () => {
    const piece = fc.constantFrom(...'0123456789.,+-*/()=%万亿千百十零一两点元¥负 kM'.split(''));
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        const typed = readTypedNumber(text, { current: 200 });
        if (typed.ok) expect(Math.abs(typed.value.value)).toBeLessThanOrEqual(MAX_AMOUNT);
        else expect(typed.problems).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('[SPR-T86] the currency of the metric', () => {
  it.each([
    ['$500', 'USD', 500],
    ['USD 5k', 'USD', 5000],
    ['500美元', 'USD', 500],
    ['-$500', 'USD', -500],
    ['=2*€300+€100', 'EUR', 700],
    ['3万円', 'JPY', 30_000],
    ['500元', 'CNY', 500],
    ['12 PLN', 'PLN', 12],
    ['500', 'USD', 500],
    ['+10%', 'USD', 220],
  ])('%s counts in %s', (text, currency, value) => {
    expect(valueOf(text, { currency, current: 200 })).toBe(value);
  });

  it.each([
    ['500元', 'USD'],
    ['¥500', 'EUR'],
    ['$500', 'CNY'],
    ['500美元', 'CNY'],
    ['=100+€5', 'USD'],
    ['+50万元', 'USD'],
  ])('%s is another currency than %s and never read as it', (text, currency) => {
    expect(read(text, { currency, current: 200 })).toBe('NUMBER_CURRENCY');
    const typed = readTypedAmount(text, { currency, decimals: 2, currentAmount: 20_000 });
    expect(typed.ok ? null : typed.problems).toEqual([
      { code: 'NUMBER_CURRENCY', path: 'text', params: { text, currency } },
    ]);
  });
});

describe('the decimals of the unit', () => {
  it('refuse a plain number that has more', () => {
    expect(read('1.234', { decimals: 2 })).toBe('NUMBER_TOO_PRECISE');
    expect(read('0.00001万', { decimals: 0 })).toBe('NUMBER_TOO_PRECISE');
    expect(valueOf('1.2300', { decimals: 2 })).toBe(1.23);
  });

  it('round what was computed, halves away from zero', () => {
    expect(valueOf('=1/8', { decimals: 2 })).toBe(0.13);
    expect(valueOf('=-1/8', { decimals: 2 })).toBe(-0.13);
    expect(valueOf('/3', { current: 200, decimals: 2 })).toBe(66.67);
    expect(valueOf('+10%', { current: 1.15, decimals: 2 })).toBe(1.27);
  });

  it('bound the range', () => {
    expect(read('90000000000000.01', { decimals: 2 })).toBe('OUT_OF_RANGE');
  });

  it('give smallest units exactly, where a number could not', () => {
    expect(readTypedAmount('89999999999999.99', { decimals: 2 })).toEqual({
      ok: true,
      value: { amount: 8999999999999999, relative: false },
    });
    expect(readTypedAmount('+0.01', { currentAmount: 8999999999999998, decimals: 2 })).toEqual({
      ok: true,
      value: { amount: 8999999999999999, relative: true },
    });
    expect(readTypedAmount('*2', { decimals: 2 })).toEqual({
      ok: false,
      problems: [{ code: 'REQUIRED', path: 'current' }],
    });
  });
});

describe('reading undoes writing', () => {
  const anyAmount = fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT });
  const anyDecimals = fc.integer({ min: 0, max: 9 });
  const group = (text: string) =>
    text.replace(
      /^(-?)(\d+)/,
      (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ','),
    );
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
  const spellings: readonly ((text: string) => string)[] = [
    (text) => text,
    group,
    wide,
    (text) => wide(group(text)),
    (text) => `${text}元`,
    (text) => `= ${text}`,
    (text) => (text.startsWith('-') ? `(${text.slice(1)})` : text),
    (text) => text.replace('-', '−'),
  ];

  it('in every spelling, for every amount and unit', () => {
    fc.assert(
      fc.property(anyAmount, anyDecimals, fc.constantFrom(...spellings), (amount, decimals, spell) => {
        expect(readTypedAmount(spell(decimalFromAmount(amount, decimals)), { decimals })).toEqual({
          ok: true,
          value: { amount, relative: false },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('in Chinese numerals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
        expect(valueOf(chineseNumeral(amount))).toBe(amount);
      }),
      { numRuns: 1000 },
    );
  });
});

/** An independent writer: 10,204 → 一万零二百零四. */
function chineseNumeral(amount: number): string {
  if (amount === 0) return '零';
  const below = (value: number): string =>
    [1000, 100, 10, 1]
      .reduce((text, size, at) => {
        const digit = Math.floor(value / size) % 10;
        if (digit === 0) return text === '' || text.endsWith('零') ? text : `${text}零`;
        return `${text}${'零一二三四五六七八九'[digit]}${'千百十'[at] ?? ''}`;
      }, '')
      .replace(/零$/, '');
  const groups: readonly (readonly [number, string])[] = [
    [1e8, '亿'],
    [1e4, '万'],
    [1, ''],
  ];
  let text = '';
  for (const [size, unit] of groups) {
    const part = Math.floor(amount / size) % 10_000;
    if (part === 0) continue;
    text += `${text !== '' && part < 1000 ? '零' : ''}${below(part)}${unit}`;
  }
  return text;
}

describe('published cases', () => {
  it.skipIf(!numerals)('of Chinese numerals are read as published (shared data)', () => {
    const { cases } = JSON.parse(readFileSync(`${numerals}/cases.json`, 'utf8')) as {
      cases: readonly [string, number | string][];
    };
    expect(cases.length).toBeGreaterThan(0);
    for (const [text, value] of cases) expect([text, valueOf(text)]).toEqual([text, Number(value)]);
  });
});
