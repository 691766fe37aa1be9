/** As long as an initiative may slip at all. */
const MOST_DAYS = 3_660;

/** `14`, `14天`, `2周`, `2w`, full-width digits too; nothing typed is no slip. `null` = no number of days. */
export function readDays(text: string): number | null {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  if (plain === '') return 0;
  const [, digits, unit = ''] = /^(\d{1,5})\s*(天|日|d|days?|周|w|weeks?)?$/.exec(plain) ?? [];
  if (digits === undefined) return null;
  const days = Number(digits) * (/^(周|w)/.test(unit) ? 7 : 1);
  return days > MOST_DAYS ? null : days;
}
