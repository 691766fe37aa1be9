import { useMemo } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Panel } from '../../../design/index.ts';
import { RecordTable, useRecordSubmit, useRecords } from '../../../records/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName } from '../names.ts';
import { partsToAdd, partsView } from './parts-view.ts';

interface PartsPanelProps {
  readonly name: string;
  readonly table: TargetTable;
  readonly format: MetricFormat;
}

/** T1 below its total: path, owner and day of every part of the breakdown, with the initiatives that carry it. */
export function PartsPanel({ name, table, format }: PartsPanelProps) {
  const records = useRecords();
  const { context } = records;
  const { t } = context;
  const { submit, dialog } = useRecordSubmit(records);
  const { target, cube } = table.layout;
  const view = useMemo(() => partsView(table, format), [table, format]);
  const unsaid = useMemo(() => partsToAdd(table, records, uuidv7), [table, records]);
  const [first] = cube.dimensions;
  if (first === undefined) return null;
  return (
    <Panel
      title={t('targets.parts.title', { metric: name })}
      actions={
        unsaid.length > 0 && (
          <Button kind="quiet" size="small" onClick={() => void submit(unsaid)}>
            {t('targets.parts.all', {
              count: unsaid.length,
              dimension: dimensionName(context.master, first),
            })}
          </Button>
        )
      }
    >
      <RecordTable
        key={target.id}
        view={view}
        only={({ fields }) => fields['target'] === target.id}
        label={t('targets.parts.title', { metric: name })}
        empty={t('targets.parts.empty')}
      />
      {dialog}
    </Panel>
  );
}
