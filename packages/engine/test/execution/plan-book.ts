import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  decide,
  type Fields,
  kinds,
  type PlanSchedule,
  type Problem,
  planSchedule,
} from '../../src/index.ts';

/** A plan with tasks in it, changed by commands as everywhere. */
export interface PlanBook {
  readonly state: BookState;
  readonly master: BookState;
  /** Refusals of one command; nothing when it was done. */
  readonly tried: (command: Command) => readonly Problem[];
  readonly add: (kind: string, id: string, fields: Fields) => void;
  readonly set: (id: string, fields: Fields) => void;
  readonly on: (today: string) => PlanSchedule;
}

export function planBook(): PlanBook {
  const [state, master] = [createState(), createState()];
  const tried = (command: Command): readonly Problem[] => {
    const context = { book: 'plan', state, master, kinds, actor: 'person', writable: () => true } as const;
    const decided = decide(context, command);
    if (!decided.ok) return decided.problems;
    applyChanges(state, decided.value.changes);
    return [];
  };
  const must = (command: Command): void => {
    const problems = tried(command);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  };
  return {
    state,
    master,
    tried,
    add: (kind, id, fields) => must({ type: 'record.add', kind, id, fields }),
    set: (id, set) => must({ type: 'record.update', kind: 'task', id, set }),
    on(today) {
      const found = planSchedule({ state, master }, today);
      if (!found.ok) throw new Error(JSON.stringify(found.problems));
      return found.value;
    },
  };
}
