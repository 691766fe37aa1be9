import {
  applyChanges,
  createState,
  decide,
  forkState,
  kinds,
  type PlanRecord,
  type RecordCommand,
} from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { removalOf } from './removal.ts';
import { record, stateWith } from './sample.ts';

const initiative = record('initiative', 'i1', { name: '新增代理商' });
const first = record('task', 't1', { name: '签约', initiative: 'i1' });
const second = record('task', 't2', { name: '培训' });
const link = record('taskLink', 'l1', { from: 't1', to: 't2', relation: 'FS' });
const need = record('resourceNeed', 'n1', { name: '差旅', category: 'budget', task: 't1' });
const comment = record('comment', 'c1', { text: '快一点', author: 'm1', about: 't1' });
const target = record('risk', 'r1', { name: '降价', targets: ['x', 'y'] });
const inPlan = [initiative, first, second, link, need, comment, target];

/** What is left after the law has decided every command of a removal, one after the other. */
function after(
  removed: readonly PlanRecord[],
  book: 'plan' | 'master' = 'plan',
  all: readonly PlanRecord[] = inPlan,
): readonly string[] {
  const state = stateWith(...all);
  const trial = forkState(state);
  for (const command of removalOf(state, book, removed).commands) {
    const context = {
      book,
      state: trial,
      master: book === 'master' ? trial : createState(),
      kinds,
      actor: 'm1',
      writable: () => true,
    } as const;
    const decided = decide(context, command as RecordCommand);
    if (!decided.ok) throw new Error(`${command.type}: ${decided.problems.map(({ code }) => code).join()}`);
    applyChanges(trial, decided.value.changes);
  }
  return all
    .map(({ kind, id }) => trial.records.get(kind)?.byId.get(id))
    .flatMap((one) => (one ? [one.id] : []));
}

describe('removing records', () => {
  it('empties what points to them, and takes along what cannot be without them', () => {
    const removal = removalOf(stateWith(...inPlan), 'plan', [first]);
    expect(removal.loosened.map(({ id }) => id)).toEqual(['n1']);
    expect(removal.taken.map(({ id }) => id)).toEqual(['l1']);
  });

  it('is a sequence that the law accepts', () => {
    expect(after([first])).toEqual(['i1', 't2', 'n1', 'r1']);
    expect(after([initiative])).toEqual(['t1', 't2', 'l1', 'n1', 'c1', 'r1']);
    expect(after([initiative, first, second])).toEqual(['n1', 'r1']);
  });

  it('never lets what stands below a member fall to the top: the law refuses and names it', () => {
    const dimension = record('dimension', 'region', { name: '区域', category: 'region' });
    const above = record('dimensionMember', 'east', { dimension: 'region', name: '华东' });
    const below = record('dimensionMember', 'city', { dimension: 'region', name: '杭州', parent: 'east' });
    const tree = [dimension, above, below];
    expect(() => after([above], 'master', tree)).toThrow('record.remove: IN_USE');
    expect(removalOf(stateWith(...tree), 'master', [above]).loosened).toEqual([]);
    expect(after([above, below], 'master', tree)).toEqual(['region']);
    expect(after([dimension], 'master', tree)).toEqual([]);
  });

  it('empties an expected contribution with the target that it was counted by', () => {
    const goal = record('target', 'x', { metric: 'revenue' });
    const contribution = { low: 1, likely: 2, high: 3 };
    const work = record('initiative', 'i2', { name: '培训', target: 'x', contribution });
    expect(removalOf(stateWith(goal, work), 'plan', [goal]).commands[0]).toEqual({
      type: 'record.update',
      kind: 'initiative',
      id: 'i2',
      set: { target: null, contribution: null },
    });
  });
});
