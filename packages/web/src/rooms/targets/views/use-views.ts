import { recordsOf } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useWorkspace } from '../../../data/hooks.tsx';
import type { LaidOut } from '../view.ts';
import { layoutText, readLayout } from './layout.ts';
import { keepOwnViews, readOwnViews } from './own-views.ts';
import type { SavedView } from './saved-view.ts';

export interface Views {
  readonly own: readonly SavedView[];
  readonly shared: readonly SavedView[];
  readonly mayShare: boolean;
  readonly mayChange: (view: SavedView) => boolean;
  /** The id it is kept under; `null` when it could not be shared. */
  readonly add: (name: string, layout: LaidOut, share: boolean) => Promise<string | null>;
  readonly update: (view: SavedView, layout: LaidOut) => void;
  readonly remove: (view: SavedView) => void;
}

/** The saved views of a target: one's own on this device, those of the team in the plan. */
export function useViews(target: string): Views {
  const { id: book, store, content } = usePlan();
  const { workspace, may } = useWorkspace();
  const submit = useSubmit(store);
  const [kept, setKept] = useState(() => ({ target, views: readOwnViews(book, target) }));
  const own = kept.target === target ? kept.views : readOwnViews(book, target);
  const shared = useMemo(
    () =>
      recordsOf(content.state, 'targetView')
        .filter(({ fields }) => fields['target'] === target)
        .map(({ id, fields }) => ({
          id,
          name: String(fields['name']),
          layout: readLayout(String(fields['layout'])),
          owner: String(fields['owner']),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    // Records change in place; the content is new whenever they did.
    [content, target],
  );
  const keep = (views: readonly SavedView[]): void => {
    keepOwnViews(book, target, views);
    setKept({ target, views });
  };
  const mine = workspace.me.id;
  return {
    own,
    shared,
    mayShare: may('record.edit') || may('record.editOwn'),
    mayChange: ({ owner }) =>
      owner === null || may('record.edit') || (owner === mine && may('record.editOwn')),
    async add(name, layout, share) {
      const id = uuidv7();
      if (!share) {
        keep([...own, { id, name, layout, owner: null }]);
        return id;
      }
      const fields = { target, name, layout: layoutText(layout), owner: mine };
      return (await submit([{ type: 'record.add', kind: 'targetView', id, fields }])) ? id : null;
    },
    update(view, layout) {
      if (view.owner === null) keep(own.map((one) => (one.id === view.id ? { ...one, layout } : one)));
      else
        void submit([
          {
            type: 'record.update',
            kind: 'targetView',
            id: view.id,
            set: { layout: layoutText(layout) },
            expect: { layout: layoutText(view.layout) },
          },
        ]);
    },
    remove(view) {
      if (view.owner === null) keep(own.filter(({ id }) => id !== view.id));
      else void submit([{ type: 'record.remove', kind: 'targetView', id: view.id }]);
    },
  };
}
