import { Field as BaseField } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './field.css';

export interface FieldProps {
  readonly label: ReactNode;
  /** One control: its name, description and validity are wired to what stands around it. */
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right; absent when all is well. */
  readonly error?: ReactNode;
  /** A word beside the label, for example 选填. */
  readonly note?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export function Field({ label, children, hint, error, note, disabled = false }: FieldProps) {
  const wrong = error !== undefined && error !== null && error !== false;
  return (
    <BaseField.Root className="sp-field" invalid={wrong} disabled={disabled}>
      <div className="sp-field__head">
        <BaseField.Label className="sp-field__label">{label}</BaseField.Label>
        {note !== undefined && <span className="sp-field__note">{note}</span>}
      </div>
      {children}
      {hint !== undefined && <BaseField.Description className="sp-field__hint">{hint}</BaseField.Description>}
      <BaseField.Error match={wrong} className="sp-field__error">
        <CircleAlert aria-hidden="true" />
        <span>{error}</span>
      </BaseField.Error>
    </BaseField.Root>
  );
}
