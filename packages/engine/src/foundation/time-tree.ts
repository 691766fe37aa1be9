import { type DateRange, dateOfDay, dayNumber, earlierDate, laterDate, type PlainDate } from './date.ts';
import { type FiscalCalendar, firstDayOfWeekYear, weekYearOfDay } from './fiscal-calendar.ts';
import { type Grain, type PeriodParts, periodAt, periodParts, periodsBetween } from './period.ts';
import { invariant } from './result.ts';

/**
 * A node of the time axis of a plan: a leaf period, one of its parents, or the root.
 *
 * `from`/`to` are the whole period even where the plan window covers only part of it; then, and only then,
 * `coveredFrom`/`coveredTo` say which part (SPR-T43). The root is the window itself.
 */
export interface TimeNode extends DateRange {
  /** A period id; `WY2026` for an ISO week year, which is not the fiscal year of that name; `all`. */
  readonly id: string;
  readonly grain: Grain | 'weekYear' | 'all';
  /** The numbers in the name; the root has none. */
  readonly parts: PeriodParts | null;
  readonly coveredFrom?: PlainDate;
  readonly coveredTo?: PlainDate;
  /** Index of the parent in `nodes`; −1 for the root. */
  readonly parent: number;
  /** 0 for the root. All leaves have the same depth. */
  readonly depth: number;
}

/**
 * `nodes` begins with the root; every parent stands before its children, and siblings are in the order of
 * time (a walk from the root, first child first). `leaves` are indexes into `nodes`, in the order of time.
 */
export interface TimeTree {
  readonly nodes: readonly TimeNode[];
  readonly leaves: readonly number[];
}

type Level = Grain | 'weekYear';

/**
 * The tree that a target table expands over: all periods of the leaf grain that touch the window, below the
 * parents that truly partition them, below one root `all` for the window.
 *
 * - month → quarter → year, half → year, quarter → year, day → month → quarter → year;
 * - xun → month → quarter → year with calendar months; directly below the root in the week family, whose
 *   months do not end where a 旬 ends;
 * - week → month → quarter → year in the week family; otherwise week → ISO week year, because a week may
 *   belong to two months and two years.
 *
 * Throws `InvariantError` when `to` lies before `from`: a window is checked where it is typed.
 */
export function timeTree(
  calendar: FiscalCalendar,
  leafGrain: Grain,
  from: PlainDate,
  to: PlainDate,
): TimeTree {
  invariant(from <= to, 'a window ends on or after the day it begins');
  const window = { from, to };
  const levels = [...parentLevels(calendar, leafGrain), leafGrain];
  const nodes: TimeNode[] = [{ id: 'all', grain: 'all', parts: null, ...window, parent: -1, depth: 0 }];
  const leaves: number[] = [];
  const open: number[] = [0];
  for (const leaf of periodsBetween(calendar, leafGrain, from, to)) {
    for (const [above, level] of levels.entries()) {
      const depth = above + 1;
      const current = nodes[open[depth] ?? -1];
      if (current !== undefined && current.to >= leaf.from) continue;
      const parent = open[above];
      invariant(parent !== undefined, 'a parent is opened before its children');
      open[depth] = nodes.length;
      nodes.push({ ...nodeAt(calendar, level, leaf.from, window), parent, depth });
    }
    leaves.push(nodes.length - 1);
  }
  return { nodes, leaves };
}

/** Grains above a leaf grain, the largest first. */
function parentLevels({ pattern }: FiscalCalendar, leaf: Grain): readonly Level[] {
  switch (leaf) {
    case 'year':
      return [];
    case 'half':
    case 'quarter':
      return ['year'];
    case 'month':
      return ['year', 'quarter'];
    case 'day':
      return ['year', 'quarter', 'month'];
    case 'xun':
      return pattern === 'months' ? ['year', 'quarter', 'month'] : [];
    case 'week':
      return pattern === 'months' ? ['weekYear'] : ['year', 'quarter', 'month'];
  }
}

function nodeAt(calendar: FiscalCalendar, level: Level, date: PlainDate, window: DateRange) {
  const whole = level === 'weekYear' ? weekYearAt(calendar, date) : fiscalPeriodAt(calendar, level, date);
  const coveredFrom = laterDate(whole.from, window.from);
  const coveredTo = earlierDate(whole.to, window.to);
  const complete = coveredFrom === whole.from && coveredTo === whole.to;
  return complete ? whole : { ...whole, coveredFrom, coveredTo };
}

function fiscalPeriodAt(calendar: FiscalCalendar, grain: Grain, date: PlainDate) {
  const { ordinal, ...period } = periodAt(calendar, grain, date);
  return { ...period, parts: periodParts(calendar, { grain, ordinal }) };
}

function weekYearAt(calendar: FiscalCalendar, date: PlainDate) {
  const year = weekYearOfDay(calendar, dayNumber(date));
  return {
    id: `WY${year}`,
    grain: 'weekYear' as const,
    parts: { year },
    from: dateOfDay(firstDayOfWeekYear(calendar, year)),
    to: dateOfDay(firstDayOfWeekYear(calendar, year + 1) - 1),
  };
}
