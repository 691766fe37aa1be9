import { formatMoment, type Translate } from '@shapan/i18n';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemText } from '../../app/failure.tsx';
import { HiddenWords } from '../../app/hidden-words.tsx';
import { askAuth, readAuth } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, type Column, DataTable, Panel, Skeleton } from '../../design/index.ts';
import { deviceOf } from './device.ts';

interface Session {
  readonly id: string;
  readonly token: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** Where the account is signed in; anything unknown can be ended at once. */
export function Sessions() {
  const t = useT();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => readAuth<Session[]>('/list-sessions') });
  const again = () => client.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({
    mutationFn: (token: string) => askAuth('/revoke-session', { token }),
    onSuccess: again,
  });
  const endOthers = useMutation({ mutationFn: () => askAuth('/revoke-other-sessions'), onSuccess: again });
  const error = sessions.error ?? end.error ?? endOthers.error;
  return (
    <Panel
      flush
      title={t('people.sessions')}
      note={t('people.sessions.note')}
      actions={
        <Button size="small" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t('people.sessions.endOthers')}
        </Button>
      }
    >
      {error && <Callout tone="bad">{problemText(t, error)}</Callout>}
      {sessions.data ? (
        <DataTable
          caption={t('people.sessions')}
          columns={columnsOf(t, end.mutate)}
          rows={sessions.data}
          rowKey={({ id }) => id}
        />
      ) : (
        <Skeleton label={t('app.loading')} />
      )}
    </Panel>
  );
}

function columnsOf(t: Translate, end: (token: string) => void): readonly Column<Session>[] {
  return [
    {
      id: 'device',
      header: t('people.session.device'),
      cell: ({ userAgent }) => deviceOf(userAgent) ?? t('people.session.unknown'),
    },
    {
      id: 'address',
      header: t('people.session.address'),
      cell: ({ ipAddress }) => <span className="num">{ipAddress || '–'}</span>,
    },
    {
      id: 'since',
      header: t('people.session.since'),
      cell: ({ createdAt }) => formatMoment(createdAt, t.locale),
    },
    {
      id: 'seen',
      header: t('people.session.seen'),
      cell: ({ updatedAt }) => formatMoment(updatedAt, t.locale),
    },
    {
      id: 'end',
      header: <HiddenWords text={t('app.more')} />,
      cell: ({ token, createdAt }) => (
        <Button
          size="small"
          onClick={() => end(token)}
          aria-label={t('people.session.end.name', { since: formatMoment(createdAt, t.locale) })}
        >
          {t('people.session.end')}
        </Button>
      ),
    },
  ];
}
