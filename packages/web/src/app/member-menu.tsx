import { useNavigate } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import { useState } from 'react';
import { useSetLocale, useT, useWorkspace } from '../data/hooks.tsx';
import { Button, Menu } from '../design/index.ts';
import { currentTheme, setTheme, themes } from './theme.ts';
import { useSignOut } from './use-sign-out.ts';

/** The member at work, and what belongs to the person rather than to the plan. */
export function MemberMenu() {
  const t = useT();
  const setLocale = useSetLocale();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { workspace } = useWorkspace();
  const [theme, choose] = useState(currentTheme);
  const { displayName, role } = workspace.me;
  return (
    <Menu
      align="end"
      trigger={
        <Button kind="quiet" className="bar__member">
          <span className="bar__face" data-letter={[...displayName][0]} />
          <span className="visually-hidden">{t('app.member', { name: displayName })}</span>
        </Button>
      }
      groups={[
        {
          id: 'me',
          label: `${displayName} · ${t(`people.role.${role}`)}`,
          actions: [
            {
              id: 'settings',
              label: t('app.settings'),
              icon: <Settings aria-hidden="true" />,
              onSelect: () =>
                void navigate({ to: '/w/$workspace/settings', params: { workspace: workspace.id } }),
            },
          ],
        },
        {
          id: 'theme',
          label: t('app.theme'),
          actions: themes.map((one) => ({
            id: one,
            label: t(`app.theme.${one}`),
            checked: one === theme,
            onSelect: () => {
              setTheme(one);
              choose(one);
            },
          })),
        },
        {
          id: 'language',
          label: t('app.language'),
          actions: (['zh-CN', 'en'] as const).map((locale) => ({
            id: locale,
            label: t(`app.language.${locale}`),
            checked: locale === t.locale,
            onSelect: () => setLocale(locale),
          })),
        },
        {
          id: 'out',
          actions: [
            {
              id: 'out',
              label: t('app.signOut'),
              icon: <LogOut aria-hidden="true" />,
              onSelect: () => void signOut(),
            },
          ],
        },
      ]}
    />
  );
}
