import { describe, expect, it } from 'vitest';
import { checkExports } from './check-exports.ts';
import { tree } from './fixture-tree.ts';

const engine = 'packages/engine/src/';
const silent = 'has no comment: say its units, signs, what null means and the codes it refuses with';

describe('a comment for every public name', () => {
  it('passes when each declaration has one, whatever is declared and however it comes out', () => {
    const root = tree({
      [`${engine}index.ts`]:
        "export * from './tracking/index.ts';\nexport {\n  type Amount,\n  addDays,\n} from './foundation.ts';\n",
      [`${engine}tracking/index.ts`]: "/** Step 5. */\nexport { Pace } from './pace.ts';\n",
      [`${engine}tracking/pace.ts`]: '/** A share, 1 = 100 %. */\n\nexport interface Pace {}\n',
      [`${engine}foundation.ts`]: [
        '/** Whole smallest units. */\nexport type Amount = number;',
        '/**\n * Negative steps back.\n */\nexport function addDays(): void;',
        'export function addDays(days?: number): void {}',
        'export const inside = 1;',
      ].join('\n'),
      'packages/contract/src/index.ts': "export { schema } from './schema.ts';\n",
      'packages/contract/src/schema.ts': '/** Refused with `INVALID`. */\nexport const schema = 1;\n',
    });
    expect(checkExports(root)).toEqual([]);
  });

  it('names file, line and name where a comment is missing, once for each name', () => {
    const root = tree({
      [`${engine}index.ts`]: "export * from './rooms.ts';\nexport { type Amount } from './amount.ts';\n",
      [`${engine}rooms.ts`]: "export { type Amount, asyncly, Broken } from './amount.ts';\n",
      [`${engine}amount.ts`]:
        '/** Told. */\nexport const told = 1;\nexport type Amount = number;\n\nexport async function asyncly() {}\nexport class Broken {}\n',
    });
    expect(checkExports(root)).toEqual([
      `${engine}amount.ts:3 Amount ${silent}`,
      `${engine}amount.ts:5 asyncly ${silent}`,
      `${engine}amount.ts:6 Broken ${silent}`,
    ]);
  });

  it.each([
    ['a remark that editors do not show', '// Whole smallest units.'],
    ['a note beside the code', '/* Whole smallest units. */'],
    ['a comment without a word', '/** */'],
    ['a comment of something else', '/** Whole smallest units. */\nconst other = 1;'],
    ['a comment inside a text', "const other = '/** Whole. */';"],
  ])('does not take %s for one', (_, before) => {
    const root = tree({
      'packages/contract/src/index.ts': `${before}\nexport const amount = 1;\n`,
    });
    expect(checkExports(root)).toHaveLength(1);
  });

  it('tells what it cannot follow instead of passing it over', () => {
    const root = tree({
      'packages/contract/src/index.ts':
        "export { gone } from './plan.ts';\nexport default 1;\n// export { said } from './plan.ts';\n",
      'packages/contract/src/plan.ts': 'const gone = 1;\n',
    });
    expect(checkExports(root)).toEqual([
      'packages/contract/src/index.ts:1 gone is not declared in ./plan.ts',
      'packages/contract/src/index.ts:2 export has a form this check cannot read',
    ]);
  });
});
