import {
  type CoverageBooks,
  type CoverageSight,
  contributionsTo,
  coverageAfter,
  coverageOf,
  expectedFinish,
  findRecord,
  type MovedTask,
  type PlanRecord,
  type PlanSchedule,
  type TargetShift,
  type Waiting,
  waitingContributions,
} from '@shapan/engine';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useWorkspace } from '../../../data/hooks.tsx';
import { baselineOf, baselineQuery } from '../../strategy/coverage/baseline-query.ts';
import { coverageColumns, coverageTable, widerThan } from '../../strategy/coverage/places.ts';
import { useTerritory } from '../../targets/breakdown/use-territory.ts';

/** What is known of the coverage that moves of tasks would change. */
export interface CoverWatch {
  /** Whether any contribution waits for a task: else no move changes any coverage. */
  readonly any: boolean;
  readonly after: (moved: readonly MovedTask[]) => readonly TargetShift[];
  /** What history says of a target's baseline: known, on its way, or out of reach. */
  readonly baseline: (target: string) => 'known' | 'pending' | 'failed';
}

/** A target, and a dimension of which the baseline must be known to say what its members are covered by. */
interface Wanted {
  readonly target: PlanRecord;
  readonly along: number;
}

/**
 * Watches the targets whose contributions wait for tasks. Their baselines are asked for once, when the chart opens; a target's
 * own coverage is laid out when a move first changes it.
 */
export function useCoverWatch(schedule: PlanSchedule): CoverWatch {
  const plan = usePlan();
  const { content, master, store } = plan;
  const { workspace } = useWorkspace();
  const territory = useTerritory();
  const isPart = workspace.me.scope.length > 0;
  // Records change in place; `content` is new whenever they did.
  const waiting = useMemo(() => waitingContributions(content.state), [content]);
  const wanted = useMemo(() => baselinesWanted(plan.state, waiting), [plan.state, waiting]);
  const answers = useQueries({
    queries: wanted.map((one) => {
      const layout = store.tables.of(one.target.id)?.layout;
      const depth = layout && coverageColumns(layout).depth;
      return baselineQuery({ workspace: workspace.id, plan, ...one, depth });
    }),
    combine: (results) => results.map(({ data, isError }) => ({ data, isError })),
  });
  return useMemo(() => {
    const { state } = content;
    const of = (target: string) =>
      answers
        .map((answer, i) => ({ ...answer, along: wanted[i]?.along ?? -1, target: wanted[i]?.target.id }))
        .filter((one) => one.target === target);
    const laid = new Map<string, CoverageSight | undefined>();
    const layOut = (target: string): CoverageSight | undefined => {
      const table = store.tables.of(target);
      if (!table) return undefined;
      const { layout, totals } = table;
      const whole =
        territory.size === 0
          ? layout.frame.trees.map(() => 0)
          : coverageTable(layout, firstPart(layout.cube.dimensions, territory), territory).rows[0]?.members;
      if (!whole) return undefined;
      const baseline = baselineOf(
        table,
        of(target).map(({ along, data }) => ({ along, view: data })),
        isPart,
      );
      const contributions = contributionsTo(state, target, { finishOf: expectedFinish(schedule) });
      return {
        coverage: coverageOf(layout, totals, contributions, baseline.of, widerThan(territory, master)),
        whole: { members: whole, time: 0 },
        times: coverageColumns(layout).columns.flatMap(({ time, isLeaf }) => (isLeaf ? [time] : [])),
      };
    };
    const books: CoverageBooks = {
      state,
      waiting,
      sightOf(target) {
        if (!laid.has(target)) laid.set(target, layOut(target));
        return laid.get(target);
      },
    };
    return {
      any: waiting.size > 0,
      after: (moved) => coverageAfter(schedule, moved, books),
      baseline(target) {
        const asked = of(target);
        if (asked.some(({ isError }) => isError)) return 'failed';
        return asked.some(({ data }) => data === undefined) ? 'pending' : 'known';
      },
    };
  }, [content, master, store, schedule, waiting, wanted, answers, territory, isPart]);
}

/** Whoever works in a part of one dimension sees its members; all others are seen at their top. */
const firstPart = (dimensions: readonly string[], territory: ReadonlyMap<string, unknown>): number =>
  dimensions.findIndex((id) => territory.has(id));

/** Along every dimension of which a waiting contribution names a member; along the first where it names none. */
function baselinesWanted(
  state: Parameters<typeof waitingContributions>[0],
  waiting: Waiting,
): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const { fields } of [...waiting.values()].flat()) {
    const target = findRecord(state, 'target', String(fields['target']));
    if (!target) continue;
    const dimensions = (target.fields['dimensions'] ?? []) as readonly string[];
    const coordinate = (fields['coordinate'] ?? {}) as Readonly<Record<string, string>>;
    const named = dimensions.flatMap((id, along) => (coordinate[id] === undefined ? [] : [along]));
    for (const along of named.length > 0 ? named : [0])
      wanted.set(`${target.id}/${along}`, { target, along });
  }
  return [...wanted.values()];
}
