import type { PlanSummary } from '@shapan/contract';
import { type BookState, type PlanRecord, recordsOf } from '@shapan/engine';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { ApiError } from '../data/api.ts';
import type { BookContent, BookSnapshot, BookStore } from '../data/book-store.ts';
import { useBook, usePlans, useWorkspace } from '../data/hooks.tsx';
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';
import { useNextPicture } from './use-next-picture.ts';

/** The plan, or the what-if, that the address names. */
export interface OpenPlan {
  readonly id: string;
  readonly store: BookStore;
  /** As it is now; new whenever anything changed. */
  readonly book: BookSnapshot;
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
 * What is inside learns of a number typed one picture later than the table in which it was typed: nobody looks there at
 * that moment, and drawing all of it would keep the number itself from the screen.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const plan = useContext(OpenPlanContext);
  const now = useMemo(() => ({ plan, children }), [plan, children]);
  const shown = useNextPicture(now);
  return <OpenPlanContext value={shown.plan}>{shown.children}</OpenPlanContext>;
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
  const book = useBook(store);
  const master = useBook(workspace.master);
  const plans = usePlans(workspace.workspace.id);
  const summary = plans.data?.find(({ id }) => id === planId);
  const content = useContent(book, master);
  const value = useMemo<OpenPlan>(() => {
    const brief = recordsOf(book.state, 'brief')[0];
    const isWhatIf = summary?.kind === 'branch';
    const name = isWhatIf ? summary.name : String(brief?.fields['name'] ?? summary?.name ?? '');
    return {
      id: planId,
      store,
      book,
      content,
      state: book.state,
      master: master.state,
      brief,
      name,
      summary,
      isWhatIf,
    };
  }, [planId, store, book, content, master, summary]);
  return <OpenPlanContext value={value}>{children(insteadOf([book, master], plans))}</OpenPlanContext>;
}

/** The targets of a plan stand on the master data: whatever is derived from one is derived from both. */
function useContent({ content }: BookSnapshot, { content: master }: BookSnapshot): BookContent {
  const of = useMemo(() => ({ content, master }), [content, master]);
  return useMemo(() => ({ ...of.content }), [of]);
}

const isOffline = (error: Error): boolean => error instanceof ApiError && error.code === 'OFFLINE';

/** A sandbox must never be taken for the live plan: the page waits until it is known which of them this is. */
function insteadOf(
  books: readonly BookSnapshot[],
  plans: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly data?: readonly PlanSummary[] | undefined;
  },
): ReactNode {
  // News of the book may come and fail, too; what could not be opened stays that way until it was.
  const failed = books.find(({ error }) => error !== null);
  if (failed) return <Failure error={failed.error} />;
  // What is known of the plans stays so while the server is out of reach.
  if (plans.error && !(isOffline(plans.error) && plans.data)) return <Failure error={plans.error} />;
  return plans.isPending || books.some(({ save }) => save === 'loading') ? <Loading /> : undefined;
}
