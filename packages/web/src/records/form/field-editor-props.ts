import type { Field, Fields, FieldValue } from '@shapan/engine';
import type { RecordContext } from '../core/context.ts';

export interface FieldEditorProps {
  readonly context: RecordContext;
  readonly kind: string;
  readonly name: string;
  readonly field: Field;
  readonly value: FieldValue;
  /** The record's fields: they say what an estimate is counted in. */
  readonly among?: Fields | undefined;
  readonly label?: string | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Enter was pressed in a text that could be read: whoever typed it is done. */
  readonly onSend?: (() => void) | undefined;
  /** Report every stroke that can be read, not only what is left behind: for dialogs with a button of their own. */
  readonly live?: boolean | undefined;
  readonly onCommit: (value: FieldValue) => void;
}
