/** Lines one behind the other: rows or columns. */
export interface Lines {
  readonly count: number;
  /** Size of all of them. */
  readonly total: number;
  /** Where a line begins; at `count`, where the last one ends. */
  readonly startOf: (line: number) => number;
  /** Which line stands at a place; the first or the last for places beyond them. */
  readonly at: (place: number) => number;
}

/** All of one size: however many there are, nothing is laid out. */
export function evenLines(count: number, size: number): Lines {
  return {
    count,
    total: count * size,
    startOf: (line) => line * size,
    at: (place) => clamp(Math.floor(place / size), count),
  };
}

export function unevenLines(sizes: readonly number[]): Lines {
  const count = sizes.length;
  const starts = new Float64Array(count + 1);
  sizes.forEach((size, line) => {
    starts[line + 1] = (starts[line] ?? 0) + size;
  });
  const startOf = (line: number): number => starts[line] ?? 0;
  return {
    count,
    total: startOf(count),
    startOf,
    at(place) {
      let [low, high] = [0, count];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (startOf(middle) <= place) low = middle;
        else high = middle;
      }
      return clamp(low, count);
    },
  };
}

const clamp = (line: number, count: number): number => Math.max(0, Math.min(line, count - 1));

/** The lines that stand between two places, and the active one: the keyboard and screen readers stand on it. */
export function linesBetween({ count, at }: Lines, from: number, to: number, active: number): number[] {
  if (count === 0) return [];
  const [first, last] = [at(from), at(to)];
  const drawn = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  if (active < 0 || active >= count) return drawn;
  if (active < first) return [active, ...drawn];
  return active > last ? [...drawn, active] : drawn;
}

/** Where a window from `start` to `end` must begin so that a line is inside it. */
export function nearest(start: number, end: number, line: number, size: number): number {
  if (line < start || size > end - start) return line;
  return line + size > end ? start + line + size - end : start;
}
