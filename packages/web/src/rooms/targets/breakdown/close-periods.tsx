import { refusal } from '@shapan/contract';
import { kinds } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import { dateText } from '../../../app/dates.ts';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { serverDay } from '../../../data/server-day.ts';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, Combobox, Dialog, Field, TextInput } from '../../../design/index.ts';
import { useTerritory } from './use-territory.ts';

interface ClosePeriodsProps {
  readonly table: TargetTable;
}

/** Up to which day a target is closed, and closing or opening periods again (SPR-T44). */
export function ClosePeriods({ table }: ClosePeriodsProps) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const { state, master } = usePlan();
  const { me, timeZone } = useWorkspace().workspace;
  const today = serverDay(timeZone);
  const territory = useTerritory();
  const closed = closedUntilOf(table);
  const actor = { member: me.id, role: me.role, scope: me.scope };
  const command = closing(table, null);
  const may = refusal(actor, command, { state, master, territory, kinds, book: 'plan', today }) === null;
  if (!may && closed === null) return null;
  return (
    <>
      <Button
        size="small"
        icon={<CalendarCheck aria-hidden="true" />}
        disabled={!may}
        title={may ? undefined : t('targets.close.notYours')}
        onClick={() => setAsked(true)}
      >
        {closed === null
          ? t('targets.close.open')
          : t('targets.close.until', { date: dateText(closed, t.locale) })}
      </Button>
      {asked && <CloseDialog table={table} onClose={() => setAsked(false)} />}
    </>
  );
}

const closedUntilOf = ({ layout }: TargetTable): string | null => {
  const until = layout.target.fields['closedUntil'];
  return typeof until === 'string' ? until : null;
};

const closing = (table: TargetTable, until: string | null) => ({
  type: 'record.update' as const,
  kind: 'target',
  id: table.layout.target.id,
  set: { closedUntil: until },
  expect: { closedUntil: closedUntilOf(table) },
});

function CloseDialog({ table, onClose }: ClosePeriodsProps & { readonly onClose: () => void }) {
  const t = useT();
  const { store } = usePlan();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const { periods } = table.layout;
  const before = closedUntilOf(table);
  const [until, setUntil] = useState<string | null>(before);
  const [reason, setReason] = useState('');
  const within = (day: string | null) => periods.filter(({ to }) => day !== null && to <= day).length;
  const [was, is] = [within(before), within(until)];
  const shut = is > was;
  const choices = periods.map((period) => ({
    value: period.to,
    label: formatPeriod(period.id, t.locale, { year: true, days: period }),
  }));
  const confirm = async (): Promise<void> => {
    const result = await store.submit([closing(table, until)], reason.trim() || undefined);
    if (!explain(result)) return;
    tell({ title: t(shut ? 'targets.close.done' : 'targets.close.opened') }, result);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.close.title')}
      closeLabel={t('app.close')}
      description={t('targets.close.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={until === before} onClick={() => void confirm()}>
            {t(shut || until === before ? 'targets.close.confirm' : 'targets.close.reopen')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <Field label={t('targets.close.upTo')}>
          <Combobox
            label={t('targets.close.upTo')}
            value={choices.some(({ value }) => value === until) ? until : null}
            placeholder={until === null ? t('targets.close.nothing') : dateText(until, t.locale)}
            choices={choices}
            emptyText={t('targets.grid.noChoice')}
            openLabel={t('targets.open')}
            clearLabel={t('targets.close.nothing')}
            onChange={setUntil}
          />
        </Field>
        {until !== before && (
          <Callout tone={shut ? 'neutral' : 'warn'}>
            {t(shut ? 'targets.close.will' : 'targets.close.willOpen', {
              count: Math.abs(is - was),
              open: periods.length - is,
            })}
          </Callout>
        )}
        <Field label={t('targets.close.reason')}>
          <TextInput value={reason} onChange={setReason} />
        </Field>
      </div>
    </Dialog>
  );
}
