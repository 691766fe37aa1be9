import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useMe, useT, useWorkspace } from '../data/hooks.tsx';
import { Button, Menu } from '../design/index.ts';

/** Which workspace this is, and the way to the others. */
export function WorkspaceSwitcher() {
  const t = useT();
  const { workspace } = useWorkspace();
  const me = useMe();
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ to: '/w/$workspace', params: { workspace: id } });
  const others = (me.data?.workspaces ?? []).map(({ id, name }) => ({
    id,
    label: name,
    checked: id === workspace.id,
    onSelect: () => open(id),
  }));
  const add = {
    id: 'new',
    label: t('app.workspace.new'),
    icon: <Plus aria-hidden="true" />,
    onSelect: () => void navigate({ to: '/start' }),
  };
  return (
    <Menu
      trigger={
        <Button kind="quiet" className="rail__workspace">
          <span className="rail__seal" data-letter={[...workspace.name][0]} />
          <span className="rail__workspace-name">{workspace.name}</span>
          <span className="visually-hidden">{t('app.workspace.switch')}</span>
          <ChevronsUpDown aria-hidden="true" />
        </Button>
      }
      groups={[
        { id: 'all', label: t('app.workspaces'), actions: others },
        { id: 'more', actions: [add] },
      ]}
    />
  );
}
