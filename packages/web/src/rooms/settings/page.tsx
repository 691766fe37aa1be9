import { useNavigate, useSearch } from '@tanstack/react-router';
import { useT } from '../../data/hooks.tsx';
import { PageHeader, Tabs } from '../../design/index.ts';
import { Account } from './account.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Display } from './display.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';
import '../people/people.css';

const tabs = ['account', 'display', 'keys', 'workspace'] as const;
type Tab = (typeof tabs)[number];

/** What belongs to the person and to the workspace; which part is open stands in the address. */
export function Page() {
  const t = useT();
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false });
  const open: Tab = tabs.find((one) => one === tab) ?? 'account';
  const contents = {
    account: <Account />,
    display: <Display />,
    keys: <ApiKeys />,
    workspace: <WorkspaceSettings />,
  };
  return (
    <>
      <PageHeader title={t('app.settings')} />
      <Tabs
        label={t('app.settings')}
        value={open}
        onChange={(next) =>
          void navigate({
            to: '.',
            search: (search) => ({ ...search, tab: next }),
            replace: true,
            resetScroll: false,
          })
        }
        items={tabs.map((value) => ({
          value,
          label: t(`people.settings.${value}`),
          content: contents[value],
        }))}
      />
    </>
  );
}
