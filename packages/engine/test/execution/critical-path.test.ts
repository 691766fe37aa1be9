import { sharedData } from '@shapan/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Schedule, type ScheduleRequest, schedule } from '../../src/index.ts';
import { publishedProjects } from './psplib.ts';
import { networks } from './random-network.ts';

const done = (request: ScheduleRequest): Schedule => {
  const found = schedule(request);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
};

/** `id start finish late start late finish slack`, and a star where it is critical. */
const table = (request: ScheduleRequest) =>
  done(request).tasks.map(
    ({ id, start, finish, lateStart, lateFinish, slack, critical }) =>
      `${id} ${start} ${finish} ${lateStart} ${lateFinish} ${slack}${critical ? '*' : ''}`,
  );

const two = (link: object, a = 4, b = 3): ScheduleRequest => ({
  tasks: [
    { id: 'a', duration: a },
    { id: 'b', duration: b },
  ],
  links: [{ from: 'a', to: 'b', ...link }],
});

describe('[SCH-2] a link', () => {
  it.each([
    [{}, 4],
    [{ type: 'FS', lag: 2 }, 6],
    [{ type: 'FS', lag: -3 }, 1],
    [{ type: 'FS', lag: -9 }, 0],
    [{ type: 'SS' }, 0],
    [{ type: 'SS', lag: 2 }, 2],
    [{ type: 'SS', lag: -2 }, 0],
    [{ type: 'FF' }, 1],
    [{ type: 'FF', lag: 2 }, 3],
    [{ type: 'FF', lag: -1 }, 0],
    [{ type: 'SF' }, 0],
    [{ type: 'SF', lag: 5 }, 2],
  ])('%j lets a task of 3 after one of 4 start at %i', (link, start) => {
    expect(done(two(link)).tasks[1]).toMatchObject({ start, finish: start + 3 });
  });

  it('with a lead lets a task start before the one it waits for', () => {
    const request = two({ type: 'SS', lag: -2 });
    const late = { type: 'startNoEarlier', at: 5 } as const;
    const tasks = [{ ...request.tasks[0]!, constraints: [late] }, request.tasks[1]!];
    expect(table({ ...request, tasks })).toEqual(['a 5 9 5 9 0*', 'b 3 6 6 9 3']);
  });

  it('is one of several between the same two tasks, and the strictest counts', () => {
    const links = [
      { from: 'a', to: 'b', type: 'SS', lag: 1 },
      { from: 'a', to: 'b', type: 'FF', lag: 2 },
    ] as const;
    expect(table({ ...two({}), links })).toEqual(['a 0 4 0 4 0*', 'b 3 6 3 6 0*']);
  });
});

describe('[SCH-1] a task', () => {
  it('lasts its periods without a break, and what ends at n lets begin at n', () => {
    fc.assert(
      fc.property(networks(), (request) => {
        const { tasks } = done(request);
        tasks.forEach(({ start, finish, lateStart, lateFinish }, i) => {
          expect(finish - start).toBe(request.tasks[i]!.duration);
          expect(lateFinish - lateStart).toBe(request.tasks[i]!.duration);
        });
      }),
    );
    expect(done(two({})).tasks[0]!.finish).toBe(done(two({})).tasks[1]!.start);
  });
});

describe('[SCH-11] the answer', () => {
  it('is in the order of the request and says the same of every task in any other order', () => {
    const shuffled = networks().chain((request) =>
      fc.record({
        request: fc.constant(request),
        tasks: fc.shuffledSubarray([...request.tasks], { minLength: request.tasks.length }),
        links: fc.shuffledSubarray([...request.links!], { minLength: request.links!.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ request, tasks, links }) => {
        const [found, other] = [done(request), done({ tasks, links })];
        expect(other.tasks.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
        expect(new Map(other.tasks.map((task) => [task.id, task]))).toEqual(
          new Map(found.tasks.map((task) => [task.id, task])),
        );
        expect(other.makespan).toBe(found.makespan);
      }),
    );
  });
});

describe('[SCH-3, SCH-4] both passes', () => {
  it('give the published table of a project of seven activities', () => {
    // Taylor, Introduction to Management Science, chapter 8, problem 5: activities on arrows.
    const arrows = [
      ['1-2', 7, 0, 7, 2, 9, 2],
      ['1-3', 10, 0, 10, 0, 10, 0],
      ['2-4', 6, 7, 13, 9, 15, 2],
      ['3-4', 5, 10, 15, 10, 15, 0],
      ['3-5', 4, 10, 14, 14, 18, 4],
      ['4-5', 3, 15, 18, 15, 18, 0],
      ['5-6', 2, 18, 20, 18, 20, 0],
    ] as const;
    const links = arrows.flatMap(([from]) =>
      arrows.filter(([to]) => to[0] === from[2]).map(([to]) => ({ from, to })),
    );
    const request = { tasks: arrows.map(([id, duration]) => ({ id, duration })), links };
    expect(done(request).makespan).toBe(20);
    expect(table(request)).toEqual(
      arrows.map(([id, , ...times]) => `${id} ${times.join(' ')}${times[4] === 0 ? '*' : ''}`),
    );
  });

  it('work with all four types of link, a lag and a lead in one plan', () => {
    const request: ScheduleRequest = {
      tasks: [
        { id: 'brief', duration: 2 },
        { id: 'stock', duration: 6 },
        { id: 'train', duration: 4 },
        { id: 'launch', duration: 0 },
        { id: 'hotline', duration: 5 },
      ],
      links: [
        { from: 'brief', to: 'stock', type: 'FS', lag: -1 },
        { from: 'brief', to: 'train', type: 'SS', lag: 1 },
        { from: 'train', to: 'launch' },
        { from: 'stock', to: 'train', type: 'FF', lag: 1 },
        { from: 'launch', to: 'hotline', type: 'SF', lag: 2 },
      ],
    };
    // stock from 1 to 7; train has to finish at 8, so starts at 4; launch 8; the hotline ends 2 after it.
    expect(table(request)).toEqual([
      'brief 0 2 0 2 0*',
      'stock 1 7 1 7 0*',
      'train 4 8 4 8 0*',
      'launch 8 8 8 8 0*',
      'hotline 5 10 5 10 0*',
    ]);
  });

  it('are nothing for no tasks, and for a milestone alone', () => {
    expect(done({ tasks: [] })).toEqual({ makespan: 0, lowerBound: 0, optimal: true, tasks: [] });
    expect(table({ tasks: [{ id: 'm', duration: 0 }] })).toEqual(['m 0 0 0 0 0*']);
  });

  it('agree with the longest ways found one link at a time', () => {
    fc.assert(
      fc.property(networks(), (request) => {
        const { early, late } = byRelaxation(request);
        const found = done(request);
        expect(found.tasks.map(({ start }) => start)).toEqual(early);
        expect(found.tasks.map(({ lateStart }) => lateStart)).toEqual(late);
      }),
      { numRuns: 300 },
    );
  });
});

describe('[SCH-5] a date', () => {
  const chain = (...constraints: { type: string; at: number }[]): ScheduleRequest => ({
    ...two({}),
    tasks: [
      { id: 'a', duration: 4 },
      { id: 'b', duration: 3, constraints: constraints as never },
    ],
  });

  it.each([
    ['startNoEarlier', 6, 'a 0 4 2 6 2', 'b 6 9 6 9 0*'],
    ['startNoEarlier', 3, 'a 0 4 0 4 0*', 'b 4 7 4 7 0*'],
    ['finishNoEarlier', 9, 'a 0 4 2 6 2', 'b 6 9 6 9 0*'],
    ['mustStart', 6, 'a 0 4 2 6 2', 'b 6 9 6 9 0*'],
    ['mustFinish', 9, 'a 0 4 2 6 2', 'b 6 9 6 9 0*'],
    ['startNoLater', 4, 'a 0 4 0 4 0*', 'b 4 7 4 7 0*'],
    ['startNoLater', 2, 'a 0 4 -2 2 -2*', 'b 4 7 2 5 -2*'],
    ['finishNoLater', 5, 'a 0 4 -2 2 -2*', 'b 4 7 2 5 -2*'],
    ['mustStart', 2, 'a 0 4 -2 2 -2*', 'b 4 7 2 5 -2*'],
    ['mustFinish', 5, 'a 0 4 -2 2 -2*', 'b 4 7 2 5 -2*'],
  ])('%s %i moves the task or shows by how much it is missed', (type, at, a, b) => {
    expect(table(chain({ type, at }))).toEqual([a, b]);
  });

  it('of a task with room takes that room', () => {
    const tasks = [
      { id: 'long', duration: 9 },
      { id: 'short', duration: 2, constraints: [{ type: 'finishNoLater', at: 5 }] },
    ] as const;
    expect(table({ tasks })).toEqual(['long 0 9 0 9 0*', 'short 0 2 3 5 3']);
  });
});

describe('[SCH-6, SCH-7] slack', () => {
  it('is free only as far as nobody else moves', () => {
    const request = {
      tasks: [
        { id: 'a', duration: 1 },
        { id: 'b', duration: 1 },
        { id: 'end', duration: 9 },
      ],
      links: [{ from: 'a', to: 'b' }],
    };
    expect(done(request).tasks.map(({ slack, freeSlack }) => [slack, freeSlack])).toEqual([
      [7, 0],
      [7, 7],
      [0, 0],
    ]);
  });

  it('is 0 on a way from the beginning to the end', () => {
    fc.assert(
      fc.property(networks({ dates: false }), (request) => {
        const { tasks, makespan } = done(request);
        for (const { slack, freeSlack } of tasks) expect(freeSlack).toBeLessThanOrEqual(slack);
        expect(tasks.some(({ critical, finish }) => critical && finish === makespan)).toBe(true);
        expect(tasks.some(({ critical, start }) => critical && start === 0)).toBe(true);
      }),
    );
  });
});

describe('published projects', () => {
  const folder = sharedData('psplib');
  it.skipIf(folder === undefined)(
    '[SCH-3] every critical path of the PSPLIB is as long as published (shared data)',
    () => {
      const projects = publishedProjects(folder!);
      expect(projects).toHaveLength(160);
      const found = projects.map(({ name, request }) => [name, done(request).makespan]);
      expect(found).toEqual(projects.map(({ name, criticalPath }) => [name, criticalPath]));
    },
  );
});

/** Both passes without an order: every link is applied again until nothing moves. */
function byRelaxation({ tasks, links = [] }: ScheduleRequest) {
  const at = new Map(tasks.map(({ id }, i) => [id, i]));
  const arcs = links.map(({ from, to, type = 'FS', lag = 0 }) => {
    const [a, b] = [at.get(from)!, at.get(to)!];
    const first = type[0] === 'F' ? tasks[a]!.duration : 0;
    const second = type[1] === 'F' ? tasks[b]!.duration : 0;
    return { a, b, weight: lag + first - second };
  });
  const dates = (i: number, kinds: RegExp) =>
    (tasks[i]!.constraints ?? []).flatMap(({ type, at: day }) =>
      kinds.test(type) ? [/finish/i.test(type) ? day - tasks[i]!.duration : day] : [],
    );
  const early = tasks.map((_, i) => Math.max(0, ...dates(i, /NoEarlier|must/)));
  for (let again = true; again; ) {
    again = false;
    for (const { a, b, weight } of arcs) {
      if (early[a]! + weight <= early[b]!) continue;
      early[b] = early[a]! + weight;
      again = true;
    }
  }
  const end = Math.max(0, ...tasks.map(({ duration }, i) => early[i]! + duration));
  const late = tasks.map(({ duration }, i) => Math.min(end - duration, ...dates(i, /NoLater|must/)));
  for (let again = true; again; ) {
    again = false;
    for (const { a, b, weight } of arcs) {
      if (late[b]! - weight >= late[a]!) continue;
      late[a] = late[b]! - weight;
      again = true;
    }
  }
  return { early, late };
}
