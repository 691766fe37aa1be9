import type { Member } from '@shapan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout, Drawer, Field, TextInput, useToasts } from '../../design/index.ts';
import { RoleField } from './invite-dialog.tsx';
import { InviteLink } from './invite-link.tsx';
import { type Reach, ReachChoice, reachMissing, useParted } from './reach-choice.tsx';
import { ResetLink } from './reset-link.tsx';

interface MemberDrawerProps {
  readonly member: Member | undefined;
  readonly onClose: () => void;
}

/** A member's role and scope, and the end of the membership. */
export function MemberDrawer({ member, onClose }: MemberDrawerProps) {
  const t = useT();
  return (
    <Drawer
      modal
      open={member !== undefined}
      onOpenChange={onClose}
      title={member?.displayName ?? ''}
      closeLabel={t('app.close')}
    >
      {member && <MemberForm key={member.id} member={member} onDone={onClose} />}
    </Drawer>
  );
}

type Change = Partial<Pick<Member, 'displayName' | 'role' | 'scope' | 'active'>>;

function MemberForm({ member, onDone }: { readonly member: Member; readonly onDone: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<Required<Change>>(member);
  const change = useChangeMember(member, onDone);
  const [reach, setReach] = useState<Reach | null>(member.scope.length === 0 ? 'whole' : 'part');
  const [asked, setAsked] = useState(false);
  const { displayName, role, scope } = draft;
  const missing = reachMissing({ parted: useParted(), reach, scope });
  const save = (): void => {
    setAsked(true);
    if (missing) return;
    change.mutate({ displayName: displayName.trim(), role, scope: reach === 'part' ? scope : [] });
  };
  return (
    <div className="form">
      <Field label={t('people.name')}>
        <TextInput
          value={displayName}
          onChange={(value) => setDraft({ ...draft, displayName: value })}
          maxLength={80}
        />
      </Field>
      <RoleField role={role} onChange={(value) => setDraft({ ...draft, role: value })} />
      <fieldset className="form__group">
        <legend className="form__legend">{t('people.scope')}</legend>
        <ReachChoice
          reach={reach}
          onReach={setReach}
          scope={scope}
          onScope={(value) => setDraft({ ...draft, scope: value })}
          wrong={asked && missing}
        />
      </fieldset>
      {change.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, change.error)}
        </Callout>
      )}
      <div className="form__end">
        <Button
          kind={member.active ? 'danger' : 'default'}
          onClick={() => change.mutate({ active: !member.active })}
        >
          {t(member.active ? 'people.end' : 'people.resume')}
        </Button>
        <Button kind="primary" busy={change.isPending} disabled={displayName.trim() === ''} onClick={save}>
          {t('app.save')}
        </Button>
      </div>
      <p className="quiet">{t(member.active ? 'people.end.text' : 'people.resume.text')}</p>
      {member.active && (member.joined ? <ResetLink member={member} /> : <InviteLink member={member} />)}
    </div>
  );
}

function useChangeMember(member: Member, onDone: () => void) {
  const t = useT();
  const toasts = useToasts();
  const client = useQueryClient();
  const { workspace } = useWorkspace();
  return useMutation({
    mutationFn: (change: Change) =>
      ask<Member>('PATCH', `/workspaces/${workspace.id}/members/${member.id}`, change),
    async onSuccess({ displayName }) {
      await client.invalidateQueries({ queryKey: ['members', workspace.id] });
      toasts.show({ tone: 'good', title: t('people.changed', { name: displayName }) });
      onDone();
    },
  });
}
