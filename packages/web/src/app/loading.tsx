import { useT } from '../data/hooks.tsx';
import { Skeleton } from '../design/index.ts';
import './pages.css';

/** A page that is on its way. */
export function Loading() {
  const t = useT();
  return (
    <div className="page">
      <Skeleton label={t('app.loading')} lines={2} />
      <Skeleton label={t('app.loading')} height={240} />
    </div>
  );
}
