import type { CommandRequest } from '@shapan/contract';
import { type PlanRecord, parentsOf } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { useExplain } from '../../app/use-submit.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { Button, Combobox, Dialog, Field, SegmentedControl, TextInput } from '../../design/index.ts';
import { nameOf, type RecordContext, updateOf } from '../../records/index.ts';
import { branchOf, memberTree } from './member-tree.ts';
import { MovePreview, useMovePreview } from './move-preview.tsx';
import { nextMonth, parentsNow, reassigning, submitShown, topsOf } from './moves.ts';
import { Standings } from './standings.tsx';

interface MoveDialogProps {
  readonly context: RecordContext;
  readonly dimension: string;
  readonly members: readonly PlanRecord[];
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/**
 * Where members are to stand in the tree, from a day on – earlier periods stay what they were – or, to put a mistake
 * right, at all times. They bring along what is below them.
 */
export function MoveDialog({ context, dimension, members, submit, onClose }: MoveDialogProps) {
  const { t, master, today } = context;
  const { master: store } = useWorkspace();
  const explain = useExplain();
  // It begins where they stand, so that the top is chosen by clearing; several places have none in common.
  const [standing] = useState(() => parentsNow(master, members, nextMonth(today)));
  const [parent, setParent] = useState<string | null>(standing.length === 1 ? (standing[0] ?? null) : null);
  const [when, setWhen] = useState<'from' | 'always'>('from');
  const [from, setFrom] = useState(nextMonth(today));
  // Until somebody says where to or from when, nothing was asked.
  const [chosen, setChosen] = useState(standing.length > 1);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const day = when === 'from' ? from : today;
  const own = branchOf(
    master,
    members.map(({ id }) => id),
    day,
  );
  const places = memberTree(master, dimension, new Set(), day).filter(({ record }) => !own.has(record.id));
  const tops = useMemo(() => topsOf(master, members, day), [master, members, day]);
  const [one, ...others] = tops;
  // The ids of the records are made once for what is asked, so that what is shown is what is done.
  const commands = useMemo(
    () => (chosen && when === 'from' && from !== '' ? reassigning(tops, parent, from) : []),
    [chosen, when, from, parent, tops],
  );
  const preview = useMovePreview(commands, busy);
  const ready = when === 'always' || preview.data !== undefined;
  const move = async (): Promise<void> => {
    setBusy(true);
    const done =
      when === 'always'
        ? await submit(tops.map((member) => updateOf(member, { parent })))
        : explain(await submitShown(store, commands, reason.trim(), preview.data));
    setBusy(false);
    if (done) onClose();
    else void preview.refetch();
  };
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('data.move.title', { count: tops.length })}
      closeLabel={t('records.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void move()}>
            {t('data.move')}
          </Button>
        </>
      }
    >
      <div className="records__form">
        {one && others.length === 0 && parentsOf(master).days.length > 0 && (
          <Standings context={context} member={one} submit={submit} />
        )}
        <Field label={t('data.move.below')} hint={t('data.move.hint')}>
          <Combobox
            value={parent}
            onChange={(next) => {
              setParent(next);
              setChosen(true);
            }}
            choices={places.map(({ record, depth }) => ({
              value: record.id,
              label: `${'　'.repeat(depth)}${nameOf(context, record)}`,
            }))}
            emptyText={t('records.grid.noChoice')}
            openLabel={t('records.choose')}
            clearLabel={t('records.clear')}
            placeholder={t('data.move.top')}
          />
        </Field>
        <SegmentedControl
          label={t('data.move.when')}
          value={when}
          onChange={setWhen}
          segments={[
            { value: 'from', label: t('data.move.from') },
            { value: 'always', label: t('data.move.always') },
          ]}
        />
        {when === 'from' ? (
          <>
            <Field label={t('data.move.day')} hint={t('data.move.day.hint')}>
              <TextInput
                type="date"
                value={from}
                onChange={(next) => {
                  setFrom(next);
                  setChosen(true);
                }}
              />
            </Field>
            <Field label={t('field.reassignment.reason')} note={t('data.move.optional')}>
              <TextInput value={reason} onChange={setReason} />
            </Field>
            <MovePreview context={context} preview={preview} />
          </>
        ) : (
          <p className="quiet">{t('data.move.always.hint')}</p>
        )}
      </div>
    </Dialog>
  );
}
