import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  type Command,
  decide,
  decidePromotion,
  decideTakeBack,
  type EnterContext,
  forkState,
} from '../../src/index.ts';
import { contextOf, must, type PlanOfKinds, planOf, typing } from './plan-of-kinds.ts';

/** What comes from a log and not from a command obeys the laws of numbers all the same (SPR-T92). */

const sales = (): PlanOfKinds => planOf({ sales: { aggregation: 'sum' } });

/** What somebody does in a what-if of the plan as it is now. */
function whatIf(plan: PlanOfKinds, ...commands: readonly Command[]): readonly Change[] {
  const state = forkState(plan.state);
  const branch = { ...plan, state, context: contextOf(state, plan.master) };
  return commands.flatMap((command) => must(branch, command).changes);
}

const hold = (id: string, place: string, fields: object): Command => {
  const [member = '*', time = 'Q'] = place.split(' ');
  const period = time === 'Q' ? 'Q2026-3' : `M2026-0${time}`;
  const kept = {
    target: 'sales',
    members: [member],
    time: period,
    owner: 'other',
    reason: `reason of ${id}`,
  };
  return { type: 'record.add', kind: 'hold', id, fields: { ...kept, ...fields } } as Command;
};
const close = (until: string): Command => ({
  type: 'record.update',
  kind: 'target',
  id: 'sales',
  set: { closedUntil: until },
});

/** The codes and what they name; nothing when it goes through. */
function promoted(plan: PlanOfKinds, changes: readonly Change[], extra: Partial<EnterContext> = {}) {
  const result = decidePromotion({ ...plan.context, ...extra }, changes, plan.state);
  return result.ok
    ? []
    : result.problems.map(({ code, path, params }) => `${code} ${path} ${params?.['id']}`);
}

function numbers(): PlanOfKinds {
  const plan = sales();
  must(plan, typing('sales', { 'N1 7': 60, 'N2 7': 40, 'S 7': 100 }));
  return plan;
}

describe('SPR-T92 a what-if is promoted', () => {
  test('as far as nothing was held, closed or decided meanwhile', () => {
    const plan = numbers();
    const changes = whatIf(plan, typing('sales', { 'N1 7': 70 }));
    expect(promoted(plan, changes)).toEqual([]);
  });

  test.each([
    ['each number', { keeps: 'value' }, 'N 7'],
    ['each number of a quarter', { keeps: 'value' }, 'N1 Q'],
    ['a period', { keeps: 'period' }, '* 7'],
    ['a total', { keeps: 'total' }, 'N 7'],
    ['a share', { keeps: 'share', along: 'region' }, 'N1 7'],
    ['a cap', { keeps: 'bound', cap: 65 }, 'N1 7'],
    ['a cap of a total', { keeps: 'bound', cap: 105 }, 'N 7'],
  ])('SPR-T45 SPR-T51 not over a hold of %s that somebody made meanwhile', (_, fields, place) => {
    const plan = numbers();
    const changes = whatIf(plan, typing('sales', { 'N1 7': 70 }));
    must(plan, hold('h', place, fields));
    expect(promoted(plan, changes)).toEqual(['HELD branch h']);
    // Beside it, and where the hold is satisfied, it goes through.
    expect(promoted(plan, whatIf(numbers(), typing('sales', { 'S 8': 1 })))).toEqual([]);
  });

  test('SPR-T45 within a held total what adds up to it goes through', () => {
    const plan = numbers();
    const changes = whatIf(plan, typing('sales', { 'N1 7': 70, 'N2 7': 30 }));
    must(plan, hold('h', 'N 7', { keeps: 'total' }));
    expect(promoted(plan, changes)).toEqual([]);
  });

  test('SPR-T54 through a hold of the promoter’s own, as typing would; never through one of the system', () => {
    const plan = numbers();
    const changes = whatIf(plan, typing('sales', { 'N1 7': 70 }));
    must(plan, hold('h', 'N1 7', { keeps: 'value' }));
    expect(promoted(plan, changes, { actor: 'other' })).toEqual([]);
    must(plan, hold('s', 'N1 7', { keeps: 'value', strength: 'system' }));
    expect(promoted(plan, changes, { actor: 'other' })).toEqual(['HELD branch s']);
  });

  test('SPR-T53 past a hold that has expired, and past one that the what-if itself released', () => {
    const plan = numbers();
    must(plan, hold('h', 'N1 7', { keeps: 'value', expires: '2026-07-31' }));
    const release: Command = { type: 'record.remove', kind: 'hold', id: 'h' };
    expect(promoted(plan, whatIf(plan, release, typing('sales', { 'N1 7': 70 })))).toEqual([]);
    const other = numbers();
    const changes = whatIf(other, typing('sales', { 'N1 7': 70 }));
    must(other, hold('h', 'N1 7', { keeps: 'value', expires: '2026-07-31' }));
    expect(promoted(other, changes, { today: '2026-07-31' })).toEqual(['HELD branch h']);
    expect(promoted(other, changes, { today: '2026-08-01' })).toEqual([]);
  });

  test('SPR-T54 with no hold that contradicts the numbers of the plan', () => {
    const plan = numbers();
    const changes = whatIf(plan, hold('cap', 'S 7', { keeps: 'bound', cap: 100 }));
    must(plan, typing('sales', { 'S 7': 120 }));
    expect(promoted(plan, changes)).toEqual(['BOUNDS branch cap']);
  });

  test('SPR-T44 not into periods that were closed meanwhile, unless it opens them', () => {
    const plan = numbers();
    const changes = whatIf(plan, typing('sales', { 'N1 7': 70 }));
    must(plan, close('2026-07-31'));
    expect(promoted(plan, changes)).toEqual(['CLOSED branch sales']);
    expect(promoted(plan, whatIf(plan, close('2026-06-30'), typing('sales', { 'N1 7': 70 })))).toEqual([]);
    expect(promoted(plan, whatIf(plan, typing('sales', { 'N1 8': 70 })))).toEqual([]);
  });

  test('SPR-T78 never with a distinct count outside its parts', () => {
    const plan = planOf({ buyers: { aggregation: 'distinct' } });
    must(plan, typing('buyers', { 'N1 7': 40, 'N2 7': 30 }));
    const changes = whatIf(plan, typing('buyers', { 'N1 7': 60 }));
    must(plan, typing('buyers', { 'N 7': 50 }));
    expect(promoted(plan, changes)).toEqual(['DISTINCT_RANGE branch buyers']);
    must(plan, typing('buyers', { 'N 7': 65 }));
    expect(promoted(plan, changes)).toEqual([]);
  });

  test('SPR-T78 nor over a hold on the own number of a total', () => {
    const plan = planOf({ sales: { aggregation: 'manual' } });
    must(plan, typing('sales', { 'N 7': 50 }));
    const changes = whatIf(plan, typing('sales', { 'N 7': 55 }));
    must(plan, hold('h', 'N 7', { keeps: 'value' }));
    expect(promoted(plan, changes)).toEqual(['HELD branch h']);
  });

  test('P8 nor with what would lead nowhere, close a circle, or leave no coordinate', () => {
    const plan = numbers();
    const add = (kind: string, id: string, fields: object): Command =>
      ({ type: 'record.add', kind, id, fields }) as Command;
    must(plan, add('task', 'a', { name: 'a' }));
    must(plan, add('task', 'b', { name: 'b' }));
    const circle = whatIf(plan, add('taskLink', 'ab', { from: 'a', to: 'b', relation: 'FS' }));
    must(plan, add('taskLink', 'ba', { from: 'b', to: 'a', relation: 'FS' }));
    expect(promoted(plan, circle)).toEqual(['TASK_CIRCLE branch ab']);
    const emptied = whatIf(plan, { type: 'target.rows', target: 'sales', remove: [['N1'], ['N2']] });
    must(plan, { type: 'target.rows', target: 'sales', remove: [['S']] });
    expect(promoted(plan, emptied)).toEqual(['REQUIRED branch sales']);
  });
});

describe('SPR-T90 an entry is taken back', () => {
  const takenBack = (plan: PlanOfKinds, changes: readonly Change[], extra: Partial<EnterContext> = {}) => {
    const result = decideTakeBack({ ...plan.context, ...extra }, changes, plan.state);
    return result.ok ? [] : result.problems.map(({ code, params }) => `${code} ${params?.['by']}`);
  };

  test('but not over a hold or a closed period that came after it; each is named', () => {
    const plan = numbers();
    const { changes } = must(plan, typing('sales', { 'N1 7': 70 }));
    must(plan, hold('h', 'N1 7', { keeps: 'value' }));
    expect(takenBack(plan, changes)).toEqual(['UNDO_BLOCKED reason of h']);
    expect(takenBack(plan, changes, { actor: 'other' })).toEqual([]);
    must(plan, { type: 'record.remove', kind: 'hold', id: 'h' });
    expect(takenBack(plan, changes)).toEqual([]);
    must(plan, close('2026-07-31'));
    expect(takenBack(plan, changes)).toEqual(['UNDO_BLOCKED sales']);
  });

  test('together with the hold that it made, and with what it did to it', () => {
    const plan = numbers();
    const made = [hold('h', 'N1 7', { keeps: 'value' })].flatMap((one) => must(plan, one).changes);
    expect(takenBack(plan, made)).toEqual([]);
    const decided = decide(plan.context, { type: 'record.remove', kind: 'hold', id: 'h' });
    if (!decided.ok) throw new Error('released');
    applyChanges(plan.state, decided.value.changes);
    const both = [...decided.value.changes, ...must(plan, typing('sales', { 'N1 7': 70 })).changes];
    expect(takenBack(plan, both)).toEqual([]);
  });
});
