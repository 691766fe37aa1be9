import type { HistoryEntry } from '@shapan/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { usePlan, usePosition } from '../../app/open-plan.tsx';
import { useSubmit } from '../../app/use-submit.ts';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  SegmentedControl,
  Skeleton,
  StatusTag,
} from '../../design/index.ts';
import { aboutReason } from '../plan/about-text.ts';
import { entryText, redoneSteps } from '../plan/entry-text.ts';
import { useEntrySaid } from '../targets/use-entry-said.ts';
import { whenAndWho } from './entry-columns.tsx';

const pageSize = 50;

interface HistoryProps {
  readonly onCompare: (from: number) => void;
}

/** Every step of the plan, the newest first; each can be taken back by whoever may. */
export function History({ onCompare }: HistoryProps) {
  const t = useT();
  const { workspace } = useWorkspace();
  const [who, setWho] = useState<'all' | 'mine'>('all');
  const history = useHistory();
  const entries = history.data?.pages.flat() ?? [];
  const shown = who === 'mine' ? entries.filter(({ actor }) => actor === workspace.me.id) : entries;
  const columns = useColumns(entries, onCompare);
  if (history.isError) return <ErrorState title={t('versions.failed')} />;
  if (history.isPending) return <Skeleton label={t('versions.loading')} lines={6} />;
  return (
    <div className="versions-part">
      <SegmentedControl
        label={t('versions.history.who')}
        value={who}
        onChange={setWho}
        segments={[
          { value: 'all', label: t('versions.history.all') },
          { value: 'mine', label: t('versions.history.mine') },
        ]}
      />
      <DataTable
        caption={t('versions.tab.history')}
        columns={columns}
        rows={shown}
        rowKey={({ position }) => String(position)}
        empty={
          <EmptyState text={t(who === 'mine' ? 'versions.history.emptyMine' : 'versions.history.empty')} />
        }
      />
      {history.hasNextPage && (
        <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('versions.history.more')}
        </Button>
      )}
    </div>
  );
}

function useHistory() {
  const { id } = usePlan();
  const position = usePosition();
  const { workspace } = useWorkspace();
  const path = `/workspaces/${workspace.id}/books/${id}/entries?limit=${pageSize}`;
  return useInfiniteQuery({
    queryKey: ['history', id, position],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      ask<HistoryEntry[]>('GET', pageParam === null ? path : `${path}&before=${pageParam}`),
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.position),
    placeholderData: (before) => before,
  });
}

function useColumns(
  entries: readonly HistoryEntry[],
  onCompare: HistoryProps['onCompare'],
): readonly Column<HistoryEntry>[] {
  const t = useT();
  const { store } = usePlan();
  const { workspace, memberName, may } = useWorkspace();
  const submit = useSubmit(store);
  const said = useEntrySaid();
  const undone = undoneSteps(entries);
  const redone = redoneSteps(entries);
  const mayUndo = ({ actor }: HistoryEntry): boolean =>
    actor !== null && (actor === workspace.me.id || may('undo.any'));
  return [
    ...whenAndWho(t, memberName),
    {
      id: 'what',
      header: t('versions.history.what'),
      cell: (entry) => (
        <span className="versions-what">
          {entryText(t, { ...entry, reason: null }, redone.has(entry.position), said(entry))}{' '}
          {undone.has(entry.position) && <StatusTag tone="neutral">{t('versions.history.undone')}</StatusTag>}
        </span>
      ),
    },
    { id: 'reason', header: t('versions.history.reason'), cell: aboutReason },
    {
      id: 'actions',
      header: t('versions.actions'),
      cell: (entry) => (
        <span className="versions-actions">
          {mayUndo(entry) && !undone.has(entry.position) && (
            <Button
              size="small"
              kind="quiet"
              icon={<Undo2 aria-hidden="true" />}
              onClick={() => void submit([{ type: 'undo', position: entry.position }])}
            >
              {t('versions.history.undo')}
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={() => onCompare(entry.position)}>
            {t('versions.history.compare')}
          </Button>
        </span>
      ),
    },
  ];
}

/** Steps that were undone, and whose undoing was not undone in turn. `entries`: the newest first. */
export function undoneSteps(
  entries: readonly Pick<HistoryEntry, 'position' | 'undoes' | 'alsoUndoes'>[],
): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { position, undoes, alsoUndoes } of entries) {
    if (undoes === null || undone.has(position)) continue;
    for (const one of [undoes, ...alsoUndoes]) undone.add(one);
  }
  return undone;
}
