import { type PlanRecord, placeOf, readTotal, recordsOf } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { Trash2 } from 'lucide-react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useUndoToast } from '../../../app/undo-toast.tsx';
import { useExplain } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { type Column, DataTable, IconButton } from '../../../design/index.ts';
import { memberText, periodText } from '../cell-text.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';

/** Numbers that people set by hand: what was calculated, what stands there now, who and why (SPR-T95). */
export function OverrideList({
  table,
  format,
}: {
  readonly table: TargetTable;
  readonly format: MetricFormat;
}) {
  const t = useT();
  const { store, state, master } = usePlan();
  const { may, memberName: personName } = useWorkspace();
  const explain = useExplain();
  const tell = useUndoToast(store);
  const { target, cube, frame } = table.layout;
  const overrides = recordsOf(state, 'override').filter(({ fields }) => fields['target'] === target.id);
  if (overrides.length === 0) return null;

  const coordinate = ({ fields }: PlanRecord) =>
    (fields['coordinate'] ?? {}) as Readonly<Record<string, string>>;
  const timeOf = ({ fields }: PlanRecord): string => String(fields['time'] ?? frame.time.ids[0] ?? 'all');
  const placeText = (record: PlanRecord): string => {
    const named = Object.entries(coordinate(record)).map(([dimension, id]) =>
      memberText(master, table.layout, cube.dimensions.indexOf(dimension), id),
    );
    return [...named, periodText(t, table.layout, timeOf(record))].join(' · ');
  };
  const amount = (value: unknown): string => (typeof value === 'number' ? format.amount(value) : '–');
  const now = (record: PlanRecord): number | null => {
    const members = cube.dimensions.map((dimension) => coordinate(record)[dimension] ?? '*');
    const place = placeOf(frame, { members, time: timeOf(record) });
    return place ? readTotal(table.totals, place) : null;
  };
  const remove = async ({ id }: PlanRecord): Promise<void> => {
    const result = await store.submit([{ type: 'record.remove', kind: 'override', id }]);
    if (explain(result)) tell({ title: t('targets.override.removed') }, result);
  };

  return (
    <DataTable
      caption={t('targets.overrides')}
      density="compact"
      rows={overrides}
      rowKey={({ id }) => id}
      columns={columnsOf({
        t,
        unit: format.unitLabel,
        placeText,
        amount,
        now,
        personName,
        onRemove: may('record.editOwn') ? (record) => void remove(record) : null,
      })}
    />
  );
}

interface ColumnsInput {
  readonly t: Translate;
  readonly unit: string;
  readonly placeText: (record: PlanRecord) => string;
  readonly amount: (value: unknown) => string;
  readonly now: (record: PlanRecord) => number | null;
  readonly personName: (id: unknown) => string;
  readonly onRemove: ((record: PlanRecord) => void) | null;
}

function columnsOf(input: ColumnsInput): readonly Column<PlanRecord>[] {
  const { t, unit, placeText, amount, now, personName, onRemove } = input;
  return [
    { id: 'place', header: t('targets.overrides'), cell: placeText },
    {
      id: 'calculated',
      header: inUnit(t, t('targets.override.calculated'), unit),
      numeric: true,
      cell: ({ fields }) => amount(fields['calculated']),
    },
    {
      id: 'now',
      header: inUnit(t, t('targets.override.now'), unit),
      numeric: true,
      cell: (record) => amount(now(record)),
    },
    { id: 'reason', header: t('field.override.reason'), cell: ({ fields }) => String(fields['reason']) },
    { id: 'author', header: t('field.override.author'), cell: ({ fields }) => personName(fields['author']) },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('targets.rule.actions')}</span>,
      numeric: true,
      cell: (record) =>
        onRemove && (
          <IconButton
            size="small"
            label={t('targets.override.remove')}
            icon={<Trash2 />}
            onClick={() => onRemove(record)}
          />
        ),
    },
  ];
}
