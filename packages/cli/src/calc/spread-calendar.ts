import {
  calendarBasis,
  type DateRange,
  defaultFiscalCalendar,
  ok,
  type Problem,
  periodById,
  periodWeights,
  problem,
  type Result,
  refuse,
  type SpreadRequest,
  wholeLeafWeights,
} from '@shapan/engine';
import type { Sheet } from './sheet.ts';
import type { Edit, SpreadFields } from './spread-fields.ts';
import { workCalendars } from './work-calendars.ts';

/**
 * The days of a member that stands for a period: its own `from` and `to`, or what its id says – `2026-07`, or a period
 * id such as `M2026-07`, `Q2026-3`, `X2026-07-1`, `W2026-28`. `undefined` when neither says anything.
 */
export function periodOfMember({ id, from, to }: SpreadFields['members'][number]): DateRange | undefined {
  if (from !== undefined && to !== undefined) return { from, to };
  const named = periodById(defaultFiscalCalendar, /^\d{4}-\d{2}$/.test(id) ? `M${id}` : id);
  return named.ok ? { from: named.value.from, to: named.value.to } : undefined;
}

/** Calendar weights of the members as a reference (SPR-T42); `undefined` when the edit asks for none. */
export function calendarReference(
  sheet: Sheet,
  fields: SpreadFields,
  { kind, weekPattern, week53, past, years }: Edit,
  path: string,
): Result<SpreadRequest['reference']> {
  if (kind === undefined) return ok(undefined);
  const periods = leafPeriods(sheet, fields);
  if (!periods.ok) return periods;
  const days = periods.value.map(({ range }) => range);
  const window = fields.window ?? {
    from: days.reduce((first, { from }) => (from < first ? from : first), days[0]!.from),
    to: days.reduce((last, { to }) => (to > last ? to : last), days[0]!.to),
  };
  const facts = {
    calendar: defaultFiscalCalendar,
    work: workCalendars[fields.calendar ?? 'CN'](),
    seasonality: fields.seasonality ?? null,
  };
  const basis = calendarBasis({ kind, weekPattern, week53, past, years }, facts, window);
  if (!basis.ok) return refuse(...basis.problems.map((one) => ({ ...one, path: `${path}.${one.path}` })));
  const weights = wholeLeafWeights(Float64Array.from(periodWeights(basis.value, days, window)));
  const byMember = new Map(periods.value.map(({ id }, i) => [id, weights[i]!]));
  return ok((row, slot) => byMember.get(sheet.idAt(row, slot)) ?? null);
}

/** Every leaf with its days; a leaf that does not say when it is cannot be weighed. */
function leafPeriods(
  { leaves }: Sheet,
  { members }: SpreadFields,
): Result<readonly { readonly id: string; readonly range: DateRange }[]> {
  const problems: Problem[] = [];
  const bottom = new Set(leaves);
  const periods = members.flatMap((member, i) => {
    if (!bottom.has(member.id)) return [];
    const range = periodOfMember(member);
    if (range !== undefined) return [{ id: member.id, range }];
    problems.push(problem('REQUIRED', `members[${i}].from`));
    return [];
  });
  return problems.length > 0 ? refuse(...problems) : ok(periods);
}
