import { useT } from '../../../data/hooks.tsx';
import { Field, TextInput } from '../../../design/index.ts';
import { mayExceed, type RuleDraftProblem } from './rule-draft.ts';
import type { RulePartProps } from './rule-part.ts';

/** What is said in amounts: how much each class gets, and how much more than must be delivered. */
export function RuleAmounts({
  draft,
  onChange,
  problem,
}: RulePartProps & { readonly problem: RuleDraftProblem | null }) {
  const t = useT();
  return (
    <>
      {draft.basis === 'buckets' && (
        <Field
          label={t('field.breakdownRule.amounts')}
          hint={t('targets.rule.amounts.hint')}
          error={problem === 'amounts' ? t('targets.rule.problem.amounts') : undefined}
        >
          <TextInput value={draft.amounts} onChange={(amounts) => onChange({ amounts })} />
        </Field>
      )}
      {mayExceed(draft) && (
        <Field
          label={t('field.breakdownRule.over')}
          hint={t('targets.rule.over.hint')}
          note={t('targets.optional')}
          error={problem === 'over' ? t('targets.rule.problem.over') : undefined}
        >
          <TextInput inputMode="decimal" value={draft.over} onChange={(over) => onChange({ over })} />
        </Field>
      )}
    </>
  );
}
