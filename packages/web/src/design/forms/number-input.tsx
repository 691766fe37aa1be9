import { Field } from '@base-ui/react/field';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { isComposing } from '../keyboard.ts';
import './text-input.css';

export interface NumberInputProps {
  /** What stands there when nobody is typing. */
  readonly value: string;
  /** Told once: on Enter, or when the field is left with something new in it. The text is as typed (`500万`, `+10%`). */
  readonly onCommit: (text: string) => void;
  /** Told at every stroke, for a preview of what the text means. */
  readonly onDraft?: ((text: string) => void) | undefined;
  readonly unit?: ReactNode;
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** A number as people write it. What it means is for the caller to read; Escape brings back what was there. */
export function NumberInput(props: NumberInputProps) {
  const { value, onCommit, onDraft, unit, label, placeholder, disabled = false } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const write = (text: string | undefined) => {
    setDraft(text);
    onDraft?.(text ?? value);
  };
  const commit = () => {
    if (draft !== undefined && draft !== value) onCommit(draft);
    setDraft(undefined);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') commit();
    if (event.key !== 'Escape' || draft === undefined) return;
    event.stopPropagation();
    write(undefined);
  };
  return (
    <div className="sp-number">
      <Field.Control
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        inputMode="text"
        placeholder={placeholder}
        disabled={disabled}
        value={draft ?? value}
        onValueChange={write}
        onKeyDown={press}
        onBlur={commit}
        className="sp-input sp-number__input num"
      />
      {unit !== undefined && <span className="sp-number__unit">{unit}</span>}
    </div>
  );
}
