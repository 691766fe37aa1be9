import type { ActualRowView } from '@shapan/contract';
import { findRecord, leavesUnder } from '@shapan/engine';
import { formatDate } from '@shapan/i18n';
import { useInfiniteQuery } from '@tanstack/react-query';
import { usePlan } from '../../../app/open-plan.tsx';
import { ask } from '../../../data/api.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Skeleton } from '../../../design/index.ts';
import type { BreakdownCell } from '../breakdown/model.ts';
import { offsetAfter, pageQuery, rowsOf } from './actual-pages.ts';
import type { ExplanationProps } from './explanation-props.ts';

/** What was reached at the cell: the rows of the ledger behind it, each with the file and the row it came from. */
export function ActualRows({ table, cell, format }: Pick<ExplanationProps, 'table' | 'cell' | 'format'>) {
  const t = useT();
  const { workspace } = useWorkspace();
  const { master } = usePlan();
  const path = `/workspaces/${workspace.id}/actuals?${ledgerQuery(table, cell)}`;
  const ledger = useInfiniteQuery({
    queryKey: ['actuals', path],
    queryFn: ({ pageParam }) => ask<ActualRowView[]>('GET', `${path}&${pageQuery(pageParam)}`),
    initialPageParam: 0,
    getNextPageParam: (page, _, offset) => offsetAfter(page, offset),
    placeholderData: (before) => before,
  });
  if (ledger.isError) return <p className="targets-hint">{t('targets.explain.failed')}</p>;
  if (!ledger.data) return <Skeleton label={t('targets.explain.loading')} lines={2} />;
  const rows = rowsOf(ledger.data.pages);
  if (rows.length === 0) return <p className="targets-hint">{t('targets.explain.noActual')}</p>;
  const fileOf = (row: ActualRowView): string =>
    String(findRecord(master, 'import', row.importId)?.fields['fileName'] ?? row.source);
  return (
    <>
      <ol className="targets-history">
        {rows.map((row) => (
          <li key={`${row.importId} ${row.row} ${row.sourceKey}`}>
            <p className="targets-actual num">
              <span>{formatDate(row.date, t.locale)}</span> <span>{format.exactAmount(row.amount)}</span>
            </p>
            <p className="targets-hint">{t('targets.explain.row', { file: fileOf(row), row: row.row })}</p>
          </li>
        ))}
      </ol>
      {ledger.hasNextPage && (
        <Button size="small" disabled={ledger.isFetching} onClick={() => void ledger.fetchNextPage()}>
          {t('targets.explain.more')}
        </Button>
      )}
    </>
  );
}

function ledgerQuery({ layout }: TargetTable, { place }: BreakdownCell): URLSearchParams {
  const { frame, cube, periods, metric } = layout;
  const { from, to } = leavesUnder(frame.time, place.time);
  const day = (leaf: number) => periods.find(({ slot }) => slot === frame.time.slots[leaf]);
  const members = place.members.flatMap((node, d) => {
    const id = frame.trees[d]?.ids[node < 0 ? ~node : node];
    return node === 0 || !id ? [] : [`${cube.dimensions[d]}:${id}`];
  });
  return new URLSearchParams({
    metric: metric.id,
    from: day(from)?.from ?? '',
    to: day(to - 1)?.to ?? '',
    members: members.join(','),
  });
}
