import { type Ability, abilities, type Role, roles } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';
import { Check } from 'lucide-react';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { type Column, DataTable, Panel } from '../../design/index.ts';
import { useScopeText } from './scope-text.ts';

/** 谁能看到什么: the rules that the server decides by, as a table, and what they mean for the reader. */
export function Rights() {
  const t = useT();
  const scopeText = useScopeText();
  const { workspace } = useWorkspace();
  const { role, scope } = workspace.me;
  return (
    <Panel title={t('people.rights')} flush footer={t('people.rights.scope')}>
      <p className="rights__own">
        {t('people.rights.own', { role: t(`people.role.${role}`), scope: scopeText(scope) })}
      </p>
      <DataTable
        caption={t('people.rights')}
        density="compact"
        columns={columnsOf(t)}
        rows={Object.keys(abilities) as Ability[]}
        rowKey={(ability) => ability}
      />
    </Panel>
  );
}

function columnsOf(t: Translate): readonly Column<Ability>[] {
  return [
    { id: 'ability', header: t('people.rights.may'), cell: (ability) => t(`people.ability.${ability}`) },
    ...roles.map(
      (one): Column<Ability> => ({
        id: one,
        header: t(`people.role.${one}`),
        cell: (ability) => <Allowed role={one} ability={ability} />,
      }),
    ),
  ];
}

function Allowed({ role, ability }: { readonly role: Role; readonly ability: Ability }) {
  const t = useT();
  if (!(abilities[ability] as readonly Role[]).includes(role)) return <span className="quiet">–</span>;
  return (
    <span className="rights__yes">
      <Check aria-hidden="true" />
      <span className="visually-hidden">{t('people.rights.yes')}</span>
    </span>
  );
}
