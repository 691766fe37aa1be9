/** The same day some years later, negative: before; 29 February is then the 28th, so that its month keeps it. */
export function yearsFrom(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  return `${year}${date.slice(4).replace('-02-29', '-02-28')}`;
}
