import type { ImportReport, ImportRequest, Locale } from '@shapan/contract';
import { createTranslate, type Translate } from '@shapan/i18n';
import { sentence } from '../../../http/problem-answer.ts';
import { type Cell, emptyCell } from '../table.ts';
import { writeCsv } from '../write-table.ts';
import { type Done, skips } from './job.ts';
import type { RowError } from './read-rows.ts';

const SHOWN = 1_000;

type ErrorView = ImportReport['errors'][number];

/** What was found, in the words of whoever asks. */
export function reportOf(
  { errors, unknown, ...counts }: Done['report'],
  request: ImportRequest,
  header: readonly string[],
  locale: Locale,
): ImportReport {
  return {
    ...counts,
    skipped: skips(request) ? new Set(errors.map(({ row }) => row)).size : 0,
    unknown: unknown.slice(0, SHOWN),
    errorCount: errors.length,
    errors: errorViews(errors.slice(0, SHOWN), header, locale),
  };
}

function errorViews(errors: readonly RowError[], header: readonly string[], locale: Locale): ErrorView[] {
  const t = createTranslate(locale);
  return errors.map(({ row, column, problem, value }) => ({
    row,
    column: column === null ? null : header[column] || String(column + 1),
    code: problem.code,
    message: messageOf(t, problem, column),
    ...(problem.params && { params: { ...problem.params } }),
    value,
  }));
}

/** What a problem means in a file, with the ways out of it; in the general words where a file makes no difference. */
function messageOf(t: Translate, problem: RowError['problem'], column: number | null): string {
  const { code, params = {} } = problem;
  const text = (name: string): string => String(params[name] ?? '');
  const ofRow = column === null;
  if (code === 'UNKNOWN_REFERENCE' && params['dimension'] !== undefined)
    return t('documents.error.unknown', { value: text('id'), dimension: text('dimension') });
  if (code === 'DUPLICATE' && params['row'] !== undefined)
    return t('documents.error.sameKey', { value: text('value'), row: text('row') });
  if (code === 'DUPLICATE' && !ofRow) return t('documents.error.ambiguous', { value: text('value') });
  if (code === 'REQUIRED' && params['dimension'] !== undefined)
    return t('documents.error.missing', { dimension: text('dimension') });
  if (code === 'REQUIRED' && params['part'] !== undefined) return t('documents.error.denominator');
  if (code === 'INVALID' && params['computed'] === true) return t('documents.error.computed');
  if (code === 'CONTRADICTION' && params['parts'] !== undefined)
    return t('documents.error.total', { total: text('total'), parts: text('parts') });
  if (code === 'INVALID' && ofRow) return t('documents.error.above');
  return sentence(t, problem);
}

/** All errors as a table that Excel and WPS open without asking: mend the rows there, import again. */
export function errorSheet(
  errors: readonly RowError[],
  header: readonly string[],
  locale: Locale,
): Uint8Array {
  const t = createTranslate(locale);
  const headings = ['row', 'column', 'value', 'message'] as const;
  const text = (content: string | null): Cell =>
    content === null ? emptyCell : { type: 'text', text: content };
  return writeCsv({
    name: 'errors',
    columns: headings.map((heading) => ({ header: t(`documents.error.${heading}`) })),
    rows: errorViews(errors, header, locale).map(({ row, column, value, message }): Cell[] => [
      { type: 'number', text: String(row) },
      text(column),
      text(value),
      text(message),
    ]),
  });
}
