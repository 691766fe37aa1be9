import type { MultiwayEntry, TargetEntry } from '@shapan/engine';
import { useState } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog, Field, Select } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { refusalText } from '../words.ts';
import { EntryPreview } from './entry-preview.tsx';
import { FormField } from './method-fields.tsx';
import {
  emptyForm,
  isPast,
  type MethodField,
  type MethodForm,
  methodChoices,
  optionsOf,
  readForm,
} from './method-form.ts';
import { MethodOptions } from './method-option-fields.tsx';
import type { MethodOption } from './method-options.ts';
import type { BreakdownCell } from './model.ts';
import { type OtherReading, otherReading } from './other-reading.ts';
import { useMethodChoices } from './use-method-choices.ts';
import { useNumberWords } from './use-number-words.ts';
import { usePast } from './use-past.ts';
import { useRehearsal } from './use-rehearsal.ts';

interface MethodDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly cell: BreakdownCell;
  readonly name: string;
  /** Whether typed numbers stay unless somebody says otherwise here (SPR-T82). */
  readonly keepManual: boolean;
  readonly onClose: () => void;
  /** `expect`: the fingerprint of what was shown. */
  readonly onEnter: (
    entry: TargetEntry,
    expect: string | undefined,
    multiway: MultiwayEntry | undefined,
  ) => void;
}

/** Fill a cell by any method: what it needs, in a sentence what it does, and what would come of it (SPR-T87). */
export function MethodDialog(props: MethodDialogProps) {
  const { table, format, cell, name, keepManual, onClose, onEnter } = props;
  const words = useNumberWords(format);
  const { t } = words;
  const choices = useMethodChoices(table, cell);
  const [form, setForm] = useState<MethodForm>({ ...emptyForm, keepManual: keepManual ? 'yes' : '' });
  const [tried, setTried] = useState(false);
  const filled: MethodForm = {
    ...form,
    reference: form.reference ?? choices.references[0]?.value ?? null,
    along: form.along ?? choices.parkings[0]?.value ?? null,
  };
  const wantsPast = filled.method === 'calendar' && isPast(filled.calendar);
  const past = usePast(table, cell, wantsPast ? filled : null);
  const options = optionsOf(form, choices.axes.length);
  const read = readForm(filled, { cell, format, past: past.numbers, options, places: choices.places });
  const target = table.layout.target.id;
  const entry = 'entry' in read ? read.entry : null;
  const multiway = 'entry' in read ? read.multiway : undefined;
  const rehearsal = useRehearsal(
    entry && [{ type: 'target.enter', target, entries: [entry], ...(multiway && { multiway }) }],
  );
  const enter = (): void => {
    setTried(true);
    if (entry) onEnter(entry, rehearsal.fingerprint, multiway);
  };
  const change = (part: Partial<MethodForm>): void => setForm((now) => ({ ...now, ...part }));
  const would = rehearsal.decided?.ok ? rehearsal.decided.value.notices : [];
  const other = entry && otherReading([entry], form.value, would);
  const readOther = ({ reading, percent }: OtherReading): void =>
    change(
      reading === 'each'
        ? { method: 'percent', percent: percent.replace('+', '') }
        : { method: 'proportional', value: percent },
    );
  const errorOf = (field: MethodField | MethodOption): string | undefined => {
    if ('entry' in read || read.field !== field) return undefined;
    if (field === 'calendar' && wantsPast) return past.isLoading ? undefined : past.problem(read.code);
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
            choices={choices.methods}
            onChange={(method) => change({ method })}
          />
        </Field>
        {methodChoices[form.method].map((field) => (
          <FormField
            key={field}
            {...{ field, change, choices, enter }}
            form={filled}
            error={errorOf(field)}
          />
        ))}
        <EntryPreview
          {...{ table, format, rehearsal }}
          place={cell.place}
          other={
            other && (
              <Button size="small" onClick={() => readOther(other)}>
                {t(`targets.otherReading.${other.reading}`, { percent: other.percent })}
              </Button>
            )
          }
        />
        {options.length > 0 && <MethodOptions {...{ options, form, change, choices, format, errorOf }} />}
      </div>
    </Dialog>
  );
}
