import type { Territory } from '@shapan/contract';
import { type BookState, parentsOf } from '@shapan/engine';

interface UntoldOptions {
  readonly master: BookState;
  /** The day whose organisation counts. */
  readonly today: string;
  /** Dimensions of the target. */
  readonly dimensions: readonly string[];
  /** The part in which the reader works. */
  readonly territory: Territory;
  /** What of it was released in this target. */
  readonly part: Territory;
}

/**
 * The reader's own parts of which no number was released yet (SPR-T93), each by its topmost members, as a command names
 * it: no row of them has come, and a number of one's own can be proposed for them all the same.
 */
export function untoldParts(options: UntoldOptions): readonly (readonly string[])[] {
  const { dimensions, territory, part } = options;
  const isTold = (dimension: string, member: string): boolean =>
    member === '*' || part.get(dimension)?.has(member) !== false;
  return dimensions
    .map((dimension) => topmostOf(options, territory.get(dimension)))
    .reduce<readonly (readonly string[])[]>(
      (places, members) => places.flatMap((place) => members.map((member) => [...place, member])),
      [[]],
    )
    .filter((place) => place.some((member, d) => !isTold(dimensions[d] ?? '', member)));
}

function topmostOf(
  { master, today }: UntoldOptions,
  inside: ReadonlySet<string> | undefined,
): readonly string[] {
  if (!inside) return ['*'];
  const parents = parentsOf(master);
  return [...inside].filter((member) => !inside.has(parents.on(member, today) ?? ''));
}
