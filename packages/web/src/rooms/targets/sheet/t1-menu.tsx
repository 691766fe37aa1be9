import { type ReactNode, useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, Dialog, useToasts } from '../../../design/index.ts';
import { FileMenu } from '../../../records/index.ts';
import type { ListRow } from '../list/list-model.ts';
import { useListModel } from '../list/target-list.tsx';
import { metricFormat } from '../metric-format.ts';
import { metricOf } from '../names.ts';
import { refusalText } from '../words.ts';
import { readT1, type T1Change, type T1Read, t1Table } from './t1-sheet.ts';

const nothingWrong = new Map();

/** T1 as a file, and back: what a file says otherwise is shown cell by cell before it is taken. */
export function T1Menu({ rows }: { readonly rows: readonly ListRow[] }) {
  const t = useT();
  const { state, master } = usePlan();
  const { members, memberName, may } = useWorkspace();
  const toasts = useToasts();
  const [read, setRead] = useState<T1Read | null>(null);
  const own = useMemo(
    () =>
      rows.map((row): ListRow => {
        const metric = metricOf(master, row.target);
        return metric
          ? { ...row, format: { ...row.format, ...metricFormat(metric, 'yuan', t.locale) } }
          : row;
      }),
    [rows, master, t],
  );
  const model = useListModel(own, false, nothingWrong);
  const mayEdit = may('record.edit') || may('record.editOwn') || may('target.enter');
  const words = {
    t,
    chosen: (column: string, text: string): string | undefined => {
      if (column === 'targetClass')
        return (['core', 'supporting'] as const).find((value) =>
          [t(`targets.class.${value}`), t(`option.targetClass.${value}`), value].includes(text),
        );
      const named = members.filter(({ active, displayName }) => active && displayName === text);
      return named.length === 1 ? named[0]?.id : undefined;
    },
    refused: (row: ListRow, problem: Parameters<typeof refusalText>[1]): string =>
      refusalText({ t, state, format: row.format, memberName }, problem),
  };
  return (
    <>
      <FileMenu
        t={t}
        label={t('template.T1')}
        out={() => t1Table(t, own, model)}
        onRead={
          mayEdit
            ? (block) => {
                const found = readT1(words, own, model, block);
                if (found) setRead(found);
                else toasts.show({ tone: 'bad', title: t('targets.sheet.noMetric') });
              }
            : undefined
        }
      />
      {read && <T1Dialog read={read} onClose={() => setRead(null)} />}
    </>
  );
}

function T1Dialog({ read, onClose }: { readonly read: T1Read; readonly onClose: () => void }) {
  const t = useT();
  const { store } = usePlan();
  const explain = useExplain();
  const [busy, setBusy] = useState(false);
  const good = read.changes.filter(({ wrong }) => wrong === undefined);
  const columns: readonly Column<T1Change>[] = [
    { id: 'metric', header: t('targets.column.metric'), cell: ({ row }) => row.name },
    {
      id: 'column',
      header: t('records.bulk.field'),
      cell: ({ column }) => t.find(`targets.column.${column}`) ?? column,
    },
    { id: 'before', header: t('targets.sheet.before'), cell: ({ before }) => before },
    {
      id: 'after',
      header: t('targets.sheet.after'),
      cell: afterCell,
    },
  ];
  const take = async (): Promise<void> => {
    setBusy(true);
    const result = await store.submit(good.flatMap(({ commands }) => commands));
    setBusy(false);
    if (explain(result)) onClose();
  };
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.sheet.title', { count: read.changes.length })}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={good.length === 0} onClick={() => void take()}>
            {t('targets.sheet.take', { count: good.length })}
          </Button>
        </>
      }
    >
      <div className="records__paste">
        {read.changes.length === 0 && read.closed === 0 && (
          <Callout tone="neutral">{t('targets.sheet.same')}</Callout>
        )}
        {read.closed > 0 && (
          <Callout tone="warn">{t('targets.sheet.closed', { count: read.closed })}</Callout>
        )}
        {read.unknown.length > 0 && (
          <Callout tone="warn">
            {t('targets.sheet.unknown', { names: read.unknown.join(t('records.comma')) })}
          </Callout>
        )}
        {read.ignored.length > 0 && (
          <Callout tone="neutral">
            {t('records.paste.ignored', { names: read.ignored.join(t('records.comma')) })}
          </Callout>
        )}
        {read.changes.length > 0 && (
          <DataTable
            caption={t('records.paste.preview')}
            columns={columns}
            rows={read.changes}
            rowKey={({ row, column }) => `${row.target.id} ${column}`}
            density="compact"
            maxHeight="50vh"
          />
        )}
      </div>
    </Dialog>
  );
}

/** What the file says; below it why that cannot be. */
function afterCell({ after, wrong }: T1Change): ReactNode {
  if (wrong === undefined) return after;
  return (
    <span className="records__bad">
      {after}
      <span className="records__why">{wrong}</span>
    </span>
  );
}
