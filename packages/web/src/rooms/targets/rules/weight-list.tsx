import { useT } from '../../../data/hooks.tsx';
import { Field, TextInput } from '../../../design/index.ts';
import type { RuleDraft } from './rule-draft.ts';

interface WeightListProps {
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  readonly error: string | undefined;
}

/** A number per part: how much each counts beside the others. */
export function WeightList({ draft, onChange, parts, error }: WeightListProps) {
  const t = useT();
  return (
    <fieldset className="targets-weights">
      <legend>{t('field.breakdownRule.weights')}</legend>
      <p className={error === undefined ? 'targets-hint' : 'targets-hint targets-hint--bad'} role="status">
        {error ?? t('targets.rule.weights.hint')}
      </p>
      <div className="targets-weights__parts">
        {parts.map(({ id, name }) => (
          <Field key={id} label={name}>
            <TextInput
              inputMode="decimal"
              value={draft.weights[id] ?? ''}
              placeholder="0"
              onChange={(weight) => onChange({ weights: { ...draft.weights, [id]: weight } })}
            />
          </Field>
        ))}
      </div>
      <Field label={t('field.breakdownRule.weightsFrom')} note={t('targets.optional')}>
        <TextInput
          value={draft.weightsFrom}
          maxLength={200}
          onChange={(weightsFrom) => onChange({ weightsFrom })}
        />
      </Field>
    </fieldset>
  );
}
