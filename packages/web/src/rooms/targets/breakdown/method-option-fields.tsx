import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Combobox, Field, Select, TextInput } from '../../../design/index.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import type { MethodForm } from './method-form.ts';
import {
  amountOptions,
  type ChoiceOption,
  type MethodOption,
  optionChoices,
  optionGroups,
  planOptions,
} from './method-options.ts';
import type { MethodChoices } from './use-method-choices.ts';

interface MethodOptionsProps {
  readonly options: readonly MethodOption[];
  readonly form: MethodForm;
  readonly change: (part: Partial<MethodForm>) => void;
  readonly choices: MethodChoices;
  readonly format: MetricFormat;
  readonly errorOf: (option: MethodOption) => string | undefined;
}

/** How an amount is handed out: who takes part, in which way, how it is rounded, and what happens where it cannot be. */
export function MethodOptions({ options, ...props }: MethodOptionsProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const groups = optionGroups
    .map(([name, all]) => [name, all.filter((one: MethodOption) => options.includes(one))] as const)
    .filter(([, shown]) => shown.length > 0);
  return (
    <>
      <Button kind="quiet" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'targets.method.options.less' : 'targets.method.options')}
      </Button>
      {open &&
        groups.map(([name, shown]) => (
          <fieldset key={name} className="targets-options">
            <legend>{t(`targets.method.group.${name}`)}</legend>
            <div className="targets-form__row">
              {shown.map((option) => (
                <OptionField key={option} option={option} {...props} />
              ))}
            </div>
          </fieldset>
        ))}
    </>
  );
}

type OptionFieldProps = Omit<MethodOptionsProps, 'options'> & { readonly option: MethodOption };

function OptionField({ option, errorOf, ...props }: OptionFieldProps) {
  const t = useT();
  const unit = amountOptions.some((one) => one === option) ? props.format.unitLabel : '';
  const label = inUnit(t, t(`targets.method.option.${option}`), unit);
  return (
    <Field label={label} error={errorOf(option)} hint={t(`targets.method.option.${option}.text`)}>
      <OptionControl {...props} option={option} label={label} />
    </Field>
  );
}

function OptionControl({
  option,
  form,
  change,
  choices,
  label,
}: Omit<OptionFieldProps, 'errorOf' | 'format'> & { readonly label: string }) {
  const t = useT();
  const answer = (text: string) => change({ [option]: text });
  if (isChoice(option)) {
    const { unassigned } = choices.places;
    const answers = optionChoices[option].map((value: string) => ({
      value,
      label: t.find(`targets.method.${option}.${value}`) ?? value,
      disabled: (value === 'unassigned' || value === 'park') && unassigned === null,
    }));
    const usual = { value: '', label: t(`targets.method.${option}.usual`) };
    return <Select label={label} value={form[option]} choices={[usual, ...answers]} onChange={answer} />;
  }
  if (option === 'location') {
    return (
      <Combobox
        label={label}
        value={form.location === '' ? null : form.location}
        choices={choices.leaves}
        emptyText={t('targets.grid.noChoice')}
        openLabel={t('targets.open')}
        clearLabel={t('targets.clear')}
        onChange={(chosen) => answer(chosen ?? '')}
      />
    );
  }
  if (planOptions.some((one) => one === option)) {
    const given = option === 'nearer' ? choices.targets : choices.axes;
    const usual = { value: '', label: t(`targets.method.${option as 'nearer' | 'axis'}.usual`) };
    return <Select label={label} value={form[option]} choices={[usual, ...given]} onChange={answer} />;
  }
  return <TextInput value={form[option]} inputMode="decimal" onChange={answer} />;
}

const isChoice = (option: MethodOption): option is ChoiceOption => Object.hasOwn(optionChoices, option);
