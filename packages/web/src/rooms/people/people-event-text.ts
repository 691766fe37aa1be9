import type { PeopleEvent, PeopleValues, Scope } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

interface Names {
  /** Of a member by id. */
  readonly member: (id: string) => string;
  readonly scope: (scope: Scope) => string;
}

/** What happened, in a sentence that says what was there before and what is there now. */
export function peopleEventText(t: Translate, event: PeopleEvent, names: Names): string {
  const { kind, about, before, after } = event;
  const member = about === null ? '' : names.member(about);
  const { name = '', prefix = '' } = after ?? before ?? {};
  switch (kind) {
    case 'workspace.renamed':
      return t('people.event.workspace.renamed', { from: before?.name ?? '', to: name });
    case 'member.invited':
      return t('people.event.member.invited', {
        member: name,
        role: t(`people.role.${after?.role ?? 'viewer'}`),
        scope: names.scope(after?.scope ?? []),
      });
    case 'member.changed':
      return t('people.event.member.changed', {
        member,
        changes: changesOf(t, before ?? {}, after ?? {}, names).join(t('people.log.separator')),
      });
    default:
      return t(`people.event.${kind}`, { member, name, prefix });
  }
}

function changesOf(t: Translate, before: PeopleValues, after: PeopleValues, names: Names): string[] {
  const changes: string[] = [];
  const add = (what: string, from: string, to: string) =>
    changes.push(t('people.log.change', { what, from, to }));
  if (after.name !== undefined) add(t('people.name'), before.name ?? '', after.name);
  if (after.role && before.role)
    add(t('people.role'), t(`people.role.${before.role}`), t(`people.role.${after.role}`));
  if (after.scope && before.scope)
    add(t('people.scope'), names.scope(before.scope), names.scope(after.scope));
  if (after.active !== undefined) changes.push(t(after.active ? 'people.resume' : 'people.end'));
  return changes;
}
