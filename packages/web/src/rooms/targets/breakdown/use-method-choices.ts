import { findRecord, memberOf, recordsOf } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
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
  return { references, parkings, methods, calendars };
}
