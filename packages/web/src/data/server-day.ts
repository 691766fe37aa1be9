/** The day by which the server decides what has expired: that of its time zone, not of the reader's. */
export function serverDay(timeZone: string, now = new Date()): string {
  return daysIn(timeZone).format(now);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To learn a time zone takes a thousand times as long as to write a day in it, and every number typed asks for the day. */
function daysIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Sweden writes a day as a plan date does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}
