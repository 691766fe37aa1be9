import {
  applyChanges,
  type Command,
  createState,
  decide,
  type Fields,
  kinds,
  recordsOf,
} from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import type { Records } from '../../../records/index.ts';
import { amongChoices, firstChoices, wishOf } from './wish.ts';

const [state, master] = [createState(), createState()];
const add = (kind: string, id: string, fields: Fields): void => {
  const command: Command = { type: 'record.add', kind, id, fields };
  const decided = decide({ book: 'plan', state, master, kinds, actor: 'me', writable: () => true }, command);
  if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
  applyChanges(state, decided.value.changes);
};
add('initiative', 'fair', { name: '展会' });
add('initiative', 'idle', { name: '没有任务' });
add('task', 'mine', { name: 'mine', accountable: 'me', initiative: 'fair' });
add('task', 'helped', { name: 'helped', accountable: 'li', responsible: ['me'] });
add('task', 'theirs', { name: 'theirs', accountable: 'li', initiative: 'fair' });
add('task', 'locked', { name: 'locked', accountable: 'me', initiative: 'fair' });

const context = { t: createTranslate('zh-CN'), state, master, me: 'me' };
const records = { context, mayChange: ({ id }: { id: string }) => id !== 'locked' } as unknown as Records;

const movable = (among: (typeof firstChoices)['among']): readonly string[] => {
  const { mayMove } = wishOf(records, { ...firstChoices, among });
  return recordsOf(state, 'task')
    .filter(mayMove)
    .map(({ id }) => id);
};

describe('what levelling may move', () => {
  it('is never more than the reader may change', () => {
    expect(movable('all')).toEqual(['mine', 'helped', 'theirs']);
    expect(movable('mine')).toEqual(['mine', 'helped']);
    expect(movable('initiative fair')).toEqual(['mine', 'theirs']);
  });

  it('may be narrowed to an initiative that has tasks', () => {
    const choices = amongChoices(records.context).map(({ value }) => value);
    expect(choices).toEqual(['all', 'mine', 'initiative fair']);
  });
});
