import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { AskedEntries } from './asked-entries.ts';
import { holdText } from './hold-text.ts';

interface HeldDialogProps {
  readonly format: MetricFormat;
  readonly question: AskedEntries;
  readonly onAnswer: (answer: 'keep' | 'release' | null) => void;
}

/** Before a number that its own hold keeps is typed over: hold the new one, or hold nothing any more (SPR-T54). */
export function HeldDialog({ question: { holds }, format, onAnswer }: HeldDialogProps) {
  const t = useT();
  const { memberName } = useWorkspace();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onAnswer(null)}
      title={t('targets.heldEntry.title', { count: holds.length })}
      closeLabel={t('app.close')}
      description={t('targets.heldEntry.text')}
      footer={
        <>
          <Button onClick={() => onAnswer(null)}>{t('app.cancel')}</Button>
          <Button onClick={() => onAnswer('release')}>{t('targets.heldEntry.release')}</Button>
          <Button kind="primary" autoFocus onClick={() => onAnswer('keep')}>
            {t('targets.heldEntry.keep')}
          </Button>
        </>
      }
    >
      <ul>
        {holds.map((hold) => (
          <li key={hold.record.id}>{holdText(t, hold, memberName, format.told)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
