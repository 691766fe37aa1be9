import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateStart } from '../../src/execution/schedule/times.ts';
import {
  followSchedule,
  type LiveSchedule,
  moveTask,
  type ScheduleRequest,
  schedule,
} from '../../src/index.ts';
import { networks } from './random-network.ts';

const live = (request: ScheduleRequest): LiveSchedule => {
  const found = followSchedule(request);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
};

const timesIn = ({ times, network }: LiveSchedule) =>
  Array.from({ length: network.count }, (_, i) => [times.early[i], lateStart(times, i)]);

const spansIn = ({ times, network }: LiveSchedule) =>
  Array.from(times.early, (start, task) => `${start} to ${start + network.duration[task]!}`);

const timesAnew = (request: ScheduleRequest) => {
  const found = schedule(request);
  return found.ok && found.value.tasks.map(({ start, lateStart: late }) => [start, late]);
};

describe('[SCH-10] a task that moves', () => {
  it('takes with it what waits for it, and tells what moved', () => {
    const tasks = ['a', 'b', 'c', 'd'].map((id) => ({ id, duration: 3 }));
    const links = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'd' },
    ];
    const plan = live({ tasks, links });
    expect(moveTask(plan, 1, { id: 'b', duration: 5 })).toEqual({ tasks: [1, 3], makespan: 11 });
    expect(
      moveTask(plan, 2, { id: 'c', duration: 3, constraints: [{ type: 'startNoEarlier', at: 8 }] }),
    ).toEqual({ tasks: [2], makespan: 11 });
    expect(moveTask(plan, 1, { id: 'b', duration: 3 })).toEqual({ tasks: [1, 3], makespan: 11 });
    expect(moveTask(plan, 2, { id: 'c', duration: 3 })).toEqual({ tasks: [2], makespan: 9 });
    expect(moveTask(plan, 2, { id: 'c', duration: 3 })).toEqual({ tasks: [], makespan: 9 });
  });

  it('leaves the times that a schedule made anew has, move after move', () => {
    const moves = fc.array(
      fc.record({ place: fc.nat(), duration: fc.nat(9), at: fc.nat(25), type: fc.nat(6) }),
      { minLength: 1, maxLength: 8 },
    );
    const types = [
      'startNoEarlier',
      'finishNoEarlier',
      'mustStart',
      'mustFinish',
      'startNoLater',
      'finishNoLater',
    ] as const;
    fc.assert(
      fc.property(networks({ most: 40 }), moves, (request, steps) => {
        const plan = live(request);
        const tasks = [...request.tasks];
        for (const { place, duration, at, type } of steps) {
          const i = place % tasks.length;
          const dated = types[type];
          tasks[i] = { ...tasks[i]!, duration, constraints: dated ? [{ type: dated, at }] : [] };
          const before = spansIn(plan);
          const { tasks: moved } = moveTask(plan, i, tasks[i]!);
          expect(timesIn(plan)).toEqual(timesAnew({ ...request, tasks }));
          const after = spansIn(plan);
          const changed = after.flatMap((span, task) => (span === before[task] ? [] : [task]));
          expect([...moved].sort((a, b) => a - b)).toEqual(changed);
        }
      }),
      { numRuns: 500 },
    );
  });
});
