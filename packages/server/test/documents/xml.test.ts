import { describe, expect, test } from 'vitest';
import { decodeXml } from '../../src/rooms/documents/project/decode-xml.ts';
import { readMspdi } from '../../src/rooms/documents/project/read-mspdi.ts';
import { readXml, xmlText } from '../../src/rooms/documents/project/xml.ts';

const codeOf = (text: string, ...rest: [ReadonlySet<string>?, { depth: number; elements: number }?]) => {
  const read = readXml(text, ...rest);
  return read.ok ? 'ok' : read.problems[0];
};

describe('XML that somebody uploads', () => {
  test('[FIL-4] is a tree of elements, with prefixes, attributes, remarks and instructions read over', () => {
    const read = readXml(
      `<?xml version="1.0"?><!-- a > b --><p:a xmlns:p="u" x='1 > 0'>one<b/><c d="/">two</c ><![CDATA[<&]]>three</p:a>\n`,
    );
    expect(read.ok && read.value.root).toEqual({
      name: 'a',
      text: 'one<&three',
      children: [
        { name: 'b', text: '', children: [] },
        { name: 'c', text: 'two', children: [] },
      ],
    });
  });

  test('[FIL-4] references mean characters, and only those that a document may hold', () => {
    const read = readXml('<a>&lt;&amp;&gt;&quot;&apos;&#20013;&#x56FD;&#128512;</a>');
    expect(read.ok && read.value.root.text).toBe('<&>"\'中国😀');
    for (const bad of ['&nbsp;', '&', '&#0;', '&#xD800;', '&#x110000;', '&#8;', '&lol;'])
      expect(codeOf(`<a>${bad}</a>`), bad).toMatchObject({ code: 'XML_MALFORMED' });
  });

  test('[FIL-4] what is written reads back, whatever the words are', () => {
    const words = ' <b>&amp;]]>"\'\r\n\t中文😀 ';
    const read = readXml(`<a>${xmlText(words)}</a>`);
    expect(read.ok && read.value.root.text).toBe(words);
    expect(xmlText('a\u0000b\u0008c')).toBe('abc');
  });

  test('[FIL-4] a document type is refused unread: nothing grows, nothing is fetched', () => {
    const lol = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
      { length: 9 },
      (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`,
    ).join('')}]>`;
    const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    for (const type of [lol, outside, '<!DOCTYPE html>'])
      expect(codeOf(`<?xml version="1.0"?>\n${type}\n<a>&lol9;&x;</a>`)).toEqual({
        code: 'XML_DOCTYPE',
        params: { line: 2 },
      });
  });

  test('[FIL-4] depth and number of elements are bounded', () => {
    const deep = `${'<a>'.repeat(1_000_000)}`;
    expect(codeOf(deep)).toMatchObject({ code: 'FILE_TOO_LARGE', params: { limit: 'depth' } });
    const wide = `<a>${'<b/>'.repeat(200)}</a>`;
    expect(codeOf(wide, new Set(), { depth: 5, elements: 100 })).toMatchObject({
      code: 'FILE_TOO_LARGE',
      params: { limit: 'elements' },
    });
  });

  test('[FIL-4] what is not well-formed is refused with its line', () => {
    const broken = [
      '',
      'a',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<a b=c/>',
      '<a>\n<b>\n</a>',
      '</a>',
      '<a>&',
      '<a',
      '<!x><a/>',
      '<a/>x',
    ];
    for (const text of broken) expect(codeOf(text), text).toMatchObject({ code: 'XML_MALFORMED' });
    expect(codeOf('<a>\n<b>\n</a>')).toEqual({ code: 'XML_MALFORMED', params: { line: 3 } });
  });

  test('[FIL-4] elements that nobody reads are left out with all that is in them, and counted', () => {
    const read = readXml('<a><x><b/><x/></x><b/><x/></a>', new Set(['x']));
    expect(read.ok && read.value.root.children.map(({ name }) => name)).toEqual(['b']);
    expect(read.ok && read.value.leftOut.get('x')).toBe(2);
  });

  test('[FIL-4] encodings are those of the mark or the declaration, strictly', () => {
    const gbk = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from('</a>'),
    ]);
    const text = (bytes: Buffer) => {
      const decoded = decodeXml(bytes);
      return decoded.ok ? decoded.value : decoded.problems[0];
    };
    expect(text(gbk)).toContain('<a>中</a>');
    expect(text(Buffer.from('\ufeff<a>中</a>', 'utf16le'))).toContain('<a>中</a>');
    expect(text(Buffer.from('<a>é</a>', 'latin1'))).toEqual({
      code: 'FILE_UNREADABLE',
      params: { encoding: 'utf-8' },
    });
    expect(text(Buffer.from('<?xml version="1.0" encoding="EBCDIC-9"?><a/>'))).toEqual({
      code: 'FILE_UNREADABLE',
      params: { encoding: 'EBCDIC-9' },
    });
  });

  test('[FIL-4] XML that is no project is told by its outermost element', () => {
    const read = readMspdi(Buffer.from('<html><body/></html>'), 'x.xml');
    expect(read).toMatchObject({
      ok: false,
      problems: [{ code: 'NOT_A_PROJECT', params: { root: 'html' } }],
    });
    expect(readMspdi(Buffer.from('<Project/>'), 'x.xml')).toMatchObject({
      problems: [{ code: 'NOT_A_PROJECT' }],
    });
    expect(readMspdi(Buffer.alloc(0), 'x.xml')).toMatchObject({ problems: [{ code: 'FILE_EMPTY' }] });
  });
});
