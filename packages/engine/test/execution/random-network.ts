import fc from 'fast-check';
import { constraintTypes, linkTypes, type ScheduleRequest } from '../../src/index.ts';

const pick = (count: number) => fc.integer({ min: 0, max: count - 1 });

/** Plans with links of every type, leads among them, in no order of the list, and dates where they are asked for. */
export function networks({
  most = 12,
  dates = true,
}: {
  most?: number;
  dates?: boolean;
} = {}): fc.Arbitrary<ScheduleRequest> {
  const constraint = fc.record({ type: fc.constantFrom(...constraintTypes), at: pick(30) });
  return fc.integer({ min: 1, max: most }).chain((count) =>
    fc
      .record({
        durations: fc.array(pick(8), { minLength: count, maxLength: count }),
        dates: fc.array(fc.array(constraint, { maxLength: dates ? 2 : 0 }), {
          minLength: count,
          maxLength: count,
        }),
        order: fc.shuffledSubarray(
          Array.from({ length: count }, (_, i) => i),
          { minLength: count, maxLength: count },
        ),
        links: fc.array(
          fc.record({
            a: pick(count),
            b: pick(count),
            type: fc.constantFrom(...linkTypes),
            lag: fc.integer({ min: -6, max: 6 }),
          }),
          { maxLength: count * 2 },
        ),
      })
      .map(({ durations, order, links, ...more }) => ({
        tasks: durations.map((duration, i) => ({ id: `t${i}`, duration, constraints: more.dates[i]! })),
        links: links
          .filter(({ a, b }) => a !== b)
          .map(({ a, b, type, lag }) => ({
            from: `t${order[Math.min(a, b)]}`,
            to: `t${order[Math.max(a, b)]}`,
            type,
            lag,
          })),
      })),
  );
}

/** The same with two resources of which single tasks need up to all. */
export const levellings = (options: Parameters<typeof networks>[0] = {}): fc.Arbitrary<ScheduleRequest> =>
  networks(options).chain((request) =>
    fc
      .array(fc.tuple(pick(4), pick(5)), { minLength: request.tasks.length, maxLength: request.tasks.length })
      .map((needs) => ({
        ...request,
        tasks: request.tasks.map((task, i) => ({ ...task, resources: { A: needs[i]![0], B: needs[i]![1] } })),
        capacity: { A: 3, B: 4 },
      })),
  );
