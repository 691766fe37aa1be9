import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Callout, classes, Dialog, ProgressBar } from '../../../design/index.ts';
import { FileReport } from './file-report.tsx';
import { bringsSomething } from './line-words.ts';
import type { TaskImport } from './use-task-import.ts';
import './files.css';

interface ImportDialogProps {
  readonly job: TaskImport;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A file of tasks, looked at and then taken in. */
export function ImportDialog({ job, open, onClose }: ImportDialogProps) {
  const t = useT();
  const { file, report, busy, problem } = job;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next && busy !== 'writing') onClose();
      }}
      title={report ? `${t('documents.tasks.title')} · ${report.name}` : t('documents.tasks.title')}
      closeLabel={t('app.close')}
      size="wide"
      dismissible={busy === null && report === null}
      footer={report && <Answers job={job} />}
    >
      {problem !== null && (
        <Callout tone="bad" announce="urgent">
          {problem}
        </Callout>
      )}
      {busy !== null && (
        <ProgressBar
          value={null}
          label={
            busy === 'writing'
              ? t('documents.tasks.writing')
              : t('documents.tasks.reading', { name: file?.name ?? '' })
          }
        />
      )}
      {report ? <FileReport job={job} report={report} /> : <Drop busy={busy !== null} onFile={job.take} />}
    </Dialog>
  );
}

function Answers({ job }: { readonly job: TaskImport }) {
  const t = useT();
  const { report, busy } = job;
  if (!report) return null;
  const brings = bringsSomething(report);
  const wrong = report.errorCount > 0;
  return (
    <>
      <Button onClick={job.restart} disabled={busy !== null}>
        {t('documents.tasks.other')}
      </Button>
      {brings && (
        <Button
          kind="primary"
          busy={busy === 'writing'}
          disabled={busy !== null}
          onClick={() => job.commit(wrong ? 'skip' : 'refuse')}
        >
          {wrong ? t('documents.tasks.skip') : t('documents.tasks.commit')}
        </Button>
      )}
    </>
  );
}

interface DropProps {
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

function Drop({ busy, onFile }: DropProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !busy) onFile(file);
  };
  return (
    <div
      role="group"
      aria-label={t('documents.tasks.title')}
      className={classes('task-file__drop', over && 'task-file__drop--over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp aria-hidden="true" size={32} />
      <p>{t('documents.tasks.drop')}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('documents.tasks.drop')}
        accept=".xml,.csv,.tsv,.txt,.xlsx,.mpp"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be chosen again after it was changed.
          target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button kind="primary" busy={busy} onClick={() => input.current?.click()}>
        {t('documents.file.choose')}
      </Button>
      <p className="quiet">{t('documents.tasks.hint')}</p>
    </div>
  );
}
