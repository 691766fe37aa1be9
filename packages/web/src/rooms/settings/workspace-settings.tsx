import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { sessionQuery } from '../../data/session-query.ts';
import { Button, Callout, Dialog, Field, Panel, TextInput, useToasts } from '../../design/index.ts';

/** What the workspace is, and how to be rid of it. */
export function WorkspaceSettings() {
  const t = useT();
  const { workspace, may } = useWorkspace();
  const [removing, setRemoving] = useState(false);
  const currency = new Intl.DisplayNames(t.locale, { type: 'currency' }).of(workspace.currency);
  return (
    <div className="stack">
      <Panel title={t('people.settings.workspace')}>
        {may('workspace.manage') && <Rename />}
        <dl className="facts">
          {!may('workspace.manage') && (
            <>
              <dt>{t('people.workspaceName')}</dt>
              <dd>{workspace.name}</dd>
            </>
          )}
          <dt>{t('people.currency')}</dt>
          <dd>
            {currency} ({workspace.currency})
          </dd>
          <dt>{t('app.language')}</dt>
          <dd>{t(`app.language.${workspace.locale}`)}</dd>
        </dl>
      </Panel>
      {may('workspace.manage') && (
        <Panel title={t(workspace.example ? 'people.remove.demo' : 'people.remove')}>
          <div className="form">
            <p>{t(workspace.example ? 'people.remove.demo.text' : 'people.remove.text')}</p>
            <div>
              <Button kind="danger" onClick={() => setRemoving(true)}>
                {t(workspace.example ? 'people.remove.demo' : 'people.remove')}
              </Button>
            </div>
          </div>
          <RemoveDialog open={removing} onOpenChange={setRemoving} />
        </Panel>
      )}
    </div>
  );
}

function Rename() {
  const t = useT();
  const client = useQueryClient();
  const { workspace } = useWorkspace();
  const [name, setName] = useState(workspace.name);
  const wanted = name.trim();
  const rename = useMutation({
    mutationFn: () => ask('PATCH', `/workspaces/${workspace.id}`, { name: wanted }),
    // The name also stands in the rail and among the workspaces of the account.
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '' && wanted !== workspace.name && !rename.isPending) rename.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('people.workspaceName')}>
        <TextInput value={name} onChange={setName} maxLength={80} />
      </Field>
      {rename.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, rename.error)}
        </Callout>
      )}
      <div>
        <Button type="submit" disabled={wanted === '' || wanted === workspace.name} busy={rename.isPending}>
          {t('people.workspace.rename')}
        </Button>
      </div>
    </form>
  );
}

interface RemoveDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A demo goes with one press; a real workspace wants its name typed. */
function RemoveDialog({ open, onOpenChange }: RemoveDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useWorkspace();
  const { example, name } = workspace;
  const toasts = useToasts();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => ask('DELETE', `/workspaces/${workspace.id}`, { name }),
    async onSuccess() {
      // A guest goes together with the demo; who is still here is asked anew.
      client.removeQueries(sessionQuery);
      await navigate({ to: '/' });
      toasts.show({ tone: 'good', title: t('people.removed', { name }) });
    },
  });
  const confirmed = example || typed.trim() === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (confirmed && !remove.isPending) remove.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(example ? 'people.remove.demo' : 'people.remove')}
      closeLabel={t('app.close')}
    >
      <form className="form" onSubmit={submit}>
        <p>{t('people.remove.confirm', { name })}</p>
        {!example && (
          <Field label={t('people.remove.type')}>
            <TextInput value={typed} onChange={setTyped} placeholder={name} />
          </Field>
        )}
        {remove.error && (
          <Callout tone="bad" announce="urgent">
            {problemText(t, remove.error)}
          </Callout>
        )}
        <div className="form__end">
          <Button onClick={() => onOpenChange(false)}>{t('app.cancel')}</Button>
          <Button type="submit" kind="danger" disabled={!confirmed} busy={remove.isPending}>
            {t('people.remove.now')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
