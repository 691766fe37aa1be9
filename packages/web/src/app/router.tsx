import type { Me } from '@shapan/contract';
import { type DisplayUnit, isDisplayUnit, type MessageKey } from '@shapan/i18n';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { sessionQuery } from '../data/session-query.ts';
import { Failure } from './failure.tsx';
import { loadPage } from './load-page.ts';
import { Loading } from './loading.tsx';
import { LostPage } from './not-found.tsx';
import { rememberedWorkspace } from './remembered-workspace.ts';
import { type PlanRoom, roomSigns } from './rooms.ts';
import { Root } from './root.tsx';
import { createQueries, setupQuery } from './session.ts';
import { WorkspaceLayout } from './workspace-layout.tsx';

/** What every address may carry: the unit of money, and whatever a page keeps there of its view. */
export type AppSearch = {
  readonly unit?: DisplayUnit | undefined;
  readonly next?: string | undefined;
} & Readonly<Record<string, unknown>>;

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Root,
  notFoundComponent: LostPage,
  validateSearch: (search: Record<string, unknown>): AppSearch => {
    const { unit, ...rest } = search;
    return isDisplayUnit(unit) ? { ...rest, unit } : rest;
  },
  search: { middlewares: [retainSearchParams(['unit'])] },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const { workspaces } = await knownUser(context.queries, location.href);
    const workspace = rememberedWorkspace(workspaces.map(({ id }) => id));
    throw workspace ? redirect({ to: '/w/$workspace', params: { workspace } }) : redirect({ to: '/start' });
  },
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  staticData: { title: 'app.start.title' },
  component: lazyRouteComponent(() => import('../rooms/people/start.tsx'), 'Start'),
  loader: async ({ context: { queries } }) => {
    const { fresh } = await queries.fetchQuery(setupQuery);
    if (!fresh) await knownUser(queries, '/start');
    return { fresh };
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { title: 'app.signIn.title' },
  component: lazyRouteComponent(() => import('../rooms/people/sign-in.tsx'), 'SignIn'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$invite',
  staticData: { title: 'app.join.title' },
  component: lazyRouteComponent(() => import('../rooms/people/join.tsx'), 'Join'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$reset',
  staticData: { title: 'app.reset.title' },
  component: lazyRouteComponent(() => import('../rooms/people/reset.tsx'), 'Reset'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: async ({ context, location }) => {
    await knownUser(context.queries, location.href);
  },
  component: WorkspaceLayout,
});

const inWorkspace = { getParentRoute: () => workspace };

const today = createRoute({
  ...inWorkspace,
  path: '/',
  staticData: { title: 'app.today' },
  component: lazyRouteComponent(() => import('../rooms/plan/today.tsx'), 'Today'),
});

const plans = createRoute({
  ...inWorkspace,
  path: '/plans',
  staticData: { title: 'app.plans' },
  component: lazyRouteComponent(() => import('../rooms/plan/plans.tsx'), 'Plans'),
});

const newPlan = createRoute({
  ...inWorkspace,
  path: '/plans/new',
  staticData: { title: 'app.newPlan' },
  component: lazyRouteComponent(() => import('../rooms/plan/new-plan.tsx'), 'NewPlan'),
});

const overview = createRoute({
  ...inWorkspace,
  path: '/plans/$plan',
  staticData: { title: 'app.overview' },
  component: lazyRouteComponent(() => import('../rooms/plan/page.tsx'), 'Page'),
});

const roomRoute = <Room extends PlanRoom>(room: Room) =>
  createRoute({
    ...inWorkspace,
    path: `/plans/$plan/${room}` as const,
    staticData: { title: roomSigns[room].name },
    component: lazyRouteComponent(() => loadPage(room), 'Page'),
  });

const data = createRoute({
  ...inWorkspace,
  path: '/data',
  staticData: { title: 'app.data' },
  component: lazyRouteComponent(() => loadPage('data'), 'Page'),
});

const dataImport = createRoute({
  ...inWorkspace,
  path: '/data/import',
  staticData: { title: 'app.import' },
  component: lazyRouteComponent(() => loadPage('documents'), 'Page'),
});

const people = createRoute({
  ...inWorkspace,
  path: '/people',
  staticData: { title: 'app.people' },
  component: lazyRouteComponent(() => loadPage('people'), 'Page'),
});

const settings = createRoute({
  ...inWorkspace,
  path: '/settings',
  staticData: { title: 'app.settings' },
  component: lazyRouteComponent(() => loadPage('settings'), 'Page'),
});

const tree = root.addChildren([
  home,
  start,
  signIn,
  join,
  reset,
  workspace.addChildren([
    today,
    plans,
    newPlan,
    overview,
    roomRoute('research'),
    roomRoute('targets'),
    roomRoute('strategy'),
    roomRoute('execution'),
    roomRoute('risks'),
    roomRoute('tracking'),
    roomRoute('retrospective'),
    roomRoute('versions'),
    data,
    dataImport,
    people,
    settings,
  ]),
]);

export const queries = createQueries(() => {
  queries.removeQueries(sessionQuery);
  void router.invalidate();
});

export const router = createRouter({
  routeTree: tree,
  context: { queries },
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: LostPage,
  scrollRestoration: true,
});

/** Whoever is not signed in is shown the door that fits. @throws a redirect */
async function knownUser(client: QueryClient, next: string): Promise<Me> {
  const me = await client.ensureQueryData(sessionQuery);
  if (me) return me;
  // Whoever comes back from the door is asked about again.
  client.removeQueries(sessionQuery);
  const { fresh } = await client.fetchQuery(setupQuery);
  throw fresh ? redirect({ to: '/start' }) : redirect({ to: '/sign-in', search: { next } });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Names the page in the window's title. */
    title?: MessageKey;
  }
}
