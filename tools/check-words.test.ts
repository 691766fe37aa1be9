import { describe, expect, it } from 'vitest';
import { checkWords } from './check-words.ts';
import { tree } from './fixture-tree.ts';

const engine = {
  'packages/engine/src/foundation/problem.ts':
    "export const problemCodes = ['CYCLE', 'REQUIRED'] as const;\n",
};
const chinese = 'packages/i18n/src/zh-CN/problems.ts';
const english = 'packages/i18n/src/en/problems.ts';

/** A dictionary as source text; the sentence of each code is its own name in small letters. */
function words(...codes: string[]): string {
  return `export const problems = { ${codes.map((code) => `'problem.${code}': '${code.toLowerCase()}'`).join(', ')} };\n`;
}

describe('words for every problem', () => {
  it('passes when both languages know every code and nothing else', async () => {
    const root = tree({
      ...engine,
      [chinese]: words('CYCLE', 'REQUIRED'),
      [english]: words('REQUIRED', 'CYCLE'),
    });
    expect(await checkWords(root)).toEqual([]);
  });

  it('names the silent code and the orphaned sentence', async () => {
    const root = tree({
      ...engine,
      [chinese]: words('CYCLE'),
      [english]: words('CYCLE', 'REQUIRED', 'GONE'),
    });
    expect(await checkWords(root)).toEqual([
      `${chinese}:1 has no sentence for REQUIRED`,
      `${english}:1 has a sentence for GONE, which no registry knows`,
    ]);
  });

  it('does not take an empty text for a sentence', async () => {
    const empty = "export const problems = { 'problem.CYCLE': ' ', 'problem.REQUIRED': 'r' };\n";
    expect(
      await checkWords(tree({ ...engine, [chinese]: empty, [english]: words('CYCLE', 'REQUIRED') })),
    ).toEqual([`${chinese}:1 has no sentence for CYCLE`]);
  });

  it('counts the codes that only the contract has', async () => {
    const contract = {
      'packages/contract/src/problem-codes.ts': "export const serverCodes = ['TOO_MANY'] as const;\n",
    };
    const all = words('CYCLE', 'REQUIRED', 'TOO_MANY');
    expect(await checkWords(tree({ ...engine, ...contract, [chinese]: all, [english]: all }))).toEqual([]);
  });

  it('asks for both languages as soon as one has words, or messages are exported', async () => {
    const missing = `${english}:1 is missing: problems need words in every language`;
    expect(await checkWords(tree({ ...engine, [chinese]: words('CYCLE', 'REQUIRED') }))).toEqual([missing]);
    const index = { 'packages/i18n/src/index.ts': "export { messages } from './messages.ts';\n" };
    expect(await checkWords(tree({ ...engine, ...index }))).toHaveLength(2);
    expect(await checkWords(tree({ ...engine, 'packages/i18n/src/index.ts': 'export {};\n' }))).toEqual([]);
  });
});
