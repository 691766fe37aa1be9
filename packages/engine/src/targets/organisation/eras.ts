import type { PlainDate } from '../../foundation/date.ts';
import { type Parents, parentsOf } from '../../plan/parents.ts';
import type { BookState } from '../../plan/state.ts';

/**
 * How the tree of a dimension is read (ORG-1): `asWas` – each period under the parents valid on its first day – or
 * everything under the parents of one day.
 */
export type Organisation = 'asWas' | { readonly asOf: PlainDate };

/** Leaf periods that follow each other with the same parents for everybody. */
export interface Era {
  /** A day whose parents are those of the era. */
  readonly day: PlainDate;
  /** Positions of its leaf periods, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/** The eras of a window, at least one where there is a period. A move in the middle of a period counts from the next. */
export function erasOf(
  master: BookState,
  periods: readonly { readonly from: PlainDate }[],
  organisation: Organisation,
): { readonly parents: Parents; readonly eras: readonly Era[] } {
  const parents = parentsOf(master);
  if (organisation !== 'asWas')
    return { parents, eras: [{ day: organisation.asOf, from: 0, to: periods.length }] };
  const eras: { day: PlainDate; from: number; to: number }[] = [];
  let next = 0;
  periods.forEach(({ from: day }, leaf) => {
    let moved = leaf === 0;
    for (; parents.days[next] !== undefined && parents.days[next]! <= day; next++) moved = true;
    if (moved) eras.push({ day, from: leaf, to: leaf });
    eras.at(-1)!.to = leaf + 1;
  });
  return { parents, eras: eras.length > 0 ? eras : [{ day: '', from: 0, to: 0 }] };
}
