import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { useSignOut } from '../../app/use-sign-out.ts';
import { askAuth } from '../../data/api.ts';
import { useMe, useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, Panel, useToasts } from '../../design/index.ts';
import { MIN_PASSWORD_LENGTH, NewPasswordField, PasswordField } from '../people/password-field.tsx';
import { Sessions } from './sessions.tsx';

/** The account of the person at work: who it is, the password, where it is signed in. */
export function Account() {
  const t = useT();
  const me = useMe();
  const signOut = useSignOut();
  const guest = isGuest(me.data?.user.email);
  const { displayName } = useWorkspace().workspace.me;
  return (
    <div className="stack">
      <Panel
        title={t('people.account')}
        actions={
          <Button size="small" onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        }
      >
        <dl className="facts">
          <dt>{t('people.name')}</dt>
          <dd>{displayName}</dd>
          {!guest && (
            <>
              <dt>{t('people.email')}</dt>
              <dd>{me.data?.user.email ?? '–'}</dd>
            </>
          )}
        </dl>
      </Panel>
      {!guest && <Password />}
      <Sessions />
    </div>
  );
}

/** The visitor of the demo on a fresh installation: nobody knows the password of an address that does not exist. */
export const isGuest = (email: string | undefined): boolean => email?.endsWith('@example.invalid') ?? false;

function Password() {
  const t = useT();
  const toasts = useToasts();
  const client = useQueryClient();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [asked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: () =>
      askAuth('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
    async onSuccess() {
      setCurrent('');
      setNew('');
      setAsked(false);
      await client.invalidateQueries({ queryKey: ['sessions'] });
      toasts.show({ tone: 'good', title: t('people.password.changed') });
    },
  });
  const short = newPassword.length < MIN_PASSWORD_LENGTH;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!short && currentPassword !== '' && !change.isPending) change.mutate();
  };
  return (
    <Panel title={t('people.password.change')}>
      <form className="form" onSubmit={submit} noValidate>
        <PasswordField
          label={t('people.password.current')}
          value={currentPassword}
          onChange={setCurrent}
          autoComplete="current-password"
          error={asked && currentPassword === '' ? t('problem.REQUIRED') : undefined}
        />
        <NewPasswordField value={newPassword} onChange={setNew} short={asked && short} />
        {change.error && (
          <Callout tone="bad" announce="urgent">
            {problemText(t, change.error)}
          </Callout>
        )}
        <div>
          <Button type="submit" busy={change.isPending}>
            {t('people.password.change')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
