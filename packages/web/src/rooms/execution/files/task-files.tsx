import { type TaskFileFormat, type TaskFileReport, taskFileFormats } from '@shapan/contract';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { problemText } from '../../../app/failure.tsx';
import { askForSaving } from '../../../data/api.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import { saveAs } from '../../../data/save-as.ts';
import { Button, Menu, useToasts } from '../../../design/index.ts';
import type { Records } from '../../../records/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { useTaskImport } from './use-task-import.ts';

interface TaskFilesProps {
  readonly records: Records;
  readonly hasTasks: boolean;
  /** Of the plan: that of its file. */
  readonly name: string;
}

const endings: Readonly<Record<TaskFileFormat, string>> = { mspdi: 'xml', csv: 'csv' };

/** Tasks to and from Microsoft Project and tables. */
export function TaskFiles({ records, hasTasks, name }: TaskFilesProps) {
  const { context, store, mayEdit } = records;
  const { t } = context;
  const { workspace } = useWorkspace();
  const toasts = useToasts();
  const [open, setOpen] = useState(false);
  const path = `/workspaces/${workspace.id}/books/${store.bookId}/tasks`;
  const done = ({ name: file, counts }: TaskFileReport): void => {
    const { added, changed } = counts.task;
    toasts.show({ tone: 'good', title: t('documents.tasks.done', { name: file, added, changed }) });
    setOpen(false);
  };
  const job = useTaskImport(path, done);
  const save = async (format: TaskFileFormat): Promise<void> => {
    try {
      const file = await askForSaving(`${path}/export?format=${format}`);
      saveAs(file, `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${endings[format]}`);
    } catch (error) {
      toasts.show({ tone: 'bad', title: t('documents.tasks.failed', { reason: problemText(t, error) }) });
    }
  };
  if (!hasTasks && !mayEdit) return null;
  const out = taskFileFormats.map((format) => ({
    id: format,
    label: t(`documents.tasks.export.${format}`),
    onSelect: () => void save(format),
  }));
  const into = { id: 'import', label: t('documents.tasks.import'), onSelect: () => setOpen(true) };
  return (
    <>
      <Menu
        align="end"
        groups={[
          ...(mayEdit ? [{ id: 'in', actions: [into] }] : []),
          ...(hasTasks ? [{ id: 'out', actions: out }] : []),
        ]}
        trigger={<Button icon={<FileDown aria-hidden="true" />}>{t('documents.tasks.files')}</Button>}
      />
      <ImportDialog
        job={job}
        open={open}
        onClose={() => {
          job.restart();
          setOpen(false);
        }}
      />
    </>
  );
}
