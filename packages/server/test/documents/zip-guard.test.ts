import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packZip } from '../../src/rooms/documents/pack-zip.ts';
import { readTables } from '../../src/rooms/documents/read-table.ts';
import { writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { openGuardedZip } from '../../src/rooms/documents/zip-guard.ts';
import { codes, seeded, utf8 } from './table-fixtures.ts';

interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the headers claim, where it is not the truth. */
  readonly claimedSize?: number;
  readonly flags?: number;
  readonly localName?: string;
}

/** A deflated zip, written by hand so that it can lie. */
function zip(parts: readonly Part[], change: (end: Buffer) => void = () => {}): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize = content.length, flags = 0, localName = name } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, Buffer.from(name));
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      fields,
      Buffer.from(localName),
      packed,
    ]);
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  change(end);
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]));
}

const mega = 1024 * 1024;
const spaces = (megabytes: number) => new Uint8Array(megabytes * mega).fill(32);
const small = (name: string) => ({ name, content: utf8(`<${name}/>`) });
const book = [small('[Content_Types].xml'), small('_rels/.rels')];
const limitOf = (bytes: Uint8Array) => {
  const opened = openGuardedZip(bytes);
  return opened.ok
    ? 'opened'
    : opened.problems
        .map(({ code, params }) => `${code} ${params?.['limit'] ?? params?.['reason'] ?? ''}`)
        .join();
};

describe('bombs are refused before they unpack', () => {
  test('a part that packs better than any table', () => {
    expect(limitOf(zip([...book, { name: 'xl/worksheets/sheet1.xml', content: spaces(10) }]))).toBe(
      'ZIP_BOMB ratio',
    );
  });

  test('a part, or all parts together, too large', () => {
    const claims = (claimedSize: number) => ({ content: utf8('x'.repeat(10)), claimedSize });
    expect(limitOf(zip([{ name: 'a.xml', ...claims(50 * mega + 1) }]))).toBe('ZIP_BOMB entryBytes');
    const dense = () => ({
      content: Uint8Array.from({ length: mega }, (_, at) => (at * at) % 251),
      claimedSize: 40 * mega,
    });
    const parts = ['a', 'b', 'c'].map((name) => ({ name, ...dense() }));
    expect(limitOf(zip(parts))).toMatch(/^ZIP_BOMB (?:totalBytes|ratio)$/);
  });

  test('more than 200 parts', () => {
    expect(limitOf(zip(Array.from({ length: 201 }, (_, at) => small(`a${at}`))))).toBe('ZIP_BOMB entries');
    expect(limitOf(zip(Array.from({ length: 200 }, (_, at) => small(`a${at}`))))).toBe('opened');
  });

  test('a header that lies about the size, both ways', async () => {
    const tooMuch = zip([...book, { name: 'xl/workbook.xml', content: spaces(60), claimedSize: 1000 }]);
    expect(codes(await readTables(tooMuch, 'a.xlsx'))).toEqual(['ZIP_BOMB']);
    const tooLittle = zip([...book, { name: 'xl/workbook.xml', content: utf8('<a/>'), claimedSize: 1000 }]);
    expect(codes(await readTables(tooLittle, 'a.xlsx'))).toEqual(['ZIP_BOMB']);
  });

  test('a cell in the last corner of the largest sheet', async () => {
    const corner = await workbookWith(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    );
    expect(codes(await readTables(corner, 'sparse.xlsx'))).toEqual(['FILE_UNREADABLE']);
  });

  test('entities that multiply are not expanded', async () => {
    const bytes = await workbookWith(
      '<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
    );
    const result = await readTables(bytes, 'a.xlsx');
    expect(result).toMatchObject({ ok: true, value: { sheets: [{ rows: [{ cells: [{ text: '&a;' }] }] }] } });
  });
});

describe('containers that two readers could read differently are refused', () => {
  const part = small('a.xml');
  test.each([
    ['the same name twice', zip([part, { ...part, name: 'A.xml' }]), 'ZIP_MALFORMED duplicate'],
    ['another name in the local header', zip([{ ...part, localName: 'b.xml' }]), 'ZIP_MALFORMED local'],
    ['encryption', zip([{ ...part, flags: 1 }]), 'FILE_ENCRYPTED '],
    ['ZIP64 placeholders', zip([{ ...part, claimedSize: 0xffffffff }]), 'ZIP_MALFORMED zip64'],
    ['ZIP64 directory', zip([part], (end) => end.writeUInt32LE(0xffffffff, 16)), 'ZIP_MALFORMED zip64'],
    [
      'fewer parts than the directory holds',
      zip([part, small('b')], (end) => end.writeUInt16LE(1, 8)),
      'ZIP_MALFORMED disks',
    ],
    ['something after the end', Buffer.concat([zip([part]), utf8('tail')]), 'ZIP_MALFORMED end'],
    ['two parts over the same bytes', overlapping(), 'ZIP_MALFORMED overlap'],
    ['no zip at all', utf8('PK\x03\x04 and nothing more'), 'ZIP_MALFORMED end'],
  ])('%s', (_, bytes, expected) => {
    expect(limitOf(bytes)).toBe(expected);
  });

  /** The first part claims its neighbour's bytes as its own. */
  function overlapping(): Uint8Array {
    const bytes = Buffer.from(zip([part, small('b')]));
    const packedSize = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 20;
    bytes.writeUInt32LE(bytes.readUInt32LE(packedSize) + 10, packedSize);
    return new Uint8Array(bytes);
  }
});

test('other zipped documents are named', async () => {
  const kind = async (...names: string[]) => {
    const result = await readTables(zip(names.map(small)), 'a.xlsx');
    return result.ok ? 'read' : result.problems[0]?.params?.['format'];
  };
  expect(await kind('[Content_Types].xml', '_rels/.rels', 'word/document.xml')).toBe('docx');
  expect(await kind('[Content_Types].xml', '_rels/.rels', 'xl/workbook.bin')).toBe('xlsb');
  expect(await kind('mimetype', 'content.xml')).toBe('ods');
  expect(await kind('photo.jpg')).toBe('zip');
});

describe('damaged copies of a good workbook', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_124);
  const tally = async (mutants: Iterable<Uint8Array>, check: (result: ReadResult) => void) => {
    const counts: Record<string, number> = {};
    for (const mutant of mutants) {
      const result = await readTables(mutant, 'mutant.xlsx');
      if (result.ok) check(result);
      const key = result.ok ? 'read' : codes(result).join();
      counts[key] = (counts[key] ?? 0) + 1;
    }
    process.stdout.write(`SEED=${seed} ${JSON.stringify(counts)}\n`);
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  };

  test('250 flipped or cut files give the unharmed cells or a coded refusal', async () => {
    const random = seeded(seed);
    const good = zip([...(await goodParts())].map(([name, content]) => ({ name, content })));
    const unharmed = await readTables(good, 'mutant.xlsx');
    expect(codes(unharmed)).toEqual([]);
    const mutants = Array.from({ length: 250 }, (_, round) =>
      flipped(round % 5 === 4 ? good.slice(0, Math.floor(random() * good.length)) : good, 2, random),
    );
    expect(await tally(mutants, (result) => expect(result).toEqual(unharmed))).toBe(250);
  }, 60_000);

  test('250 with damaged XML under a right checksum give tables or a coded refusal', async () => {
    const random = seeded(seed);
    const parts = await goodParts();
    const names = [...parts.keys()];
    const mutants = Array.from({ length: 250 }, () => {
      const name = names[Math.floor(random() * names.length)] ?? '';
      return packZip(new Map([...parts, [name, flipped(parts.get(name) ?? new Uint8Array(), 0, random)]]));
    });
    expect(await tally(mutants, (result) => expect(result).toHaveProperty('value.format', 'xlsx'))).toBe(250);
  }, 60_000);

  type ReadResult = Awaited<ReturnType<typeof readTables>>;

  function flipped(source: Uint8Array, from: number, random: () => number): Uint8Array {
    const mutant = Uint8Array.from(source);
    for (let flips = 1 + Math.floor(random() * 4); flips > 0 && mutant.length > from; flips -= 1) {
      const at = from + Math.floor(random() * (mutant.length - from));
      mutant[at] = (mutant[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    return mutant;
  }
});

/** Without the properties, which hold the time of writing: a seed has to repeat a run. */
async function goodParts(): Promise<Map<string, Uint8Array>> {
  const parts = partsOf(
    await writeXlsx([
      {
        name: '目标',
        columns: [{ header: '区域' }, { header: '目标', numberFormat: '#,##0.00' }, { header: '日期' }],
        rows: Array.from({ length: 50 }, (_, at) => [
          { type: 'text', text: `区域${at}` },
          { type: 'number', text: String(at * 1.5) },
          { type: 'date', text: '2026-01-31' },
        ]),
      },
    ]),
  );
  for (const name of parts.keys()) if (name.startsWith('docProps/')) parts.delete(name);
  return parts;
}

function partsOf(workbook: Uint8Array): Map<string, Uint8Array> {
  const opened = openGuardedZip(workbook);
  if (!opened.ok) throw new Error('own workbook refused');
  const parts = new Map<string, Uint8Array>();
  for (const name of opened.value.names) {
    const content = opened.value.read(name);
    if (content.ok) parts.set(name, content.value);
  }
  return parts;
}

async function workbookWith(rows: string, prolog = ''): Promise<Uint8Array> {
  const parts = partsOf(await writeXlsx([{ name: 'S', columns: [], rows: [] }]));
  const sheet = [...parts.keys()].find((name) => name.includes('worksheets/sheet'));
  parts.set(
    sheet ?? '',
    utf8(
      `<?xml version="1.0"?>${prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ),
  );
  return packZip(parts);
}
