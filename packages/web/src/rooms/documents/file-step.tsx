import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useT } from '../../data/hooks.tsx';
import { Button, classes } from '../../design/index.ts';

interface FileStepProps {
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Where a file is dropped or chosen. */
export function FileStep({ busy, onFile }: FileStepProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <div
      role="group"
      aria-label={t('documents.file')}
      className={classes('import__drop', over && 'import__drop--over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp aria-hidden="true" size={32} />
      <p>{t('documents.file.text')}</p>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('documents.file')}
        accept=".csv,.tsv,.txt,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          // The same file may be chosen again after it was changed.
          event.target.value = '';
        }}
      />
      <Button kind="primary" busy={busy} onClick={() => input.current?.click()}>
        {t('documents.file.choose')}
      </Button>
      <p className="quiet">{t('documents.file.hint')}</p>
    </div>
  );
}
