import {
  type FinishOf,
  findRecord,
  finishUnder,
  type Trial,
  type TrialTasks,
  trialTasks,
} from '@shapan/engine';
import { useMemo } from 'react';
import { nameOf, useRecords } from '../../../records/index.ts';
import { scheduleOf } from '../../execution/schedule-of.ts';

/** What becomes of tasks while initiatives are tried. */
export interface TriedTasks {
  /** What is to be written, where tasks go along. */
  readonly tasks: TrialTasks | null;
  /** When tasks are to be expected to end then; nothing where none goes along. */
  readonly finishOf: FinishOf | undefined;
  readonly moved: number;
  readonly dropped: number;
  /** How many of them the reader may not change: then none goes along. */
  readonly forbidden: number;
  /** Names of those that would lie outside the execution window. */
  readonly outside: readonly string[];
}

const nobody: TriedTasks = {
  tasks: null,
  finishOf: undefined,
  moved: 0,
  dropped: 0,
  forbidden: 0,
  outside: [],
};

/** Tasks go along with what is tried of their initiatives, if that is wanted and the reader may change them. */
export function useTrialTasks(trial: Trial, wanted: boolean): TriedTasks {
  const { context, mayChange } = useRecords();
  return useMemo(() => {
    const plan = trial.size === 0 || !wanted ? null : scheduleOf(context);
    if (!plan) return nobody;
    const { state, master } = context;
    const tasks = trialTasks(state, plan, trial);
    const taskOf = (id: string) => findRecord(state, 'task', id);
    const forbidden = [...tasks.set.keys()].filter((id) => {
      const task = taskOf(id);
      return task && !mayChange(task);
    }).length;
    if (forbidden > 0) return { ...nobody, forbidden };
    const dropped = [...tasks.set.values()].filter(({ status }) => status === 'dropped').length;
    return {
      tasks,
      finishOf: finishUnder({ state, master }, plan, tasks),
      moved: tasks.set.size - dropped,
      dropped,
      forbidden,
      outside: tasks.outside.flatMap((id) => {
        const task = taskOf(id);
        return task ? [nameOf(context, task)] : [];
      }),
    };
  }, [context, mayChange, trial, wanted]);
}
