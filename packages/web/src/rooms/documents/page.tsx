import { useSearch } from '@tanstack/react-router';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, NoPermission, PageHeader, Panel, ProgressBar } from '../../design/index.ts';
import { DoneStep } from './done-step.tsx';
import { FileStep } from './file-step.tsx';
import { mayCommit, writableRows } from './mapping.ts';
import { MappingStep } from './mapping-step.tsx';
import { Preview } from './preview.tsx';
import { ReportStep } from './report-step.tsx';
import { UnknownLabels } from './unknown-labels.tsx';
import { type Import, useImport } from './use-import.ts';
import '../../records/records.css';
import './import.css';

/** A file becomes targets or actuals: see what is in it, say what means what, try it, then do it. */
export function Page() {
  const t = useT();
  const { may } = useWorkspace();
  const { plan } = useSearch({ strict: false }) as { readonly plan?: unknown };
  const job = useImport(typeof plan === 'string' ? plan : null);
  if (!may('actuals.import') && !may('target.enter')) {
    return (
      <NoPermission
        title={<h1 className="page__failed">{t('app.noPermission')}</h1>}
        text={t('app.noPermission.advice')}
      />
    );
  }
  return (
    <>
      <PageHeader title={t('app.import')} summary={t(`documents.step.${job.step}`)} />
      {job.problem !== null && (
        <Callout tone="bad" title={job.problem} announce="urgent">
          {t('documents.kept')}
        </Callout>
      )}
      {job.step === 'file' ? (
        <Panel>
          <FileStep busy={job.busy === 'upload'} onFile={(file) => void job.take(file)} />
        </Panel>
      ) : (
        <Steps job={job} />
      )}
    </>
  );
}

function Steps({ job }: { readonly job: Import }) {
  const t = useT();
  const { step, report, busy } = job;
  if (step === 'done' && report) {
    return (
      <>
        <DoneStep job={job} />
        <ReportStep job={job} report={report} />
      </>
    );
  }
  const clean = report !== null && mayCommit(report, job.choices);
  return (
    <>
      <Preview job={job} />
      <MappingStep job={job} />
      <UnknownLabels job={job} />
      {report && <ReportStep job={job} report={report} />}
      {busy === 'commit' && <ProgressBar value={null} label={t('documents.committing')} />}
      <div className="import__actions">
        <Button onClick={job.restart}>{t('documents.other')}</Button>
        <Button
          kind={clean ? 'default' : 'primary'}
          busy={busy === 'check'}
          disabled={!job.ready || busy === 'commit'}
          onClick={() => void job.check()}
        >
          {t('documents.check')}
        </Button>
        {clean && (
          <Button kind="primary" busy={busy === 'commit'} onClick={() => void job.commit()}>
            {t('documents.commit', { count: writableRows(report, job.choices) })}
          </Button>
        )}
      </div>
      {!job.ready && <p className="quiet">{t('documents.notReady')}</p>}
    </>
  );
}
