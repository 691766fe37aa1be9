import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FitRequest,
  type FitTask,
  type Fitted,
  fitSchedule,
} from '../../src/execution/schedule/level/fit.ts';
import { levelSchedule } from '../../src/index.ts';
import { leastEnd, short, unkept } from './fit-feasible.ts';
import { levellings, networks } from './random-network.ts';

const STEPS = 2_000;

const fit = (request: FitRequest, steps = STEPS): Fitted => {
  const found = fitSchedule(request, { steps });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
};

const task = (id: string, duration: number, more: Partial<FitTask> = {}): FitTask => ({
  id,
  duration,
  uses: [],
  takes: [],
  fixed: false,
  ...more,
});

const plain = { links: [], supplies: [], stocks: [] };
const at = (start: number) => [{ type: 'startNoEarlier', at: start }] as const;

describe('[LVL-1] what there is may change with time', () => {
  it('a task waits until somebody is there for as long as it lasts', () => {
    const supplies = [
      [
        { from: 2, units: 1 },
        { from: 4, units: 0 },
        { from: 6, units: 1 },
      ],
    ];
    const uses = [[0, 1]] as const;
    expect(
      fit({ ...plain, supplies, tasks: [task('a', 2, { uses }), task('b', 3, { uses })] }).start,
    ).toEqual([2, 6]);
  });

  it('who stays is served first, and what they overdraw leaves nothing to others', () => {
    const uses = [[0, 1]] as const;
    const tasks = [
      task('a', 1, { uses, priority: 1000 }),
      task('b', 2, { uses, fixed: true, constraints: at(0) }),
      task('c', 2, { uses, fixed: true, constraints: at(1) }),
      task('free', 1),
    ];
    const found = fit({ ...plain, supplies: [[{ from: 0, units: 1 }]], tasks });
    expect(found).toMatchObject({ start: [3, 0, 1, 0], left: [] });
  });
});

describe('[LVL-2] what is used up', () => {
  it('a task starts when enough of it has come', () => {
    const stocks = [
      [
        { from: 0, units: 5 },
        { from: 4, units: 12 },
      ],
    ];
    const takes = [[0, 5]] as const;
    const tasks = [task('a', 1, { takes, priority: 900 }), task('b', 1, { takes }), task('c', 1, { takes })];
    // 5 are there for one of them; at 4 there are 12 in all, for another one; the third gets none, ever.
    expect(fit({ ...plain, stocks, tasks })).toMatchObject({ start: [0, 4, 0], left: [2], never: [] });
  });

  it('who needs more than there ever is gets nothing, and is named; of what is given back they get all there is', () => {
    const supplies = [[{ from: 0, units: 2 }]];
    const stocks = [[{ from: 0, units: 5 }]];
    const tasks = [
      task('much', 2, { uses: [[0, 3]], priority: 900 }),
      task('more', 1, { takes: [[0, 6]], priority: 900 }),
      task('other', 1, { uses: [[0, 1]], takes: [[0, 5]] }),
    ];
    expect(fit({ ...plain, supplies, stocks, tasks })).toMatchObject({
      start: [0, 0, 2],
      left: [],
      never: [0, 1],
    });
  });

  it('nobody takes what is spoken for later', () => {
    const stocks = [[{ from: 0, units: 5 }]];
    const tasks = [
      task('early', 1, { takes: [[0, 3]] }),
      task('late', 1, { takes: [[0, 4]], fixed: true, constraints: at(9) }),
    ];
    expect(fit({ ...plain, stocks, tasks })).toMatchObject({ never: [0] });
  });

  it('money is counted to the smallest unit', () => {
    const all = 9_007_199_254_740_991;
    const stocks = [[{ from: 0, units: all }]];
    const tasks = [task('a', 1, { takes: [[0, all - 1]] }), task('b', 1, { takes: [[0, 2]] })];
    expect(fit({ ...plain, stocks, tasks }).left).toHaveLength(1);
    expect(fit({ ...plain, stocks, tasks: [tasks[0]!, task('b', 1, { takes: [[0, 1]] })] }).left).toEqual([]);
  });
});

describe('[LVL-3] who finds no room in time', () => {
  const uses = [[0, 1]] as const;
  const supplies = [[{ from: 0, units: 1 }]];

  it('stands where its links put it, takes nothing, and is named; the higher priority finds room', () => {
    const tasks = [
      task('low', 2, { uses, latest: 1, priority: 100 }),
      task('high', 2, { uses, latest: 1, priority: 900 }),
      task('after', 1, { uses }),
    ];
    expect(fit({ ...plain, supplies, tasks })).toMatchObject({ start: [0, 0, 2], left: [0], optimal: false });
  });

  it('as few as possible are left: the order is searched for', () => {
    // Served by its late start, the long one would take the room of the two short ones.
    const tasks = [
      task('long', 3, { uses, latest: 1 }),
      task('one', 2, { uses, latest: 2 }),
      task('two', 2, { uses, latest: 2 }),
    ];
    expect(fit({ ...plain, supplies, tasks }).left).toEqual([0]);
  });

  it('what waits for it keeps its latest start too, by the links between them', () => {
    const tasks = [task('a', 2, { uses }), task('b', 2, { uses }), task('c', 1, { latest: 2 })];
    const links = [{ from: 'b', to: 'c' }];
    expect(fit({ ...plain, supplies, tasks, links })).toMatchObject({ start: [2, 0, 2], left: [] });
  });
});

/** Small requests with everything in them. */
const requests = fc
  .tuple(
    networks({ most: 4 }),
    fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(9), fc.nat(8)), { minLength: 4, maxLength: 4 }),
    steps(3),
    steps(6),
  )
  .map(
    ([{ tasks, links = [] }, needs, supply, stock]): FitRequest => ({
      tasks: tasks.map(({ id, duration, constraints }, i) => {
        const [use, take, kind, latest] = needs[i]!;
        const early = (constraints ?? [])
          .filter(({ type }) => /NoEarlier/.test(type))
          .map((one) => ({ ...one, at: one.at % 5 }));
        return {
          id,
          duration: duration % 4,
          constraints: early,
          fixed: false,
          uses: [[0, use]],
          takes: [[0, take]],
          priority: 500,
          ...(kind < 3 && { latest: latest + 4 }),
        };
      }),
      links,
      supplies: [supply],
      stocks: [stock],
    }),
  );

function steps(most: number) {
  return fc.tuple(fc.nat(most), fc.nat(most), fc.nat(most)).map(([a, b, c]) => [
    { from: 0, units: a },
    { from: 3, units: b },
    { from: 6, units: Math.max(b, c) },
  ]);
}

describe('[LVL-4] random requests', () => {
  it('keep links, dates and latest starts, and overdraw nothing, whatever the budget', () => {
    fc.assert(
      fc.property(requests, fc.nat(300), (request, budget) => {
        const { start, left, never } = fit(request, budget);
        expect(short(request, start, [...left, ...never])).toEqual([]);
        // What links and dates alone make too late is late by no more.
        const alone = fit({
          ...request,
          supplies: [],
          stocks: [],
          tasks: request.tasks.map((one) => ({ ...one, uses: [], takes: [] })),
        });
        expect(unkept(request, start)).toEqual(unkept(request, alone.start));
      }),
      { numRuns: 150 },
    );
  });

  it('leave nobody where trying all finds room, and end no later where that is said to be proven', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const found = fit(request);
        const least = leastEnd(request, 14);
        if (least === null) return;
        expect([found.left, found.never]).toEqual([[], []]);
        const end = Math.max(...request.tasks.map(({ duration }, i) => found.start[i]! + duration));
        expect(found.lowerBound).toBeLessThanOrEqual(least);
        if (found.optimal) expect(end).toBe(least);
        else expect(end).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 60 },
    );
  });

  it('are those of levelling where nothing changes and nothing is used up', () => {
    fc.assert(
      fc.property(levellings({ most: 8, dates: false }), (request) => {
        const plan = levelSchedule(request, { steps: STEPS });
        const tasks = request.tasks.map(({ id, duration, resources }) =>
          task(id, duration, {
            uses: [
              [0, resources!['A']!],
              [1, resources!['B']!],
            ],
          }),
        );
        const found = fit({
          ...plain,
          tasks,
          links: request.links!,
          supplies: [[{ from: 0, units: 3 }], [{ from: 0, units: 4 }]],
        });
        expect(plan.ok && plan.value.tasks.map(({ start }) => start)).toEqual(found.start);
        expect(plan.ok && plan.value.lowerBound).toBe(found.lowerBound);
      }),
      { numRuns: 60 },
    );
  });
});
