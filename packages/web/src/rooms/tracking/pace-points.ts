import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import type { LeafPeriod } from '@shapan/engine';
import type { PacePoint } from '../../design/index.ts';

/** The target as a whole: all members, all time. */
export function wholeOf({ places }: AttainmentView, allTime: string): PlaceAttainmentView | undefined {
  return places.find(({ members, time }) => time === allTime && members.every((member) => member === '*'));
}

/**
 * Target and actual added up along the periods. An actual is known up to the day of the latest number: later
 * periods have none, which is not 0. Nothing for metrics that do not add up over time.
 */
export function pacePoints(
  { places, dataUntil, asOf }: AttainmentView,
  periods: readonly LeafPeriod[],
  label: (period: LeafPeriod) => string,
): { readonly points: readonly PacePoint[]; readonly elapsedIndex: number | undefined } {
  const top = new Map(
    places
      .filter(({ members }) => members.every((member) => member === '*'))
      .map((place) => [place.time, place]),
  );
  let target = 0;
  let actual = 0;
  const points = periods.map((period) => {
    const place = top.get(period.id);
    target += place?.target?.numerator ?? 0;
    actual += place?.actual?.numerator ?? 0;
    const known = dataUntil !== null && period.from <= dataUntil;
    return { label: label(period), target, actual: known ? actual : null };
  });
  const elapsed = periods.findLastIndex(({ from }) => from <= asOf);
  return { points, elapsedIndex: elapsed < 0 ? undefined : elapsed };
}
