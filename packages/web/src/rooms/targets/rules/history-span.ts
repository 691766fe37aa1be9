/** The calendar years that lie so many years before a window, the first and the last: 2024–2026. */
export function historySpan(from: string, to: string, years: number): string {
  const [first, last] = [Number(from.slice(0, 4)) - years, Number(to.slice(0, 4)) - 1];
  return first === last ? String(first) : `${first}–${last}`;
}
