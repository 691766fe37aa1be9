import type { KeyboardEvent } from 'react';

/**
 * Whether a key belongs to an input method. While someone composes 华东, Enter takes a candidate and Escape drops the
 * draft; neither may send a form or close a dialog. Older engines report it by the key code 229 alone.
 */
export function isComposing(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}
