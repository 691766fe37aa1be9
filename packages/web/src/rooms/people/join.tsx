import type { Invitation } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ApiError, ask } from '../../data/api.ts';
import { useMe, useT } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { Outside } from './outside.tsx';
import { MIN_PASSWORD_LENGTH, NewPasswordField } from './password-field.tsx';

/** Accept an invitation: somebody new sets a password, somebody signed in just joins. */
export function Join() {
  const t = useT();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { invite = '' } = useParams({ strict: false });
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const known = me.data ?? undefined;
  const invitation = useQuery({
    queryKey: ['invitation', invite],
    queryFn: () => ask<Invitation>('GET', `/invites/${encodeURIComponent(invite)}`),
    retry: false,
  });
  const join = useMutation({
    mutationFn: () =>
      ask<{ workspace: string }>('POST', '/invites/accept', { invite, ...(!known && { password }) }),
    async onSuccess({ workspace }) {
      client.clear();
      await navigate({ to: '/w/$workspace', params: { workspace } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = !known && password.length < MIN_PASSWORD_LENGTH;
    setShort(tooShort);
    if (!tooShort && !join.isPending) join.mutate();
  };
  const lost = join.error ?? (invitation.error instanceof ApiError ? invitation.error : null);
  const text = known ? t('app.join.signedIn', { email: known.user.email }) : t('app.join.text');
  return (
    <Outside title={t('app.join.title')} text={text}>
      <form className="outside__sheet form" onSubmit={submit} noValidate>
        {!known && <NewPasswordField value={password} onChange={setPassword} short={short} />}
        {invitation.data && <p>{invitationText(t, invitation.data)}</p>}
        {lost && (
          <Callout tone="bad" announce="urgent">
            {joinProblem(t, lost)}
          </Callout>
        )}
        <Button type="submit" kind="primary" busy={join.isPending}>
          {t('app.join')}
        </Button>
        {!known && (
          <p className="quiet">
            <Link to="/sign-in" search={{ next: '/' }}>
              {t('app.join.known')}
            </Link>
          </p>
        )}
      </form>
    </Outside>
  );
}

function invitationText(t: Translate, { workspace, invitedBy }: Invitation): string {
  return invitedBy === null
    ? t('app.join.to', { workspace })
    : t('app.join.from', { workspace, person: invitedBy });
}

function joinProblem(t: Translate, error: unknown): string {
  const code = error instanceof ApiError ? error.code : undefined;
  if (code === 'NOT_FOUND') return t('app.join.lost');
  return code === 'ALREADY_EXISTS' ? t('app.join.exists') : problemText(t, error);
}
