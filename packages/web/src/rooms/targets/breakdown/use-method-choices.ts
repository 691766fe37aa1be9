import {
  type BookState,
  type CellPlace,
  coordinateOf,
  findRecord,
  leavesUnder,
  memberOf,
  type Place,
  recordsOf,
  rowsUnder,
  type TargetLayout,
} from '@shapan/engine';
import { useMemo } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { cellText } from '../cell-text.ts';
import { dimensionName, targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { calendarChoices, type MethodChoice, type MethodField, methodChoices } from './method-form.ts';
import type { BreakdownCell } from './model.ts';
import { sameBreakdown } from './use-breakdown.ts';
import { useLastPattern } from './use-last-pattern.ts';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
}

export type MethodChoices = ReturnType<typeof useMethodChoices>;

/** What can be chosen in this plan: methods without what they need are shown, but cannot be taken. */
export function useMethodChoices(table: TargetTable, cell: BreakdownCell) {
  const { id, state, master } = usePlan();
  const { layout } = table;
  const t = useT();
  const pattern = useLastPattern(table, cell);
  const names = targetNames(targetsOf(state), master, t);
  const others = sameBreakdown(state, layout.target.id, targetsOf(state)).map(({ id }) => ({
    value: id,
    label: names.get(id) ?? '',
  }));
  const versions = recordsOf(state, 'version').flatMap(({ fields }) =>
    // A position means nothing in another log.
    fields['log'] === id
      ? [
          {
            value: `@${String(fields['position'])}`,
            label: t('targets.method.version', { name: String(fields['name']) }),
          },
        ]
      : [],
  );
  const before = pattern === null ? [] : [{ value: `@${pattern}`, label: t('targets.method.lastPattern') }];
  const references: readonly Choice<string>[] = [...before, ...others, ...versions];
  const parkings = layout.cube.dimensions.flatMap((id, d) =>
    layout.frame.trees[d]!.ids.some(
      (member) => findRecord(master, 'dimensionMember', memberOf(member))?.fields['unassigned'] === true,
    )
      ? [{ value: id, label: dimensionName(master, id) }]
      : [],
  );
  const seasonal = Array.isArray(layout.metric.fields['seasonality']);
  const lacks = (method: MethodChoice): boolean => {
    const fields: readonly MethodField[] = methodChoices[method];
    return (
      (fields.includes('reference') && references.length === 0) ||
      (fields.includes('along') && parkings.length === 0)
    );
  };
  const axes: readonly Choice<string>[] = [
    ...layout.cube.dimensions.map((id) => ({ value: id, label: dimensionName(master, id) })),
    { value: 'time', label: t('targets.axis.time') },
  ];
  const methods = (Object.keys(methodChoices) as MethodChoice[]).map((method) => ({
    value: method,
    label: t(`targets.method.${method}`),
    disabled: lacks(method),
  }));
  const calendars = calendarChoices.map((kind) => ({
    value: kind,
    label: t(`targets.method.calendar.${kind}`),
    disabled: kind === 'seasonal' && !seasonal,
  }));
  const { leaves, places } = useLeafChoices(table, cell.place);
  const unassigned = unassignedPlace(layout, master);
  return {
    references,
    parkings,
    methods,
    calendars,
    axes,
    targets: others,
    leaves,
    places: { leaves: places, unassigned },
  };
}

/** Beyond so many lowest cells none of them is chosen from a list. */
const mostLeaves = 2_000;

/** The lowest cells that could take what is left over; none where they are too many to choose from. */
function useLeafChoices({ layout }: TargetTable, place: Place) {
  const t = useT();
  const { master } = usePlan();
  return useMemo(() => {
    const { frame, cube } = layout;
    const { from, to } = leavesUnder(frame.time, place.time);
    const rows = rowsUnder(frame, place);
    const places = new Map<string, CellPlace>();
    if (rows.length * (to - from) <= mostLeaves) {
      for (const row of rows) {
        for (let slot = from; slot < to; slot++) {
          const at = {
            members: coordinateOf(cube, row),
            time: frame.time.ids[frame.time.leafNodes[slot] ?? 0] ?? 'all',
          };
          places.set(`${at.members.join()} ${at.time}`, at);
        }
      }
    }
    const leaves = [...places].map(([value, at]) => ({ value, label: cellText(t, master, layout, at) }));
    return { leaves, places };
  }, [layout, place, master, t]);
}

/** The cell of the members that stand for nobody, in every dimension that has one (SPR-T72); `null` where none has. */
export function unassignedPlace({ cube, frame }: TargetLayout, master: BookState): CellPlace | null {
  const members = cube.dimensions.map(
    (_, d) =>
      frame.trees[d]?.ids.find(
        (id) => findRecord(master, 'dimensionMember', memberOf(id))?.fields['unassigned'] === true,
      ) ?? '*',
  );
  return members.every((id) => id === '*') ? null : { members, time: 'all' };
}
