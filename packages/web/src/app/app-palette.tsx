import { type PlanRecord, recordsOf } from '@shapan/engine';
import type { MessageKey } from '@shapan/i18n';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { usePlans, useSetLocale, useT, useWorkspace } from '../data/hooks.tsx';
import { CommandPalette, type PaletteEntry } from '../design/index.ts';
import { initialsOf } from './initials.ts';
import { type OpenPlan, useMaybePlan } from './open-plan.tsx';
import { type PlanRoom, planRooms, roomSigns } from './rooms.ts';
import { setTheme, themes } from './theme.ts';
import { useSignOut } from './use-sign-out.ts';
import { useUndo } from './use-submit.ts';

interface AppPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onHelp: () => void;
}

/** Everything that can be gone to or done from anywhere, found by typing: words, pinyin initials, English. */
export function AppPalette({ open, onOpenChange, onHelp }: AppPaletteProps) {
  const t = useT();
  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      entries={useEntries(open, onHelp)}
      label={t('app.search')}
      placeholder={t('app.search.hint')}
      emptyText={t('app.search.nothing')}
    />
  );
}

function useEntries(open: boolean, onHelp: () => void): readonly PaletteEntry[] {
  const plan = useMaybePlan();
  const places = usePlaces();
  const actions = useActions(onHelp);
  const records = useRecords(open ? plan : null);
  return useMemo(
    () => (open ? [...places, ...actions, ...records].map(findable) : []),
    [open, places, actions, records],
  );
}

const findable = (entry: PaletteEntry): PaletteEntry => ({
  ...entry,
  keywords: [...(entry.keywords ?? []), initialsOf(entry.label)],
});

function usePlaces(): readonly PaletteEntry[] {
  const t = useT();
  const navigate = useNavigate();
  const { workspace } = useWorkspace();
  const plan = useMaybePlan();
  const plans = usePlans(workspace.id);
  const at = { workspace: workspace.id };
  const place = (id: string, name: MessageKey, go: () => void): PaletteEntry => ({
    id,
    label: t(name),
    group: t('app.search.places'),
    onSelect: go,
  });
  const rooms = plan
    ? planRooms.map((room) =>
        place(`room ${room}`, roomSigns[room].name, () => {
          void navigate({ to: `/w/$workspace/plans/$plan/${room}`, params: { ...at, plan: plan.id } });
        }),
      )
    : [];
  const fixed = [
    place('today', 'app.today', () => void navigate({ to: '/w/$workspace', params: at })),
    place('plans', 'app.plans', () => void navigate({ to: '/w/$workspace/plans', params: at })),
    place('data', 'app.data', () => void navigate({ to: '/w/$workspace/data', params: at })),
    place('import', 'app.import', () => void navigate({ to: '/w/$workspace/data/import', params: at })),
    place('people', 'app.people', () => void navigate({ to: '/w/$workspace/people', params: at })),
    place('settings', 'app.settings', () => void navigate({ to: '/w/$workspace/settings', params: at })),
  ];
  const others = (plans.data ?? []).map(({ id, name, kind }) => ({
    id: `plan ${id}`,
    label: name,
    group: t('app.plans'),
    hint: kind === 'branch' ? t('app.whatIf') : undefined,
    onSelect: () => void navigate({ to: '/w/$workspace/plans/$plan', params: { ...at, plan: id } }),
  }));
  return [...rooms, ...fixed, ...others];
}

function useActions(onHelp: () => void): readonly PaletteEntry[] {
  const t = useT();
  const navigate = useNavigate();
  const setLocale = useSetLocale();
  const signOut = useSignOut();
  const { workspace } = useWorkspace();
  const plan = useMaybePlan();
  const { undo, redo } = useUndo(plan?.store);
  const group = t('app.search.actions');
  const act = (id: string, label: string, onSelect: () => void, keys?: readonly string[]): PaletteEntry => ({
    id,
    label,
    group,
    onSelect,
    keys,
  });
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return [
    act(
      'new',
      t('app.newPlan'),
      () => void navigate({ to: '/w/$workspace/plans/new', params: { workspace: workspace.id } }),
    ),
    ...(plan
      ? [
          act('undo', t('app.undo'), () => void undo(), ['Ctrl', 'Z']),
          act('redo', t('app.redo'), () => void redo(), ['Ctrl', 'Y']),
        ]
      : []),
    ...themes.map((theme) =>
      act(`theme ${theme}`, `${t('app.theme')} · ${t(`app.theme.${theme}`)}`, () => setTheme(theme)),
    ),
    act('language', t(`app.language.${other}`), () => setLocale(other)),
    act('keys', t('app.keys'), onHelp, ['?']),
    act('out', t('app.signOut'), () => void signOut()),
  ];
}

/** Where a record of the plan is looked at. */
const roomOfKind: Readonly<Record<string, { room: PlanRoom; title: string }>> = {
  initiative: { room: 'strategy', title: 'name' },
  task: { room: 'execution', title: 'name' },
  risk: { room: 'risks', title: 'name' },
  deviation: { room: 'tracking', title: 'name' },
  review: { room: 'tracking', title: 'name' },
  lesson: { room: 'retrospective', title: 'statement' },
};

function useRecords(plan: OpenPlan | null): readonly PaletteEntry[] {
  const t = useT();
  const navigate = useNavigate();
  const { workspace } = useWorkspace();
  if (!plan) return [];
  const params = { workspace: workspace.id, plan: plan.id };
  return Object.entries(roomOfKind).flatMap(([kind, { room, title }]) =>
    recordsOf(plan.state, kind).map((record: PlanRecord) => ({
      id: `${kind} ${record.id}`,
      label: String(record.fields[title] ?? ''),
      group: t(roomSigns[room].name),
      onSelect: () =>
        void navigate({
          to: `/w/$workspace/plans/$plan/${room}`,
          params,
          search: (search) => ({ ...search, record: record.id }),
        }),
    })),
  );
}
