import type { Translate } from '@shapan/i18n';
import { useRouter } from '@tanstack/react-router';
import { ApiError } from '../data/api.ts';
import { useT } from '../data/hooks.tsx';
import { Button, ErrorState, NoPermission } from '../design/index.ts';
import { NotFound } from './not-found.tsx';

/** What a refusal says to people: the server's sentence, or ours when the server was not reached. */
export function problemText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('app.failure.page');
  if (error.code === 'OFFLINE') return t('app.offline.title');
  return error.body?.message ?? t.find(`problem.${error.code}`) ?? t('problem.INTERNAL');
}

/** Whatever keeps a page from being shown, in words: not allowed, not there, offline, or an error with its number. */
export function Failure({ error }: { readonly error: unknown }) {
  const t = useT();
  const router = useRouter();
  const code = error instanceof ApiError ? error.code : undefined;
  // A page asks for nothing but what its address names: if that makes no sense, the address does not.
  if (code === 'NOT_FOUND' || code === 'ROUTE_NOT_FOUND' || code === 'INVALID') return <NotFound />;
  if (code === 'ROLE' || code === 'SCOPE' || code === 'FORBIDDEN') {
    return (
      <NoPermission
        title={<h1 className="page__failed">{t('app.noPermission')}</h1>}
        text={t('app.noPermission.advice')}
      />
    );
  }
  const id = error instanceof ApiError ? error.body?.requestId : undefined;
  const again = () => {
    if (error instanceof ApiError) void router.invalidate();
    else window.location.reload();
  };
  return (
    <ErrorState
      title={<h1 className="page__failed">{problemText(t, error)}</h1>}
      kept={t('app.failure.kept')}
      advice={code === 'OFFLINE' ? t('app.offline.advice') : undefined}
      action={
        <Button kind="primary" onClick={again}>
          {t('app.again')}
        </Button>
      }
      request={id === undefined ? undefined : { label: t('app.failure.request'), id }}
    />
  );
}
