import { describe, expect, it } from 'vitest';
import { answerSchedule } from '../src/calc/schedule.ts';

const tasks = [
  { id: 'a', duration: 3 },
  { id: 'b', duration: 2 },
];

describe('schedule: the critical path', () => {
  it('answers every field of every task, in the order of the request', () => {
    expect(answerSchedule({ tasks, links: [{ from: 'b', to: 'a', lag: 1 }] })).toEqual({
      makespan: 6,
      lowerBound: 6,
      optimal: true,
      tasks: [
        { id: 'a', start: 3, finish: 6, lateStart: 3, lateFinish: 6, slack: 0, critical: true },
        { id: 'b', start: 0, finish: 2, lateStart: 0, lateFinish: 2, slack: 0, critical: true },
      ],
    });
  });

  it('takes needs and capacity without being asked to level, and checks them', () => {
    const needy = tasks.map((task) => ({ ...task, resources: { R: 2 } }));
    expect(answerSchedule({ tasks: needy, capacity: { R: 2 } })).toMatchObject({ makespan: 3 });
    expect(answerSchedule({ tasks: needy, capacity: { R: 1 } })).toMatchObject({
      problem: { code: 'OVER_CAPACITY', path: 'tasks[0].resources.R' },
    });
  });

  it.each([
    [{}, 'REQUIRED', 'tasks'],
    [[], 'INVALID', ''],
    [{ tasks: [{ id: 'a' }] }, 'REQUIRED', 'tasks[0].duration'],
    [{ tasks: [{ id: 'a', duration: '3' }] }, 'NOT_A_NUMBER', 'tasks[0].duration'],
    [{ tasks: [{ id: 'a', duration: -3 }] }, 'OUT_OF_RANGE', 'tasks[0].duration'],
    [{ tasks: [{ id: '', duration: 3 }] }, 'INVALID', 'tasks[0].id'],
    [{ tasks: [{ id: 'a', duration: 3, owner: 'x' }] }, 'UNKNOWN_FIELD', 'tasks[0].owner'],
    [{ tasks: [...tasks, ...tasks] }, 'DUPLICATE', 'tasks[2].id'],
    [{ tasks, links: [{ from: 'a', to: 'c' }] }, 'UNKNOWN_REFERENCE', 'links[0].to'],
    [{ tasks, links: [{ from: 'a', to: 'b', type: 'fs' }] }, 'INVALID', 'links[0].type'],
    [{ tasks, links: [{ from: 'a', to: 'a' }] }, 'CYCLE', 'links[0]'],
  ])('%j is refused as %s at %s', (request, code, path) => {
    expect(answerSchedule(request)).toMatchObject({ problem: { code, path } });
  });

  it('names the tasks of a circle in the sentence', async () => {
    const { runCalc } = await import('../src/calc/calc.ts');
    const links = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a', type: 'SS' },
    ];
    const { output, exitCode } = await runCalc('schedule', JSON.stringify({ tasks, links }), false);
    expect(exitCode).toBe(2);
    expect(JSON.parse(output).problem.message).toBe('links[1]: This goes round in a circle: a → b → a.');
  });
});

describe('schedule: levelling', () => {
  const needy = {
    tasks: tasks.map((task) => ({ ...task, resources: { R: 2 } })),
    capacity: { R: 3 },
    level: true,
  };

  it('answers the levelled times with the same fields', () => {
    expect(answerSchedule({ ...needy, timeLimitMs: 1000 })).toEqual({
      makespan: 5,
      lowerBound: 5,
      optimal: true,
      tasks: [
        { id: 'a', start: 0, finish: 3, lateStart: 0, lateFinish: 3, slack: 0, critical: true },
        { id: 'b', start: 3, finish: 5, lateStart: 3, lateFinish: 5, slack: 0, critical: true },
      ],
    });
  });

  it('answers within no time at all, too', () => {
    expect(answerSchedule({ ...needy, timeLimitMs: 0 })).toMatchObject({ makespan: 5 });
    expect(answerSchedule({ ...needy, stepLimit: 0 })).toMatchObject({ makespan: 5 });
  });

  it('serves the higher priority first', () => {
    const [first, second] = needy.tasks;
    const urgent = { ...needy, tasks: [first, { ...second, priority: 501 }] };
    expect(answerSchedule(urgent)).toMatchObject({ tasks: [{ start: 2 }, { start: 0 }] });
  });

  it('needs no capacity where nothing is needed', () => {
    expect(answerSchedule({ tasks, level: true })).toMatchObject({ makespan: 3, optimal: true });
  });

  it.each([
    [{ ...needy, capacity: undefined }, 'REQUIRED', 'capacity'],
    [{ ...needy, capacity: { S: 1 } }, 'UNKNOWN_REFERENCE', 'tasks[0].resources.R'],
    [{ ...needy, capacity: { R: 1 } }, 'OVER_CAPACITY', 'tasks[0].resources.R'],
    [{ ...needy, capacity: { R: 2.5 } }, 'OUT_OF_RANGE', 'capacity.R'],
    [{ ...needy, level: 'yes' }, 'INVALID', 'level'],
    [{ ...needy, timeLimitMs: -1 }, 'OUT_OF_RANGE', 'timeLimitMs'],
    [{ ...needy, stepLimit: 0.5 }, 'OUT_OF_RANGE', 'stepLimit'],
  ])('%j is refused as %s at %s', (request, code, path) => {
    expect(answerSchedule(request)).toMatchObject({ problem: { code, path } });
  });
});
