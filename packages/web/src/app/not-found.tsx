import { Link } from '@tanstack/react-router';
import { useT } from '../data/hooks.tsx';
import { buttonClass, EmptyState } from '../design/index.ts';

/** The whole window when no page answers to the address. */
export function LostPage() {
  return (
    <main id="main" tabIndex={-1} className="page">
      <NotFound />
    </main>
  );
}

/** No such address, or nothing there that the user may see: the answer is the same. */
export function NotFound() {
  const t = useT();
  return (
    <EmptyState
      text={<h1 className="page__lost">{t('app.notFound')}</h1>}
      action={
        <Link to="/" className={buttonClass('primary')}>
          {t('app.notFound.home')}
        </Link>
      }
    />
  );
}
