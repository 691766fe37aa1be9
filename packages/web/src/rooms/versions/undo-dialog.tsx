import type { CommandRequest, EntrySummary, SubmissionAnswer } from '@shapan/contract';
import { useState } from 'react';
import type { BlockedUndo } from '../../app/blocked-undo.ts';
import { problemText } from '../../app/failure.tsx';
import { useMaybePlan } from '../../app/open-plan.tsx';
import { useUndoToast } from '../../app/undo-toast.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, Dialog } from '../../design/index.ts';
import { entryText } from '../plan/entry-text.ts';
import { useEntrySaid } from '../targets/use-entry-said.ts';
import { CompensationPreview } from './compensation-preview.tsx';
import { whenAndWho } from './entry-columns.tsx';
import { useHistoryOf } from './use-history-of.ts';
import './versions.css';

interface UndoDialogProps extends BlockedUndo {
  readonly onClose: () => void;
}

/**
 * What came later and stands in the way of an undo, and the two ways on (SPR-T90): to undo that as well, or to make the
 * entry good without touching it, which is shown before it is done.
 */
export function UndoDialog({ store, later, why, onClose }: UndoDialogProps) {
  const t = useT();
  // What a plan's entries did is said as its history says it.
  const isOfPlan = useMaybePlan()?.store === store;
  const { busy, error, shown, undoAll, look, compensate, back } = useWaysOn({ store, later, onClose });
  const ways = (
    <>
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button busy={busy === 'look'} onClick={() => void look()}>
        {t('versions.undo.preview')}
      </Button>
      {later.others === 0 && (
        <Button kind="primary" busy={busy === 'all'} onClick={() => void undoAll()}>
          {t('versions.undo.all')}
        </Button>
      )}
    </>
  );
  const confirming = (
    <>
      <Button onClick={back}>{t('versions.undo.back')}</Button>
      {shown?.changes?.length !== 0 && (
        <Button kind="primary" busy={busy === 'compensate'} onClick={() => void compensate()}>
          {t('versions.undo.compensate')}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(shown ? 'versions.undo.preview.title' : 'versions.undo.title')}
      closeLabel={t('app.close')}
      description={shown ? t('versions.undo.preview.text') : why}
      size="wide"
      footer={shown ? confirming : ways}
    >
      {error !== null && (
        <Callout tone="bad" announce="urgent">
          {error}
        </Callout>
      )}
      {shown ? (
        <CompensationPreview store={store} answer={shown} />
      ) : isOfPlan ? (
        <LaterOfPlan later={later} />
      ) : (
        <LaterList later={later} said={(entry) => entryText(t, entry)} />
      )}
    </Dialog>
  );
}

function LaterOfPlan({ later }: Pick<BlockedUndo, 'later'>) {
  const t = useT();
  const known = useHistoryOf(later.entries.map(({ position }) => position));
  const saidOf = useEntrySaid();
  const said = (entry: EntrySummary): string => {
    const told = known.get(entry.position);
    return entryText(t, entry, false, told ? saidOf(told) : null);
  };
  return <LaterList later={later} said={said} />;
}

interface LaterListProps extends Pick<BlockedUndo, 'later'> {
  readonly said: (entry: EntrySummary) => string;
}

function LaterList({ later: { entries, others }, said }: LaterListProps) {
  const t = useT();
  const columns = useColumns(said);
  return (
    <div className="versions-part">
      {entries.length > 0 && (
        <DataTable
          caption={t('versions.undo.later')}
          columns={columns}
          rows={entries}
          rowKey={({ position }) => String(position)}
          maxHeight="320px"
          density="compact"
        />
      )}
      {others > 0 && <Callout tone="warn">{t('versions.undo.others', { count: others })}</Callout>}
    </div>
  );
}

function useColumns(said: LaterListProps['said']): readonly Column<EntrySummary>[] {
  const t = useT();
  const { memberName } = useWorkspace();
  return [...whenAndWho(t, memberName), { id: 'what', header: t('versions.history.what'), cell: said }];
}

function useWaysOn({ store, later, onClose }: Omit<UndoDialogProps, 'why'>) {
  const t = useT();
  const tell = useUndoToast(store);
  const [busy, setBusy] = useState<'all' | 'look' | 'compensate' | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [shown, setShown] = useState<SubmissionAnswer | null>(null);
  const compensating: readonly CommandRequest[] = [{ type: 'compensate', position: later.position }];

  const during = async (what: NonNullable<typeof busy>, work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setError(null);
    await work().catch((failure: unknown) => setError(problemText(t, failure)));
    setBusy(null);
  };
  const finish = async (title: string, commands: readonly CommandRequest[], expect?: string) => {
    const result = await store.submit(commands, undefined, expect);
    if (result.error) throw result.error;
    onClose();
    tell({ tone: 'good', title }, result);
  };
  return {
    busy,
    error,
    shown,
    back: () => {
      setError(null);
      setShown(null);
    },
    /** The newest first, and the asked one last: each finds what it left. */
    undoAll: () => {
      const positions = [...later.entries.map(({ position }) => position), later.position];
      const commands = positions.map((position) => ({ type: 'undo', position }) as const);
      return during('all', () => finish(t('versions.undo.done', { count: positions.length }), commands));
    },
    look: () => during('look', async () => setShown(await store.rehearse(compensating))),
    /** What has become something else since it was shown is shown anew. */
    compensate: () =>
      during('compensate', () =>
        finish(t('versions.undo.compensated'), compensating, shown?.fingerprint).catch(
          async (failure: unknown) => {
            setShown(await store.rehearse(compensating));
            throw failure;
          },
        ),
      ),
  };
}
