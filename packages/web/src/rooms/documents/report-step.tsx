import type { ImportReport } from '@shapan/contract';
import type { Notice } from '@shapan/engine';
import { formatAmount } from '@shapan/i18n';
import { Download } from 'lucide-react';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, KeyFigure, KeyFigures, Panel } from '../../design/index.ts';
import { useRecords } from '../../records/index.ts';
import { MoveEffects } from '../data/move-preview.tsx';
import { Differences } from './differences.tsx';
import { wouldChange } from './mapping.ts';
import type { Import } from './use-import.ts';

type RowError = ImportReport['errors'][number];

interface ReportProps {
  readonly job: Import;
  readonly report: ImportReport;
}

/** What an import would do, and every row it cannot take. */
export function ReportStep({ job, report }: ReportProps) {
  const t = useT();
  return (
    <Panel
      title={t(report.committed ? 'documents.result' : 'documents.checked')}
      actions={<ErrorDownload job={job} report={report} />}
    >
      <div className="records__form">
        <Verdict job={job} report={report} />
        <Counts job={job} report={report} />
        {report.effects.length > 0 && <Effects notices={report.effects as readonly Notice[]} />}
        {report.differences.length > 0 && <Differences report={report} />}
        {report.errors.length > 0 && <Errors report={report} />}
      </div>
    </Panel>
  );
}

function Verdict({ job, report }: ReportProps) {
  const t = useT();
  if (report.committed) return null;
  if (report.errorCount > 0) {
    if (job.choices.onError === 'skip') {
      return (
        <Callout tone="warn" title={t('documents.errors', { count: report.errorCount })} announce="polite">
          {t('documents.skipping', { count: report.skipped })}
        </Callout>
      );
    }
    return (
      <Callout tone="bad" title={t('documents.errors', { count: report.errorCount })} announce="urgent">
        {t('documents.errors.text')}
      </Callout>
    );
  }
  if (report.rows === 0) return <Callout tone="warn">{t('documents.nothing')}</Callout>;
  if (!wouldChange(report, job.choices)) {
    return (
      <Callout tone={report.conflicts > 0 ? 'warn' : 'good'} announce="polite">
        {report.conflicts > 0
          ? t('documents.same.conflicts', { count: report.conflicts })
          : t('documents.same')}
      </Callout>
    );
  }
  return (
    <Callout tone="good" announce="polite">
      {report.conflicts > 0 ? t('documents.ok.conflicts', { count: report.conflicts }) : t('documents.ok')}
    </Callout>
  );
}

function Counts({ job, report }: ReportProps) {
  const t = useT();
  const { choices } = job;
  const { decimals } = report;
  const { purpose } = choices;
  const actuals = purpose === 'actuals';
  if (purpose === 'members') return <MemberCounts report={report} />;
  return (
    <KeyFigures>
      <KeyFigure label={t('documents.rows')} value={report.rows} />
      <KeyFigure label={t('documents.fresh')} value={report.fresh} />
      <KeyFigure label={t('documents.unchanged')} value={report.unchanged} />
      {actuals && <KeyFigure label={t('documents.conflicts')} value={report.conflicts} />}
      {report.newMembers > 0 && <KeyFigure label={t('documents.newMembers')} value={report.newMembers} />}
      {!actuals && <KeyFigure label={t('documents.newRows')} value={report.newRows} />}
      {report.empty > 0 && <KeyFigure label={t('documents.empty')} value={report.empty} />}
      {report.merged > 0 && <KeyFigure label={t('documents.merged')} value={report.merged} />}
      {report.skipped > 0 && <KeyFigure label={t('documents.skipped')} value={report.skipped} />}
      <KeyFigure
        label={t('documents.total')}
        value={formatAmount(report.total, { decimals, unit: 'yuan' })}
      />
    </KeyFigures>
  );
}

function Effects({ notices }: { readonly notices: readonly Notice[] }) {
  const { context } = useRecords();
  return <MoveEffects context={context} notices={notices} />;
}

function MemberCounts({ report }: Pick<ReportProps, 'report'>) {
  const t = useT();
  return (
    <KeyFigures>
      <KeyFigure label={t('documents.rows')} value={report.rows} />
      <KeyFigure label={t('documents.newMembers')} value={report.newMembers} />
      <KeyFigure label={t('documents.moves')} value={report.moves} />
      <KeyFigure label={t('documents.changed')} value={report.changed} />
      <KeyFigure label={t('documents.unchanged')} value={report.unchanged} />
      {report.skipped > 0 && <KeyFigure label={t('documents.skipped')} value={report.skipped} />}
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

function ErrorDownload({ job, report }: ReportProps) {
  const t = useT();
  // What has been imported is no longer an error of its file.
  if (report.errors.length === 0 || report.committed) return null;
  return (
    <Button
      size="small"
      icon={<Download aria-hidden="true" />}
      busy={job.busy === 'errors'}
      onClick={() => void job.saveErrors(`${t('documents.error.file')}.csv`)}
    >
      {t('documents.error.download')}
    </Button>
  );
}
