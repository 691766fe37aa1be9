import type { CellPlace, MultiwayEntry, Problem, TargetEntry } from '@shapan/engine';
import type { NumberWords } from '../words.ts';

/** Another entry that would be accepted where one was refused. */
export interface WayOut {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly TargetEntry[];
  readonly multiway?: MultiwayEntry;
  /** Holds that go in the same submission, before the numbers. */
  readonly released?: readonly string[];
  /** What it would come to is only known once it has been tried: it takes too long to ask beforehand. */
  readonly untried?: true;
}

/** A dimension of the target that may have a member for what is not assigned yet. */
export interface Parking {
  readonly id: string;
  readonly name: string;
}

/** A refused gesture, and which of the holds that stand in its way the reader may release. */
export interface RefusedGesture {
  readonly entries: readonly TargetEntry[];
  readonly releasable: readonly string[];
}

/**
 * What could be typed instead (SPR-T55): the nearest number the cell can take, the zeros taking part, the difference parked
 * on an unassigned member, an equal increment where numbers cancel (SPR-T59), soft holds giving way, or the same with the holds released. Of several numbers typed at once it is
 * about the one that the refusal names; the others stay. Each is one submission with one undo. Candidates only: what the
 * engine refuses as well is not offered.
 */
export function waysOut(
  { t, format }: Pick<NumberWords, 't' | 'format'>,
  { code, path, params = {} }: Pick<Problem, 'code' | 'path' | 'params'>,
  { entries, releasable }: RefusedGesture,
  parkings: readonly Parking[],
): readonly WayOut[] {
  if (!conflicts.has(code)) return [];
  const index = entries.length === 1 ? 0 : Number.parseInt(path ?? '', 10);
  const entry = entries[index];
  const value = entry?.value;
  const ways: WayOut[] = [];
  const instead = (id: string, label: string, other: TargetEntry): void => {
    ways.push({ id, label, entries: entries.with(index, other) });
  };
  if (entry && typeof value === 'number' && !format.twoPart) {
    const { typed: _, ...plain } = entry;
    const { at } = entry;
    const end = nearestEnd(value, params['min'], params['max']);
    if (end !== null)
      instead('end', t('targets.wayOut.end', { amount: format.told(end) }), { ...plain, value: end });
    if (Number(params['zeros'] ?? 0) > 0)
      instead('empty', t('targets.wayOut.empty'), { at, value, filter: 'emptyOnly' });
    for (const { id, name } of parkings) {
      const label = t('targets.wayOut.park', { dimension: name });
      instead(`park ${id}`, label, { at, value, method: 'unassigned', along: id });
    }
    if (code === 'BASIS_CANCELS')
      instead('increment', t('targets.wayOut.increment'), { at, value, method: 'equalIncrement' });
    if (String(params['soft'] ?? '') !== '')
      instead('soft', t('targets.wayOut.soft'), { ...entry, overSoft: true });
  }
  if (releasable.length > 0) {
    const label = t('targets.wayOut.releaseAndEnter', { count: releasable.length });
    ways.push({ id: 'release holds', label, entries, released: releasable });
  }
  return ways;
}

const conflicts: ReadonlySet<string> = new Set([
  'NO_FREE_CELL',
  'OTHERS_CLOSED',
  'BOUNDS',
  'SIGN_FLIP',
  'TWO_WAY_INFEASIBLE',
  'BASIS_CANCELS',
]);

/** The end of the range that a number lies beyond; `null` where it lies inside or no range is known. */
function nearestEnd(value: number, min: unknown, max: unknown): number | null {
  if (typeof min === 'number' && value < min) return min;
  return typeof max === 'number' && value > max ? max : null;
}

/** Steps of the next search, where one was too short: each ten times the one before. */
const searches = [200_000, 1_000_000] as const;

/**
 * Where totals of three and more dimensions cannot all be met (SPR-T72): a longer search – not where it is proven that
 * nothing would be found –, giving up the totals that miss, or parking what they miss on what nobody has.
 */
export function multiwayWaysOut(
  { t }: Pick<NumberWords, 't'>,
  { code, params = {} }: Pick<Problem, 'code' | 'params'>,
  entries: readonly TargetEntry[],
  unassigned: CellPlace | null,
): readonly WayOut[] {
  if (code !== 'MULTIWAY_UNPROVEN' || params['missed'] === undefined) return [];
  const done = Number(params['steps'] ?? 0);
  const steps = params['proven'] === true ? undefined : searches.find((one) => one > done);
  return [
    ...(steps === undefined
      ? []
      : [
          {
            id: 'search',
            label: t('targets.wayOut.search', { steps }),
            entries,
            multiway: { steps },
            untried: true as const,
          },
        ]),
    { id: 'release', label: t('targets.wayOut.release'), entries, multiway: { release: true } },
    ...(unassigned === null
      ? []
      : [
          {
            id: 'park misses',
            label: t('targets.wayOut.parkMisses'),
            entries,
            multiway: { park: unassigned },
          },
        ]),
  ];
}
