import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { sessionQuery } from '../../data/session-query.ts';
import { Button, Callout, Field, Select, TextInput } from '../../design/index.ts';
import { currencyChoices, likelyCurrency } from './currencies.ts';
import { MIN_PASSWORD_LENGTH, PasswordField } from './password-field.tsx';

interface Answers {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  /** `null` until chosen: then it follows the language. */
  readonly currency: string | null;
}

/** A new workspace; on a fresh installation together with the first account. */
export function WorkspaceForm({ fresh }: { readonly fresh: boolean }) {
  const t = useT();
  // On a fresh installation there is nobody to be.
  const me = useQuery({ ...sessionQuery, enabled: !fresh });
  const [answers, setAnswers] = useState<Answers>({
    name: '',
    displayName: me.data?.user.name ?? '',
    email: '',
    password: '',
    currency: null,
  });
  const [asked, setAsked] = useState(false);
  const create = useCreateWorkspace(fresh);
  const set = (field: keyof Answers) => (value: string) =>
    setAnswers((before) => ({ ...before, [field]: value }));
  const missing = (field: 'name' | 'displayName'): string | undefined =>
    asked && answers[field].trim() === '' ? t('problem.REQUIRED') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const named = answers.name.trim() !== '' && answers.displayName.trim() !== '';
    const account = !fresh || (isEmail(answers.email) && answers.password.length >= MIN_PASSWORD_LENGTH);
    if (named && account && !create.isPending) create.mutate(answers);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={t('people.workspaceName')} error={missing('name')}>
        <TextInput
          value={answers.name}
          onChange={set('name')}
          placeholder={t('people.workspaceName.hint')}
          maxLength={80}
          autoComplete="organization"
        />
      </Field>
      <Field label={t('people.yourName')} error={missing('displayName')}>
        <TextInput
          value={answers.displayName}
          onChange={set('displayName')}
          maxLength={80}
          autoComplete="name"
        />
      </Field>
      {fresh && (
        <>
          <Field
            label={t('people.email')}
            hint={t('people.email.hint')}
            error={asked && !isEmail(answers.email) ? t('people.email.wrong') : undefined}
          >
            <TextInput type="email" value={answers.email} onChange={set('email')} autoComplete="username" />
          </Field>
          <PasswordField
            label={t('people.password')}
            value={answers.password}
            onChange={set('password')}
            autoComplete="new-password"
            error={
              asked && answers.password.length < MIN_PASSWORD_LENGTH
                ? t('people.password.short', { min: MIN_PASSWORD_LENGTH })
                : undefined
            }
          />
        </>
      )}
      <Field label={t('people.currency')}>
        <Select
          value={answers.currency ?? likelyCurrency(t.locale, navigator.languages)}
          onChange={set('currency')}
          choices={currencyChoices(t.locale)}
        />
      </Field>
      <p className="quiet">{t('people.workspaceLanguage', { language: t(`app.language.${t.locale}`) })}</p>
      {create.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, create.error)}
        </Callout>
      )}
      <Button type="submit" kind="primary" busy={create.isPending}>
        {t('app.start.create')}
      </Button>
    </form>
  );
}

function useCreateWorkspace(fresh: boolean) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn({ name, displayName, email, password, currency }: Answers) {
      const workspace = {
        id: uuidv7(),
        name: name.trim(),
        displayName: displayName.trim(),
        currency: currency ?? likelyCurrency(t.locale, navigator.languages),
        locale: t.locale,
      };
      const account = { email: email.trim(), password };
      return fresh
        ? ask<{ workspace: string }>('POST', '/setup', { ...workspace, ...account })
        : ask<{ workspace: string }>('POST', '/workspaces', workspace);
    },
    async onSuccess({ workspace }) {
      client.clear();
      await navigate({ to: '/w/$workspace/plans/new', params: { workspace } });
    },
  });
}

const isEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text.trim());
