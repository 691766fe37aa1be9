import { describe, expect, it } from 'vitest';
import { codeLines, measureFiles } from './check-size.ts';
import { tree } from './fixture-tree.ts';

const lines = (count: number) => 'export const a = 1;\n'.repeat(count);

describe('file sizes', () => {
  it('counts code, not comments and blank lines', () => {
    expect(codeLines("/** one\n * two\n */\n\nconst a = '// three'; // four\n// five\nconst b = 2;\n")).toBe(
      2,
    );
  });

  it('fails above 500 lines, warns above 300, and leaves lists alone', () => {
    const root = tree({
      'packages/server/src/large.ts': lines(501),
      'packages/server/src/full.ts': lines(500),
      'packages/web/src/growing.tsx': lines(301),
      'packages/web/src/fine.ts': lines(300),
      'packages/engine/src/foundation/holidays.data.ts': lines(900),
      'packages/web/src/generated/icons.ts': lines(900),
      'packages/web/dist/bundle.js': lines(900),
    });
    expect(measureFiles(root)).toEqual({
      fail: ['packages/server/src/large.ts:1 has 501 lines of code: split it, the limit is 500'],
      warn: [
        'packages/server/src/full.ts:1 has 500 lines of code: think of splitting above 300',
        'packages/web/src/growing.tsx:1 has 301 lines of code: think of splitting above 300',
      ],
    });
  });
});
