import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

describe('pinyin initials', () => {
  it.each([
    ['华东区', 'hdq'],
    ['上海分公司', 'shfgs'],
    ['目标', 'mb'],
    ['A区渠道', 'Aqqd'],
    ['Q3 冲刺', 'Q3 cc'],
    ['张三', 'zs'],
    ['啊', 'a'],
  ])('%s is found by %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
