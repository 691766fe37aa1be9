import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import { childrenOf, type LeafPeriod, leavesUnder, type TargetLayout } from '@shapan/engine';
import type { PacePoint } from '../../design/index.ts';
import { restOf } from './breakdown-rows.ts';

type Layout = {
  readonly periods: readonly LeafPeriod[];
  readonly frame: Pick<TargetLayout['frame'], 'time'>;
};

/** The target as a whole: all members, all time. */
export function wholeOf({ places }: AttainmentView, allTime: string): PlaceAttainmentView | undefined {
  return places.find(({ members, time }) => time === allTime && members.every((member) => member === '*'));
}

/**
 * Target and actual added up along the periods. An actual is known up to the day of the latest number: later
 * periods have none, which is not 0. What is known of a quarter only joins at its end. `label` is told whether the year must be said. Nothing for metrics that do not add up over time.
 */
export function pacePoints(
  { places, dataUntil, asOf }: AttainmentView,
  { periods, frame }: Layout,
  label: (period: LeafPeriod, year: boolean) => string,
): { readonly points: readonly PacePoint[]; readonly elapsedIndex: number | undefined } {
  const top = new Map(
    places
      .filter(({ members }) => members.every((member) => member === '*'))
      .map((place) => [place.time, place]),
  );
  const late = lateActuals(frame.time, top);
  const years = new Set(periods.flatMap(({ from, to }) => [from.slice(0, 4), to.slice(0, 4)]));
  let target = 0;
  let actual = 0;
  const points = periods.map((period, leaf) => {
    const place = top.get(period.id);
    target += place?.target?.numerator ?? 0;
    actual += (place?.actual?.numerator ?? 0) + (late.get(leaf) ?? 0);
    const known = dataUntil !== null && period.from <= dataUntil;
    return { label: label(period, years.size > 1), target, actual: known ? actual : null };
  });
  const elapsed = periods.findLastIndex(({ from }) => from <= asOf);
  return { points, elapsedIndex: elapsed < 0 ? undefined : elapsed };
}

/** By leaf period: what is known only of a longer period that ends with it. */
function lateActuals(
  time: Layout['frame']['time'],
  top: ReadonlyMap<string, PlaceAttainmentView>,
): ReadonlyMap<number, number> {
  const late = new Map<number, number>();
  time.ids.forEach((id, node) => {
    const parts = childrenOf(time, node).map((child) => top.get(time.ids[child] ?? ''));
    const rest = restOf(top.get(id), parts);
    const last = leavesUnder(time, node).to - 1;
    if (rest !== 0) late.set(last, (late.get(last) ?? 0) + rest);
  });
  return late;
}
