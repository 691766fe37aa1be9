import { describe, expect, it } from 'vitest';
import { readMemberList } from './member-list.ts';

const outline = (text: string) => {
  const read = readMemberList(text);
  return 'members' in read
    ? read.members.map(({ name, parent, depth }) => [name, parent, depth])
    : read.problem;
};

describe('a list of members', () => {
  it('reads indentation as levels', () => {
    expect(outline('A区\n  A1组\n  A2组\nB区')).toEqual([
      ['A区', -1, 0],
      ['A1组', 0, 1],
      ['A2组', 0, 1],
      ['B区', -1, 0],
    ]);
  });

  it('takes tabs, full-width spaces and list marks, as pasted from sheets and documents', () => {
    expect(outline('华东\n\t上海\n\u3000江苏\n- 华南\n  • 广东\t\t\n\n')).toEqual([
      ['华东', -1, 0],
      ['上海', 0, 1],
      ['江苏', 0, 1],
      ['华南', -1, 0],
      ['广东', 3, 1],
    ]);
  });

  it('never jumps more than one level down', () => {
    expect(outline('A\n        deep\n    less')).toEqual([
      ['A', -1, 0],
      ['deep', 0, 1],
      ['less', 1, 2],
    ]);
  });

  it('lets a name repeat below another parent but not below the same one', () => {
    expect(outline('A\n  其他\nB\n  其他')).toHaveLength(4);
    expect(outline('A\n  其他\n  其他')).toEqual({ code: 'repeated', line: 3, name: '其他' });
  });

  it('says what is wrong and where', () => {
    expect(outline(' \n')).toEqual({ code: 'empty' });
    expect(outline(`A\n${'长'.repeat(121)}`)).toEqual({ code: 'tooLong', line: 2 });
  });
});
