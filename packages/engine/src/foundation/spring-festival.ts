import { isDate, type PlainDate } from './date.ts';

/** The first year of the table. */
const FIRST_YEAR = 1990;

/** Month and day of the first day of the first lunar month, ten years a line; checked against the calendar of ICU. */
const days = [
  '0127 0215 0204 0123 0210 0131 0219 0207 0128 0216',
  '0205 0124 0212 0201 0122 0209 0129 0218 0207 0126',
  '0214 0203 0123 0210 0131 0219 0208 0128 0216 0205',
  '0125 0212 0201 0122 0210 0129 0217 0207 0126 0213',
  '0202 0123 0211 0131 0219 0208 0128 0215 0204 0124',
  '0212 0201 0122 0210 0130 0217 0206 0126 0214 0202',
  '0123 0211 0201 0219 0208 0128 0215 0204 0124 0212',
  '0202 0121 0209 0129 0217 0205 0126 0214 0203 0123',
  '0211 0131 0219 0207 0127 0215 0205 0124 0212 0202',
  '0122 0209 0129 0217 0206 0126 0214 0203 0124 0210',
  '0130 0218 0207 0127 0215 0205 0125 0212 0201 0121',
  '0209',
]
  .join(' ')
  .split(' ');

/** Spring Festival (春节) of a calendar year; `null` outside 1990–2100. */
export function springFestival(year: number): PlainDate | null {
  const day = days[year - FIRST_YEAR];
  const date = `${year}-${day?.slice(0, 2)}-${day?.slice(2)}`;
  return isDate(date) ? date : null;
}
