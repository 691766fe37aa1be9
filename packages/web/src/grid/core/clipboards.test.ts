import { describe, expect, it } from 'vitest';
import { type Block, readClipboard } from './clipboard.ts';
import { planPaste } from './edits.ts';
import { sampleModel } from './sample-model.ts';

/** What lies on the clipboard, and the block that was meant. */
interface Sample {
  readonly from: string;
  readonly text: string;
  readonly html?: string;
  readonly block: Block;
}

const table = (rows: string): string => `<table>${rows}</table>`;
const office = (rows: string, head = ''): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!--table {mso-displayed-decimal-separator:"\\."}--></style>${head}</head>
<body><table border=0 cellpadding=0 cellspacing=0><!--StartFragment-->${rows}<!--EndFragment--></table></body></html>`;
const sheets = (rows: string): string =>
  `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #ccc;}--></style><table xmlns="http://www.w3.org/1999/xhtml" data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody>${rows}</tbody></table>`;
const one = (value: string): Block => [[value]];

const plainTexts: readonly Sample[] = [
  { from: 'one cell of Excel', text: '500\r\n', block: one('500') },
  { from: 'one cell without a line end', text: '500万', block: one('500万') },
  { from: 'a row', text: '1\t2\t3\r\n', block: [['1', '2', '3']] },
  { from: 'a column', text: '1\r\n2\r\n3\r\n', block: [['1'], ['2'], ['3']] },
  { from: 'a column with line ends of Unix', text: '1\n2\n', block: [['1'], ['2']] },
  { from: 'a column with line ends of old Macs', text: '1\r2\r', block: [['1'], ['2']] },
  {
    from: 'a block',
    text: 'a\tb\r\nc\td\r\n',
    block: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  { from: 'grouped digits', text: '1,234.5\t12,345,678\r\n', block: [['1,234.5', '12,345,678']] },
  { from: 'bookkeeping negatives', text: '(50)\t(1,234.50)\r\n', block: [['(50)', '(1,234.50)']] },
  { from: 'percentages', text: '12%\t3.5%\r\n', block: [['12%', '3.5%']] },
  { from: 'Chinese units', text: '5万\t1.2亿\t300元\r\n', block: [['5万', '1.2亿', '300元']] },
  { from: 'full-width digits', text: '１２３\t４５．６\r\n', block: [['１２３', '４５．６']] },
  { from: 'signs of currencies', text: '¥500\t￥1,000\r\n', block: [['¥500', '￥1,000']] },
  { from: 'leading zeros', text: '0012\t00\r\n', block: [['0012', '00']] },
  { from: 'an empty cell in the middle', text: '1\t\t3\r\n', block: [['1', '', '3']] },
  { from: 'empty cells at the end', text: '1\t\t\r\n', block: [['1', '', '']] },
  { from: 'one empty cell', text: '\r\n', block: one('') },
  { from: 'an empty row in the middle', text: '1\r\n\r\n3\r\n', block: [['1'], [''], ['3']] },
  { from: 'a quoted cell with a line break', text: '"一\n二"\t3\r\n', block: [['一\n二', '3']] },
  { from: 'a quoted cell with a tab', text: '"a\tb"\tc\r\n', block: [['a\tb', 'c']] },
  { from: 'doubled quotes', text: '"他说""好"""\t1\r\n', block: [['他说"好"', '1']] },
  { from: 'inches', text: '5" 屏\t1\r\n', block: [['5" 屏', '1']] },
  { from: 'a quote that is never closed', text: '"甲\t乙\r\n', block: [['"甲', '乙']] },
  { from: 'spaces around', text: ' 500 \t 600\r\n', block: [[' 500 ', ' 600']] },
  { from: 'a formula as text', text: '=500万*20%\r\n', block: one('=500万*20%') },
  { from: 'relative entries', text: '+10%\t*1.2\t/3\t-5\r\n', block: [['+10%', '*1.2', '/3', '-5']] },
  { from: 'rows of different length', text: '1\t2\r\n3\r\n', block: [['1', '2'], ['3']] },
  { from: 'a Chinese sentence of a chat', text: '华东区,目标500万', block: one('华东区,目标500万') },
  { from: 'a list of an e-mail', text: '· 100\n· 200\n', block: [['· 100'], ['· 200']] },
  { from: 'dates', text: '2026-07-01\t2026年7月\r\n', block: [['2026-07-01', '2026年7月']] },
];

const tables: readonly Sample[] = [
  {
    from: 'Excel',
    text: '1\t2\r\n',
    html: office('<tr height=20><td x:num>1</td><td x:num>2</td></tr>'),
    block: [['1', '2']],
  },
  {
    from: 'Excel, digits as they are shown',
    text: '1,234.5\r\n',
    html: office('<tr><td class=xl63 align=right x:num="1234.5">1,234.5</td></tr>'),
    block: one('1,234.5'),
  },
  {
    from: 'Excel, hard spaces around accounts',
    text: ' 50 \r\n',
    html: office('<tr><td><span style="mso-spacerun:yes">&nbsp;</span>50&nbsp;</td></tr>'),
    block: one('50'),
  },
  {
    from: 'Excel, a line break inside a cell',
    text: '"一\n二"\r\n',
    html: office('<tr><td>一<br style="mso-data-placement:same-cell;">二</td></tr>'),
    block: one('一\n二'),
  },
  {
    from: 'Excel, two merged cells',
    text: 'a\t\r\n',
    html: office('<tr><td colspan=2 style="mso-ignore:colspan">a</td></tr>'),
    block: [['a', '']],
  },
  {
    from: 'Excel, cells merged downwards',
    text: 'a\tb\r\n\tc\r\n',
    html: office('<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>'),
    block: [
      ['a', 'b'],
      ['', 'c'],
    ],
  },
  { from: 'Excel, an empty cell', text: '\r\n', html: office('<tr><td></td></tr>'), block: one('') },
  {
    from: 'Excel, a conditional comment',
    text: '7\r\n',
    html: office(
      '<tr><td>7</td></tr>',
      '<!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]-->',
    ),
    block: one('7'),
  },
  {
    from: 'Excel, a table without a fragment',
    text: '8\r\n',
    html: '<body><table><tr><td>8</td></tr></table></body>',
    block: one('8'),
  },
  {
    from: 'WPS, upper case',
    text: '1\t2\r\n',
    html: '<HTML><BODY><TABLE BORDER=0><TR><TD>1</TD><TD>2</TD></TR></TABLE></BODY></HTML>',
    block: [['1', '2']],
  },
  {
    from: 'WPS, fonts inside cells',
    text: '华东区\t5万\r\n',
    html: office(
      '<tr><td><font class="font0">华东</font><font class="font1">区</font></td><td>5万</td></tr>',
    ),
    block: [['华东区', '5万']],
  },
  {
    from: 'LibreOffice',
    text: '1\t2\n',
    html: '<!DOCTYPE html><html><head><title></title></head><body><table cellspacing="0"><colgroup width="85"></colgroup><tr><td height="17" align="right" sdval="1" sdnum="2052;">1</td><td align="right" sdval="2">2</td></tr></table></body></html>',
    block: [['1', '2']],
  },
  {
    from: 'LibreOffice, bold text',
    text: '合计\n',
    html: table('<tr><td align="left"><b><font face="Noto Sans">合计</font></b></td></tr>'),
    block: one('合计'),
  },
  {
    from: 'Google Sheets',
    text: '500\t600',
    html: sheets('<tr><td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:500}">500</td><td>600</td></tr>'),
    block: [['500', '600']],
  },
  {
    from: 'Google Sheets, one cell is no table',
    text: '500',
    html: '<meta charset=\'utf-8\'><span data-sheets-value="{}">500</span>',
    block: one('500'),
  },
  {
    from: 'Numbers, paragraphs in cells',
    text: '1\t2',
    html: table('<tbody><tr><td><p class="p1">1</p></td><td><p class="p1">2</p></td></tr></tbody>'),
    block: [['1', '2']],
  },
  {
    from: 'Word, two paragraphs in a cell',
    text: '甲\r\n乙\r\n',
    html: office('<tr><td><p class=MsoNormal>甲</p><p class=MsoNormal>乙</p></td></tr>'),
    block: one('甲\n乙'),
  },
  {
    from: 'Word, text and no table',
    text: '第一行\r\n第二行',
    html: '<p>第一行</p><p>第二行</p>',
    block: [['第一行'], ['第二行']],
  },
  {
    from: 'a page with a heading above the table',
    text: '标题\n1\t2',
    html: `<h2>标题</h2>${table('<tr><td>1</td><td>2</td></tr>')}`,
    block: [['标题'], ['1', '2']],
  },
  {
    from: 'a page with two tables',
    text: '1\n2',
    html: table('<tr><td>1</td></tr>') + table('<tr><td>2</td></tr>'),
    block: [['1'], ['2']],
  },
  {
    from: 'a page with a head row',
    text: '区域\t额\nA\t5',
    html: table(
      '<thead><tr><th>区域</th><th>额</th></tr></thead><tbody><tr><td>A</td><td>5</td></tr></tbody>',
    ),
    block: [
      ['区域', '额'],
      ['A', '5'],
    ],
  },
  {
    from: 'a page with links and pictures in cells',
    text: '甲\t5',
    html: table('<tr><td><a href="https://example.test/">甲</a></td><td><img src="x"> 5</td></tr>'),
    block: [['甲', '5']],
  },
  {
    from: 'a page with entities',
    text: 'A&B\t<1>',
    html: table('<tr><td>A&amp;B</td><td>&lt;1&gt;</td></tr>'),
    block: [['A&B', '<1>']],
  },
  {
    from: 'a page with cells that are never closed',
    text: '1\t2\n3\t4',
    html: table('<tr><td>1<td>2<tr><td>3<td>4'),
    block: [
      ['1', '2'],
      ['3', '4'],
    ],
  },
  {
    from: 'a page whose source is broken into lines',
    text: '华东 大区',
    html: table('<tr>\n<td>\n  华东\n  大区\n</td>\n</tr>'),
    block: one('华东 大区'),
  },
  {
    from: 'a table with a script',
    text: '1',
    html: table('<script>alert(1)</script><tr><td onclick="alert(1)">1</td></tr>'),
    block: one('1'),
  },
  {
    from: 'a table within a cell',
    text: 'ab',
    html: table('<tr><td>a<table><tr><td>b</td></tr></table></td></tr>'),
    block: one('ab'),
  },
  {
    from: 'a span that reaches beyond the table',
    text: 'a',
    html: table('<tr><td rowspan=99>a</td></tr>'),
    block: one('a'),
  },
  {
    from: 'our own table',
    text: '5000000\t高',
    html: `<table><tbody><tr><td>5000000</td><td style="mso-number-format:'\\@'">高</td></tr></tbody></table>`,
    block: [['5000000', '高']],
  },
  { from: 'nothing', text: '', html: '', block: [] },
];

describe('[UX 5] sixty clipboards', () => {
  it('are sixty', () => expect(plainTexts.length + tables.length).toBe(60));

  it.each(plainTexts)('plain text: $from', ({ text, block }) => {
    expect(readClipboard({ text, html: '' })).toEqual(block);
  });

  it.each(tables)('a table of $from', ({ text, html = '', block }) => {
    expect(readClipboard({ text, html })).toEqual(block);
  });

  it.each([...plainTexts, ...tables])('change no cell beside their block: $from', ({ text, html = '' }) => {
    const block = readClipboard({ text, html });
    const model = sampleModel(Array.from({ length: 4 }, () => ['9', '9', '9', '9', '9']));
    const { edits } = planPaste(model, { top: 0, left: 0, bottom: 0, right: 0 }, block);
    const meant = block.flatMap((row, r) => row.map((value, c) => `${r}:${c}=${value}`));
    expect(edits.map((edit) => `${edit.row}:${edit.column}=${edit.text}`)).toEqual(meant);
  });
});
