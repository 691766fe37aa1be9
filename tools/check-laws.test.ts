import { describe, expect, it } from 'vitest';
import { checkLaws } from './check-laws.ts';
import { tree } from './fixture-tree.ts';

const spec = 'packages/engine/SPEC.md';
const file = 'packages/engine/test/laws.test.ts';
const found = (laws: string, tests: string) => checkLaws(tree({ [spec]: laws, [file]: tests }));

describe('laws', () => {
  it('are tested each, by titles that begin with their numbers', () => {
    const laws = '- **SPR-T1** a\n- **SPR-T2, T3** b\n  more of b\n- **P1** c\n- **DOMAIN-7.1** d\n';
    const tests =
      "test('[SPR-T1] x', f);\ntest.each(all)(\n  '[SPR-T2, T3] %s', f);\nit('[P1, DOMAIN-7.1] y', f);";
    expect(found(laws, tests)).toEqual([]);
  });

  it('without a test are named', () => {
    expect(found('# Laws\n\n- **SPR-T1** a\n- **SPR-T2** b', "test('[SPR-T1] x', f)")).toEqual([
      `${spec}:4 SPR-T2 has no test`,
    ]);
  });

  it('that are only spoken of in a comment or a helper have no test', () => {
    expect(found('- **SPR-T1** a', '/** SPR-T1 */\nconst law = "[SPR-T1]";')).toEqual([
      `${spec}:1 SPR-T1 has no test`,
    ]);
  });

  it('may be named as a row', () => {
    expect(found('- **SPR-T1 to T3** a', "test('[SPR-T1 to T3] x', f)")).toEqual([]);
    expect(found('- **SPR-T1 to T3** a', "test('[SPR-T1, SPR-T3] x', f)")).toEqual([
      `${spec}:1 SPR-T2 has no test`,
    ]);
  });

  it('may stand bare in the title of a plain test', () => {
    expect(found('- **P1** a\n- **SPR-T1** b', "test('P1 SPR-T1 x', f)")).toEqual([]);
    expect(found('- **P1** a', "formatPeriod('P1 ', f)")).toEqual([`${spec}:1 P1 has no test`]);
  });

  it('leave out no number of the row of spreading', () => {
    const tests = "test('[SPR-T1, T3, DOMAIN-13] x', f)";
    expect(found('- **SPR-T1** a\n- **SPR-T3** b\n- **DOMAIN-13** c', tests)).toEqual([
      `${spec}:1 has no SPR-T2`,
    ]);
  });

  it('are all that a test may name', () => {
    expect(found('- **SPR-T1** a', "test('[SPR-T1] x', f);\ntest('[SPR-T7] y', f);")).toEqual([
      `${file}:2 tests SPR-T7, which is no law`,
    ]);
  });

  it('of a family that the page does not have are mistyped; UTF-8 is none', () => {
    expect(found('- **P1** a', "test('P1 x', f);\ntest('UTF-8 y', f);\ntest('[SRP-T9] z', f);")).toEqual([
      `${file}:3 tests SRP-T9, which is no law`,
    ]);
  });

  it.each([
    ['a line of comment', "// test('[SPR-T1] x', f);"],
    ['a block of comment', "/*\n test('[SPR-T1] x', f);\n*/"],
    ['a test to be written', "it.todo('[SPR-T1] x');"],
    ['a skipped test', "test.skip('[SPR-T1] x', f);"],
    ['a skipped table', "test.skip.each(all(1))(\n  '[SPR-T1] x', f);"],
    ['a skipped chapter', "describe.skip('[SPR-T1] x', f);"],
    ['a test of a skipped chapter', "describe.skip('a', () => {\n  test('[SPR-T1] :)', f);\n});"],
    ['a text', "const told = `test('[SPR-T1] x', f)`;"],
  ])('are not tested by %s', (_, text) => {
    expect(found('- **SPR-T1** a', text)).toEqual([`${spec}:1 SPR-T1 has no test`]);
  });

  it('are tested after what is skipped, and by what is skipped only under a condition', () => {
    const after = "describe.skip('a', () => {\n  test('b', f);\n});\ntest('[SPR-T1] x', f);";
    expect(found('- **SPR-T1** a', after)).toEqual([]);
    expect(found('- **SPR-T1** a', "test.skipIf(!data)('[SPR-T1] x', f)")).toEqual([]);
  });

  it('are missed where there is no page of them', () => {
    expect(checkLaws(tree({ [file]: "test('[SPR-T1] x', f)" }))).toEqual([
      `${spec}:1 is missing, and with it every law`,
    ]);
  });
});
