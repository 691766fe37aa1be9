import { type BookState, createState, type Fields, type PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { nextReview, toDoOf } from './to-do.ts';

const today = '2026-08-15';

function stateOf(kind: string, ...all: readonly Fields[]): BookState {
  const state = createState();
  const records = all.map((fields, i): [string, PlanRecord] => [String(i), { kind, id: String(i), fields }]);
  state.records.set(kind, { owner: state, byId: new Map(records) });
  return state;
}

describe('what needs a member now', () => {
  it('is late or due within a week, oldest first, and only the member’s own', () => {
    const tasks = stateOf(
      'task',
      { accountable: 'me', to: '2026-08-22' },
      { accountable: 'me', to: '2026-08-23' },
      { accountable: 'me', to: '2026-08-14' },
      { accountable: 'you', to: '2026-08-14' },
      { accountable: 'me' },
    );
    expect(toDoOf(tasks, 'me', today).map(({ record, urgency }) => [record.id, urgency])).toEqual([
      ['2', 'late'],
      ['0', 'soon'],
    ]);
  });

  it('is not what is done or dropped', () => {
    const tasks = stateOf(
      'task',
      { accountable: 'me', to: '2026-08-14', status: 'done' },
      { accountable: 'me', to: '2026-08-14', status: 'dropped' },
    );
    expect(toDoOf(tasks, 'me', today)).toEqual([]);
  });
});

describe('the next review', () => {
  it('is the earliest planned one that is not over', () => {
    const reviews = stateOf(
      'review',
      { on: '2026-08-31' },
      { on: '2026-08-17' },
      { on: '2026-08-10' },
      { on: '2026-08-16', status: 'held' },
    );
    expect(nextReview(reviews, today)?.fields['on']).toBe('2026-08-17');
  });
});
