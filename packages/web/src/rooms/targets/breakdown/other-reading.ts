import type { Notice, TargetEntry } from '@shapan/engine';
import type { AskedEntries } from './asked-entries.ts';

/** The other wish that a percentage may stand for (SPR-T23): about the total, or about each cell. */
export interface OtherReading {
  readonly reading: 'total' | 'each';
  readonly entry: TargetEntry;
  /** The percentage with its sign, as it is typed. */
  readonly percent: string;
}

/**
 * The other reading of a single entry by a percentage, where the two differ since some cells stay; `null` otherwise.
 * `text`: what was typed for it; a typed *+10 %* is an amount by now.
 */
export function otherReading(
  entries: readonly TargetEntry[],
  text: string | undefined,
  notices: readonly Notice[],
): OtherReading | null {
  const [entry, another] = entries;
  if (!entry || another) return null;
  const { method = 'proportional', percent, action = 'replace' } = entry;
  if (percent === undefined) {
    const isTotal = method === 'proportional' && action === 'replace' && typeof entry.value === 'number';
    const typed = isTotal ? changeIn(text) : null;
    return typed !== null && notices.some(leavesStay) ? ofEach(entry, typed, 'add') : null;
  }
  if (!notices.some(({ code }) => code === 'OTHER_PERCENT')) return null;
  if (method === 'proportional') return ofEach(entry, percent, action);
  if (method !== 'percent') return null;
  const { sign: _, ...rest } = entry;
  return {
    reading: 'total',
    entry: { ...rest, method: 'proportional' },
    percent: percentText(percent, action),
  };
}

/** The same of a gesture: a percentage that may mean two things is never read silently. */
export const otherReadingOf = (
  { entries, texts }: Pick<AskedEntries, 'entries' | 'texts'>,
  notices: readonly Notice[],
): OtherReading | null => otherReading(entries, Object.values(texts)[0], notices);

type Action = NonNullable<TargetEntry['action']>;

/** Who takes part is said as before; how the total is rounded has no meaning for cells on their own. */
function ofEach(entry: TargetEntry, percent: number, action: Action): OtherReading {
  const { at, expect, filter, keepManual, overSoft } = entry;
  const common = { at, expect, filter, keepManual, overSoft };
  const said = Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined));
  return {
    reading: 'each',
    entry: { ...said, at, method: 'percent', percent, action },
    percent: percentText(percent, action),
  };
}

/** `+10%`, `-5%`: a change of what is there, and nothing else. */
function changeIn(text = ''): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/\s/g, '');
  return /^[+-]\d+(\.\d+)?%$/.test(plain) ? Number(plain.slice(0, -1)) : null;
}

function percentText(percent: number, action: Action): string {
  if (action === 'replace') return `${percent}%`;
  const change = action === 'add' ? percent : -percent;
  return `${change < 0 ? '-' : '+'}${Math.abs(change)}%`;
}

/** Cells in the scope that may not change, whoever keeps them. */
const leavesStay = ({ code, params }: Notice): boolean =>
  code === 'SKIPPED' &&
  (['held', 'typed', 'committed', 'closed', 'forbidden', 'computed'] as const).some(
    (reason) => Number(params?.[reason] ?? 0) > 0,
  );
