import type { Member } from '@shapan/contract';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { OneTimeLink } from './one-time-link.tsx';

/** For somebody invited who lost the link or came too late: another one. */
export function InviteLink({ member }: { readonly member: Member }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const url = `/workspaces/${workspace.id}/members/${member.id}/invite`;
  return (
    <OneTimeLink
      text={t('people.invite.again.text')}
      action={t('people.invite.again')}
      make={async () => `/join/${(await ask<{ invite: string }>('POST', url)).invite}`}
      label={t('people.invite.link')}
      advice={t('people.invite.advice', { name: member.displayName })}
    />
  );
}
