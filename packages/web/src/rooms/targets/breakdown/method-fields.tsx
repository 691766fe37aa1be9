import { spreadFilters } from '@shapan/engine';
import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Field, Select, TextInput } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { isPast, type MethodField, type MethodForm, type MethodOption } from './method-form.ts';
import type { MethodChoices } from './use-method-choices.ts';

interface FormFieldProps {
  readonly field: MethodField;
  readonly form: MethodForm;
  readonly change: (part: Partial<MethodForm>) => void;
  readonly choices: MethodChoices;
  readonly enter: () => void;
  readonly error: string | undefined;
}

export function FormField(props: FormFieldProps) {
  const { field, form, change, choices, enter, error } = props;
  const t = useT();
  const label = t(`targets.method.field.${field}`);
  if (field === 'calendar') return <CalendarField {...props} />;
  if (field === 'reference' || field === 'along') {
    return (
      <Field label={label} error={error}>
        <Select
          label={label}
          value={form[field]}
          choices={field === 'reference' ? choices.references : choices.parkings}
          onChange={(id) => change({ [field]: id })}
        />
      </Field>
    );
  }
  return (
    <Field
      label={label}
      error={error}
      hint={field === 'pattern' ? t('targets.method.field.pattern.text') : undefined}
    >
      <TextInput value={form[field]} onChange={(text) => change({ [field]: text })} onEnter={enter} />
    </Field>
  );
}

/** The calendar, and of those that weigh by earlier years how many. */
function CalendarField({ form, change, choices, enter, error }: FormFieldProps) {
  const t = useT();
  const label = t('targets.method.field.calendar');
  const past = isPast(form.calendar);
  return (
    <div className="targets-form__row">
      <Field label={label} error={error}>
        <Select
          label={label}
          value={form.calendar}
          choices={choices.calendars}
          onChange={(calendar) => change({ calendar })}
        />
      </Field>
      {past && (
        <Field label={t('targets.method.field.years')}>
          <TextInput
            value={form.years}
            inputMode="numeric"
            onChange={(years) => change({ years })}
            onEnter={enter}
          />
        </Field>
      )}
    </div>
  );
}

interface MethodOptionsProps {
  readonly options: readonly MethodOption[];
  readonly form: MethodForm;
  readonly change: (part: Partial<MethodForm>) => void;
  readonly format: MetricFormat;
  readonly errorOf: (option: MethodOption) => string | undefined;
}

/** How an amount is handed out: who takes part, in which steps, between which ends, and how it is rounded. */
export function MethodOptions({ options, form, change, format, errorOf }: MethodOptionsProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'targets.method.options.less' : 'targets.method.options')}
      </Button>
      {open && (
        <div className="targets-form__row">
          {options.map((option) => {
            const unit = option === 'filter' || option === 'fair' ? '' : ` ${format.unitLabel}`;
            const label = `${t(`targets.method.option.${option}`)}${unit}`.trim();
            return (
              <Field key={option} label={label} error={errorOf(option)} hint={hintOf(option, t)}>
                <OptionControl {...{ option, form, change, label }} />
              </Field>
            );
          })}
        </div>
      )}
    </>
  );
}

const hintOf = (option: MethodOption, t: ReturnType<typeof useT>): string | undefined =>
  option === 'granularity' || option === 'fair' ? t(`targets.method.option.${option}.text`) : undefined;

function OptionControl({
  option,
  form,
  change,
  label,
}: Pick<MethodOptionsProps, 'form' | 'change'> & { readonly option: MethodOption; readonly label: string }) {
  const t = useT();
  switch (option) {
    case 'filter':
      return (
        <Select
          label={label}
          value={form.filter}
          choices={spreadFilters.map((value) => ({ value, label: t(`targets.method.filter.${value}`) }))}
          onChange={(filter) => change({ filter })}
        />
      );
    case 'fair':
      return (
        <Select
          label={label}
          value={form.fair === '' ? 'auto' : form.fair}
          choices={(['auto', 'yes', 'no'] as const).map((value) => ({
            value,
            label: t(`targets.method.fair.${value}`),
          }))}
          onChange={(fair) => change({ fair: fair === 'auto' ? '' : fair })}
        />
      );
    default:
      return (
        <TextInput value={form[option]} inputMode="decimal" onChange={(text) => change({ [option]: text })} />
      );
  }
}
