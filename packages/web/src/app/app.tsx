import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { LocaleProvider, useT } from '../data/hooks.tsx';
import { ToastProvider } from '../design/index.ts';
import { queries, router } from './router.tsx';

/** The whole app: language, data, messages, pages. */
export function App() {
  return (
    <LocaleProvider>
      <QueryClientProvider client={queries}>
        <Pages />
      </QueryClientProvider>
    </LocaleProvider>
  );
}

function Pages() {
  const t = useT();
  return (
    <ToastProvider closeLabel={t('app.close')} regionLabel={t('app.messages')}>
      <RouterProvider router={router} />
    </ToastProvider>
  );
}
