import {
  applyChanges,
  type BookState,
  type Command,
  createState,
  decide,
  kinds,
  type PlanRecord,
  type Problem,
} from '../../src/index.ts';

const decided = (state: BookState, command: Command) =>
  decide(
    { book: 'plan', state, master: createState(), kinds, actor: 'person', writable: () => true },
    command,
  );

/** The records added by the law, in this order. */
export function enterIn(state: BookState, ...records: readonly PlanRecord[]): void {
  for (const record of records) {
    const result = decided(state, { type: 'record.add', ...record });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    applyChanges(state, result.value.changes);
  }
}

/** Fields of a record set by the law. */
export function changeIn(state: BookState, kind: string, id: string, set: PlanRecord['fields']): void {
  const result = decided(state, { type: 'record.update', kind, id, set });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  applyChanges(state, result.value.changes);
}

/** Why a record may not be added; nothing = it may. */
export const refusedIn = (state: BookState, record: PlanRecord): readonly Problem[] =>
  refused(state, { type: 'record.add', ...record });

export function refused(state: BookState, command: Command): readonly Problem[] {
  const result = decided(state, command);
  return result.ok ? [] : result.problems;
}
