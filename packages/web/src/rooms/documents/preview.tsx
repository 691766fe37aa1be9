import { useT } from '../../data/hooks.tsx';
import { type Column, DataTable, Field, Panel, Select, StatusTag } from '../../design/index.ts';
import { columnCount, columnName, isNumeric, meaningsOf, type Reading, type Sheet } from './mapping.ts';
import type { Import } from './use-import.ts';

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5'] as const;
const delimiters = [',', ';', '\t', '|'] as const;

/** What is in the file, and how it was read; both can be overruled. */
export function Preview({ job }: { readonly job: Import }) {
  const t = useT();
  const { upload, sheet } = job;
  if (!upload || !sheet) return null;
  const columns: readonly Column<readonly string[]>[] = Array.from(
    { length: columnCount(sheet) },
    (_, column) => ({
      id: String(column),
      header: (
        <>
          {columnName(sheet, column)}
          <Meaning job={job} column={column} />
        </>
      ),
      cell: (row) => row[column] ?? '',
      numeric: isNumeric(sheet, column),
    }),
  );
  const rows = sheet.sample
    .map((cells, index) => ({ cells, index: sheet.sampleRows[index] ?? 0 }))
    .filter(({ index }) => index > sheet.headerRow);
  const above = sheet.sampleRows.filter((row) => row <= sheet.headerRow).length;
  return (
    <Panel
      title={upload.fileName}
      note={t('documents.preview.rows', { count: Math.max(0, sheet.rows - above) })}
      flush
    >
      <div className="import__reading">
        {upload.sheets.length > 1 && (
          <Field label={t('documents.sheet')}>
            <Select
              value={sheet.name}
              onChange={(name) => {
                const next = upload.sheets.find((one) => one.name === name);
                if (next) job.chooseSheet(next);
              }}
              choices={upload.sheets.map(({ name }) => ({ value: name, label: name }))}
            />
          </Field>
        )}
        <HeaderRow job={job} sheet={sheet} />
        {upload.encoding !== null && (
          <ReadingFields job={job} encoding={upload.encoding} delimiter={upload.delimiter} />
        )}
        {sheet.remembered && <StatusTag tone="good">{t('documents.remembered')}</StatusTag>}
        {sheet.warnings > 0 && (
          <StatusTag tone="warn">{t('documents.warnings', { count: sheet.warnings })}</StatusTag>
        )}
      </div>
      <DataTable
        caption={t('documents.preview')}
        columns={columns.map((column) => ({
          ...column,
          cell: ({ cells }: (typeof rows)[number]) => column.cell(cells),
        }))}
        rows={rows}
        rowKey={({ index }) => String(index)}
        density="compact"
        maxHeight="320px"
      />
    </Panel>
  );
}

/** Which row holds the headings; titles above them are left out. */
function HeaderRow({ job, sheet }: { readonly job: Import; readonly sheet: Sheet }) {
  const t = useT();
  const rows = sheet.sampleRows.map((row, i) => ({
    value: String(row),
    label: t('documents.header.row', { row }),
    hint: (sheet.sample[i] ?? []).filter(Boolean).join(' · ').slice(0, 40),
  }));
  return (
    <Field
      label={t('documents.header')}
      note={job.reading.headerRow === undefined ? t('documents.detected') : undefined}
    >
      <Select
        value={String(sheet.headerRow)}
        onChange={(row) => void job.readAgain({ ...job.reading, headerRow: Number(row) })}
        choices={[{ value: '0', label: t('documents.header.none') }, ...rows]}
      />
    </Field>
  );
}

interface ReadingFieldsProps {
  readonly job: Import;
  readonly encoding: string;
  readonly delimiter: string | null;
}

function ReadingFields({ job, encoding, delimiter }: ReadingFieldsProps) {
  const t = useT();
  const { reading } = job;
  const again = (change: Reading): void => void job.readAgain({ ...reading, ...change });
  return (
    <>
      <Field label={t('documents.encoding')} note={reading.encoding ? undefined : t('documents.detected')}>
        <Select
          value={encoding}
          onChange={(value) => again({ encoding: encodings.find((one) => one === value) })}
          choices={withOwn(encodings, encoding).map((value) => ({ value, label: encodingName(value) }))}
        />
      </Field>
      {delimiter !== null && (
        <Field
          label={t('documents.delimiter')}
          note={reading.delimiter ? undefined : t('documents.detected')}
        >
          <Select
            value={delimiter}
            onChange={(value) => again({ delimiter: delimiters.find((one) => one === value) })}
            choices={delimiters.map((value) => ({
              value,
              label: t(`documents.delimiter.${delimiterName(value)}`),
            }))}
          />
        </Field>
      )}
    </>
  );
}

const withOwn = (known: readonly string[], own: string): readonly string[] =>
  known.includes(own) ? known : [own, ...known];

const encodingName = (encoding: string): string =>
  encoding === 'gb18030' ? 'GB18030 (GBK)' : encoding.toUpperCase();

const delimiterName = (delimiter: (typeof delimiters)[number]) =>
  (({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }) as const)[delimiter];

/** What a column is taken for, below its heading. */
function Meaning({ job, column }: { readonly job: Import; readonly column: number }) {
  const t = useT();
  const meanings = meaningsOf(job, job.choices.purpose, column).map((one) =>
    typeof one === 'string' ? t(one) : one.period,
  );
  return meanings.length > 0 && <span className="import__meaning">{meanings.join(t('records.comma'))}</span>;
}
