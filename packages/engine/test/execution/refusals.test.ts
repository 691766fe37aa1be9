import { describe, expect, it } from 'vitest';
import { type ScheduleRequest, schedule } from '../../src/index.ts';

const two = (link: object, a = 4, b = 3): ScheduleRequest => ({
  tasks: [
    { id: 'a', duration: a },
    { id: 'b', duration: b },
  ],
  links: [{ from: 'a', to: 'b', ...link }],
});

describe('[SCH-8, SCH-9] what cannot be scheduled is refused with its place', () => {
  const task = (more: object) => ({ tasks: [{ id: 'a', duration: 1, ...more }] });
  it.each([
    [two({ to: 'a' }), 'CYCLE', 'links[0]', { path: 'a → a' }],
    [two({ to: 'x' }), 'UNKNOWN_REFERENCE', 'links[0].to', { id: 'x' }],
    [two({ from: 'x' }), 'UNKNOWN_REFERENCE', 'links[0].from', { id: 'x' }],
    [two({ type: 'XX' }), 'INVALID', 'links[0].type', { expected: 'FS, SS, FF, SF' }],
    [two({ lag: 0.5 }), 'OUT_OF_RANGE', 'links[0].lag', { min: -1_000_000, max: 1_000_000 }],
    [two({}, -1), 'OUT_OF_RANGE', 'tasks[0].duration', { min: 0, max: 1_000_000 }],
    [two({}, 1.5), 'OUT_OF_RANGE', 'tasks[0].duration', { min: 0, max: 1_000_000 }],
    [
      { tasks: [...two({}).tasks, { id: 'a', duration: 1 }] },
      'DUPLICATE',
      'tasks[2].id',
      { id: 'a', value: 'a' },
    ],
    [task({ priority: 1001 }), 'OUT_OF_RANGE', 'tasks[0].priority', { min: 0, max: 1000 }],
    [
      task({ constraints: [{ type: 'soon', at: 1 }] }),
      'INVALID',
      'tasks[0].constraints[0].type',
      expect.anything(),
    ],
    [
      task({ constraints: [{ type: 'mustStart', at: -1 }] }),
      'OUT_OF_RANGE',
      'tasks[0].constraints[0].at',
      expect.anything(),
    ],
    [task({ resources: { R: -1 } }), 'OUT_OF_RANGE', 'tasks[0].resources.R', expect.anything()],
    [
      { ...task({ resources: { R: 1 } }), capacity: {} },
      'UNKNOWN_REFERENCE',
      'tasks[0].resources.R',
      { id: 'R' },
    ],
    [
      { ...task({ resources: { R: 3 } }), capacity: { R: 2 } },
      'OVER_CAPACITY',
      'tasks[0].resources.R',
      { resource: 'R', need: 3, capacity: 2 },
    ],
    [{ ...task({}), capacity: { R: -2 } }, 'OUT_OF_RANGE', 'capacity.R', { min: 0, max: 1_000_000 }],
    [
      { tasks: Array.from({ length: 1001 }, (_, i) => ({ id: `${i}`, duration: 1_000_000 })) },
      'TOO_LARGE',
      'tasks',
      { count: 1_001_000_000, max: 1_000_000_000 },
    ],
  ])('%#: %j', (request, code, path, params) => {
    expect(schedule(request as ScheduleRequest)).toEqual({ ok: false, problems: [{ code, path, params }] });
  });

  it('a circle is named at the link that closes it, task by task as they wait for each other', () => {
    const ids = ['start', 'a', 'b', 'c', 'after'];
    const links = [
      { from: 'start', to: 'a' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a', type: 'SS', lag: -9 },
      { from: 'a', to: 'b' },
      { from: 'c', to: 'after' },
    ] as const;
    expect(schedule({ tasks: ids.map((id) => ({ id, duration: 1 })), links })).toEqual({
      ok: false,
      problems: [{ code: 'CYCLE', path: 'links[2]', params: { path: 'a → b → c → a' } }],
    });
  });

  it('several faults are all told, in the order of the request', () => {
    const found = schedule({
      tasks: [
        { id: 'a', duration: -1 },
        { id: 'b', duration: 1, resources: { R: 1.5 } },
      ],
      links: [{ from: 'a', to: 'x' }],
    });
    expect(!found.ok && found.problems.map(({ path }) => path)).toEqual([
      'tasks[0].duration',
      'tasks[1].resources.R',
      'links[0].to',
    ]);
  });
});
