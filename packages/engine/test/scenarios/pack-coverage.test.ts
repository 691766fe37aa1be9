import { describe, expect, it } from 'vitest';
import {
  type CoverageFigures,
  contributionsTo,
  coverageAt,
  coverageOf,
  layoutOf,
  type PackName,
  type PlaceCoverage,
  packs,
  placesAlong,
  recordsOf,
  tableTotals,
} from '../../src/index.ts';
import { openPlan } from './book.ts';

/** What initiatives of a ready-made plan add are uplifts over what would come anyway: together they come to about the target. */

/** The worked example tells what came in the year before by its history, and states a baseline of its main target alone. */
const scenarios = Object.keys(packs).filter((name) => name !== 'blank' && name !== 'demo') as PackName[];

/** How far from the target a place may be, in percent of it. */
const whole = { least: 85, most: 115 };
const part = { least: 75, most: 130 };

interface Covered {
  readonly place: string;
  readonly cover: PlaceCoverage;
}

function coverageIn(
  scenario: PackName,
): readonly { metric: string; top: Covered; parts: readonly Covered[] }[] {
  const books = openPlan({ scenario });
  expect(books.problems).toEqual([]);
  return recordsOf(books.state, 'target').flatMap(({ id, fields }) => {
    const contributions = contributionsTo(books.state, id);
    const layout = layoutOf(books.state, books.master, id)!;
    if (contributions.length === 0) return [];
    const metric = recordsOf(books.master, 'metric').find((one) => one.id === fields['metric'])!.fields[
      'key'
    ];
    const coverage = coverageOf(layout, tableTotals(layout), contributions);
    expect(coverage.outside, String(metric)).toEqual([]);
    const at = (members: readonly number[], time: number): Covered => ({
      place: `${scenario} ${metric} ${members} ${layout.frame.time.ids[time]}`,
      cover: coverageAt(coverage, { members, time }),
    });
    const rows = layout.frame.trees.flatMap((_, along) => placesAlong(layout, along).slice(1));
    return [
      {
        metric: String(metric),
        top: at(
          layout.frame.trees.map(() => 0),
          0,
        ),
        parts: rows.map((row) => at(row, 0)),
      },
    ];
  });
}

/** Percent of the target, or of what it may come to at most where less is better. */
const percent = ({ target, reached }: CoverageFigures): number => (reached * 100) / target!;

describe.each(scenarios)('the coverage of the ready-made plan %s', (scenario) => {
  const targets = coverageIn(scenario);

  it('has a baseline for every target that initiatives add to, and comes to about that target', () => {
    expect(targets.length).toBeGreaterThan(0);
    for (const { top } of targets) {
      expect(top.cover.baseline, `${top.place} has no baseline`).not.toBeNull();
      expect(percent(top.cover), top.place).toBeGreaterThanOrEqual(whole.least);
      expect(percent(top.cover), top.place).toBeLessThanOrEqual(whole.most);
    }
  });

  it('leaves no member far from its part, unless what is for it is written undivided', () => {
    for (const { place, cover } of targets.flatMap(({ parts }) => parts)) {
      if (cover.target === null) continue;
      expect(percent(cover), place).toBeLessThanOrEqual(part.most);
      if (cover.undivided.length === 0) expect(percent(cover), place).toBeGreaterThanOrEqual(part.least);
    }
  });
});

describe('the coverage of the worked example', () => {
  it('comes to about its main target', () => {
    const [main] = coverageIn('demo');
    expect(percent(main!.top.cover)).toBeGreaterThanOrEqual(whole.least);
    expect(percent(main!.top.cover)).toBeLessThanOrEqual(whole.most);
  });
});
