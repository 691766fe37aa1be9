import { EVIDENCE_FILE_BYTES, type EvidenceMade, evidenceTypes } from '@shapan/contract';
import type { Fields } from '@shapan/engine';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { problemText } from '../../app/failure.tsx';
import { askWithFile } from '../../data/api.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { Button, useToasts } from '../../design/index.ts';
import type { Records } from '../core/context.ts';

const accepted = Object.keys(evidenceTypes)
  .map((ending) => `.${ending}`)
  .join(',');

interface UploadButtonProps {
  readonly records: Records;
  readonly given: Fields;
}

/** Sends a file; the record that it becomes arrives with the news of the plan. */
export function UploadButton({ records, given }: UploadButtonProps) {
  const { context, store } = records;
  const { t } = context;
  const { workspace } = useWorkspace();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string>();
  const failed = (reason: string): void => {
    toasts.show({ tone: 'bad', title: t('records.evidence.failed', { reason }) });
  };
  const send = async (file: File): Promise<void> => {
    if (file.size > EVIDENCE_FILE_BYTES) return failed(t('problem.FILE_TOO_LARGE'));
    const form = new FormData();
    // The record comes before the file: the server reads the form as it arrives.
    form.append('record', JSON.stringify({ id: uuidv7(), fields: given }));
    form.append('file', file);
    setBusy(file.name);
    try {
      const path = `/workspaces/${workspace.id}/books/${store.bookId}/evidence`;
      const { position } = await askWithFile<EvidenceMade>(path, form);
      store.hear(position);
    } catch (error) {
      failed(problemText(t, error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon={<Upload aria-hidden="true" />}
        busy={busy !== undefined}
        onClick={() => input.current?.click()}
      >
        {busy === undefined ? t('records.evidence.file') : t('records.evidence.uploading', { name: busy })}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        aria-label={t('records.evidence.file')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void send(file);
        }}
      />
    </>
  );
}
