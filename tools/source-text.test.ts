import { describe, expect, it } from 'vitest';
import { blanked, importsOf } from './source-text.ts';

const both = { comments: true, strings: true };

describe('blanked', () => {
  it.each([
    ['a line comment', 'a; // Date\nb', 'a;\nb'],
    ['a block comment', 'a /* Date\n Date */ b', 'a\n b'],
    ['quoted text with an escaped quote', "a('it\\'s Date'); b", 'a( ); b'],
    ['a slash pair inside quotes', "a('http://x'); b", 'a( ); b'],
    ['code inside a template', '`Date ${b + `Date ${c}`} Date`; d', ' b + c } }; d'],
    ['braces inside a template', '`${f({ a: 1 })} Date` + g', ' f({ a: 1 }) + g'],
    ['a regular expression with a quote', 'x.replace(/[\'"/]/g, y) // z', 'x.replace( g, y)'],
    ['a division', 'a / b / c', 'a / b / c'],
  ])('hides %s', (_, source, expected) => {
    const plain = (text: string) =>
      text
        .replace(/[ ]+/g, ' ')
        .replace(/ ?} ?/g, (brace) => brace.trim())
        .trim();
    const words = (text: string) => plain(text).match(/\w+/g);
    expect(words(blanked(source, both))).toEqual(words(expected));
  });

  it('keeps length and line breaks, so that positions stay true', () => {
    const source = "const a = 'x\\n'; /* one\ntwo */ `three\n${four}`;";
    const out = blanked(source, both);
    expect(out).toHaveLength(source.length);
    expect(out.split('\n').map((line) => line.length)).toEqual(source.split('\n').map((line) => line.length));
  });
});

describe('importsOf', () => {
  it('finds every way to name a module, with its line', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from '@shapan/engine';",
      "import './side.css';",
      "export { c } from './c.ts';",
      'import {',
      '  d,',
      "} from 'd';",
      "const e = await import('./e.ts');",
    ].join('\n');
    expect(importsOf(source)).toEqual([
      { target: './a.ts', line: 1 },
      { target: '@shapan/engine', line: 2 },
      { target: './side.css', line: 3 },
      { target: './c.ts', line: 4 },
      { target: 'd', line: 7 },
      { target: './e.ts', line: 8 },
    ]);
  });

  it('is not misled by comments and by imports inside texts', () => {
    expect(importsOf("Buffer.from('x'); Array.from('y');")).toEqual([]);
    expect(importsOf("// import 'x'\nconst a = \"import './y'\";\n/* from 'z' */")).toEqual([]);
  });
});
