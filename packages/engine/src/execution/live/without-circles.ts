/** A link between two tasks, by their places. */
interface Between {
  readonly from: number;
  readonly to: number;
}

/** The links of so many tasks without those that close a circle: what a plan from before TSK-2 may hold binds nobody. */
export function withoutCircles<Link extends Between>(count: number, links: readonly Link[]): readonly Link[] {
  const leaving: Link[][] = Array.from({ length: count }, () => []);
  for (const link of links) leaving[link.from]!.push(link);
  const closing = new Set<Link>();
  const onTheWay = new Uint8Array(count);
  const begun = new Uint8Array(count);
  /** How many links of a task have been followed. */
  const followed = new Int32Array(count);
  for (let root = 0; root < count; root += 1) {
    const way = begun[root] ? [] : [root];
    while (way.length > 0) {
      const task = way.at(-1)!;
      begun[task] = onTheWay[task] = 1;
      const link = leaving[task]![followed[task]!++];
      if (link === undefined) onTheWay[way.pop()!] = 0;
      else if (onTheWay[link.to]) closing.add(link);
      else if (!begun[link.to]) way.push(link.to);
    }
  }
  return links.filter((link) => !closing.has(link));
}
