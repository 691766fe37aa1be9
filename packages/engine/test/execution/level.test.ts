import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LevelBudget,
  type LevelledSchedule,
  levelSchedule,
  type ScheduleRequest,
  schedule,
} from '../../src/index.ts';
import { broken, leastMakespan, overdrawn } from './feasible.ts';
import { levellings } from './random-network.ts';

const level = (request: ScheduleRequest, budget?: LevelBudget): LevelledSchedule => {
  const found = levelSchedule(request, budget);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
};

const starts = ({ tasks }: LevelledSchedule) => tasks.map(({ start }) => start);

/** Two people; the training and the promotion need both, the rest one. */
const campaign: ScheduleRequest = {
  tasks: [
    { id: 'agents', duration: 3, resources: { people: 1 } },
    { id: 'training', duration: 4, resources: { people: 2 } },
    { id: 'material', duration: 2, resources: { people: 1 } },
    { id: 'launch', duration: 0 },
    { id: 'promotion', duration: 2, resources: { people: 2 } },
  ],
  links: [
    { from: 'material', to: 'training' },
    { from: 'training', to: 'launch' },
    { from: 'agents', to: 'launch' },
    { from: 'launch', to: 'promotion' },
  ],
  capacity: { people: 2 },
};

describe('[SCH-12] levelling', () => {
  it('moves tasks to later until capacity is kept', () => {
    // Agents and material at once, 0 to 3; training 3 to 7; promotion 7 to 9. Without people as the limit it ends at 8.
    expect(schedule(campaign)).toMatchObject({ value: { makespan: 8 } });
    const found = level(campaign);
    expect(found).toMatchObject({ makespan: 9, lowerBound: 9, optimal: true });
    expect(starts(found)).toEqual([0, 3, 0, 7, 7]);
  });

  it('changes nothing where enough of everything is there', () => {
    const plenty = { ...campaign, capacity: { people: 5 } };
    const plain = schedule(plenty);
    expect(plain.ok && level(plenty)).toMatchObject(plain.ok ? plain.value : {});
    expect(level({ tasks: [], capacity: {} })).toMatchObject({ makespan: 0, optimal: true, tasks: [] });
  });

  it('keeps links, earliest dates and capacity, whatever the budget', () => {
    fc.assert(
      fc.property(levellings({ most: 14 }), fc.nat(200), (request, steps) => {
        const found = level(request, { steps });
        expect(broken(request, starts(found))).toEqual([]);
        expect(overdrawn(request, starts(found))).toEqual([]);
        expect(found.makespan).toBe(Math.max(...found.tasks.map(({ finish }) => finish)));
      }),
      { numRuns: 200 },
    );
  });

  it('is cheap for long tasks: it is as long as the tasks are many, not the periods', () => {
    const tasks = ['a', 'b', 'c'].map((id) => ({ id, duration: 300_000, resources: { R: 1 } }));
    expect(level({ tasks, capacity: { R: 1 } })).toMatchObject({ makespan: 900_000, optimal: true });
  });
});

describe('[SCH-13, SCH-14] what is proven', () => {
  it('is true: no schedule of a small plan ends earlier, by trying all', () => {
    fc.assert(
      fc.property(levellings({ most: 5, dates: false }), (request) => {
        const found = level(request);
        expect(found.optimal).toBe(true);
        expect([found.lowerBound, found.makespan]).toEqual(Array(2).fill(leastMakespan(request)));
      }),
      { numRuns: 100 },
    );
  });

  it('is true beside dates: none that keeps them all ends earlier', () => {
    fc.assert(
      fc.property(levellings({ most: 4 }), (request) => {
        const found = level(request);
        const least = leastMakespan(request);
        const missed = found.tasks.some(({ slack }) => slack < 0);
        if (least === null) expect(missed).toBe(true);
        else expect([found.optimal, missed, found.makespan]).toEqual([true, false, least]);
      }),
      { numRuns: 100 },
    );
  });

  it('never claims a bound above a schedule that exists', () => {
    fc.assert(
      fc.property(levellings({ most: 14, dates: false }), fc.nat(300), (request, steps) => {
        const early = level(request, { steps });
        const best = level(request, { steps: 3000 });
        expect(early.lowerBound).toBeLessThanOrEqual(best.makespan);
        expect(best.lowerBound).toBeLessThanOrEqual(best.makespan);
        if (early.optimal) expect(early.makespan).toBe(best.makespan);
      }),
      { numRuns: 60 },
    );
  });
});

describe('[SCH-15] the answer', () => {
  it('is the same for the same steps, and for any budget that suffices for a proof', () => {
    fc.assert(
      fc.property(
        levellings({ most: 12 }),
        fc.nat(400),
        fc.nat(60),
        fc.boolean(),
        (plan, steps, asks, urgent) => {
          const tasks = plan.tasks.map((task, i) => ({
            ...task,
            priority: urgent && i % 3 === 0 ? 600 : 500,
          }));
          const request = { ...plan, tasks };
          expect(level(request, { steps })).toEqual(level(request, { steps }));
          const whole = level(request, { steps: 4000 });
          let asked = 0;
          const cut = level(request, { steps: 4000, shouldStop: () => (asked += 1) > asks });
          if (cut.optimal) expect(cut).toEqual(whole);
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('[SCH-16] room after levelling', () => {
  it('is told with the handovers: who passes units on waits for nobody, who receives them does', () => {
    const { tasks, handovers } = level(campaign);
    expect(handovers).toEqual([
      { from: 'material', to: 'training', resource: 'people', units: 1 },
      { from: 'agents', to: 'training', resource: 'people', units: 1 },
      { from: 'training', to: 'promotion', resource: 'people', units: 2 },
    ]);
    expect(tasks.map(({ id, slack, critical }) => [id, slack, critical])).toEqual([
      ['agents', 0, true],
      ['training', 0, true],
      ['material', 1, false],
      ['launch', 0, true],
      ['promotion', 0, true],
    ]);
  });

  it('may be used: whoever is late by no more than the slack, nothing is overdrawn and the end stays', () => {
    fc.assert(
      fc.property(
        levellings({ most: 12, dates: false }),
        fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
        (request, lateness) => {
          const found = level(request, { steps: 60 });
          const late = found.tasks.map(({ start, slack }, i) => start + (lateness[i]! % (slack + 1)));
          const at = new Map(request.tasks.map(({ id }, i) => [id, i]));
          const waits = [
            ...request.links!.map((link) => ({ ...link })),
            ...found.handovers.map(({ from, to }) => ({ from, to, type: 'FS' as const, lag: 0 })),
          ];
          for (let again = true; again; ) {
            again = false;
            for (const { from, to, type, lag = 0 } of waits) {
              const [a, b] = [at.get(from)!, at.get(to)!];
              const first = type?.[0] === 'S' ? 0 : request.tasks[a]!.duration;
              const second = type?.[1] === 'F' ? request.tasks[b]!.duration : 0;
              if (late[a]! + first + lag - second <= late[b]!) continue;
              late[b] = late[a]! + first + lag - second;
              again = true;
            }
          }
          expect(broken(request, late)).toEqual([]);
          expect(overdrawn(request, late)).toEqual([]);
          expect(Math.max(...late.map((start, i) => start + request.tasks[i]!.duration))).toBeLessThanOrEqual(
            found.makespan,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('[SCH-17] priorities', () => {
  const person = (id: string, duration: number, priority: number) => ({
    id,
    duration,
    priority,
    resources: { R: 1 },
  });

  it('serve the higher first, and with it what it waits for', () => {
    const tasks = [person('later', 5, 100), person('before', 2, 0), person('first', 3, 900)];
    const links = [{ from: 'before', to: 'first' }];
    expect(starts(level({ tasks, links, capacity: { R: 1 } }))).toEqual([5, 0, 2]);
  });

  it('leave the higher ones where they would be without the lower', () => {
    fc.assert(
      fc.property(
        levellings({ most: 10, dates: false }),
        fc.array(fc.constantFrom(200, 500, 800), { minLength: 10, maxLength: 10 }),
        (request, priorities) => {
          const tasks = request.tasks.map((task, i) => ({ ...task, priority: priorities[i]! }));
          const urgent = new Set(tasks.filter(({ priority }) => priority === 800).map(({ id }) => id));
          for (let size = -1; size !== urgent.size; ) {
            size = urgent.size;
            for (const { from, to } of request.links!) if (urgent.has(to)) urgent.add(from);
          }
          if (urgent.size === 0) return;
          const alone = {
            ...request,
            tasks: tasks.filter(({ id }) => urgent.has(id)).map((task) => ({ ...task, priority: 500 })),
            links: request.links!.filter(({ from, to }) => urgent.has(from) && urgent.has(to)),
          };
          const all = level({ ...request, tasks }, { steps: 1e6 });
          const only = level(alone, { steps: 1e6 });
          const placed = new Map(all.tasks.map(({ id, start }) => [id, start]));
          expect(only.tasks.map(({ id }) => placed.get(id))).toEqual(starts(only));
          expect(overdrawn(request, starts(all))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['steps', 'a clock'])('leave the lower ones their share of %s', (limit) => {
    const task = (id: string, priority: number, duration: number, units: number, by?: number) => ({
      id,
      priority,
      duration,
      resources: { R: units },
      ...(by !== undefined && { constraints: [{ type: 'finishNoLater' as const, at: by }] }),
    });
    // Of the urgent ones one misses its date whatever comes, so they would be searched for as long as there is time.
    const urgent = [task('a', 900, 2, 4, 2), task('b', 900, 2, 4, 2)];
    const rest = [task('c', 100, 1, 2), task('d', 100, 1, 1), task('e', 100, 1, 2), task('f', 100, 1, 3)];
    const request = { tasks: [...urgent, ...rest], capacity: { R: 4 } };
    let asked = 0;
    const clock = { shouldStop: () => (asked += 1) > 8_000 };
    expect(level(request, { steps: 0 }).makespan).toBe(7);
    expect(level(request, limit === 'steps' ? { steps: 400 } : clock).makespan).toBe(6);
  });
});

describe('[SCH-18] latest dates', () => {
  const one = (id: string, duration: number, by?: number): ScheduleRequest['tasks'][number] => ({
    id,
    duration,
    resources: { R: 1 },
    ...(by !== undefined && { constraints: [{ type: 'finishNoLater', at: by }] }),
  });

  it('are kept where they can be, at the cost of the end if need be', () => {
    const tasks = [one('long', 6), one('urgent', 2, 3), one('follow', 4)];
    const links = [{ from: 'long', to: 'follow' }];
    const found = level({ tasks, links, capacity: { R: 1 } });
    expect(found).toMatchObject({ makespan: 12, optimal: true });
    expect(starts(found)).toEqual([2, 0, 8]);
  });

  it('are kept even where all capacity lies idle before one of them', () => {
    const task = (id: string, duration: number, units: number) => ({ id, duration, resources: { R: units } });
    // It takes all there is from 2 to 3, and neither of the others, 3 long and one at a time, fits in before.
    const appointment: ScheduleRequest['tasks'][number] = {
      ...task('appointment', 1, 3),
      constraints: [{ type: 'mustFinish', at: 3 }],
    };
    const tasks = [task('begun', 3, 2), appointment, task('other', 3, 2)];
    const links = [{ from: 'begun', to: 'appointment', type: 'SF' as const }];
    const found = level({ tasks, links, capacity: { R: 3 } });
    expect(found).toMatchObject({ makespan: 9, lowerBound: 9, optimal: true });
    expect(starts(found)).toEqual([3, 2, 6]);
  });

  it('that cannot be kept are missed, with negative slack of as much', () => {
    const tasks = [one('a', 4, 4), one('b', 2, 3)];
    const found = level({ tasks, capacity: { R: 1 } });
    expect(found.makespan).toBe(6);
    expect(found.tasks.map(({ id, start, slack }) => [id, start, slack])).toEqual([
      ['a', 2, -2],
      ['b', 0, -2],
    ]);
    expect(found.optimal).toBe(false);
  });

  it('that links alone make impossible are missed by no more than the critical path does', () => {
    const tasks = [one('a', 4), one('b', 2, 3), one('c', 3)];
    const found = level({ tasks, links: [{ from: 'a', to: 'b' }], capacity: { R: 1 } });
    expect(found).toMatchObject({ makespan: 9, optimal: true });
    expect(found.tasks.map(({ start, slack }) => [start, slack])).toEqual([
      [0, -3],
      [4, -3],
      [6, 0],
    ]);
  });
});
