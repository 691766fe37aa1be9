import { useT } from '../../../data/hooks.tsx';
import { Checkbox, SegmentedControl } from '../../../design/index.ts';
import type { RulePartProps } from './rule-part.ts';

/** What stays when a rule runs: shares or totals, and what people did by hand. */
export function RuleKeeping({ draft, onChange }: RulePartProps) {
  const t = useT();
  return (
    <>
      <SegmentedControl
        label={t('field.breakdownRule.keeps')}
        value={draft.keeps}
        onChange={(keeps) => onChange({ keeps })}
        segments={(['shares', 'totals'] as const).map((value) => ({
          value,
          label: t(`targets.rule.keeps.${value}`),
        }))}
      />
      <p className="targets-hint">{t(`targets.rule.keeps.${draft.keeps}.text`)}</p>
      <Checkbox
        label={t('field.breakdownRule.keepManual')}
        checked={draft.keepManual}
        onChange={(keepManual) => onChange({ keepManual })}
      />
      <Checkbox
        label={t('field.breakdownRule.keepCommitments')}
        checked={draft.keepCommitments}
        onChange={(keepCommitments) => onChange({ keepCommitments })}
      />
    </>
  );
}
