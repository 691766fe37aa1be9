/** The day by which the server decides what has expired: that of its time zone, not of the reader's. */
export function serverDay(timeZone: string, now = Date.now()): string {
  const minute = Math.floor(now / 60_000);
  const known = days.get(timeZone);
  if (known?.minute === minute) return known.day;
  const day = daysIn(timeZone).format(now);
  days.set(timeZone, { minute, day });
  return day;
}

/** No day begins within a minute, and whatever is drawn asks for the day many times. */
const days = new Map<string, { readonly minute: number; readonly day: string }>();

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
