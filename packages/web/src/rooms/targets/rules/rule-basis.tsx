import { type RuleBasis, ruleBases, ruleCalendars } from '@shapan/engine';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Checkbox, Field, Select } from '../../../design/index.ts';
import { targetsOf } from '../names.ts';
import { takesRemainder, takesSource } from './rule-draft.ts';
import type { RulePartProps } from './rule-part.ts';
import { useRuleWords } from './use-rules.ts';

/** By what a rule divides: the basis, and what it needs besides. */
export function RuleBasisFields(
  props: RulePartProps & {
    readonly table: TargetTable;
    readonly parts: readonly { readonly id: string; readonly name: string }[];
  },
) {
  const { table, draft, onChange, parts } = props;
  const t = useT();
  const { state } = usePlan();
  const { targetName } = useRuleWords();
  const own = table.layout.target.id;
  const others = targetsOf(state).filter(({ id }) => id !== own);
  const bases = ruleBases.filter(
    (basis) =>
      ((basis !== 'headcount' && basis !== 'buckets') || draft.by !== 'time') &&
      ((basis !== 'seasonality' && basis !== 'calendar') || draft.by === 'time'),
  );
  const choose = (basis: RuleBasis): void =>
    onChange({
      basis,
      ...(basis === 'headcount' && { keeps: 'totals' as const }),
      ...(basis === 'buckets' && { keeps: 'shares' as const }),
    });
  return (
    <>
      <div className="targets-form__row">
        <Field label={t('field.breakdownRule.basis')} hint={t(`targets.rule.basis.${draft.basis}`)}>
          <Select
            value={draft.basis}
            onChange={choose}
            choices={bases.map((value) => ({ value, label: t(`option.basis.${value}`) }))}
          />
        </Field>
        {draft.basis === 'calendar' && (
          <Field label={t('field.breakdownRule.calendar')}>
            <Select
              value={draft.calendar}
              onChange={(calendar) => onChange({ calendar })}
              choices={ruleCalendars.map((value) => ({ value, label: t(`option.calendar.${value}`) }))}
            />
          </Field>
        )}
        {takesSource(draft.basis) && (
          <Field label={t('field.breakdownRule.source')}>
            <Select
              value={draft.source}
              onChange={(source) => onChange({ source })}
              choices={[
                {
                  value: '',
                  label: t(
                    draft.basis === 'headcount' ? 'targets.rule.source.one' : 'targets.rule.source.none',
                  ),
                },
                ...others.map(({ id }) => ({ value: id, label: targetName(id) })),
              ]}
            />
          </Field>
        )}
        {takesRemainder(draft) && (
          <Field label={t('field.breakdownRule.remainder')}>
            <Select
              value={draft.remainder}
              onChange={(remainder) => onChange({ remainder })}
              choices={[
                {
                  value: '',
                  label: t(draft.basis === 'buckets' ? 'targets.rule.unclassed' : 'targets.rule.colleagues'),
                },
                ...parts.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
      </div>
      {takesSource(draft.basis) && draft.source !== '' && (
        <Checkbox
          label={t('field.breakdownRule.auto')}
          checked={draft.auto}
          onChange={(auto) => onChange({ auto })}
        />
      )}
    </>
  );
}
