import { type ReactNode, useState } from 'react';
import { Combobox, Field, Select, Switch, TextArea, TextInput } from '../../design/index.ts';
import { readValue, sayProblem } from '../core/read.ts';
import { editText } from '../core/show.ts';
import { fieldWord, optionWord } from '../core/words.ts';
import { choicesFor } from './choices.ts';
import type { FieldEditorProps } from './field-editor-props.ts';
import { FormulaEditor } from './formula-editor.tsx';
import { ManyEditor } from './many-editor.tsx';
import { PlaceEditor } from './place-editor.tsx';

const NONE = '';

/** The control that fits a field, made from its description alone. */
export function FieldEditor(props: FieldEditorProps) {
  const { context, kind, name, field, value, onCommit, disabled } = props;
  const { t } = context;
  const label = props.label ?? fieldWord(t, kind, name);
  const note = field.required ? t('records.required.note') : undefined;
  const around = (child: ReactNode) => (
    <Field label={label} note={note} error={props.error} disabled={disabled}>
      {child}
    </Field>
  );
  if (field.type === 'boolean') {
    return <Switch label={label} checked={value === true} disabled={disabled} onChange={onCommit} />;
  }
  if (field.type === 'choice') {
    const options = field.options.map((option) => ({ value: option, label: optionWord(t, name, option) }));
    const none = field.required ? [] : [{ value: NONE, label: t('records.empty') }];
    return around(
      <Select
        value={value === null ? (field.required ? null : NONE) : String(value)}
        placeholder={t('records.choose')}
        choices={[...options, ...none]}
        onChange={(next) => onCommit(next === NONE ? null : next)}
      />,
    );
  }
  if (field.type === 'coordinate')
    return <PlaceEditor {...{ context, value, onCommit, disabled }} label={label} />;
  if (field.type === 'person' || field.type === 'reference') {
    if (field.many)
      return <ManyEditor {...{ context, name, field, value, onCommit, disabled }} label={label} />;
    return around(
      <Combobox
        value={value === null ? null : String(value)}
        onChange={onCommit}
        choices={choicesFor(context, field)}
        emptyText={t('records.grid.noChoice')}
        openLabel={t('records.choose')}
        clearLabel={t('records.clear')}
        placeholder={t('records.choose')}
      />,
    );
  }
  if (field.type === 'text' && field.of === 'formula')
    return <FormulaEditor key={props.live === true ? name : String(value)} {...props} label={label} />;
  // What somebody else wrote meanwhile shows at once; in a dialog only its own strokes change the value.
  const key = props.live === true ? name : JSON.stringify(value);
  return <TextEditor key={key} {...props} label={label} note={note} />;
}

/** Text, numbers, dates and estimates: typed as people write them, read when the field is left. */
function TextEditor(props: FieldEditorProps & { readonly label: string; readonly note: string | undefined }) {
  const { context, name, field, value, onCommit, live, label, note } = props;
  const { t } = context;
  const before = editText(context, name, field, value, props.among);
  const [text, setText] = useState(before);
  const [wrong, setWrong] = useState<string>();
  /** Whether it could be read. */
  const take = (): boolean => {
    if (text === before) {
      setWrong(undefined);
      return true;
    }
    const read = readValue(context, name, field, text, value, props.among);
    setWrong(read.ok ? undefined : read.problems.map((one) => sayProblem(context, one)).join(' '));
    if (read.ok) onCommit(read.value);
    return read.ok;
  };
  const commit = (): void => void take();
  const send = (): void => {
    if (take()) props.onSend?.();
  };
  const write = (next: string): void => {
    setText(next);
    if (live !== true) return;
    const read = readValue(context, name, field, next, value, props.among);
    if (read.ok) onCommit(read.value);
  };
  // How a day is written the browser's own field shows.
  const hint = field.type === 'estimate' ? t('records.hint.estimate') : undefined;
  const multiline = field.type === 'text' && field.multiline === true;
  return (
    <Field label={label} note={note} error={wrong ?? props.error} hint={hint} disabled={props.disabled}>
      {multiline ? (
        <TextArea
          value={text}
          onChange={write}
          onBlur={commit}
          onSend={send}
          rows={3}
          disabled={props.disabled}
        />
      ) : field.type === 'date' ? (
        <TextInput type="date" value={text} disabled={props.disabled} onChange={write} onBlur={commit} />
      ) : (
        <TextInput value={text} onChange={write} onBlur={commit} onEnter={send} disabled={props.disabled} />
      )}
    </Field>
  );
}
