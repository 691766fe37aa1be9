import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { safeNext } from '../../app/session.ts';
import { askAuth } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, Field, TextInput } from '../../design/index.ts';
import { Outside } from './outside.tsx';
import { PasswordField } from './password-field.tsx';

export function SignIn() {
  const t = useT();
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => askAuth('/sign-in/email', { email: email.trim(), password }),
    async onSuccess() {
      client.clear();
      router.history.push(safeNext(next));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };
  return (
    <Outside title={t('app.signIn.title')} text={t('app.signIn.text')}>
      <form className="outside__sheet form" onSubmit={submit}>
        <Field label={t('people.email')}>
          <TextInput type="email" value={email} onChange={setEmail} autoComplete="username" required />
        </Field>
        <PasswordField
          label={t('people.password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        {signIn.error && (
          <Callout tone="bad" announce="urgent">
            {problemText(t, signIn.error)}
          </Callout>
        )}
        <Button type="submit" kind="primary" busy={signIn.isPending}>
          {t('app.signIn')}
        </Button>
        <p className="quiet">{t('app.signIn.forgot')}</p>
      </form>
    </Outside>
  );
}
