import { Field } from '@base-ui/react/field';
import type { ComponentProps, KeyboardEvent } from 'react';
import { classes } from '../classes.ts';
import { isComposing } from '../keyboard.ts';
import './text-input.css';

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'defaultValue'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter, but not the Enter that takes a candidate of an input method. */
  readonly onEnter?: (() => void) | undefined;
}

/** One line of text; inside a `Field` it is labelled, elsewhere give `aria-label`. */
export function TextInput({ value, onChange, onEnter, onKeyDown, className, ...rest }: TextInputProps) {
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.key !== 'Enter' || onEnter === undefined || isComposing(event)) return;
    // The key is used up: what has the keyboard once a dialog has closed would be pressed by it.
    event.preventDefault();
    onEnter();
  };
  return (
    <Field.Control
      autoComplete="off"
      {...rest}
      value={value}
      onValueChange={(text) => onChange(text)}
      onKeyDown={press}
      className={classes('sp-input', className)}
    />
  );
}
