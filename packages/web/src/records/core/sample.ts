import { type BookState, createState, type PlanRecord } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import type { RecordContext } from './context.ts';

/** A state with these records, for tests. */
export function stateWith(...records: readonly PlanRecord[]): BookState {
  const state = createState();
  for (const record of records) {
    const found = state.records.get(record.kind);
    if (found) found.byId.set(record.id, record);
    else state.records.set(record.kind, { owner: state, byId: new Map([[record.id, record]]) });
  }
  return state;
}

/** A context over a few records, for tests. */
export function contextWith(
  plan: readonly PlanRecord[] = [],
  master: readonly PlanRecord[] = [],
): RecordContext {
  return {
    t: createTranslate('zh-CN'),
    book: 'plan',
    state: stateWith(...plan),
    master: stateWith(...master),
    members: [
      { id: 'm1', displayName: '王芳', active: true },
      { id: 'm2', displayName: '李强', active: true },
    ],
    me: 'm1',
    today: '2026-07-01',
    year: 2026,
  };
}

export const record = (kind: string, id: string, fields: PlanRecord['fields'] = {}): PlanRecord => ({
  kind,
  id,
  fields,
});
