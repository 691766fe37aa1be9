import { checkFormulas, type Fields, findRecord, type PlanRecord, recordsOf } from '@shapan/engine';
import { useState } from 'react';
import { Combobox, Field, TextInput } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { formulaMetrics, formulaText, readFormulaText } from '../core/formula-text.ts';
import { sayProblem } from '../core/read.ts';
import type { FieldEditorProps } from './field-editor-props.ts';

/**
 * A formula over metrics: typed with their names, looked at by the engine at every stroke, and read back in words. What
 * does not hold is said and not kept.
 */
export function FormulaEditor(props: FieldEditorProps & { readonly label: string }) {
  const { context, value, among = {}, live, label, onCommit } = props;
  const { t } = context;
  const before = formulaText(context, String(value ?? ''));
  const [text, setText] = useState(before);
  const formula = readFormulaText(context, text);
  const wrong = text.trim() === '' ? null : whatIsWrong(context, among, formula);
  const write = (next: string): void => {
    setText(next);
    const read = readFormulaText(context, next);
    if (live === true)
      onCommit(next.trim() === '' || whatIsWrong(context, among, read) !== null ? null : read);
  };
  const commit = (): void => {
    if (live === true || text === before || wrong !== null) return;
    onCommit(text.trim() === '' ? null : formula);
  };
  const insert = (id: string | null): void => {
    const named = id === null ? undefined : findRecord(context.master, 'metric', id);
    if (!named) return;
    const joint = text.trim() === '' || /[-+*/×÷(]\s*$/.test(text) ? '' : ' × ';
    write(`${text.trimEnd()}${joint}${formulaText(context, `[${String(named.fields['key'])}]`)}`);
  };
  return (
    <>
      <Field
        label={label}
        error={wrong ?? props.error}
        hint={wrong === null && text.trim() !== '' ? t('records.formula.good') : t('records.formula.hint')}
        disabled={props.disabled}
      >
        <TextInput value={text} onChange={write} onBlur={commit} onEnter={commit} disabled={props.disabled} />
      </Field>
      {props.disabled !== true && (
        <Field label={t('records.formula.insert')}>
          <Combobox
            value={null}
            onChange={insert}
            choices={formulaMetrics(context, among['key']).map(({ id, fields }) => ({
              value: id,
              label: String(fields['name']),
              hint: t.find(`option.aggregation.${String(fields['aggregation'])}`),
            }))}
            emptyText={t('records.grid.noChoice')}
            openLabel={t('records.choose')}
            clearLabel={t('records.clear')}
            placeholder={t('records.choose')}
          />
        </Field>
      )}
    </>
  );
}

/** What the engine would refuse of the formula, in words; `null` when it holds. Other fields are not looked at. */
function whatIsWrong(context: RecordContext, among: Fields, formula: string): string | null {
  const own = recordsOf(context.master, 'metric').find(({ fields }) => fields['key'] === among['key']);
  const record: PlanRecord = {
    kind: 'metric',
    id: own?.id ?? '',
    fields: { ...among, key: among['key'] ?? '', aggregation: 'formula', formula },
  };
  const [first] = checkFormulas(context.master, record);
  if (!first || first.path !== 'fields.formula') return null;
  const named = first.code === 'UNKNOWN_REFERENCE' ? String(first.params?.['id']) : null;
  return named === null ? sayProblem(context, first) : context.t('records.formula.unknown', { name: named });
}
