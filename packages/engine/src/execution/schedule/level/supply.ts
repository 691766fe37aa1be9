/** From a period on there are so many units, until the next step; whole, 0 before the first. Periods go up. */
export interface SupplyStep {
  readonly from: number;
  readonly units: number;
}

/** So many units from a period until before another one, which may be Infinity. */
export interface Use {
  readonly from: number;
  readonly until: number;
  readonly units: number;
}

/** What uses leave of a supply, down to below 0 where they overdraw it. */
export function leftOver(supply: readonly SupplyStep[], uses: readonly Use[]): readonly SupplyStep[] {
  const changes = new Map<number, number>([[0, 0]]);
  const change = (at: number, units: number): void => void changes.set(at, (changes.get(at) ?? 0) + units);
  let had = 0;
  for (const { from, units } of supply) {
    change(from, units - had);
    had = units;
  }
  for (const { from, until, units } of uses) {
    if (from >= until) continue;
    change(from, -units);
    if (until !== Infinity) change(until, units);
  }
  let units = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([from, by]) => {
      units += by;
      return { from, units };
    });
}
