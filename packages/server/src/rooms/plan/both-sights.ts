import type { Parts, Sight, Territory } from '@shapan/contract';

/** What is read by two states of a book together: what was released in both of them (SPR-T93). */
export function sightInBoth(whole: Sight, a: Sight, b: Sight): Sight {
  if (a === whole) return b;
  if (b === whole) return a;
  const known = new Map<Territory, Map<Territory, Territory>>();
  const inBoth = (one: Territory, other: Territory): Territory => {
    const found = known.get(one)?.get(other);
    if (found) return found;
    const both = partInBoth(one, other);
    known.set(one, (known.get(one) ?? new Map<Territory, Territory>()).set(other, both));
    return both;
  };
  return { now: inBoth(a.now, b.now), on: (day) => inBoth(a.on(day), b.on(day)) };
}

/** How far the rights reach in both. */
export function partsInBoth(a: Parts, b: Parts): Parts {
  const known = new Map<string | undefined, Territory>();
  const of = (target?: string): Territory => {
    let part = known.get(target);
    if (!part) known.set(target, (part = partInBoth(a.of(target), b.of(target))));
    return part;
  };
  return { of, above: (record) => a.above(record) && b.above(record) };
}

/** A territory that lacks a dimension reaches over all of it. */
function partInBoth(a: Territory, b: Territory): Territory {
  if (a === b) return a;
  const both = new Map(a);
  for (const [dimension, inside] of b) {
    const other = both.get(dimension);
    both.set(dimension, other ? new Set([...inside].filter((member) => other.has(member))) : inside);
  }
  return both;
}
