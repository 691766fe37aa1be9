import { findRecord, type TargetEntry } from '@shapan/engine';
import { useDeferredValue, useMemo, useState } from 'react';
import { usePlan } from '../../../app/open-plan.tsx';
import { useT } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Callout, Dialog, Field, Select, TextInput } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName, targetsOf } from '../names.ts';
import { targetNames } from '../target-names.ts';
import { noticeText, refusalText } from '../words.ts';
import {
  calendarChoices,
  type MethodChoice,
  type MethodField,
  type MethodForm,
  methodChoices,
  type ReadForm,
  readForm,
} from './method-form.ts';
import type { BreakdownCell } from './model.ts';
import { spreadSummary } from './spread-summary.ts';
import { sameBreakdown } from './use-breakdown.ts';
import { useNumberWords } from './use-number-words.ts';

interface MethodDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly cell: BreakdownCell;
  readonly name: string;
  readonly onClose: () => void;
  readonly onEnter: (entry: TargetEntry) => void;
}

/** Fill a cell by any method: what it needs, in a sentence what it does, and what would come of it (SPR-T87). */
export function MethodDialog({ table, format, cell, name, onClose, onEnter }: MethodDialogProps) {
  const words = useNumberWords(format);
  const { t } = words;
  const options = useOptions(table);
  const [form, setForm] = useState<MethodForm>(() => ({
    method: 'proportional',
    value: '',
    percent: '',
    from: '',
    to: '',
    pattern: '',
    calendar: 'workingDays',
    reference: options.references[0]?.value ?? null,
    along: options.parkings[0]?.value ?? null,
  }));
  const [tried, setTried] = useState(false);
  const read = readForm(form, cell, format);
  const enter = (): void => {
    setTried(true);
    if ('entry' in read) onEnter(read.entry);
  };
  const change = (part: Partial<MethodForm>): void => setForm((now) => ({ ...now, ...part }));
  const errorOf = (field: MethodField): string | undefined => {
    if ('entry' in read || read.field !== field) return undefined;
    const untouched = read.code === 'REQUIRED' || read.code === 'NUMBER_EMPTY';
    return untouched && !tried ? undefined : refusalText(words, { code: read.code });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.method.title')}
      closeLabel={t('app.close')}
      description={name}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={enter}>
            {t('targets.method.enter')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <Field label={t('targets.method')} hint={t(`targets.method.${form.method}.text`)}>
          <Select
            label={t('targets.method')}
            value={form.method}
            choices={options.methods}
            onChange={(method) => change({ method })}
          />
        </Field>
        {methodChoices[form.method].map((field) => (
          <FormField key={field} {...{ field, form, change, options, enter }} error={errorOf(field)} />
        ))}
        <Preview {...{ table, format, cell, read }} />
      </div>
    </Dialog>
  );
}

type Options = ReturnType<typeof useOptions>;

/** What can be chosen in this plan: methods without what they need are shown, but cannot be taken. */
function useOptions(table: TargetTable) {
  const { state, master } = usePlan();
  const { layout } = table;
  const t = useT();
  const names = targetNames(targetsOf(state), master, t);
  const references = sameBreakdown(state, layout.target.id, targetsOf(state)).map(({ id }) => ({
    value: id,
    label: names.get(id) ?? '',
  }));
  const parkings = layout.cube.dimensions.flatMap((id, d) =>
    layout.frame.trees[d]!.ids.some(
      (member) => findRecord(master, 'dimensionMember', member)?.fields['unassigned'] === true,
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

interface FormFieldProps {
  readonly field: MethodField;
  readonly form: MethodForm;
  readonly change: (part: Partial<MethodForm>) => void;
  readonly options: Options;
  readonly enter: () => void;
  readonly error: string | undefined;
}

function FormField({ field, form, change, options, enter, error }: FormFieldProps) {
  const t = useT();
  const label = t(`targets.method.field.${field}`);
  if (field === 'calendar') {
    return (
      <Field label={label}>
        <Select
          label={label}
          value={form.calendar}
          choices={options.calendars}
          onChange={(calendar) => change({ calendar })}
        />
      </Field>
    );
  }
  if (field === 'reference' || field === 'along') {
    return (
      <Field label={label} error={error}>
        <Select
          label={label}
          value={form[field]}
          choices={field === 'reference' ? options.references : options.parkings}
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

/** What the plan would be like, or why it cannot be. */
function Preview({
  table,
  format,
  cell,
  read,
}: Pick<MethodDialogProps, 'table' | 'format' | 'cell'> & { readonly read: ReadForm }) {
  const words = useNumberWords(format);
  const { store } = usePlan();
  const text = useDeferredValue('entry' in read ? JSON.stringify(read.entry) : '');
  const target = table.layout.target.id;
  const decided = useMemo(
    () =>
      text === ''
        ? null
        : store.preview([{ type: 'target.enter', target, entries: [JSON.parse(text) as TargetEntry] }]),
    [store, target, text],
  );
  const { t } = words;
  if (decided === null) return null;
  if (!decided.ok) {
    const [first] = decided.problems;
    return <Callout tone="bad">{first ? refusalText(words, first) : ''}</Callout>;
  }
  const { changes, notices } = decided.value;
  const summary = spreadSummary(table, changes, cell.place);
  const shown = (value: typeof summary.before): string => format.shown(value) || t('targets.grid.nothing');
  return (
    <div aria-live="polite">
      <p className="targets-hint num">
        {changes.length === 0
          ? t('targets.method.same')
          : t('targets.method.preview', {
              before: shown(summary.before),
              after: shown(summary.after),
              unit: format.unitLabel,
              leaves: summary.leaves,
            })}
      </p>
      {notices
        .filter(({ code }) => code !== 'RESIDUE')
        .map((notice) => (
          <Callout key={notice.code} tone="neutral">
            {noticeText(words, notice)}
          </Callout>
        ))}
    </div>
  );
}
