import type { RuleBasis } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Field, Select } from '../../../design/index.ts';
import { dimensionName } from '../names.ts';
import { keepsFor, type RuleDraft } from './rule-draft.ts';
import type { RulePartProps } from './rule-part.ts';

/** Among what a rule divides: members of a dimension or periods, to the next level or down to the lowest. */
export function RuleDividing({ table, draft, onChange }: RulePartProps & { readonly table: TargetTable }) {
  const t = useT();
  const { master } = usePlan();
  const ways = [
    ...table.layout.cube.dimensions.map((id) => ({ value: id, label: dimensionName(master, id) })),
    ...(table.layout.behaviour === 'last' ? [] : [{ value: 'time', label: t('targets.rule.time') }]),
  ];
  return (
    <div className="targets-form__row">
      <Field label={t('targets.rule.by')}>
        <Select
          value={draft.by}
          onChange={(by) => onChange({ by, keeps: keepsFor(by), weights: {}, ...basisFor(by, draft.basis) })}
          choices={ways}
        />
      </Field>
      <Field label={t('field.breakdownRule.level')}>
        <Select
          value={draft.level}
          onChange={(level) => onChange({ level })}
          choices={(['leaves', 'next'] as const).map((value) => ({
            value,
            label: t(`option.level.${value}`),
          }))}
        />
      </Field>
    </div>
  );
}

/** Some bases only divide time, one only people. */
function basisFor(by: string, basis: RuleBasis): Partial<RuleDraft> {
  const fits =
    by === 'time'
      ? basis !== 'headcount' && basis !== 'buckets'
      : basis !== 'seasonality' && basis !== 'calendar';
  return fits ? {} : { basis: 'weights' };
}
