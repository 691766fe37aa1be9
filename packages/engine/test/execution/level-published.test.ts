import { sharedData } from '@shapan/testkit';
import { describe, expect, it } from 'vitest';
import { levelSchedule } from '../../src/index.ts';
import { broken, overdrawn } from './feasible.ts';
import { publishedProjects } from './psplib.ts';

describe('published projects, levelled', () => {
  const folder = sharedData('psplib');

  it.skipIf(folder === undefined).each([
    [400, 1],
    [6_000, 0.1],
  ])(
    '[SCH-13, SCH-14] within %i steps are as near to the best known as promised, every proof right (shared data)',
    (steps, percent) => {
      const gaps = publishedProjects(folder!).map(({ name, request, best, isOptimal }) => {
        const found = levelSchedule(request, { steps });
        if (!found.ok) throw new Error(`${name} was refused`);
        const { makespan, lowerBound, optimal, tasks } = found.value;
        const starts = tasks.map(({ start }) => start);
        expect([name, broken(request, starts), overdrawn(request, starts)]).toEqual([name, [], []]);
        expect(isOptimal && makespan < best ? name : '').toBe('');
        expect(lowerBound).toBeLessThanOrEqual(best);
        if (optimal) expect([name, makespan, lowerBound]).toEqual([name, best, best]);
        return (100 * (makespan - best)) / best;
      });
      expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThanOrEqual(percent);
    },
  );
});
