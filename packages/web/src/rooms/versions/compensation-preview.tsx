import type { SubmissionAnswer } from '@shapan/contract';
import { applyChanges, type Change, forkState, kinds } from '@shapan/engine';
import { useMemo } from 'react';
import { useMaybePlan } from '../../app/open-plan.tsx';
import type { BookStore } from '../../data/book-store.ts';
import { useT } from '../../data/hooks.tsx';
import { Callout } from '../../design/index.ts';
import { compareSummary } from './compare-summary.ts';
import { Differences } from './comparison-view.tsx';

interface CompensationPreviewProps {
  readonly store: BookStore;
  readonly answer: SubmissionAnswer;
}

/** What a compensating entry would do: how many places in which way, and what stands there before and after. */
export function CompensationPreview({ store, answer }: CompensationPreviewProps) {
  const t = useT();
  const { back = 0, opposite = 0, left = 0 } = countsIn(answer);
  return (
    <div className="versions-part">
      <Callout tone={back + opposite === 0 ? 'warn' : 'neutral'} announce="polite">
        {t('targets.notice.COMPENSATED', { back, opposite, left })}
      </Callout>
      <PlanDifferences store={store} answer={answer} />
    </div>
  );
}

const countsIn = ({ notices }: SubmissionAnswer): Readonly<Record<string, number>> =>
  (notices.find(({ code }) => code === 'COMPENSATED')?.params ?? {}) as Readonly<Record<string, number>>;

/** What an entry would do to the book as it is now. The master data have no numbers to compare, and no page that compares them. */
export function PlanDifferences({ store, answer }: CompensationPreviewProps) {
  const plan = useMaybePlan();
  const master = plan?.store === store ? plan.master : undefined;
  const compared = useMemo(() => {
    if (!master) return null;
    const changes = (answer.changes ?? []) as readonly Change[];
    const before = forkState(store.snapshot().state);
    const after = forkState(before);
    applyChanges(after, changes);
    return { before, after, comparison: compareSummary(changes, { before, after, master, kinds }) };
  }, [master, store, answer]);
  return compared && <Differences compared={compared} />;
}
