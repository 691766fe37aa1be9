import { addDays } from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import { Callout, Field, Select, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { inUnit } from '../in-unit.ts';
import { refusalText } from '../words.ts';
import { AmountDialog } from './amount-dialog.tsx';
import type { CellDialogProps } from './override-dialog.tsx';
import { useShortfall } from './use-shortfall.ts';

/** What ended periods fell short of is laid on the ones still open, so that the whole is reached after all. */
export function CarryDialog({ table, format, at, name, current, onClose }: CellDialogProps) {
  const t = useT();
  const { store, state } = usePlan();
  const { workspace, memberName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const { layout } = table;
  const closedUntil = layout.target.fields['closedUntil'];
  const until = typeof closedUntil === 'string' ? closedUntil : addDays(serverDay(workspace.timeZone), -1);
  const { closed, open, amount: shortfall, asking } = useShortfall(table, at, until);
  const [typedText, setText] = useState<string | null>(null);
  const [way, setWay] = useState<'proportional' | 'equal'>('proportional');
  const [tried, setTried] = useState(false);
  const suggested =
    shortfall === null || shortfall <= 0 ? '' : format.edit({ numerator: shortfall, denominator: 1 });
  const text = typedText ?? suggested;
  const typed = readAmount(text, null, format);
  const [first, ...rest] = open;

  const carry = async (): Promise<void> => {
    setTried(true);
    if (!typed.ok || !first) return;
    const cell = (time: string) => ({ members: [...at.members], time });
    const entry = {
      at: cell(first.id),
      ...(rest.length > 0 && { selection: rest.map(({ id }) => cell(id)) }),
      method: way,
      action: 'add' as const,
      value: typed.value.amount,
    };
    const result = await store.submit([{ type: 'target.enter', target: layout.target.id, entries: [entry] }]);
    if (!explain(result)) return;
    tell({ title: t('targets.carry.done') }, result);
    onClose();
  };

  return (
    <AmountDialog
      title={t('targets.carry.title', { name })}
      text={t('targets.carry.text', {
        until: formatDate(until, t.locale),
        closed: closed.length,
        open: open.length,
        amount: current === null ? '–' : `${format.amount(current)} ${format.unitLabel}`,
      })}
      confirm={t('targets.carry.confirm')}
      disabled={!first}
      onConfirm={() => void carry()}
      onClose={onClose}
    >
      {!first && <Callout tone="warn">{t('targets.carry.noneOpen')}</Callout>}
      {shortfall !== null && shortfall <= 0 && closed.length > 0 && (
        <Callout tone="good">{t('targets.carry.reached')}</Callout>
      )}
      <div className="targets-form__row">
        <Field
          label={inUnit(t, t('targets.carry.amount'), format.unitLabel)}
          hint={shortfall === null && !asking ? t('targets.carry.unknown') : undefined}
          error={
            tried && !typed.ok ? refusalText({ t, state, format, memberName }, typed.problems[0]!) : undefined
          }
        >
          <TextInput autoFocus disabled={!first} value={text} onChange={setText} inputMode="decimal" />
        </Field>
        <Field label={t('targets.carry.way')}>
          <Select
            disabled={!first}
            value={way}
            onChange={setWay}
            choices={(['proportional', 'equal'] as const).map((value) => ({
              value,
              label: t(`targets.carry.way.${value}`),
            }))}
          />
        </Field>
      </div>
    </AmountDialog>
  );
}
