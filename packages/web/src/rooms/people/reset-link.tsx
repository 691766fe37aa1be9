import type { Member } from '@shapan/contract';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { OneTimeLink } from './one-time-link.tsx';

/** For a member who forgot the password: a link to set a new one. */
export function ResetLink({ member }: { readonly member: Member }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const url = `/workspaces/${workspace.id}/members/${member.id}/password-reset`;
  return (
    <OneTimeLink
      text={t('people.reset.text')}
      action={t('people.reset.create')}
      make={async () => `/reset/${(await ask<{ reset: string }>('POST', url)).reset}`}
      label={t('people.reset.link')}
      advice={t('people.reset.advice', { name: member.displayName })}
    />
  );
}
