import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CoverageFigures,
  childrenOf,
  coverageAt,
  figuresAt,
  followGaps,
  type Gaps,
  gapsOf,
  isNamedAt,
  largestGaps,
  type PlaceCoverage,
  sliceOf,
} from '../../src/index.ts';
import { anyPlan, anyTrial, childrenAlong, grow, laidOver, placesOf, targets } from './two-way-plan.ts';

/** Laws of coverage over several dimensions, with contributions of any sign and targets of any kind. */

const all = Object.keys(targets);
const adding = ['sales', 'cost'];

const figures = (cover: PlaceCoverage): CoverageFigures => {
  const { target, baseline, added, reached, uncovered, state } = cover;
  return { target, baseline, added, reached, uncovered, state };
};

describe('coverage over several dimensions', () => {
  test('[COV-1] adds up to the last unit: baseline, what is carried, what is missing and the target', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...all), (seed, target) => {
        const laid = laidOver(grow(seed), target);
        for (const place of placesOf(laid.layout)) {
          const cover = coverageAt(laid, place);
          const carried = cover.carried.reduce((sum, { expected }) => sum + expected, 0);
          expect(cover.reached).toBe((cover.baseline ?? 0) + carried);
          expect(cover.added.expected).toBe(carried);
          if (cover.target === null) expect(cover.uncovered).toBeNull();
          else {
            const sign = targets[target as keyof typeof targets].direction === 'down' ? -1 : 1;
            expect(cover.reached + sign * cover.uncovered!).toBe(cover.target);
          }
          expect(cover.state === 'covered').toBe(cover.uncovered !== null && cover.uncovered <= 0);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('[COV-3] of what adds up is at a total what is at its parts and what is for it alone, along every dimension and time', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...adding), (seed, target) => {
        const laid = laidOver(grow(seed), target);
        const { layout } = laid;
        for (const place of placesOf(layout)) {
          const here = coverageAt(laid, place).added;
          const { time } = layout.frame;
          const below = childrenOf(time, place.time).map((node) =>
            coverageAt(laid, { ...place, time: node }),
          );
          if (below.length > 0)
            for (const part of ['low', 'likely', 'high', 'expected'] as const)
              expect(here[part]).toBe(below.reduce((sum, { added }) => sum + added[part], 0));
          for (const along of [0, 1] as const) {
            const parts = childrenAlong(layout, place, along).map((one) => coverageAt(laid, one));
            if (parts.length === 0) continue;
            const own = coverageAt(laid, place)
              .carried.filter(({ contribution }) =>
                parts.every(({ carried }) => carried.every((one) => one.contribution !== contribution)),
              )
              .reduce((sum, { expected }) => sum + expected, 0);
            expect(here.expected).toBe(parts.reduce((sum, { added }) => sum + added.expected, own));
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  test('[COV-4] nothing of what was dropped counts anywhere, and all of what is done does', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...all), (seed, target) => {
        const plan = grow(seed);
        const cut = new Map(
          seed.initiatives.flatMap(({ status }, i) =>
            status === 'dropped' ? [[`i${i}`, 'cut' as const]] : [],
          ),
        );
        const asDone = { ...seed, initiatives: seed.initiatives.map((one) => ({ ...one, status: 'done' })) };
        const [now, done] = [laidOver(plan, target), laidOver(grow(asDone as never), target, { trial: cut })];
        for (const place of placesOf(now.layout))
          expect(coverageAt(now, place)).toEqual(coverageAt(done, place));
      }),
      { numRuns: 10 },
    );
  });

  test('[COV-10] told of many places at once is what is told of each alone, whichever dimension goes down the side', () => {
    fc.assert(
      fc.property(anyPlan, fc.constantFrom(...all), fc.constantFrom(0, 1), (seed, target, along) => {
        const laid = laidOver(grow(seed), target);
        const other = laid.layout.frame.trees[1 - along]!;
        for (const fixed of other.ids.keys()) {
          const members = along === 0 ? [0, fixed] : [fixed, 0];
          const slice = sliceOf(laid, along, members);
          for (const place of placesOf(laid.layout)) {
            if (place.members[1 - along] !== fixed) continue;
            const node = place.members[along]!;
            const alone = coverageAt(laid, place);
            expect(figuresAt(slice, node, place.time)).toEqual(figures(alone));
            expect(isNamedAt(slice, node)).toBe(alone.carried.length + alone.undivided.length > 0);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  test('[COV-10] what follows a change of contributions is what is computed anew, the largest gaps first', () => {
    fc.assert(
      fc.property(anyPlan, anyTrial, fc.constantFrom(...all), (seed, trial, target) => {
        const plan = grow(seed);
        const before = laidOver(plan, target);
        const after = laidOver(plan, target, { trial, before });
        const nodes = Int32Array.from(before.layout.frame.trees[0]!.ids.keys());
        const times = Int32Array.from(before.layout.frame.time.leafNodes);
        const followed = followGaps(
          gapsOf(sliceOf(before, 0, [0, 0]), nodes, times),
          sliceOf(after, 0, [0, 0]),
        );
        const anew = gapsOf(sliceOf(laidOver(plan, target, { trial }), 0, [0, 0]), nodes, times);
        expect([...followed.missing]).toEqual([...anew.missing]);
        expect(followed.count).toBe(anew.count);
        for (const most of [1, 3, 50])
          expect(largestGaps(followed, most)).toEqual(sortedGaps(anew).slice(0, most));
      }),
      { numRuns: 30 },
    );
  });
});

function sortedGaps({ slice, nodes, times, missing }: Gaps) {
  const found = [...nodes].flatMap((node, row) =>
    [...times].map((time, i) => ({
      node,
      time,
      missing: missing[row * times.length + i]!,
      bare: !isNamedAt(slice, node),
    })),
  );
  return found
    .filter((gap) => gap.missing > 0)
    .toSorted((a, b) => Number(b.bare) - Number(a.bare) || b.missing - a.missing);
}
