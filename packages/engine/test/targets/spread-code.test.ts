import { describe, expect, test } from 'vitest';
import { readBegunCode, readSpreadCode } from '../../src/targets/spread-code.ts';

const method = (name: string, operands: readonly string[], more: object = {}) => ({
  method: name,
  action: 'replace',
  filter: 'all',
  directions: [],
  operands,
  ...more,
});

describe('[SPR-T16] codes of the classic multidimensional engines', () => {
  test.each([
    ['P300', method('proportional', ['300'])],
    ['P+50万', method('proportional', ['50万'], { action: 'add' })],
    ['p~10', method('proportional', ['10'], { action: 'subtract' })],
    ['S1,200', method('equal', ['1,200'])],
    ['LS 1200', method('equalLeaves', ['1200'], { filter: 'nonZero' })],
    ['LS*1200', method('equalLeaves', ['1200'])],
    ['R5', method('repeat', ['5'])],
    ['R>5', method('repeat', ['5'], { directions: ['right'] })],
    ['S+<^10', method('equal', ['10'], { action: 'add', directions: ['left', 'up'] })],
    ['LR25', method('repeatLeaves', ['25'], { filter: 'nonZero' })],
    ['LR*25', method('repeatLeaves', ['25'])],
    ['P>~5', method('proportional', ['5'], { action: 'subtract', directions: ['right'] })],
    ['P%+10', method('percent', ['10'], { action: 'add' })],
    ['SL100:200', method('straightLine', ['100', '200'])],
    ['GR300:25', method('growth', ['300', '25'])],
    ['RP400', method('relativeProportional', ['400'])],
    ['R%50', method('copyFactor', ['50'])],
    ['C', method('clear', [])],
    ['C|', method('clear', [], { directions: ['down'] })],
    ['Ｓ（５）', method('equal', ['(5)'])],
    ['H', { hold: 'value', reason: null }],
    ['hc', { hold: 'total', reason: null }],
    ['H 已签约，到年底', { hold: 'value', reason: '已签约，到年底' }],
    ['ＨＣ：board has decided', { hold: 'total', reason: 'board has decided' }],
    ['RH', { release: 'value' }],
    ['rc', { release: 'total' }],
    ['RA', { release: 'all' }],
  ])('%s', (text, code) => {
    expect(readSpreadCode(text)).toEqual(code);
  });

  test.each([
    '',
    '5',
    '500万',
    '5M',
    'RMB500',
    'S',
    'SL100',
    'SL1:2:3',
    'C5',
    'P abc',
    'Sales',
    'H5',
    'Hello there',
    'RH x',
    'P+>+5',
    'ok',
  ])('%j is none', (text) => {
    expect(readSpreadCode(text)).toBeNull();
  });

  test.each([
    ['S', 'equal', 'S', ''],
    ['GR', 'growth', 'GR', ''],
    ['gr300', 'growth', 'GR', ''],
    ['SL>', 'straightLine', 'SL', '>'],
    ['SL>|100:', 'straightLine', 'SL', '>|'],
    ['SL1:2:3', 'straightLine', 'SL', ''],
    ['P%+', 'percent', 'P%', ''],
    ['LS>+', 'equalLeaves', 'LS', '>'],
    ['P+>+5', 'proportional', 'P', '>'],
    ['C5', 'clear', 'C', ''],
  ])('%j is the beginning of one', (text, name, code, ways) => {
    expect(readBegunCode(text)).toMatchObject({ method: name, code, ways });
  });

  test.each([
    '',
    '5',
    '500万',
    'S5',
    'SL100:200',
    'C',
    'H',
    'Sales',
    'RMB500',
    'P abc',
    'RH x',
    'Hello there',
    'ok',
  ])('%j begins none', (text) => {
    expect(readBegunCode(text)).toBeNull();
  });
});
