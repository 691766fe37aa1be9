import { Field } from '@base-ui/react/field';
import type { ComponentProps, KeyboardEvent } from 'react';
import { classes } from '../classes.ts';
import { isComposing } from '../keyboard.ts';
import './text-input.css';

export interface TextAreaProps
  extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'defaultValue'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Ctrl+Enter or ⌘Enter: send what was written. */
  readonly onSend?: (() => void) | undefined;
}

/** Several lines of text; it grows with what is written. */
export function TextArea({
  value,
  onChange,
  onSend,
  onKeyDown,
  className,
  rows = 3,
  ...rest
}: TextAreaProps) {
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event);
    const asked = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!asked || onSend === undefined || isComposing(event)) return;
    event.preventDefault();
    onSend();
  };
  return (
    <Field.Control
      value={value}
      onValueChange={(text) => onChange(text)}
      render={
        <textarea
          {...rest}
          rows={rows}
          onKeyDown={press}
          className={classes('sp-input', 'sp-input--area', className)}
        />
      }
    />
  );
}
