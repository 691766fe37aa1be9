import { beforeEach, describe, expect, test } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  type Decision,
  decidePromotion,
  decideTakeBack,
  type EnterContext,
  forkState,
  invert,
  recordsOf,
  waterfallOf,
} from '../../src/index.ts';
import {
  ask,
  contextOf,
  enact,
  numbers,
  problemsOf,
  type RulePlan,
  rulePlan,
  sum,
  target,
} from './rule-plan.ts';

/** East (E1, E2) and West. */
let plan: RulePlan;

beforeEach(() => {
  plan = rulePlan();
  target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
});

const along = (waterfall: string | null): Command => ({
  type: 'record.update',
  kind: 'target',
  id: 't',
  set: { waterfall },
});
const release = (id: string, coordinate: Record<string, string>): Command => ({
  type: 'record.add',
  kind: 'release',
  id,
  fields: { target: 't', coordinate },
});
const enter = (member: string, value: number, time = 'all'): Command => ({
  type: 'target.enter',
  target: 't',
  entries: [{ at: { members: [member], time }, value }],
});
const released = () => [...(waterfallOf(plan.state, 't')?.released ?? [])].sort();

/** Takes an entry back; `then`: the plan as it found it. */
function takenBack(changes: readonly Change[], then: BookState): Decision {
  const back = decideTakeBack(contextOf(plan), changes, then);
  if (!back.ok) throw new Error(JSON.stringify(back.problems));
  applyChanges(plan.state, back.value.changes);
  return back.value;
}

/** Who works in these members and nowhere else. */
const within = (...members: string[]): Partial<EnterContext> => ({
  writable: (_, [member]) => members.includes(member ?? ''),
});

describe('[SPR-T93] a target that is handed down level by level', () => {
  test('is handed down along a dimension of its own, and only where it has numbers of its own', () => {
    expect(problemsOf(ask(plan, along('goods')))).toMatchObject([{ code: 'INVALID', path: 'set.waterfall' }]);
    expect(problemsOf(ask(plan, along('nowhere')))).toMatchObject([{ code: 'UNKNOWN_REFERENCE' }]);
    enact(plan, along('region'));
    expect(waterfallOf(plan.state, 't')).toMatchObject({ dimension: 'region' });
    enact(plan, along(null));
    expect(waterfallOf(plan.state, 't')).toBeNull();
  });

  test('is released to one member of that dimension, once', () => {
    expect(problemsOf(ask(plan, release('r', { region: 'E' })))).toMatchObject([
      { code: 'INVALID', path: 'fields.target' },
    ]);
    enact(plan, along('region'));
    for (const wrong of [{}, { goods: 'P' }, { region: 'E', goods: 'P' }] as Record<string, string>[])
      expect(problemsOf(ask(plan, release('r', wrong)))).toMatchObject([
        { code: 'INVALID', path: 'fields.coordinate' },
      ]);
    expect(problemsOf(ask(plan, release('r', { region: 'P' })))).toMatchObject([
      { code: 'UNKNOWN_REFERENCE', path: 'fields.coordinate.region' },
    ]);
    enact(plan, release('r', { region: 'E' }));
    expect(problemsOf(ask(plan, release('again', { region: 'E' })))).toMatchObject([
      { code: 'ALREADY_EXISTS', path: 'fields.coordinate' },
    ]);
    expect(released()).toEqual(['E']);
  });

  test('changes no number by being released or taken back', () => {
    enact(plan, along('region'));
    const before = numbers(plan);
    enact(plan, release('r', { region: 'E' }));
    enact(plan, { type: 'record.remove', kind: 'release', id: 'r' });
    expect(numbers(plan)).toEqual(before);
    expect(released()).toEqual([]);
  });
});

describe('[SPR-T93] adjustments stay invisible below until they are released', () => {
  beforeEach(() => {
    enact(plan, along('region'));
    for (const member of ['E', 'E1', 'E2', 'W']) enact(plan, release(`r-${member}`, { region: member }));
  });

  test('who moves numbers from above takes back what was released of them, and is told', () => {
    const decided = ask(plan, enter('E1', 240));
    if (!decided.ok) throw new Error('refused');
    expect(decided.value.notices).toContainEqual({
      code: 'RELEASE_TAKEN_BACK',
      params: { count: 2, names: 'E, E1' },
    });
    enact(plan, enter('E1', 240));
    expect(released()).toEqual(['E2', 'W']);
  });

  test('a number of the whole takes back every part that it moves', () => {
    enact(plan, enter('*', 1800));
    expect(released()).toEqual([]);
  });

  test('what does not move stays released', () => {
    enact(plan, enter('W', 300));
    expect(released()).toEqual(['E', 'E1', 'E2', 'W']);
  });

  test('who works in a released part moves its numbers and keeps it, and hides them from those below', () => {
    enact(plan, enter('E1', 200), within('E', 'E1', 'E2'));
    expect(released()).toEqual(['E', 'E2', 'W']);
    enact(plan, enter('E2', 200), within('E2'));
    expect(released()).toEqual(['E', 'E2', 'W']);
  });

  test('one undo brings the numbers and their release back', () => {
    const then = forkState(plan.state);
    const changes = enact(plan, enter('E', 1200));
    expect(released()).toEqual(['W']);
    takenBack(changes, then);
    expect(released()).toEqual(['E', 'E1', 'E2', 'W']);
    expect(sum(numbers(plan)['E1'])).toBe(300);
  });

  test('taking an earlier entry back moves numbers as well', () => {
    enact(plan, { type: 'record.remove', kind: 'release', id: 'r-W' });
    const then = forkState(plan.state);
    const changes = enact(plan, enter('W', 600));
    enact(plan, release('again-W', { region: 'W' }));
    const back = takenBack(changes, then);
    expect(released()).toEqual(['E', 'E1', 'E2']);
    applyChanges(plan.state, invert(back.changes));
    expect(released()).toEqual(['E', 'E1', 'E2', 'W']);
  });

  test('no undo brings a release back over a number that was adjusted since, and it says so', () => {
    const then = forkState(plan.state);
    const first = enact(plan, enter('E1', 600));
    enact(plan, enter('E2', 900));
    expect(released()).toEqual(['W']);
    const back = takenBack(first, then);
    expect(sum(numbers(plan)['E1'])).toBe(300);
    expect(released()).toEqual(['E1', 'W']);
    expect(back.notices).toEqual([{ code: 'RELEASE_TAKEN_BACK', params: { count: 1, names: 'E' } }]);
  });

  test('nor over the same number in another place of the part', () => {
    const then = forkState(plan.state);
    const first = enact(plan, enter('E1', 600));
    enact(plan, enter('E2', 0, 'M2026-01'));
    enact(plan, enter('E2', 200, 'M2026-02'));
    takenBack(first, then);
    expect(numbers(plan)['E2']).toEqual([0, 200, 100]);
    expect(released()).toEqual(['E1', 'W']);
  });

  test('a release that was taken back by hand comes back by undo while its numbers are the same', () => {
    const then = forkState(plan.state);
    const first = enact(plan, { type: 'record.remove', kind: 'release', id: 'r-E' });
    enact(plan, enter('W', 600));
    takenBack(first, then);
    expect(released()).toEqual(['E', 'E1', 'E2']);
  });

  test('a what-if that brings a row and its number below a released part hides the part', () => {
    target(plan, 'u', { E1: [100, 100, 100], W: [100, 100, 100] });
    enact(plan, { type: 'record.update', kind: 'target', id: 'u', set: { waterfall: 'region' } });
    for (const region of ['E', 'W'])
      enact(plan, {
        type: 'record.add',
        kind: 'release',
        id: `u-${region}`,
        fields: { target: 'u', coordinate: { region } },
      });
    const branch = { ...plan, state: forkState(plan.state) };
    const changes = [
      ...enact(branch, { type: 'target.rows', target: 'u', add: [['E2']] }),
      ...enact(branch, {
        type: 'target.enter',
        target: 'u',
        entries: [{ at: { members: ['E2'], time: 'M2026-01' }, value: 777 }],
      }),
    ].filter((one) => one.type === 'rows.changed' || one.type === 'cells.changed');
    const adopted = decidePromotion(contextOf(plan), changes, branch.state);
    if (!adopted.ok) throw new Error(JSON.stringify(adopted.problems));
    applyChanges(plan.state, adopted.value.changes);
    expect([...(waterfallOf(plan.state, 'u')?.released ?? [])]).toEqual(['W']);
  });

  test('a row that goes takes its numbers from what was released above it, an empty one that comes moves none', () => {
    target(plan, 'u', { E1: [100, 100, 100], W: [100, 100, 100] });
    enact(plan, { type: 'record.update', kind: 'target', id: 'u', set: { waterfall: 'region' } });
    enact(plan, {
      type: 'record.add',
      kind: 'release',
      id: 'u-E',
      fields: { target: 'u', coordinate: { region: 'E' } },
    });
    enact(plan, { type: 'target.rows', target: 'u', add: [['E2']] });
    expect(waterfallOf(plan.state, 'u')?.released.has('E')).toBe(true);
    enact(plan, { type: 'target.rows', target: 'u', remove: [['E1']] });
    expect(waterfallOf(plan.state, 'u')?.released.has('E')).toBe(false);
  });

  test('a rule that runs from above takes back what it divides anew', () => {
    enact(plan, {
      type: 'record.add',
      kind: 'breakdownRule',
      id: 'rule',
      fields: {
        target: 't',
        dimension: 'region',
        level: 'leaves',
        basis: 'weights',
        weights: { E1: 1, E2: 1, W: 4 },
        keeps: 'shares',
      },
    });
    enact(plan, { type: 'target.runRule', rule: 'rule' });
    expect(released()).toEqual([]);
  });

  test('a target that is handed down along another dimension, or no longer, begins without releases', () => {
    target(plan, 'u', { E1: [100, 100, 100] });
    enact(plan, { type: 'record.update', kind: 'target', id: 'u', set: { waterfall: 'region' } });
    enact(plan, {
      type: 'record.add',
      kind: 'release',
      id: 'u-E',
      fields: { target: 'u', coordinate: { region: 'E' } },
    });
    const then = forkState(plan.state);
    const decided = ask(plan, along(null));
    expect(decided.ok && decided.value.notices).toMatchObject([
      { code: 'RELEASE_TAKEN_BACK', params: { count: 4 } },
    ]);
    const ended = enact(plan, along(null));
    expect(recordsOf(plan.state, 'release').map(({ id }) => id)).toEqual(['u-E']);
    const back = enact(plan, along('region'));
    expect(released()).toEqual([]);
    applyChanges(plan.state, invert(back));
    expect(takenBack(ended, then).notices).toEqual([]);
    expect(released()).toEqual(['E', 'E1', 'E2', 'W']);
  });

  test('what was released meanwhile goes when an undo hands the target down as before', () => {
    enact(plan, along(null));
    const then = forkState(plan.state);
    const on = enact(plan, along('region'));
    enact(plan, release('anew', { region: 'W' }));
    expect(takenBack(on, then).notices).toMatchObject([{ code: 'RELEASE_TAKEN_BACK', params: { count: 1 } }]);
    expect(recordsOf(plan.state, 'release')).toEqual([]);
  });

  test('what a release of an older plan left behind does not come into force by switching it on', () => {
    enact(plan, along(null));
    const left = { kind: 'release', id: 'left', fields: { target: 't', coordinate: { region: 'E' } } };
    applyChanges(plan.state, [{ type: 'record.added', record: left }]);
    enact(plan, along('region'));
    expect(released()).toEqual([]);
  });
});
