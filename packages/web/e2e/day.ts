/**
 * The day on which every journey happens, in the server and in the browser: what the demo company has behind it and
 * before it must not depend on when somebody runs the tests. Time passes from its morning on.
 */
const morning = '2026-11-30T10:00:00+08:00';

/** What is to be added to the time of the machine. */
export const shiftMs = Date.parse(morning) - Date.now();

export const clock = (): Date => new Date(Date.now() + shiftMs);

/** Runs in a page before anything else does. */
export function moveToDay(ms: number): void {
  const now = (): number => RealDate.now() + ms;
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (date, given, target) =>
      Reflect.construct(date, given.length === 0 ? [now()] : given, target) as Date,
    apply: (date) => new date(now()).toString(),
    get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
  });
}
