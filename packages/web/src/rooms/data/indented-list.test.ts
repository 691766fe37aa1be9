import { describe, expect, it } from 'vitest';
import { readIndentedList } from './indented-list.ts';

const shape = (text: string): readonly string[] =>
  readIndentedList(text).map(
    ({ name, code, depth }) => `${'>'.repeat(depth)}${name}${code ? `=${code}` : ''}`,
  );

describe('an indented list', () => {
  it('reads depth from any indent', () => {
    expect(shape('全国\n  华东\n    上海\n    杭州\n  华北\n')).toEqual([
      '全国',
      '>华东',
      '>>上海',
      '>>杭州',
      '>华北',
    ]);
    expect(shape('全国\n\t华东\n\t\t上海')).toEqual(['全国', '>华东', '>>上海']);
    expect(shape('全国\n　华东\n　　上海')).toEqual(['全国', '>华东', '>>上海']);
  });

  it('returns to the branch a line belongs to, however it steps back', () => {
    expect(shape('A\n    B\n        C\n  D\nE')).toEqual(['A', '>B', '>>C', '>D', 'E']);
  });

  it('takes codes after a tab or in brackets, and bullets for what they are', () => {
    expect(shape('- 华东区 [HD]\n  - 上海\tSH\n  • 杭州【HZ】')).toEqual([
      '华东区=HD',
      '>上海=SH',
      '>杭州=HZ',
    ]);
  });

  it('passes over empty lines', () => {
    expect(shape('\n\nA\n\n  B\n \n')).toEqual(['A', '>B']);
    expect(readIndentedList('  \n')).toEqual([]);
  });

  it('names the line above', () => {
    expect(readIndentedList('A\n  B\n  C').map(({ parent }) => parent)).toEqual([undefined, 0, 0]);
  });
});
