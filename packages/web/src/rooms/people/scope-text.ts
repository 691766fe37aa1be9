import type { Scope } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { useBook, useT, useWorkspace } from '../../data/hooks.tsx';

/** A scope in words: 华东区、华南区; the whole workspace when it is empty. */
export function useScopeText(): (scope: Scope) => string {
  const t = useT();
  const { state } = useBook(useWorkspace().master);
  const list = new Intl.ListFormat(t.locale, { style: 'narrow' });
  return (scope) => {
    if (scope.length === 0) return t('people.scope.all');
    return list.format(
      scope.map(({ member }) =>
        String(findRecord(state, 'dimensionMember', member)?.fields['name'] ?? t('people.scope.gone')),
      ),
    );
  };
}
