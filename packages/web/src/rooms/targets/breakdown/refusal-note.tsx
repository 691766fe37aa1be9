import { X } from 'lucide-react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Callout, IconButton } from '../../../design/index.ts';
import type { Refusal } from './use-send.ts';

interface RefusalNoteProps {
  readonly refusal: Refusal;
  readonly onRelease: (holds: readonly string[]) => void;
  readonly onClose: () => void;
}

/** What was refused, that nothing changed, and the ways out. */
export function RefusalNote({ refusal, onRelease, onClose }: RefusalNoteProps) {
  const t = useT();
  const { text, holds } = refusal;
  const release = (): void => {
    onRelease(holds);
    onClose();
  };
  return (
    <Callout
      tone="bad"
      title={t('targets.refusal.title')}
      announce="urgent"
      action={
        <div className="targets-actions">
          {holds.length > 0 && (
            <Button size="small" onClick={release}>
              {t('targets.refusal.release', { count: holds.length })}
            </Button>
          )}
          <IconButton label={t('app.close')} size="small" icon={<X />} onClick={onClose} />
        </div>
      }
    >
      {text}
    </Callout>
  );
}
