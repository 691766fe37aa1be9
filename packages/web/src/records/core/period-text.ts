import { calendarOf, type FieldValue, grains, periodsBetween } from '@shapan/engine';
import { formatPeriod } from '@shapan/i18n';
import { searchForm } from '../../design/search.ts';
import type { RecordContext } from './context.ts';

/** What the calendar calls a period, its year included: `W2026-28` is 2026年第28周. Any other text stays as it is. */
export const periodText = ({ t }: Pick<RecordContext, 't'>, id: string): string =>
  formatPeriod(id, t.locale, { year: true });

/**
 * The id of the period that somebody names as it is shown – without its year when it lies in the plan's –, else the text
 * itself. `current` may be a period that only its own target knows.
 */
export function readPeriodText(
  context: RecordContext,
  text: string,
  current: FieldValue | undefined,
): string {
  const wanted = searchForm(text);
  if (typeof current === 'string' && searchForm(periodText(context, current)) === wanted) return current;
  const calendar = calendarOf(context.master);
  const { locale } = context.t;
  const { year } = context;
  for (const grain of grains) {
    const ids = periodsBetween(calendar, grain, `${year - 1}-01-01`, `${year + 2}-12-31`).map(({ id }) => id);
    const own = periodsBetween(calendar, grain, `${year}-01-01`, `${year}-12-31`).map(({ id }) => id);
    const found =
      ids.find((id) => searchForm(id) === wanted || searchForm(periodText(context, id)) === wanted) ??
      own.find((id) => searchForm(formatPeriod(id, locale)) === wanted);
    if (found !== undefined) return found;
  }
  return text;
}
