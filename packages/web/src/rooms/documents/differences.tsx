import type { ImportReport } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { formatAmount, formatDate } from '@shapan/i18n';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';
import { type Column, DataTable } from '../../design/index.ts';

type Difference = ImportReport['differences'][number];

/** Rows of the file that say something else than the ledger: what is there, and what the file says. */
export function Differences({ report }: { readonly report: ImportReport }) {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const side = ({ from, date, coordinate, amount, weight }: Difference['here']): string => {
    const { decimals } = report;
    const value = formatAmount(amount, { decimals, unit: 'yuan' });
    const days = from === date ? [from] : [from, date];
    const places = Object.values(coordinate).map((id) =>
      String(findRecord(state, 'dimensionMember', id)?.fields['name'] ?? id),
    );
    const shown =
      weight === null ? value : `${value} / ${formatAmount(weight, { decimals: 0, unit: 'yuan' })}`;
    return [days.map((day) => formatDate(day, t.locale)).join(' – '), ...places, shown].join(' · ');
  };
  const columns: readonly Column<Difference>[] = [
    {
      id: 'row',
      header: t('documents.error.row'),
      numeric: true,
      width: '72px',
      cell: ({ here }) => here.row,
    },
    { id: 'key', header: t('documents.map.key'), cell: ({ key }) => key },
    { id: 'there', header: t('documents.differences.there'), cell: ({ there }) => side(there) },
    { id: 'here', header: t('documents.differences.here'), cell: ({ here }) => side(here) },
  ];
  return (
    <DataTable
      caption={t('documents.differences', { count: report.conflicts })}
      columns={columns}
      rows={report.differences}
      rowKey={({ key }) => key}
      density="compact"
      maxHeight="360px"
    />
  );
}
