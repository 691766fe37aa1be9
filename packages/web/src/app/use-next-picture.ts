import { startTransition, useEffect, useRef, useState } from 'react';

/** Whoever types on has the processor first: between two strokes of a fast hand, and unnoticed by the eye. */
const moment = 100;

/** What a value was when the picture on screen was painted: the next one is shown a moment after that, when there is time. */
export function useNextPicture<Value>(value: Value): Value {
  const [shown, show] = useState(() => value);
  const newest = useRef(value);
  const waiting = useRef(false);
  useEffect(() => {
    newest.current = value;
    if (waiting.current || value === shown) return;
    waiting.current = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        waiting.current = false;
        startTransition(() => show(() => newest.current));
      }, moment),
    );
  }, [value, shown]);
  return shown;
}
