import type { TaskFileLine, TaskFileReport } from '@shapan/contract';
import type { ReactNode } from 'react';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Callout, type Column, Combobox, DataTable, Field, StatusTag } from '../../../design/index.ts';
import { fieldWord, kindWord } from '../../../records/index.ts';
import { bringsSomething, lineText, outcomeTones } from './line-words.ts';
import type { TaskImport } from './use-task-import.ts';

interface ReportProps {
  readonly report: TaskFileReport;
}

/** What a file would bring, what of it is rounded, kept or left out, and every row that is refused. */
export function FileReport({ job, report }: ReportProps & { readonly job: TaskImport }) {
  return (
    <div className="task-file">
      <Verdict report={report} />
      <Counts report={report} />
      {report.errors.length > 0 && <Errors report={report} />}
      {report.people.length > 0 && <People job={job} report={report} />}
      {report.lines.length > 0 && <Lines report={report} />}
    </div>
  );
}

function Verdict({ report }: ReportProps) {
  const t = useT();
  if (report.errorCount > 0)
    return (
      <Callout tone="bad" title={t('documents.tasks.errors', { count: report.errorCount })} announce="urgent">
        {t('documents.tasks.errors.text')}
      </Callout>
    );
  if (!bringsSomething(report))
    return (
      <Callout tone="good" announce="polite">
        {t('documents.tasks.nothing')}
      </Callout>
    );
  return (
    <Callout tone={report.pushed > 0 ? 'warn' : 'good'} announce="polite" title={t('documents.tasks.ok')}>
      {report.pushed > 0 ? t('documents.tasks.pushed', { count: report.pushed }) : undefined}
    </Callout>
  );
}

const kinds = ['task', 'initiative', 'taskLink', 'resourceNeed'] as const;

function Counts({ report }: ReportProps) {
  const t = useT();
  const rows = kinds
    .map((kind) => ({ kind, ...report.counts[kind] }))
    .filter(({ added, changed, unchanged, removed }) => added + changed + unchanged + removed > 0);
  type Row = (typeof rows)[number];
  const count = (id: 'added' | 'changed' | 'unchanged' | 'removed'): Column<Row> => ({
    id,
    header: t(`documents.tasks.${id}`),
    numeric: true,
    cell: (row) => row[id],
  });
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption={t('documents.tasks.counts')}
      columns={[
        { id: 'kind', header: t('documents.tasks.kind'), cell: ({ kind }) => kindWord(t, kind) },
        count('added'),
        count('changed'),
        count('unchanged'),
        count('removed'),
      ]}
      rows={rows}
      rowKey={({ kind }) => kind}
      density="compact"
    />
  );
}

function People({ job, report }: ReportProps & { readonly job: TaskImport }) {
  const t = useT();
  const { members } = useWorkspace();
  const choices = members
    .filter(({ active }) => active)
    .map(({ id, displayName }) => ({ value: id, label: displayName }));
  return (
    <section className="task-file__part" aria-label={t('documents.tasks.people')}>
      <h3 className="task-file__title">{t('documents.tasks.people')}</h3>
      <p className="quiet">{t('documents.tasks.people.hint')}</p>
      <div className="task-file__people">
        {report.people.map(({ name, member, tasks }) => (
          <Field key={name} label={name} note={t('documents.tasks.people.tasks', { count: tasks })}>
            <Combobox
              value={member}
              onChange={(chosen) => job.choosePerson(name, chosen)}
              choices={choices}
              placeholder={t('documents.tasks.people.nobody')}
              emptyText={t('documents.tasks.people.none')}
              openLabel={t('documents.tasks.people.open')}
              clearLabel={t('documents.tasks.people.clear')}
            />
          </Field>
        ))}
      </div>
    </section>
  );
}

function Lines({ report }: ReportProps) {
  const t = useT();
  const { lines, lineCount } = report;
  const outcomeTag = ({ outcome }: TaskFileLine): ReactNode => (
    <StatusTag tone={outcomeTones[outcome]} plain>
      {t(`documents.tasks.outcome.${outcome}`)}
    </StatusTag>
  );
  const rows = lines.map((line, index) => ({ ...line, index }));
  const columns: readonly Column<TaskFileLine & { readonly index: number }>[] = [
    { id: 'name', header: t('documents.tasks.name'), cell: ({ name }) => name },
    {
      id: 'row',
      header: t('documents.tasks.row'),
      numeric: true,
      width: '56px',
      cell: ({ row }) => (row === 0 ? '–' : row),
    },
    {
      id: 'outcome',
      header: t('documents.tasks.outcome'),
      width: '96px',
      cell: outcomeTag,
    },
    { id: 'what', header: t('documents.tasks.what'), cell: (line) => lineText(t, line) },
  ];
  const title =
    lineCount > lines.length
      ? t('documents.tasks.lines.shown', { shown: lines.length, count: lineCount })
      : t('documents.tasks.lines');
  return (
    <section className="task-file__part" aria-label={title}>
      <h3 className="task-file__title">{title}</h3>
      <DataTable
        caption={title}
        columns={columns}
        rows={rows}
        rowKey={({ index }) => String(index)}
        density="compact"
        maxHeight="320px"
      />
    </section>
  );
}

function Errors({ report }: ReportProps) {
  const t = useT();
  const rows = report.errors.map((error, index) => ({ ...error, index }));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { id: 'name', header: t('documents.tasks.name'), cell: ({ name }) => name || '–' },
    { id: 'row', header: t('documents.tasks.row'), numeric: true, width: '56px', cell: ({ row }) => row },
    {
      id: 'field',
      header: t('documents.tasks.field'),
      cell: ({ field }) => (field === null ? '–' : fieldWord(t, 'task', field)),
    },
    { id: 'reason', header: t('documents.tasks.reason'), cell: ({ message }) => message },
  ];
  return (
    <DataTable
      caption={t('documents.tasks.errors', { count: report.errorCount })}
      columns={columns}
      rows={rows}
      rowKey={({ index }) => String(index)}
      density="compact"
      maxHeight="320px"
    />
  );
}
