import { type Member, type Role, roles, type Scope } from '@shapan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, Dialog, Field, Select, TextInput } from '../../design/index.ts';
import { CopyOnce } from './copy-once.tsx';
import { type Reach, ReachChoice, reachMissing, useParted } from './reach-choice.tsx';

interface InviteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Invite somebody; the link is shown once and sent by whoever invites. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const t = useT();
  const form = useId();
  const invite = useInvite();
  const link = invite.data && `${window.location.origin}/join/${invite.data.invite}`;
  const close = (next: boolean) => {
    onOpenChange(next);
    if (!next) invite.reset();
  };
  const footer = link ? (
    <Button kind="primary" onClick={() => close(false)}>
      {t('app.done')}
    </Button>
  ) : (
    <>
      <Button onClick={() => close(false)}>{t('app.cancel')}</Button>
      <Button type="submit" form={form} kind="primary" busy={invite.isPending}>
        {t('people.invite.create')}
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('people.invite')}
      closeLabel={t('app.close')}
      dismissible={false}
      footer={footer}
    >
      {link ? (
        <CopyOnce
          label={t('people.invite.link')}
          text={link}
          advice={t('people.invite.advice', { name: invite.data?.member.displayName ?? '' })}
        />
      ) : (
        <InviteForm
          id={form}
          error={invite.error}
          onInvite={(answers) => !invite.isPending && invite.mutate(answers)}
        />
      )}
    </Dialog>
  );
}

interface Answers {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scope: Scope;
}

function useInvite() {
  const client = useQueryClient();
  const { workspace } = useWorkspace();
  return useMutation({
    mutationFn: (answers: Answers) =>
      ask<{ member: Member; invite: string }>('POST', `/workspaces/${workspace.id}/members`, answers),
    onSuccess: () => client.invalidateQueries({ queryKey: ['members', workspace.id] }),
  });
}

interface InviteFormProps {
  readonly id: string;
  readonly error: unknown;
  readonly onInvite: (answers: Answers) => void;
}

function InviteForm({ id, error, onInvite }: InviteFormProps) {
  const t = useT();
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<Role>('rep');
  const [reach, setReach] = useState<Reach | null>(null);
  const [scope, setScope] = useState<Scope>([]);
  const [asked, setAsked] = useState(false);
  const missing = reachMissing({ parted: useParted(), reach, scope });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return;
    onInvite({
      email: email.trim(),
      displayName: displayName.trim(),
      role,
      scope: reach === 'part' ? scope : [],
    });
  };
  return (
    <form id={id} className="form" onSubmit={submit}>
      <Field label={t('people.name')}>
        <TextInput value={displayName} onChange={setDisplayName} required maxLength={80} />
      </Field>
      <Field label={t('people.email')}>
        <TextInput type="email" value={email} onChange={setEmail} required maxLength={200} />
      </Field>
      <RoleField role={role} onChange={setRole} />
      <fieldset className="form__group">
        <legend className="form__legend">{t('people.scope')}</legend>
        <ReachChoice
          reach={reach}
          onReach={setReach}
          scope={scope}
          onScope={setScope}
          wrong={asked && missing}
        />
      </fieldset>
      {error !== null && error !== undefined && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, error)}
        </Callout>
      )}
    </form>
  );
}

export function RoleField({
  role,
  onChange,
}: {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}) {
  const t = useT();
  return (
    <Field label={t('people.role')} hint={t(`people.role.${role}.may`)}>
      <Select
        value={role}
        onChange={onChange}
        choices={roles.map((value) => ({ value, label: t(`people.role.${value}`) }))}
      />
    </Field>
  );
}
