import { Bookmark, BookmarkPlus, RefreshCw, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Menu, type MenuAction, type MenuGroup } from '../../../design/index.ts';
import { type AddressChange, plainLayout, type TargetsView } from '../view.ts';
import { layoutOf, sameLayout } from './layout.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { SavedView } from './saved-view.ts';
import { useViews, type Views } from './use-views.ts';

interface ViewMenuProps {
  readonly target: string;
  readonly view: TargetsView;
  readonly onView: (change: AddressChange) => void;
}

/** Saved layouts: take one, keep the present one, bring one up to date, remove one. */
export function ViewMenu({ target, view, onView }: ViewMenuProps) {
  const t = useT();
  const views = useViews(target);
  const [saving, setSaving] = useState(false);
  const current = [...views.own, ...views.shared].find(({ id }) => id === view.saved);
  const modified = !sameLayout(view, current?.layout ?? plainLayout);
  const take = (saved: SavedView | null): void =>
    onView({ ...(saved?.layout ?? plainLayout), saved: saved?.id, place: undefined });
  const name = current?.name ?? t('targets.view.plain');
  return (
    <>
      <Menu
        groups={[
          ...useLists(views, view.saved, take),
          {
            id: 'change',
            actions: useChanges({ views, current, modified, view, take, onSave: () => setSaving(true) }),
          },
        ]}
        trigger={
          <Button size="small" icon={<Bookmark aria-hidden="true" />}>
            {modified ? t('targets.view.modified', { name }) : name}
          </Button>
        }
      />
      {saving && (
        <SaveViewDialog
          mayShare={views.mayShare}
          onClose={() => setSaving(false)}
          onSave={async (chosen, share) => {
            const id = await views.add(chosen, layoutOf(view), share);
            if (id === null) return;
            setSaving(false);
            onView({ saved: id });
          }}
        />
      )}
    </>
  );
}

function useLists(
  views: Views,
  saved: string | undefined,
  take: (view: SavedView | null) => void,
): MenuGroup[] {
  const t = useT();
  const { memberName } = useWorkspace();
  const action = (view: SavedView): MenuAction => ({
    id: view.id,
    label:
      view.owner === null
        ? view.name
        : t('targets.view.by', { name: view.name, owner: memberName(view.owner) }),
    checked: view.id === saved,
    onSelect: () => take(view),
  });
  const plain = {
    id: 'plain',
    label: t('targets.view.plain'),
    checked: saved === undefined,
    onSelect: () => take(null),
  };
  const lists: MenuGroup[] = [
    { id: 'plain', actions: [plain] },
    { id: 'own', label: t('targets.view.own'), actions: views.own.map(action) },
    { id: 'shared', label: t('targets.view.shared'), actions: views.shared.map(action) },
  ];
  return lists.filter(({ actions }) => actions.length > 0);
}

interface ChangesInput {
  readonly views: Views;
  readonly current: SavedView | undefined;
  readonly modified: boolean;
  readonly view: TargetsView;
  readonly take: (view: SavedView | null) => void;
  readonly onSave: () => void;
}

function useChanges({ views, current, modified, view, take, onSave }: ChangesInput): MenuAction[] {
  const t = useT();
  const icon = { 'aria-hidden': true } as const;
  const save = {
    id: 'save',
    label: t('targets.view.save'),
    icon: <BookmarkPlus {...icon} />,
    onSelect: onSave,
  };
  const reset = {
    id: 'reset',
    label: t('targets.view.reset'),
    icon: <RotateCcw {...icon} />,
    disabled: !modified,
    onSelect: () => take(current ?? null),
  };
  if (!current || !views.mayChange(current)) return [save, reset];
  return [
    save,
    {
      id: 'update',
      label: t('targets.view.update', { name: current.name }),
      icon: <RefreshCw {...icon} />,
      disabled: !modified,
      onSelect: () => views.update(current, layoutOf(view)),
    },
    reset,
    {
      id: 'remove',
      label: t('targets.view.remove', { name: current.name }),
      icon: <Trash2 {...icon} />,
      danger: true,
      onSelect: () => {
        views.remove(current);
        take(null);
      },
    },
  ];
}
