import { formatMoment } from '@shapan/i18n';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { HiddenWords } from '../../app/hidden-words.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import {
  Button,
  Callout,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  Field,
  Panel,
  StatusTag,
  TextInput,
} from '../../design/index.ts';
import { CopyOnce } from '../people/copy-once.tsx';

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** Keys with which programs act as the member: the same rights, the same scope. */
export function ApiKeys() {
  const t = useT();
  const { workspace } = useWorkspace();
  const [making, setMaking] = useState(false);
  const client = useQueryClient();
  const path = `/workspaces/${workspace.id}/api-keys`;
  const queryKey = ['api-keys', workspace.id];
  const keys = useQuery({ queryKey, queryFn: () => ask<ApiKey[]>('GET', path) });
  const revoke = useMutation({
    mutationFn: (id: string) => ask('DELETE', `${path}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  const error = keys.error ?? revoke.error;
  return (
    <Panel
      flush
      title={t('people.keys')}
      note={t('people.keys.note')}
      actions={
        <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setMaking(true)}>
          {t('people.keys.new')}
        </Button>
      }
    >
      {error && <Callout tone="bad">{problemText(t, error)}</Callout>}
      <DataTable
        caption={t('people.keys')}
        columns={useColumns((id) => revoke.mutate(id))}
        rows={keys.data ?? []}
        rowKey={({ id }) => id}
        empty={<EmptyState text={t('people.keys.empty')} />}
      />
      <NewKeyDialog
        open={making}
        onOpenChange={setMaking}
        onMade={() => client.invalidateQueries({ queryKey })}
      />
    </Panel>
  );
}

function useColumns(revoke: (id: string) => void): readonly Column<ApiKey>[] {
  const t = useT();
  return [
    { id: 'name', header: t('people.keys.name'), cell: ({ name }) => name },
    { id: 'prefix', header: t('people.keys.prefix'), cell: ({ prefix }) => <code>{prefix}…</code> },
    {
      id: 'created',
      header: t('people.keys.created'),
      cell: ({ createdAt }) => formatMoment(createdAt, t.locale),
    },
    {
      id: 'used',
      header: t('people.keys.used'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? '–' : formatMoment(lastUsedAt, t.locale)),
    },
    {
      id: 'revoke',
      header: <HiddenWords text={t('app.more')} />,
      cell: ({ id, name, revokedAt }) =>
        revokedAt === null ? (
          <Button
            size="small"
            kind="danger"
            onClick={() => revoke(id)}
            aria-label={t('people.keys.revoke.name', { name })}
          >
            {t('people.keys.revoke')}
          </Button>
        ) : (
          <StatusTag tone="neutral">{t('people.keys.revoked')}</StatusTag>
        ),
    },
  ];
}

interface NewKeyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onMade: () => void;
}

function NewKeyDialog({ open, onOpenChange, onMade }: NewKeyDialogProps) {
  const t = useT();
  const { workspace } = useWorkspace();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () =>
      ask<{ id: string; key: string }>('POST', `/workspaces/${workspace.id}/api-keys`, { name: name.trim() }),
    onSuccess: onMade,
  });
  const close = (next: boolean) => {
    onOpenChange(next);
    if (next) return;
    setName('');
    make.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !make.isPending) make.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('people.keys.new')}
      closeLabel={t('app.close')}
      dismissible={false}
    >
      {make.data ? (
        <CopyOnce label={t('people.keys.key')} text={make.data.key} advice={t('people.keys.advice')} />
      ) : (
        <form className="form" onSubmit={submit}>
          <Field
            label={t('people.keys.name')}
            hint={t('people.keys.name.hint')}
            error={make.error ? problemText(t, make.error) : undefined}
          >
            <TextInput value={name} onChange={setName} maxLength={80} required />
          </Field>
          <div className="form__end">
            <Button type="submit" kind="primary" busy={make.isPending}>
              {t('people.keys.create')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
