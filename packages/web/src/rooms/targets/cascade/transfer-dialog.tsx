import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Combobox, Field, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { useRehearsal } from '../breakdown/use-rehearsal.ts';
import { dimensionName, memberName } from '../names.ts';
import { refusalText } from '../words.ts';
import { AmountDialog } from './amount-dialog.tsx';
import type { CellDialogProps } from './override-dialog.tsx';
import { TransferPreview } from './transfer-preview.tsx';

/** Move an amount to another member in the same period: one side falls, the other rises, all totals above stay (SPR-T35). */
export function TransferDialog({ table, format, at, name, current, onClose }: CellDialogProps) {
  const t = useT();
  const { store, state, master } = usePlan();
  const { memberName: personName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const { cube, frame, target } = table.layout;
  const [to, setTo] = useState<readonly string[]>(at.members);
  const [amount, setAmount] = useState('');
  const [tried, setTried] = useState(false);
  const typed = readAmount(amount, null, format);
  const same = to.every((id, d) => id === at.members[d]);

  const source = { members: [...at.members], time: at.time };
  const other = { members: [...to], time: at.time };
  const commands =
    typed.ok && !same
      ? [
          {
            type: 'target.enter' as const,
            target: target.id,
            entries: [
              { at: source, method: 'transfer' as const, value: typed.value.amount, source, target: other },
            ],
          },
        ]
      : null;
  const rehearsal = useRehearsal(commands);

  const move = async (): Promise<void> => {
    setTried(true);
    if (commands === null) return;
    const result = await store.submit(commands);
    if (!explain(result)) return;
    tell({ title: t('targets.transfer.done') }, result);
    onClose();
  };

  return (
    <AmountDialog
      title={t('targets.transfer.title', { name })}
      text={t('targets.transfer.text', {
        amount: current === null ? '–' : `${format.amount(current)} ${format.unitLabel}`,
      })}
      confirm={t('targets.transfer.move')}
      onConfirm={() => void move()}
      onClose={onClose}
    >
      <Field
        label={t('targets.transfer.amount', { unit: format.unitLabel })}
        error={
          tried && !typed.ok
            ? refusalText({ t, state, format, memberName: personName }, typed.problems[0]!)
            : undefined
        }
      >
        <TextInput autoFocus value={amount} onChange={setAmount} inputMode="decimal" />
      </Field>
      {cube.dimensions.map((dimension, d) => (
        <Field
          key={dimension}
          label={t('targets.transfer.to', { dimension: dimensionName(master, dimension) })}
          error={tried && same && d === 0 ? t('targets.transfer.same') : undefined}
        >
          <Combobox
            value={to[d] === '*' ? null : (to[d] ?? null)}
            placeholder={t('targets.everything')}
            emptyText={t('targets.grid.noChoice')}
            openLabel={t('targets.open')}
            clearLabel={t('targets.everything')}
            choices={(frame.trees[d]?.ids ?? [])
              .filter((id) => id !== '')
              .map((id) => ({ value: id, label: memberName(master, id) }))}
            onChange={(id) => setTo(to.with(d, id ?? '*'))}
          />
        </Field>
      ))}
      <TransferPreview {...{ table, format, rehearsal }} source={source} target={other} />
    </AmountDialog>
  );
}
