import type { AttainmentView } from '@shapan/contract';
import { findRecord, memberOf, type TargetLayout } from '@shapan/engine';
import { formatPercent, type Translate } from '@shapan/i18n';
import { usePlan } from '../../app/open-plan.tsx';
import { useT } from '../../data/hooks.tsx';
import { type Column, DataTable, StatusTag } from '../../design/index.ts';
import type { MetricFormat } from '../targets/metric-format.ts';
import { type BreakdownRow, breakdownRows } from './breakdown-rows.ts';
import { asFraction, tones } from './shares.ts';
import './breakdown.css';

interface BreakdownProps {
  readonly view: AttainmentView;
  readonly layout: TargetLayout;
  readonly format: MetricFormat;
}

/** Member by member of the first dimension, with what could not be placed below each. */
export function AttainmentBreakdown({ view, layout, format }: BreakdownProps) {
  const t = useT();
  const { master } = usePlan();
  const [tree] = layout.frame.trees;
  const allTime = layout.frame.time.ids[0];
  if (!tree || allTime === undefined || tree.ids.length < 2) return null;
  const nameOf = ({ node, unplaced }: BreakdownRow): string => {
    if (unplaced !== null) return t('tracking.unplaced');
    const member = findRecord(master, 'dimensionMember', memberOf(tree.ids[node] ?? ''));
    return member ? String(member.fields['name']) : t('tracking.whole');
  };
  return (
    <div className="breakdown">
      <DataTable
        caption={t('tracking.breakdown')}
        columns={columnsOf(t, format, nameOf)}
        rows={breakdownRows(view, allTime, tree, 0)}
        rowKey={({ node, unplaced }) => `${node}${unplaced === null ? '' : ' rest'}`}
        density="compact"
        maxHeight="320px"
      />
    </div>
  );
}

function columnsOf(
  t: Translate,
  format: MetricFormat,
  nameOf: (row: BreakdownRow) => string,
): readonly Column<BreakdownRow>[] {
  const shown = (value: Parameters<MetricFormat['shown']>[0] | undefined): string =>
    format.shown(value ?? null) || '–';
  return [
    {
      id: 'name',
      header: t('tracking.place'),
      cell: (row) => <PlaceName row={row} name={nameOf(row)} />,
    },
    {
      id: 'target',
      header: t('tracking.target'),
      numeric: true,
      cell: ({ place }) => shown(place?.target),
    },
    {
      id: 'actual',
      header: t('tracking.actual'),
      numeric: true,
      cell: ({ place, unplaced }) => (unplaced === null ? shown(place?.actual) : format.amount(unplaced)),
    },
    {
      id: 'rate',
      header: t('tracking.rate'),
      numeric: true,
      cell: ({ place }) =>
        place?.attainment == null ? '–' : formatPercent(asFraction(place.attainment), { places: 1 }),
    },
    {
      id: 'status',
      header: t('tracking.status'),
      cell: ({ place }) => <Status status={place?.status ?? null} />,
    },
  ];
}

function PlaceName({ row, name }: { readonly row: BreakdownRow; readonly name: string }) {
  return (
    <span className="breakdown__name" data-depth={Math.min(row.depth, 4)}>
      {row.unplaced === null ? name : <i>{name}</i>}
    </span>
  );
}

function Status({ status }: { readonly status: keyof typeof tones | null }) {
  const t = useT();
  return status && <StatusTag tone={tones[status]}>{t(`tracking.status.${status}`)}</StatusTag>;
}
