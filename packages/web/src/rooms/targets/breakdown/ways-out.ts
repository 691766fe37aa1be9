import type { Problem, TargetEntry } from '@shapan/engine';
import type { NumberWords } from '../words.ts';

/** Another entry that would be accepted where one was refused. */
export interface WayOut {
  readonly id: string;
  readonly label: string;
  readonly entry: TargetEntry;
}

/** A dimension of the target that may have a member for what is not assigned yet. */
export interface Parking {
  readonly id: string;
  readonly name: string;
}

/**
 * What could be typed instead (SPR-T55): the nearest number the cell can take, the zeros taking part, the difference parked
 * on an unassigned member, soft holds giving way. Candidates only: what the engine refuses as well is not offered.
 */
export function waysOut(
  { t, format }: Pick<NumberWords, 't' | 'format'>,
  { code, params = {} }: Pick<Problem, 'code' | 'params'>,
  entry: TargetEntry,
  parkings: readonly Parking[],
): readonly WayOut[] {
  if (code !== 'NO_FREE_CELL' && code !== 'BOUNDS' && code !== 'SIGN_FLIP') return [];
  const { value } = entry;
  if (typeof value !== 'number') return [];
  const ways: WayOut[] = [];
  const end = nearestEnd(value, params['min'], params['max']);
  if (end !== null) {
    const label = t('targets.wayOut.end', { amount: format.exactAmount(end) });
    ways.push({ id: 'end', label, entry: { ...entry, value: end } });
  }
  if (Number(params['zeros'] ?? 0) > 0) {
    ways.push({
      id: 'empty',
      label: t('targets.wayOut.empty'),
      entry: { at: entry.at, value, filter: 'emptyOnly' },
    });
  }
  for (const { id, name } of parkings) {
    const label = t('targets.wayOut.park', { dimension: name });
    ways.push({ id: `park ${id}`, label, entry: { at: entry.at, value, method: 'unassigned', along: id } });
  }
  if (String(params['soft'] ?? '') !== '') {
    ways.push({ id: 'soft', label: t('targets.wayOut.soft'), entry: { ...entry, overSoft: true } });
  }
  return ways;
}

/** The end of the range that a number lies beyond; `null` where it lies inside or no range is known. */
function nearestEnd(value: number, min: unknown, max: unknown): number | null {
  if (typeof min === 'number' && value < min) return min;
  return typeof max === 'number' && value > max ? max : null;
}
