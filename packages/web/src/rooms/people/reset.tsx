import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ApiError, ask } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { Outside } from './outside.tsx';
import { MIN_PASSWORD_LENGTH, NewPasswordField } from './password-field.tsx';

/** A new password by the link that an owner handed out; afterwards one signs in with it. */
export function Reset() {
  const t = useT();
  const { reset = '' } = useParams({ strict: false });
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const change = useMutation({ mutationFn: () => ask<null>('POST', '/password-reset', { reset, password }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = password.length < MIN_PASSWORD_LENGTH;
    setShort(tooShort);
    if (!tooShort && !change.isPending) change.mutate();
  };
  const lost = change.error instanceof ApiError && change.error.code === 'NOT_FOUND';
  return (
    <Outside title={t('app.reset.title')} text={t('app.reset.text')}>
      {change.isSuccess ? (
        <div className="outside__sheet form">
          <Callout tone="good">{t('app.reset.done')}</Callout>
          <Link to="/sign-in" search={{ next: '/' }}>
            {t('app.signIn')}
          </Link>
        </div>
      ) : (
        <form className="outside__sheet form" onSubmit={submit} noValidate>
          <NewPasswordField value={password} onChange={setPassword} short={short} />
          {change.error && (
            <Callout tone="bad" announce="urgent">
              {lost ? t('app.reset.lost') : problemText(t, change.error)}
            </Callout>
          )}
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t('app.reset')}
          </Button>
        </form>
      )}
    </Outside>
  );
}
