import {
  type LevelledPlan,
  type Levelling,
  type LevelWish,
  levelSteps,
  openLevelling,
  type PlanSchedule,
  readLevelling,
} from '@shapan/engine';
import { useEffect, useMemo, useState } from 'react';
import type { RecordContext } from '../../../records/index.ts';
import type { LevelAnswer, LevelAsked } from './level-worker.ts';

/** So many times longer is searched where somebody wants to know whether anything ends earlier. */
const LONGER = 20;

export interface LevelView {
  readonly levelling: Levelling;
  /** What it would bring; `null` as long as it is being worked out. */
  readonly levelled: LevelledPlan | null;
  readonly failed: boolean;
  /** Whether the longer search is under way, or done. */
  readonly isLonger: boolean;
  readonly searchLonger: () => void;
}

interface Answered {
  readonly asked: Levelling;
  readonly levelled: LevelledPlan | null;
}

/** What levelling by a wish would bring, worked out beside the page; anew whenever the plan or the wish is another one. */
export function useLevelling(context: RecordContext, plan: PlanSchedule, wish: LevelWish): LevelView {
  const levelling = useMemo(() => openLevelling(plan, context.state, wish), [plan, context, wish]);
  const [longer, setLonger] = useState<Levelling | null>(null);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const isLonger = longer === levelling;
  useEffect(() => {
    const worker = new Worker(new URL('./level-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<LevelAnswer>) =>
      setAnswered({ asked: levelling, levelled: data.ok ? readLevelling(levelling, data.value) : null });
    worker.onerror = () => setAnswered({ asked: levelling, levelled: null });
    const steps = levelSteps(levelling.request.tasks.length) * (isLonger ? LONGER : 1);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    worker.postMessage({ request: levelling.request, steps } satisfies LevelAsked);
    return () => worker.terminate();
  }, [levelling, isLonger]);
  const here = answered?.asked === levelling ? answered : null;
  return {
    levelling,
    levelled: here?.levelled ?? null,
    failed: here !== null && here.levelled === null,
    isLonger,
    searchLonger: () => {
      setAnswered(null);
      setLonger(levelling);
    },
  };
}
