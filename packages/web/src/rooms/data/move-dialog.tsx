import type { CommandRequest } from '@shapan/contract';
import type { PlanRecord } from '@shapan/engine';
import { useState } from 'react';
import { Button, Combobox, Dialog, Field } from '../../design/index.ts';
import { nameOf, type RecordContext, updateOf } from '../../records/index.ts';
import { branchOf, memberTree } from './member-tree.ts';

interface MoveDialogProps {
  readonly context: RecordContext;
  readonly dimension: string;
  readonly members: readonly PlanRecord[];
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Where members are to stand in the tree; they bring along what is below them. */
export function MoveDialog({ context, dimension, members, submit, onClose }: MoveDialogProps) {
  const { t, master } = context;
  const [parent, setParent] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const own = new Set(members.flatMap(({ id }) => [...branchOf(master, id)]));
  const places = memberTree(master, dimension, new Set()).filter(({ record }) => !own.has(record.id));
  // Whoever stands below another one that moves comes along by itself.
  const tops = members.filter(
    ({ id, fields }) => !members.some((other) => other.id !== id && other.id === fields['parent']),
  );
  const move = async (): Promise<void> => {
    setBusy(true);
    const done = await submit(tops.map((member) => updateOf(member, { parent })));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('data.move.title', { count: tops.length })}
      closeLabel={t('records.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void move()}>
            {t('data.move')}
          </Button>
        </>
      }
    >
      <Field label={t('data.move.below')} hint={t('data.move.hint')}>
        <Combobox
          value={parent}
          onChange={setParent}
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
    </Dialog>
  );
}
