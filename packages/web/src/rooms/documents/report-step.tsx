import type { ImportReport } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { formatAmount } from '@shapan/i18n';
import { Download } from 'lucide-react';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, KeyFigure, KeyFigures, Panel } from '../../design/index.ts';
import { errorSheet } from './mapping.ts';
import type { Import } from './use-import.ts';

type RowError = ImportReport['errors'][number];

/** What an import would do, and every row it cannot take. */
export function ReportStep({ job, report }: { readonly job: Import; readonly report: ImportReport }) {
  const t = useT();
  return (
    <Panel
      title={t(report.committed ? 'documents.result' : 'documents.checked')}
      actions={<ErrorDownload report={report} />}
    >
      <div className="records__form">
        <Verdict report={report} />
        <Counts job={job} report={report} />
        {report.errors.length > 0 && <Errors report={report} />}
      </div>
    </Panel>
  );
}

function Verdict({ report }: { readonly report: ImportReport }) {
  const t = useT();
  if (report.committed) return null;
  if (report.errorCount > 0) {
    return (
      <Callout tone="bad" title={t('documents.errors', { count: report.errorCount })} announce="urgent">
        {t('documents.errors.text')}
      </Callout>
    );
  }
  if (report.rows === 0) return <Callout tone="warn">{t('documents.nothing')}</Callout>;
  return (
    <Callout tone="good" announce="polite">
      {report.conflicts > 0 ? t('documents.ok.conflicts', { count: report.conflicts }) : t('documents.ok')}
    </Callout>
  );
}

function Counts({ job, report }: { readonly job: Import; readonly report: ImportReport }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const { choices } = job;
  const metric = choices.metric === null ? undefined : findRecord(state, 'metric', choices.metric);
  const decimals = Number(metric?.fields['decimals'] ?? 0);
  const actuals = choices.purpose === 'actuals';
  return (
    <KeyFigures>
      <KeyFigure label={t('documents.rows')} value={report.rows} />
      <KeyFigure label={t('documents.fresh')} value={report.fresh} />
      {actuals && <KeyFigure label={t('documents.unchanged')} value={report.unchanged} />}
      {actuals && <KeyFigure label={t('documents.conflicts')} value={report.conflicts} />}
      {report.newMembers > 0 && <KeyFigure label={t('documents.newMembers')} value={report.newMembers} />}
      {!actuals && <KeyFigure label={t('documents.newRows')} value={report.newRows} />}
      {metric && actuals && (
        <KeyFigure
          label={t('documents.total')}
          value={formatAmount(report.total, { decimals, unit: 'yuan' })}
        />
      )}
    </KeyFigures>
  );
}

function Errors({ report }: { readonly report: ImportReport }) {
  const t = useT();
  const rows = report.errors.map((error, index) => ({ ...error, index }));
  const columns: readonly Column<RowError>[] = [
    { id: 'row', header: t('documents.error.row'), numeric: true, width: '72px', cell: ({ row }) => row },
    { id: 'column', header: t('documents.error.column'), cell: ({ column }) => column ?? '–' },
    { id: 'value', header: t('documents.error.value'), cell: ({ value }) => value ?? '–' },
    { id: 'message', header: t('documents.error.message'), cell: ({ message }) => message },
  ];
  return (
    <DataTable
      caption={t('documents.errors', { count: report.errorCount })}
      columns={columns as readonly Column<(typeof rows)[number]>[]}
      rows={rows}
      rowKey={({ index }) => String(index)}
      density="compact"
      maxHeight="360px"
    />
  );
}

function ErrorDownload({ report }: { readonly report: ImportReport }) {
  const t = useT();
  if (report.errors.length === 0) return null;
  const save = (): void => {
    const headings = ['row', 'column', 'value', 'message'] as const;
    const sheet = errorSheet(
      headings.map((heading) => t(`documents.error.${heading}`)),
      report.errors.map(({ row, column, value, message }) => [row, column ?? '', value ?? '', message]),
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([sheet], { type: 'text/csv;charset=utf-8' }));
    link.download = `${t('documents.error.file')}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button size="small" icon={<Download aria-hidden="true" />} onClick={save}>
      {t('documents.error.download')}
    </Button>
  );
}
