import type { Member } from '@shapan/contract';
import { useMutation } from '@tanstack/react-query';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { CopyOnce } from './copy-once.tsx';

/** For somebody invited who lost the link or came too late: another one, shown once. */
export function InviteLink({ member }: { readonly member: Member }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const renew = useMutation({
    mutationFn: () =>
      ask<{ invite: string }>('POST', `/workspaces/${workspace.id}/members/${member.id}/invite`),
  });
  if (renew.data) {
    return (
      <CopyOnce
        label={t('people.invite.link')}
        text={`${window.location.origin}/join/${renew.data.invite}`}
        advice={t('people.invite.advice', { name: member.displayName })}
      />
    );
  }
  return (
    <div className="form">
      <p className="quiet">{t('people.invite.again.text')}</p>
      {renew.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, renew.error)}
        </Callout>
      )}
      <div>
        <Button busy={renew.isPending} onClick={() => renew.mutate()}>
          {t('people.invite.again')}
        </Button>
      </div>
    </div>
  );
}
