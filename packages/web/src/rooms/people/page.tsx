import type { Member } from '@shapan/contract';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { HiddenWords } from '../../app/hidden-words.tsx';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { Button, type Column, DataTable, PageHeader, Panel, StatusTag } from '../../design/index.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberDrawer } from './member-drawer.tsx';
import { PeopleLog } from './people-log.tsx';
import { Rights } from './rights.tsx';
import { useScopeText } from './scope-text.ts';
import './people.css';

/** Who works here, as what, and in which part of the organisation. */
export function Page() {
  const t = useT();
  const { members, may } = useWorkspace();
  const [inviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const manages = may('people.manage');
  const invite = manages && (
    <Button kind="primary" icon={<UserPlus aria-hidden="true" />} onClick={() => setInviting(true)}>
      {t('people.invite')}
    </Button>
  );
  const active = members.filter(({ active }) => active).length;
  return (
    <>
      <PageHeader title={t('app.people')} summary={t('people.summary', { count: active })} actions={invite} />
      <Panel flush>
        <DataTable
          caption={t('app.people')}
          columns={useColumns(manages, setChosen)}
          rows={members}
          rowKey={({ id }) => id}
          selectedKey={chosen}
        />
      </Panel>
      <Rights />
      {manages && <PeopleLog />}
      <InviteDialog open={inviting} onOpenChange={setInviting} />
      <MemberDrawer member={members.find(({ id }) => id === chosen)} onClose={() => setChosen(undefined)} />
    </>
  );
}

function useColumns(manages: boolean, choose: (id: string) => void): readonly Column<Member>[] {
  const t = useT();
  const scopeText = useScopeText();
  const { workspace } = useWorkspace();
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      header: t('people.name'),
      cell: ({ id, displayName }) => (
        <>
          {displayName}
          {id === workspace.me.id && <span className="quiet">{t('people.you')}</span>}
        </>
      ),
    },
    { id: 'role', header: t('people.role'), cell: ({ role }) => t(`people.role.${role}`) },
    { id: 'scope', header: t('people.scope'), cell: ({ scope }) => scopeText(scope) },
    { id: 'state', header: t('people.state'), cell: (member) => <MemberState member={member} /> },
  ];
  if (!manages) return columns;
  return [
    ...columns,
    { id: 'email', header: t('people.email'), cell: ({ email }) => email ?? '–' },
    {
      id: 'edit',
      header: <HiddenWords text={t('app.more')} />,
      cell: ({ id, displayName }) => (
        <Button
          size="small"
          onClick={() => choose(id)}
          aria-label={t('people.edit.name', { name: displayName })}
        >
          {t('people.edit')}
        </Button>
      ),
    },
  ];
}

function MemberState({ member }: { readonly member: Member }) {
  const t = useT();
  if (!member.active) return <StatusTag tone="neutral">{t('people.state.ended')}</StatusTag>;
  return member.joined ? (
    <StatusTag tone="good" plain>
      {t('people.state.joined')}
    </StatusTag>
  ) : (
    <StatusTag tone="warn">{t('people.state.invited')}</StatusTag>
  );
}
