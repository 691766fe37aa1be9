import { type EvidenceEnding, evidenceTypes } from '@shapan/contract';
import { ok, problem, type Result, refuse } from '@shapan/engine';
import { readZipDirectory } from '../documents/zip-directory.ts';

/**
 * What a file may be served as, told by its content and not by its name alone: a name that says one thing over bytes that
 * are another is refused with `FILE_DISGUISED`, an ending that is not on the list with `FILE_TYPE_REFUSED`.
 */
export function evidenceTypeOf(name: string, content: Buffer): Result<string> {
  const ending = endingOf(name);
  if (!Object.hasOwn(evidenceTypes, ending)) {
    const types = Object.keys(evidenceTypes).join(', ');
    return refuse(problem('FILE_TYPE_REFUSED', 'file', { ending, types }));
  }
  const known = ending as EvidenceEnding;
  return looksLike[known](content)
    ? ok(evidenceTypes[known])
    : refuse(problem('FILE_DISGUISED', 'file', { ending }));
}

/** What the name alone says; nothing where no such file is kept. */
export function typeNamed(name: string): string | undefined {
  const ending = endingOf(name);
  return Object.hasOwn(evidenceTypes, ending) ? evidenceTypes[ending as EvidenceEnding] : undefined;
}

const endingOf = (name: string): string => (/\.([^./\\]+)$/.exec(name)?.[1] ?? '').toLowerCase();

type Look = (content: Buffer) => boolean;

const beginsWith =
  (...bytes: readonly number[]): Look =>
  (content) =>
    bytes.every((byte, i) => content[i] === byte);
const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

const jpeg = beginsWith(0xff, 0xd8, 0xff);

const looksLike: Readonly<Record<EvidenceEnding, Look>> = {
  pdf: beginsWith(...ascii('%PDF-')),
  png: beginsWith(0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a),
  jpg: jpeg,
  jpeg,
  gif: (content) => beginsWith(...ascii('GIF87a'))(content) || beginsWith(...ascii('GIF89a'))(content),
  webp: (content) =>
    beginsWith(...ascii('RIFF'))(content) && beginsWith(...ascii('WEBP'))(content.subarray(8)),
  docx: officeWith('word/document.xml'),
  xlsx: officeWith('xl/workbook.xml'),
  pptx: officeWith('ppt/presentation.xml'),
  txt: isText,
  md: isText,
  csv: isText,
};

const MOST_PARTS = 10_000;
/** Programs inside a document: what a person opens must not run. */
const MACROS = /vbaProject\.bin$/i;

/** An Office document is a zip file whose table of contents names its main part, and no macros. */
function officeWith(part: string): Look {
  return (content) => {
    if (!beginsWith(...ascii('PK\u0003\u0004'))(content)) return false;
    const entries = readZipDirectory(content, MOST_PARTS);
    if (!entries.ok) return false;
    const names = entries.value.map(({ name }) => name);
    return (
      names.includes(part) && names.includes('[Content_Types].xml') && !names.some((one) => MACROS.test(one))
    );
  };
}

/** Signatures of what is not text although it could be read as such. */
const BINARY = [ascii('%PDF-'), ascii('PK\u0003\u0004'), ascii('{\\rtf'), ascii('GIF8')];

/** Text in UTF-8 or in an encoding that extends ASCII: no control characters but the usual ones. */
function isText(content: Buffer): boolean {
  if (BINARY.some((bytes) => beginsWith(...bytes)(content))) return false;
  return content.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
