import type { CommandRequest } from '@shapan/contract';
import { findRecord, type PlanRecord } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { useExplain } from '../../app/use-submit.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, Dialog, Field, TextArea } from '../../design/index.ts';
import type { RecordContext } from '../../records/index.ts';
import { MovePreview, useMovePreview } from './move-preview.tsx';
import { reassigning } from './moves.ts';
import { type ListedMove, readMoves } from './reassign-list.ts';

interface MovesDialogProps {
  readonly context: RecordContext;
  readonly dimension: string;
  readonly onClose: () => void;
}

/** Many reassignments at once, from three columns of a sheet: member, new parent, day. One entry, one undo. */
export function MovesDialog({ context, dimension, onClose }: MovesDialogProps) {
  const { t, master } = context;
  const { master: store } = useWorkspace();
  const explain = useExplain();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const listed = useMemo(() => readMoves(text, master, dimension), [text, master, dimension]);
  const wrong = listed.filter((one) => one.wrong !== undefined);
  const isReady = listed.length > 0 && wrong.length === 0;
  const commands = useMemo(() => (isReady ? commandsOf(context, listed) : []), [isReady, listed, context]);
  const preview = useMovePreview(commands, busy);
  const move = async (): Promise<void> => {
    setBusy(true);
    const done = explain(await store.submit(commands, undefined, preview.data?.fingerprint));
    setBusy(false);
    if (done) onClose();
    else void preview.refetch();
  };
  return (
    <Dialog
      open
      size="wide"
      dismissible={text === ''}
      onOpenChange={(open) => !open && onClose()}
      title={t('data.moves')}
      closeLabel={t('records.close')}
      description={t('data.moves.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!isReady || preview.data === undefined}
            onClick={() => void move()}
          >
            {t('data.moves.go', { count: listed.length - wrong.length })}
          </Button>
        </>
      }
    >
      <div className="records__form data__paste">
        <Field label={t('data.moves.label')}>
          <TextArea
            value={text}
            onChange={setText}
            rows={6}
            spellCheck={false}
            placeholder={t('data.moves.example')}
          />
        </Field>
        {wrong.length > 0 && (
          <Callout tone="bad">
            <ul>
              {wrong.map(({ line, wrong: reason }) => (
                <li key={line}>{t(`data.moves.wrong.${reason ?? 'columns'}`, { line })}</li>
              ))}
            </ul>
          </Callout>
        )}
        {isReady && <p className="quiet">{t('data.move.day.hint')}</p>}
        {isReady && <MovePreview context={context} preview={preview} />}
      </div>
    </Dialog>
  );
}

function commandsOf({ master }: RecordContext, listed: readonly ListedMove[]): readonly CommandRequest[] {
  return listed.flatMap(({ member = '', parent = null, from = '' }) => {
    const record: PlanRecord | undefined = findRecord(master, 'dimensionMember', member);
    return record ? reassigning([record], parent, from) : [];
  });
}
