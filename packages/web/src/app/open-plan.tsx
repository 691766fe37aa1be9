import type { PlanSummary } from '@shapan/contract';
import { type BookState, type PlanRecord, recordsOf } from '@shapan/engine';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { ApiError } from '../data/api.ts';
import type { BookContent } from '../data/book-copy.ts';
import type { BookSnapshot, BookStore } from '../data/book-store.ts';
import { followReleases } from '../data/follow-releases.ts';
import { useContent, useOfBook, usePlans, useWorkspace } from '../data/hooks.tsx';
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';
import { useNextPicture } from './use-next-picture.ts';

/**
 * The plan, or the what-if, that the address names: new whenever something in it is another. That it is being saved, or
 * has been, draws nothing anew; what shows that asks the store.
 */
export interface OpenPlan {
  readonly id: string;
  readonly store: BookStore;
  /** Whether it has been read; until then nothing is in it. */
  readonly standing: 'loading' | 'failed' | 'open';
  /** What is in it; new whenever a record or a number of it or of the master data changed, which they do in place. */
  readonly content: BookContent;
  readonly state: BookState;
  readonly master: BookState;
  readonly brief: PlanRecord | undefined;
  readonly name: string;
  readonly summary: PlanSummary | undefined;
  /** A sandbox on top of another plan. */
  readonly isWhatIf: boolean;
}

const OpenPlanContext = createContext<OpenPlan | null>(null);

/** The open plan. Only for what stands below `/w/$workspace/plans/$plan`. */
export function usePlan(): OpenPlan {
  const plan = useContext(OpenPlanContext);
  if (plan === null) throw new Error('OpenPlanProvider is missing above this component');
  return plan;
}

/**
 * What is inside learns of a number typed a moment later than the table in which it was typed: nobody looks there at that
 * moment, and drawing all of it would keep the number itself from the screen. What else changes is drawn at once.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const plan = useContext(OpenPlanContext);
  const now = useMemo(() => ({ plan, children }), [plan, children]);
  const shown = useNextPicture(now);
  const current = shown.plan === plan ? now : shown;
  return <OpenPlanContext value={current.plan}>{current.children}</OpenPlanContext>;
}

/** The last entry of the log that the plan has: what is asked of the server is asked again when it is another. */
export function usePosition(): number {
  return useOfBook(usePlan().store, ({ state }) => state.position);
}

/** For the chrome, which stands around pages with and without a plan. */
export function useMaybePlan(): OpenPlan | null {
  return useContext(OpenPlanContext);
}

interface OpenPlanProviderProps {
  readonly planId: string;
  /** Given what stands in place of the page while there is no plan to show, or nothing. */
  readonly children: (instead: ReactNode) => ReactNode;
}

export function OpenPlanProvider({ planId, children }: OpenPlanProviderProps) {
  const workspace = useWorkspace();
  const store = workspace.book(planId);
  const plans = usePlans(workspace.workspace.id);
  const summary = plans.data?.find(({ id }) => id === planId);
  const book = useContent(store);
  const master = useContent(workspace.master);
  const standing = useOfBook(store, standingOf);
  const value = useMemo<OpenPlan>(() => {
    const brief = recordsOf(book.state, 'brief')[0];
    const isWhatIf = summary?.kind === 'branch';
    const name = isWhatIf ? summary.name : String(brief?.fields['name'] ?? summary?.name ?? '');
    return {
      id: planId,
      store,
      standing,
      // The targets of a plan stand on the master data: whatever is derived from one is derived from both.
      content: { ...book },
      state: book.state,
      master: master.state,
      brief,
      name,
      summary,
      isWhatIf,
    };
  }, [planId, store, standing, book, master, summary]);
  useFollowedReleases(store, summary);
  const failures = [useOfBook(store, errorOf), useOfBook(workspace.master, errorOf)];
  // News of the book may come and fail, too; what could not be opened stays that way until it was.
  const failed = failures.find((error) => error !== null) ?? plansFailure(plans);
  // A sandbox must never be taken for the live plan: the page waits until it is known which of them this is.
  const standings = [standing, useOfBook(workspace.master, standingOf)];
  const waiting = plans.isPending || standings.includes('loading');
  // What stands around the pages is the same while numbers move: nobody need ask it.
  const around = useMemo(
    () => children(failed ? <Failure error={failed} /> : waiting ? <Loading /> : undefined),
    [children, failed, waiting],
  );
  return <OpenPlanContext value={value}>{around}</OpenPlanContext>;
}

/** Who sees everything is told of everything; whoever works in a part learns of releases in the plan below a what-if, too. */
function useFollowedReleases(store: BookStore, summary: PlanSummary | undefined): void {
  const { workspace, book } = useWorkspace();
  const isPart = workspace.me.scope.length > 0;
  const base = summary?.base?.book;
  useEffect(() => {
    if (!isPart || base === undefined) return;
    return followReleases(book(base), () => void store.reload());
  }, [isPart, base, book, store]);
}

const standingOf = ({ save, error }: BookSnapshot): OpenPlan['standing'] => {
  if (error !== null) return 'failed';
  return save === 'loading' ? 'loading' : 'open';
};
const errorOf = ({ error }: BookSnapshot): ApiError | null => error;

const isOffline = (error: Error): boolean => error instanceof ApiError && error.code === 'OFFLINE';

/** Without the list of plans nobody knows whether this is one. What is known stays so while the server is out of reach. */
const plansFailure = ({ error, data }: ReturnType<typeof usePlans>): Error | null =>
  error && isOffline(error) && data ? null : error;
