import { describe, expect, it } from 'vitest';
import { formatHtmlTable, parseHtmlTable } from './html-table.ts';

describe('reading an HTML table', () => {
  it('reads what a spreadsheet writes, with styles and comments around it', () => {
    const html = `<html xmlns:x="urn:x"><head><style><!-- td {mso-style-parent:style0} --></style></head><body>
<table border=0 style='width:100pt'>
<!--StartFragment-->
 <col width=72>
 <tr height=18><td class=xl65 x:num="1234.5">1,234.5</td><td>华东
  大区</td></tr>
 <tr><td align=right>&nbsp;</td><td>A&amp;B &lt;1&gt; &#20803;&#x4e07;</td></tr>
<!--EndFragment-->
</table></body></html>`;
    expect(parseHtmlTable(html)).toEqual([
      ['1,234.5', '华东 大区'],
      ['', 'A&B <1> 元万'],
    ]);
  });

  it('reads what LibreOffice writes, a document with its type before it', () => {
    const html = `<!DOCTYPE html>

<html>
<head>
\t<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
\t<title></title>
\t<style type="text/css">
\t\tbody,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Calibri"; font-size:x-small }
\t</style>
</head>

<body>
<table cellspacing="0" border="0">
\t<colgroup span="2" width="149"></colgroup>
\t<tr>
\t\t<td height="20" align="left" valign=bottom><font face="DejaVu Sans">华北<br>第二行</font></td>
\t\t<td align="right" valign=bottom sdval="1234567.89" sdnum="1033;0;#,##0.00">1,234,567.89</td>
\t</tr>
\t<tr>
\t\t<td align="left" valign=bottom><br></td>
\t\t<td align="left" valign=bottom>007</td>
\t</tr>
</table>
<!-- ************************************************************************** -->
</body>

</html>`;
    expect(parseHtmlTable(html)).toEqual([
      ['华北\n第二行', '1,234,567.89'],
      ['', '007'],
    ]);
  });

  it('keeps lines inside a cell', () => {
    const html =
      '<table><tr><td>一<br style="mso-data-placement:same-cell;">二</td><td><p>甲</p><p>乙</p></td></tr></table>';
    expect(parseHtmlTable(html)).toEqual([['一\n二', '甲\n乙']]);
  });

  it('leaves the covered cells of a merged cell empty', () => {
    const html = '<table><tr><th colspan=2>季度</th><td rowspan="2">x</td></tr><tr><td>1<td>2</tr></table>';
    expect(parseHtmlTable(html)).toEqual([
      ['季度', '', 'x'],
      ['1', '2', ''],
    ]);
  });

  it('does not let a span reach below the table', () => {
    expect(parseHtmlTable('<table><tr><td rowspan=9>a</td></tr></table>')).toEqual([['a']]);
  });

  it('reads the text of a table within a cell as text', () => {
    const html = '<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>';
    expect(parseHtmlTable(html)).toEqual([['ab']]);
  });

  it.each([
    ['no table', '<p>500万</p>'],
    ['text beside the table', '<p>说明</p><table><tr><td>1</td></tr></table>'],
    ['two tables', '<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>'],
    ['a table without rows', '<table></table>'],
    ['nothing', ''],
  ])('leaves to the plain text: %s', (_, html) => {
    expect(parseHtmlTable(html)).toBeNull();
  });

  it('never runs or shows what is not a cell', () => {
    const html = '<table><script>alert(1)</script><tr><td><img src=x onerror="alert(1)">1</td></tr></table>';
    expect(parseHtmlTable(html)).toEqual([['1']]);
  });
});

describe('writing an HTML table', () => {
  it('escapes text, keeps lines, and marks texts so that leading zeros stay', () => {
    const rows = [
      [
        { text: '0012 <b>\n二', numeric: false },
        { text: '5', numeric: true },
      ],
    ];
    const html = formatHtmlTable(rows);
    expect(html).toBe(
      `<table><tbody><tr><td style="mso-number-format:'\\@'">0012 &lt;b&gt;<br>二</td><td>5</td></tr></tbody></table>`,
    );
    expect(parseHtmlTable(html)).toEqual([['0012 <b>\n二', '5']]);
  });
});
