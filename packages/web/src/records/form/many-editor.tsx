import type { Field, FieldValue } from '@shapan/engine';
import { X } from 'lucide-react';
import { useId } from 'react';
import { Combobox, IconButton } from '../../design/index.ts';
import { findAnywhere, type RecordContext } from '../core/context.ts';
import { idsOf, showValue } from '../core/show.ts';
import { choicesFor } from './choices.ts';
import { FlawMarks } from './flaw-marks.tsx';

interface ManyEditorProps {
  readonly context: RecordContext;
  readonly name: string;
  readonly field: Field;
  readonly value: FieldValue;
  readonly label: string;
  readonly disabled?: boolean | undefined;
  readonly onCommit: (value: FieldValue) => void;
}

/** Several people or records: those named so far, and a field that adds one more. */
export function ManyEditor({ context, name, field, value, label, disabled, onCommit }: ManyEditorProps) {
  const { t } = context;
  const id = useId();
  const ids = idsOf(value);
  const rest = choicesFor(context, field).filter((choice) => !ids.includes(choice.value));
  return (
    <div role="group" aria-labelledby={id} className="many">
      <span id={id} className="many__label">
        {label}
      </span>
      {ids.length > 0 && (
        <ul className="many__list">
          {ids.map((one) => {
            const text = showValue(context, name, field, [one]);
            const named = field.type === 'reference' ? findAnywhere(context, field.kinds, one) : undefined;
            return (
              <li key={one}>
                {text}
                {named && <FlawMarks context={context} record={named} />}
                {disabled !== true && (
                  <IconButton
                    size="small"
                    label={t('records.many.drop', { name: text })}
                    icon={<X aria-hidden="true" />}
                    onClick={() => onCommit(ids.filter((other) => other !== one))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {disabled !== true && rest.length > 0 && (
        <Combobox
          key={ids.join(' ')}
          value={null}
          label={t('records.many.add', { field: label })}
          onChange={(next) => next !== null && onCommit([...ids, next])}
          choices={rest}
          emptyText={t('records.grid.noChoice')}
          openLabel={t('records.choose')}
          clearLabel={t('records.clear')}
          placeholder={t('records.many.placeholder')}
        />
      )}
    </div>
  );
}
