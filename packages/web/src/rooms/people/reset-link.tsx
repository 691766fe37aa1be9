import type { Member } from '@shapan/contract';
import { useMutation } from '@tanstack/react-query';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { CopyOnce } from './copy-once.tsx';

/** For a member who forgot the password: a link to set a new one, shown once and handed over by the owner. */
export function ResetLink({ member }: { readonly member: Member }) {
  const t = useT();
  const { workspace } = useWorkspace();
  const create = useMutation({
    mutationFn: () =>
      ask<{ reset: string }>('POST', `/workspaces/${workspace.id}/members/${member.id}/password-reset`),
  });
  if (create.data) {
    return (
      <CopyOnce
        label={t('people.reset.link')}
        text={`${window.location.origin}/reset/${create.data.reset}`}
        advice={t('people.reset.advice', { name: member.displayName })}
      />
    );
  }
  return (
    <div className="form">
      <p className="quiet">{t('people.reset.text')}</p>
      {create.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, create.error)}
        </Callout>
      )}
      <div>
        <Button busy={create.isPending} onClick={() => create.mutate()}>
          {t('people.reset.create')}
        </Button>
      </div>
    </div>
  );
}
