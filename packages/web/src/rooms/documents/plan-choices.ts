import type { PlanSummary } from '@shapan/contract';
import type { Translate } from '@shapan/i18n';

/** The plans that targets can be imported into: what-ifs are named as such, and an adopted one is over unless it is chosen. */
export const planChoices = (
  t: Translate,
  plans: readonly Pick<PlanSummary, 'id' | 'kind' | 'name' | 'adopted'>[],
  chosen: string | null,
): readonly { readonly value: string; readonly label: string }[] =>
  plans
    .filter(({ id, adopted }) => adopted === null || id === chosen)
    .map(({ id, kind, name }) => ({
      value: id,
      label: kind === 'branch' ? t('documents.plan.whatIf', { name }) : name,
    }));
