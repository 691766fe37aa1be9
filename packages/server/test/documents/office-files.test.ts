import { crc32, deflateRawSync } from 'node:zlib';
import type { ImportRequest } from '@shapan/contract';
import { beforeEach, expect, test } from 'vitest';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';
import { utf8 } from './table-fixtures.ts';

/** What offices of other makers save, from the file to the target: no clause of it is read only in part. */
const world = testWorld();
let imports: ImportService;
let plan: string;

beforeEach(async () => {
  imports = createImportService(world.deps);
  plan = await revenuePlan(world.workspace);
  const { owner, workspaceId } = world.workspace;
  const region = (id: string, name: string) => ({
    type: 'record.add' as const,
    kind: 'dimensionMember',
    id,
    fields: { dimension: 'region', name, code: id },
  });
  await world.workspace.submit(owner, workspaceId, [region('N', '华北'), region('R', '𠮷林㐂区')]);
});

/** All of a file by the mapping that is proposed, with the regions named, not known by code. */
async function importWhole(name: string, content: Uint8Array) {
  const { owner } = world.workspace;
  const view = await imports.preview(owner, { name, content: Buffer.from(content) }, {});
  const proposed = view.sheets[0]?.mapping;
  if (!proposed) throw new Error('no sheet');
  const request: ImportRequest = {
    purpose: 'targets',
    mapping: proposed,
    plan,
    target: 'target',
    onDuplicate: 'refuse',
    createMembers: false,
  };
  return { view, report: await imports.commit(owner, view.upload, request) };
}

async function standing(member: string, time: string): Promise<number | null> {
  const answer = await createTrackingService(world.deps).attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
  });
  const place = answer.places.find((one) => one.members[0] === member && one.time === time);
  return place?.target?.numerator ?? null;
}

test('[UX 11] a CSV in GB18030 comes in whole, down to characters of four bytes', async () => {
  const text =
    '月份,区域,金额\r\n2026年7月,华北,"1,234.50"\r\n2026年8月,𠮷林㐂区,12万\r\n2026年9月,A1,0.07\r\n';
  const { view, report } = await importWhole('区域目标.csv', gb18030(text));
  expect(view).toMatchObject({ format: 'csv', encoding: 'gb18030', delimiter: ',' });
  expect(view.sheets[0]).toMatchObject({ header: ['月份', '区域', '金额'], warnings: 0 });
  expect(report).toMatchObject({ committed: true, rows: 3, fresh: 3, errorCount: 0 });
  expect(await standing('N', 'all')).toBe(123_450);
  expect(await standing('R', 'all')).toBe(12_000_000);
  expect(await standing('*', 'all')).toBe(123_450 + 12_000_000 + 7);
});

test('[UX 11] a workbook as LibreOffice writes it comes in whole: dates, computed cells and text in runs', async () => {
  const { view, report } = await importWhole('区域目标.xlsx', libreOfficeBook());
  expect(view).toMatchObject({ format: 'xlsx', encoding: null });
  expect(view.sheets.map(({ name, header }) => [name, header])).toEqual([['目标', ['月份', '区域', '金额']]]);
  expect(report).toMatchObject({ committed: true, rows: 3, fresh: 3, errorCount: 0 });
  expect(await standing('N', 'all')).toBe(123_450);
  expect(await standing('R', 'all')).toBe(246_900);
  expect(await standing('*', 'all')).toBe(123_450 + 246_900 + 7);
});

/** Text to GB18030, turned round from what the decoder of the platform says: beyond its pairs, the formulas of the standard. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  const four = (index: number): readonly number[] => [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
  const fourOf = (char: string): readonly number[] => {
    const code = char.codePointAt(0) ?? 0;
    const linear = four(code - 0x1_0000 + 189_000);
    if (code >= 0x1_0000) return linear;
    for (let index = 0; index < 39_420; index += 1)
      if (decoder.decode(Uint8Array.from(four(index))) === char) return four(index);
    throw new Error(`not in GB18030: ${char}`);
  };
  const bytes = [...text].flatMap((char) =>
    char < '\u0080' ? [char.charCodeAt(0)] : (pairs.get(char) ?? fourOf(char)),
  );
  return Uint8Array.from(bytes);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** The parts of LibreOffice Calc in its order – the list of types last –, its attributes, and its sizes behind the data. */
function libreOfficeBook(): Uint8Array {
  const relations = (list: readonly (readonly [string, string])[]): string =>
    `${head}<Relationships xmlns="${packages}/relationships">${list
      .map(
        ([type, target], at) =>
          `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`;
  const row = (number: number, cells: string): string =>
    `<row r="${number}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">${cells}</row>`;
  const text = (at: string, index: number) => `<c r="${at}" s="0" t="s"><v>${index}</v></c>`;
  const number = (at: string, style: number, value: string, formula = '') =>
    `<c r="${at}" s="${style}" t="n">${formula && `<f aca="false">${formula}</f>`}<v>${value}</v></c>`;
  // 1 July, August and September 2026, in days since the end of 1899.
  const rows = [
    row(1, text('A1', 0) + text('B1', 1) + text('C1', 2)),
    row(2, number('A2', 1, '46204') + text('B2', 3) + number('C2', 2, '1234.5')),
    row(3, number('A3', 1, '46235') + text('B3', 4) + number('C3', 2, '2469', 'C2*2')),
    row(4, number('A4', 1, '46266') + text('B4', 5) + number('C4', 2, '0.07')),
  ];
  const words = ['月份', '区域', '金额', '华北', null, 'A1'].map((word) =>
    word === null
      ? '<si><r><rPr><sz val="10"/><rFont val="宋体"/></rPr><t xml:space="preserve">𠮷林</t></r><r><rPr><b val="true"/></rPr><t xml:space="preserve">㐂区</t></r></si>'
      : `<si><t xml:space="preserve">${word}</t></si>`,
  );
  const formats = [
    '164" formatCode="General',
    '165" formatCode="yyyy\\-mm\\-dd',
    '166" formatCode="#,##0.00',
  ];
  const parts: Record<string, string> = {
    '_rels/.rels': relations([
      ['officeDocument', 'xl/workbook.xml'],
      ['extended-properties', 'docProps/app.xml'],
    ]),
    'docProps/app.xml': `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template></Template><TotalTime>0</TotalTime><Application>LibreOffice/7.4.2.3$Linux_X86_64 LibreOffice_project/40$Build-3</Application><AppVersion>15.0000</AppVersion></Properties>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['styles', 'styles.xml'],
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><fileVersion appName="Calc"/><workbookPr backupFile="false" showObjects="all" date1904="false"/><workbookProtection/><bookViews><workbookView showHorizontalScroll="true" activeTab="0"/></bookViews><sheets><sheet name="目标" sheetId="1" state="visible" r:id="rId2"/></sheets><calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/></workbook>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="3">${formats.map((one) => `<numFmt numFmtId="${one}"/>`).join('')}</numFmts><cellXfs count="3">${[164, 165, 166].map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="false"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}" count="6" uniqueCount="6">${words.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}" xmlns:r="${office}"><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="A1:C4"/><sheetFormatPr defaultColWidth="11.53515625" defaultRowHeight="12.8" zeroHeight="false"></sheetFormatPr><cols><col collapsed="false" customWidth="false" hidden="false" outlineLevel="0" max="1025" min="1" style="0" width="11.52"/></cols><sheetData>${rows.join('')}</sheetData><printOptions headings="false" gridLines="false"/></worksheet>`,
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  };
  return streamedZip(Object.entries(parts));
}

/** A zip as it is written by whoever does not know sizes beforehand: the local header says 0, a descriptor follows the data. */
function streamedZip(parts: readonly (readonly [string, string])[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const content = utf8(text);
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0808, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name)]);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    sizes.copy(fields, 10);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, Buffer.from(name));
    const whole = Buffer.concat([local, packed, Buffer.from('PK\x07\x08', 'latin1'), sizes]);
    chunks.push(whole);
    offset += whole.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...chunks, ...directory, end]));
}
