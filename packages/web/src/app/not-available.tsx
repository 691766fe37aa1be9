import { useT } from '../data/hooks.tsx';
import { EmptyState } from '../design/index.ts';

/** A room that this build does not bring. */
export function Page() {
  const t = useT();
  return <EmptyState text={<h1 className="page__lost">{t('app.notAvailable')}</h1>} />;
}
