import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useT } from '../data/hooks.tsx';
import './pages.css';

/** Around every page: the way past the chrome, and the focus that follows a change of page. */
export function Root() {
  const t = useT();
  useFocusOnNavigation();
  return (
    <>
      <a href="#main" className="skip-link">
        {t('app.skip')}
      </a>
      <Outlet />
    </>
  );
}

/** Those who listen or use the keyboard continue at the new page, not at the link that led there. */
function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        const main = document.getElementById('main');
        if (!pathChanged || fromLocation === undefined || main === null) return;
        if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
      }),
    [router],
  );
}

/** The window's title: the page, what it belongs to, the product. */
export function usePageTitle(belongsTo?: string): void {
  const t = useT();
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  useEffect(() => {
    document.title = [title && t(title), belongsTo, t('app.name')].filter(Boolean).join(' · ');
  }, [t, title, belongsTo]);
}
