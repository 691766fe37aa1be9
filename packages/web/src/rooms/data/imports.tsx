import { type PlanRecord, recordsOf } from '@shapan/engine';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { rangeText } from '../../app/dates.ts';
import { useExplain } from '../../app/use-submit.ts';
import { useWorkspace } from '../../data/hooks.tsx';
import { Button, type Column, DataTable, Dialog, EmptyState, useToasts } from '../../design/index.ts';
import { findAnywhere, nameOf, type Records } from '../../records/index.ts';

/** Every import of actuals, newest first. Taking one back takes its rows out of the ledger. */
export function Imports({ records }: { readonly records: Records }) {
  const { context, store } = records;
  const { t, master } = context;
  const { may } = useWorkspace();
  const toasts = useToasts();
  const explain = useExplain(store);
  const [undoing, setUndoing] = useState<PlanRecord | null>(null);
  const imports = recordsOf(master, 'import').toReversed();
  if (imports.length === 0) return <EmptyState text={t('data.imports.empty')} />;
  const undo = async (record: PlanRecord): Promise<void> => {
    setUndoing(null);
    const result = await store.submit([{ type: 'record.remove', kind: 'import', id: record.id }]);
    const { entry } = result;
    if (!explain(result) || entry === undefined) return;
    // The list no longer has it: the way back is here, and stays until it is closed.
    const redo = async () => explain(await store.submit([{ type: 'undo', position: entry }]));
    toasts.show({
      tone: 'good',
      title: t('data.imports.undone'),
      action: { label: t('documents.redo'), onAction: () => void redo() },
      timeout: 0,
    });
  };
  return (
    <>
      <DataTable
        caption={t('data.imports')}
        columns={columnsOf(records, may('actuals.import') ? setUndoing : undefined)}
        rows={imports}
        rowKey={({ id }) => id}
      />
      {undoing && (
        <Dialog
          open
          onOpenChange={(open) => !open && setUndoing(null)}
          title={t('data.imports.undo.title')}
          closeLabel={t('records.close')}
          description={t('data.imports.undo.text', {
            file: String(undoing.fields['fileName']),
            rows: Number(undoing.fields['rows']),
          })}
          footer={
            <>
              <Button onClick={() => setUndoing(null)}>{t('records.cancel')}</Button>
              <Button kind="danger" onClick={() => void undo(undoing)}>
                {t('data.imports.undo')}
              </Button>
            </>
          }
        />
      )}
    </>
  );
}

function columnsOf(
  { context }: Records,
  onUndo: ((record: PlanRecord) => void) | undefined,
): readonly Column<PlanRecord>[] {
  const { t } = context;
  const metricOf = ({ fields }: PlanRecord): string => {
    const metric = findAnywhere(context, ['metric'], String(fields['metric']));
    return metric ? nameOf(context, metric) : t('records.gone');
  };
  const columns: readonly Column<PlanRecord>[] = [
    { id: 'file', header: t('data.imports.file'), cell: ({ fields }) => String(fields['fileName']) },
    { id: 'source', header: t('field.import.source'), cell: ({ fields }) => String(fields['source']) },
    { id: 'metric', header: t('data.imports.metric'), cell: metricOf },
    {
      id: 'rows',
      header: t('data.imports.rows'),
      numeric: true,
      cell: ({ fields }) => Number(fields['rows']),
    },
    {
      id: 'skipped',
      header: t('data.imports.skipped'),
      numeric: true,
      cell: ({ fields }) => Number(fields['skipped'] ?? 0),
    },
    {
      id: 'range',
      header: t('data.imports.range'),
      cell: ({ fields }) => (fields['from'] ? rangeText(fields['from'], fields['to'], t.locale) : '–'),
    },
  ];
  if (!onUndo) return columns;
  return [
    ...columns,
    {
      id: 'undo',
      header: <span className="visually-hidden">{t('data.imports.undo')}</span>,
      cell: (record) => (
        <Button
          kind="quiet"
          size="small"
          icon={<Undo2 aria-hidden="true" />}
          aria-label={`${t('data.imports.undo')} ${String(record.fields['fileName'])}`}
          onClick={() => onUndo(record)}
        >
          {t('data.imports.undo')}
        </Button>
      ),
    },
  ];
}
