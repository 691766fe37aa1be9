import type { PeopleEvent } from '@shapan/contract';
import { formatMoment } from '@shapan/i18n';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  Panel,
  Skeleton,
} from '../../design/index.ts';
import { peopleEventText } from './people-event-text.ts';
import { useScopeText } from './scope-text.ts';

const pageSize = 20;

/** Who let whom in, as what and for which part: for owners, the newest first. */
export function PeopleLog() {
  const t = useT();
  const log = usePeopleEvents();
  const columns = useColumns();
  return (
    <Panel title={t('people.log')} note={t('people.log.note')} flush>
      {log.isError && <ErrorState title={t('people.log.failed')} />}
      {log.isPending && <Skeleton label={t('people.log')} lines={4} />}
      {log.data && (
        <DataTable
          caption={t('people.log')}
          density="compact"
          columns={columns}
          rows={log.data.pages.flat()}
          rowKey={({ id }) => id}
          empty={<EmptyState text={t('people.log.empty')} />}
        />
      )}
      {log.hasNextPage && (
        <p className="people-log__more">
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('people.log.more')}
          </Button>
        </p>
      )}
    </Panel>
  );
}

function usePeopleEvents() {
  const { workspace, members } = useWorkspace();
  const path = `/workspaces/${workspace.id}/people-events?limit=${pageSize}`;
  return useInfiniteQuery({
    // The members are another list after every change that is told here.
    queryKey: ['people-events', workspace.id, members],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      ask<PeopleEvent[]>('GET', pageParam === null ? path : `${path}&before=${pageParam}`),
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
    placeholderData: (before) => before,
  });
}

function useColumns(): readonly Column<PeopleEvent>[] {
  const t = useT();
  const { memberName } = useWorkspace();
  const scope = useScopeText();
  return [
    {
      id: 'at',
      header: t('people.log.at'),
      cell: ({ at }) => <time dateTime={at}>{formatMoment(at, t.locale)}</time>,
    },
    {
      id: 'by',
      header: t('people.log.by'),
      cell: ({ by }) => (by === null ? t('people.log.byLink') : memberName(by)),
    },
    {
      id: 'what',
      header: t('people.log.what'),
      cell: (event) => peopleEventText(t, event, { member: memberName, scope }),
    },
  ];
}
