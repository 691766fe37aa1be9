import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Combobox, Field, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { useRehearsal } from '../breakdown/use-rehearsal.ts';
import { memberText } from '../cell-text.ts';
import { inUnit } from '../in-unit.ts';
import { dimensionName } from '../names.ts';
import { refusalText } from '../words.ts';
import { AmountDialog } from './amount-dialog.tsx';
import { areApart, membersApart } from './other-places.ts';
import type { CellDialogProps } from './override-dialog.tsx';
import { TransferPreview } from './transfer-preview.tsx';

/** Move an amount to another member in the same period: one side falls, the other rises, all totals above stay (SPR-T35). */
export function TransferDialog({ table, format, at, name, current, onClose }: CellDialogProps) {
  const t = useT();
  const { store, state, master } = usePlan();
  const { memberName: personName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const { layout } = table;
  const { cube, target } = layout;
  /** What was chosen by dimension; in the others the other side is where the source is. */
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const [amount, setAmount] = useState('');
  const [tried, setTried] = useState(false);
  const typed = readAmount(amount, null, format);
  const source = { members: [...at.members], time: at.time };
  const other = { members: at.members.map((id, d) => chosen.get(d) ?? id), time: at.time };
  const apart = areApart(layout, source, other);
  const choices = cube.dimensions.map((_, d) => membersApart(layout, source, other.members, d));
  /** Where the other side has to be chosen first; until then nobody is meant. */
  const asking = apart ? -1 : choices.findIndex((ids, d) => ids.length > 0 && !chosen.has(d));
  const commands =
    typed.ok && apart
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
    if (commands === null || rehearsal.decided?.ok === false) return;
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
        label={inUnit(t, t('targets.transfer.amount'), format.unitLabel)}
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
          error={tried && !apart && d === Math.max(asking, 0) ? t('targets.transfer.same') : undefined}
        >
          <Combobox
            value={d === asking || other.members[d] === '*' ? null : (other.members[d] ?? null)}
            placeholder={t(d === asking ? 'records.choose' : 'targets.everything')}
            emptyText={t('targets.grid.noChoice')}
            openLabel={t('targets.open')}
            clearLabel={t('targets.everything')}
            choices={[...new Set([...(choices[d] ?? []), other.members[d] ?? '*'])]
              .filter((id) => id !== '*' && (d !== asking || id !== at.members[d]))
              .map((id) => ({ value: id, label: memberText(master, table.layout, d, id) }))}
            onChange={(id) => setChosen(new Map(chosen).set(d, id ?? '*'))}
          />
        </Field>
      ))}
      <TransferPreview {...{ table, format, rehearsal }} source={source} target={other} />
    </AmountDialog>
  );
}
