import { covers, type TargetLayout } from '../../targets/index.ts';
import type { Contribution } from './contributions.ts';
import type { Coverage } from './coverage.ts';
import { type Laid, sumsOverMembers } from './lay.ts';

/** Two contributions of one initiative that may be the same money twice (COV-6). */
export interface DoubleCounted {
  readonly initiative: string;
  readonly one: Contribution;
  readonly other: Contribution;
  /** `place`: to places that share leaves. `driver`: to a formula and to what it is computed from. */
  readonly why: 'place' | 'driver';
}

/**
 * What looks counted twice in a target: an initiative that adds to a place and to a part of it, and one that adds to a
 * formula and to one of its drivers. `others` are its contributions to other targets of the plan.
 */
export function doubleCounted(
  { layout, laid }: Coverage,
  others: readonly Contribution[],
): readonly DoubleCounted[] {
  const adding = sumsOverMembers(layout) ? byInitiative(laid) : [];
  const places = adding.flatMap((own) => nestedPairs(layout, own));
  const drivers = driverTargets(layout);
  return [
    ...places,
    ...laid.flatMap(({ contribution }) =>
      others
        .filter((other) => other.initiative === contribution.initiative && drivers.has(other.target))
        .map((other) => pair(contribution, other, 'driver')),
    ),
  ];
}

const byInitiative = (laid: readonly Laid[]): readonly (readonly Laid[])[] => {
  const own = new Map<string, Laid[]>();
  for (const one of laid) {
    const found = own.get(one.contribution.initiative);
    if (found) found.push(one);
    else own.set(one.contribution.initiative, [one]);
  }
  return [...own.values()];
};

const nestedPairs = ({ frame }: TargetLayout, own: readonly Laid[]): readonly DoubleCounted[] =>
  own.flatMap((one, i) =>
    own
      .slice(i + 1)
      .filter((other) => covers(frame, one.place, other.place) || covers(frame, other.place, one.place))
      .map((other) => pair(one.contribution, other.contribution, 'place')),
  );

const pair = (one: Contribution, other: Contribution, why: DoubleCounted['why']): DoubleCounted => ({
  initiative: one.initiative,
  one,
  other,
  why,
});

const driverTargets = ({ formula }: TargetLayout): ReadonlySet<string> =>
  new Set(formula?.drivers.flatMap(({ layout }) => (layout ? [layout.target.id] : [])) ?? []);
