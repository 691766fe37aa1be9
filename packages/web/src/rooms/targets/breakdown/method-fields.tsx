import { useT } from '../../../data/hooks.tsx';
import { Field, Select, TextInput } from '../../../design/index.ts';
import { isPast, type MethodField, type MethodForm } from './method-form.ts';
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
