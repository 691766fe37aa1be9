import { addDays } from '@shapan/engine';

export const quickPeriods = ['thisQuarter', 'nextQuarter', 'thisHalf', 'thisYear', 'nextYear'] as const;
export type QuickPeriod = (typeof quickPeriods)[number];

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Quarters, halves and years of a fiscal year that begins in `yearStartMonth`, seen from a day. */
export function periodOf(quick: QuickPeriod, today: string, yearStartMonth = 1): Period {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const intoYear = (((month - (yearStartMonth - 1)) % 12) + 12) % 12;
  const yearStart = month - intoYear;
  switch (quick) {
    case 'thisQuarter':
      return months(month - (intoYear % 3), 3);
    case 'nextQuarter':
      return months(month - (intoYear % 3) + 3, 3);
    case 'thisHalf':
      return months(month - (intoYear % 6), 6);
    case 'thisYear':
      return months(yearStart, 12);
    case 'nextYear':
      return months(yearStart + 12, 12);
  }
}

/** The quarter of a fiscal year that a period is, 1 to 4; `null` when it is no whole quarter. */
export function quarterOf({ from, to }: Period, yearStartMonth = 1): number | null {
  const month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  const whole = months(month, 3);
  const intoYear = (((month - (yearStartMonth - 1)) % 12) + 12) % 12;
  return whole.from === from && whole.to === to && intoYear % 3 === 0 ? intoYear / 3 + 1 : null;
}

function months(first: number, count: number): Period {
  return { from: firstDay(first), to: addDays(firstDay(first + count), -1) };
}

function firstDay(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
