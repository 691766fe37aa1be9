import type { Member, PlanSummary, WorkspaceView } from '@shapan/contract';
import { createTranslate, type Translate } from '@shapan/i18n';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { ApiError, ask, speak } from './api.ts';
import type { BookContent } from './book-copy.ts';
import { type BookSnapshot, type BookStore, createBookStore } from './book-store.ts';
import { followScope } from './follow-scope.ts';
import { createLiveNews, type LiveNews } from './live.ts';
import { createMemberNames } from './member-names.ts';
import { sessionQuery } from './session-query.ts';
import { onDevice } from './storage.ts';

const LocaleContext = createContext<{ t: Translate; setLocale: (locale: 'zh-CN' | 'en') => void } | null>(
  null,
);

const LOCALE_KEY = 'shapan.locale';

/** The user's language: chosen before, else the browser's, else Chinese. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<'zh-CN' | 'en'>(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(() => {
    speak(locale);
    return {
      t: createTranslate(locale),
      setLocale(next: 'zh-CN' | 'en') {
        onDevice.set(LOCALE_KEY, next);
        setLocale(next);
      },
    };
  }, [locale]);
  return <LocaleContext.Provider value={value}>{children}</LocaleContext.Provider>;
}

function firstLocale(): 'zh-CN' | 'en' {
  const chosen = onDevice.get(LOCALE_KEY);
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN';
}

export function useT(): Translate {
  return need(useContext(LocaleContext), 'LocaleProvider').t;
}

export function useSetLocale(): (locale: 'zh-CN' | 'en') => void {
  return need(useContext(LocaleContext), 'LocaleProvider').setLocale;
}

/** Who is signed in; `null` = nobody. */
export const useMe = () => useQuery(sessionQuery);

/** A workspace that is open: its members, what the user may do, its master data, and the books that are in use. */
export interface OpenWorkspace {
  readonly workspace: WorkspaceView;
  readonly members: readonly Member[];
  readonly live: LiveNews;
  readonly master: BookStore;
  book(bookId: string): BookStore;
  may(ability: string): boolean;
  /** Nothing where there is nobody; somebody who is not on the list yet is called a colleague, and the list asked for anew. */
  memberName(id: unknown): string;
}

const WorkspaceContext = createContext<OpenWorkspace | null>(null);

export function useWorkspace(): OpenWorkspace {
  return need(useContext(WorkspaceContext), 'WorkspaceProvider');
}

/** Opens a workspace for everything below it; `fallback` shows while it loads, `failed` when it cannot be opened. */
export function WorkspaceProvider(props: {
  workspaceId: string;
  fallback: ReactNode;
  failed: (error: unknown) => ReactNode;
  children: ReactNode;
}) {
  const { workspaceId } = props;
  const base = `/workspaces/${workspaceId}`;
  const workspace = useQuery({
    queryKey: ['workspace', workspaceId],
    queryFn: () => ask<WorkspaceView>('GET', base),
  });
  const members = useQuery({
    queryKey: ['members', workspaceId],
    queryFn: () => ask<Member[]>('GET', `${base}/members`),
  });
  const opened = useOpened(workspaceId, workspace.data?.me.id, workspace.data?.timeZone);
  useFollowedScope(opened, workspace.data);
  const t = useT();
  const queries = useQueryClient();
  const names = useMemo(
    () => createMemberNames(() => void queries.invalidateQueries({ queryKey: ['members', workspaceId] })),
    [queries, workspaceId],
  );
  const value = useMemo<OpenWorkspace | null>(() => {
    if (!workspace.data || !members.data || !opened) return null;
    const known = members.data;
    return {
      workspace: workspace.data,
      members: known,
      ...opened,
      may: (ability) => workspace.data.abilities.includes(ability),
      memberName: (id) => names.nameOf(known, id, t('app.colleague')),
    };
  }, [workspace.data, members.data, opened, names, t]);
  const error = workspace.error ?? members.error;
  // A workspace that is open stays so while the server is out of reach.
  const kept = value !== null && error instanceof ApiError && error.code === 'OFFLINE';
  if (error && !kept) return <>{props.failed(error)}</>;
  if (!value) return <>{props.fallback}</>;
  return <WorkspaceContext.Provider value={value}>{props.children}</WorkspaceContext.Provider>;
}

interface Opened extends Pick<OpenWorkspace, 'live' | 'master' | 'book'> {
  readonly reload: () => void;
}

/** What somebody sees of a plan depends on where members stand today. */
function useFollowedScope(opened: Opened | null, workspace: WorkspaceView | undefined): void {
  const scope = workspace?.me.scope;
  const timeZone = workspace?.timeZone;
  useEffect(() => {
    if (!opened || !scope || timeZone === undefined) return;
    return followScope(opened.master, { scope, timeZone, reload: opened.reload });
  }, [opened, scope, timeZone]);
}

function useOpened(workspaceId: string, me: string | undefined, timeZone: string | undefined): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    if (me === undefined || timeZone === undefined) return;
    const live = createLiveNews(workspaceId);
    const books = new Map<string, BookStore>();
    const open = (bookId: string, book: 'plan' | 'master'): BookStore => {
      const found = books.get(bookId);
      if (found) return found;
      const store = createBookStore({
        workspaceId,
        bookId,
        book,
        me,
        scope: () => queries.getQueryData<WorkspaceView>(['workspace', workspaceId])?.me.scope ?? [],
        timeZone,
        master: () => books.get(workspaceId)?.snapshot().state,
      });
      books.set(bookId, store);
      live.follow(bookId, (position) => store.hear(position));
      void store.reload();
      return store;
    };
    const master = open(workspaceId, 'master');
    const reload = (): void => {
      for (const store of books.values()) void store.reload();
    };
    live.onRights(() => {
      reload();
      void queries.invalidateQueries();
    });
    // oxlint-disable-next-line react/set-state-in-effect -- connections are opened and closed with the effect
    setOpened({ live, master, book: (id) => (id === workspaceId ? master : open(id, 'plan')), reload });
    return () => {
      live.close();
      queries.removeQueries({ queryKey: ['workspace', workspaceId] });
      setOpened(null);
    };
  }, [workspaceId, me, timeZone, queries]);
  return opened;
}

/** A book's current snapshot; the component renders anew when anything of it changes, if only that it is saved. */
export function useBook(store: BookStore): BookSnapshot {
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** One thing about a book: the component renders anew when that is another. */
export function useOfBook<Part>(store: BookStore, part: (book: BookSnapshot) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => part(store.snapshot()));
}

/** What is in a book: the component renders anew when that is another, not when it has only been saved. */
export const useContent = (store: BookStore): BookContent => useOfBook(store, contentOf);

const contentOf = ({ content }: BookSnapshot): BookContent => content;

export function usePlans(workspaceId: string) {
  return useQuery({
    queryKey: ['plans', workspaceId],
    queryFn: () => ask<PlanSummary[]>('GET', `/workspaces/${workspaceId}/plans`),
  });
}

function need<T>(value: T | null, provider: string): T {
  if (value === null) throw new Error(`${provider} is missing above this component`);
  return value;
}
