/** The day by which the server decides what has expired: that of its time zone, not of the reader's. */
export function serverDay(timeZone: string, now = new Date()): string {
  // Sweden writes a day as a plan date does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}
